"""MALT, PMA and DDN: MALT by pyautoattack's APGD, the others by the project's own definitions, as on the page.

Each page of src/engine/attacks names its paper and what differs from the authors' code.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn

from .apgd import apgd_run
from .losses import Loss, best_other, cross_entropy, of_label, probability_margin
from .norms import NORMS
from .runs import Batch, Run, logits_and_gradient
from .settings import Settings
from .starts import start_inside
from .worst import Worst

OWN = "Gradlens"


def malt(settings: Settings, class_count: int) -> list[Run]:
    """APGD-T towards the classes whose boundaries are nearest to first order."""
    restarts = settings["restarts"]
    classes = min(settings["targetClasses"], settings["candidates"], class_count - 1)

    def towards(rank: int):
        return lambda model, batch: nearest_classes(model, batch, settings["norm"], settings["candidates"])[:, rank]

    return [
        apgd_run(
            settings, f"MALT, class {1 + run // restarts}, start {1 + run % restarts}", run, towards(run // restarts)
        )
        for run in range(classes * restarts)
    ]


DUAL_SIZES = {
    "linf": lambda flat: flat.abs().sum(1),
    "l2": lambda flat: flat.norm(dim=1),
    "l1": lambda flat: flat.abs().amax(1),
}


def nearest_classes(model: nn.Module, batch: Batch, norm: str, candidates: int) -> Tensor:
    """Of each image the likeliest wrong classes (N, at most `candidates`), the nearest first if logits were linear."""
    pixels = batch.pixels.detach().clone().requires_grad_(True)
    logits = model(pixels)
    wrong = logits.detach().scatter(1, batch.labels[:, None], -torch.inf).sort(1, descending=True).indices
    wrong = wrong[:, : min(candidates, logits.shape[1] - 1)]
    own = logits.gather(1, batch.labels[:, None])[:, 0]
    distances = []
    for classes in wrong.T:
        gap = logits.gather(1, classes[:, None])[:, 0] - own
        (gradient,) = torch.autograd.grad(gap.sum(), pixels, retain_graph=True)
        distances.append(
            (-gap.detach() / DUAL_SIZES[norm](gradient.flatten(1))).nan_to_num(nan=math.inf, posinf=math.inf)
        )
    order = torch.stack(distances, 1).sort(dim=1, stable=True).indices
    return wrong.gather(1, order)


def pma(settings: Settings, class_count: int) -> list[Run]:
    def run_of(run: int) -> Run:
        name = f"PMA, start {1 + run // 2}, {'label first' if run % 2 == 0 else 'other first'}"
        return Run(name, OWN, lambda model, batch, epsilon: _pma(settings, run, model, batch, epsilon))

    return [run_of(run) for run in range(2 * settings["restarts"])]


def _pma(settings: Settings, run: int, model: nn.Module, batch: Batch, epsilon: float) -> Tensor:
    steps, norm, worst = settings["steps"], NORMS[settings["norm"]], Worst(batch)
    iterate = start_inside(settings, run, batch, epsilon)
    for step in range(steps):
        logits, gradient = logits_and_gradient(model, iterate, batch.labels, _climbed(step, steps, run % 2 == 1))
        worst.see(iterate, logits, probability_margin(logits, batch.labels))
        iterate = norm.project(
            iterate + _pma_share(step, steps) * epsilon * norm.ascent(gradient, 1), batch.pixels, epsilon
        )
    with torch.no_grad():
        logits = model(iterate)
    worst.see(iterate, logits, probability_margin(logits, batch.labels))
    return worst.pixels


def _climbed(step: int, steps: int, starts_with_other: bool) -> Loss:
    if step < 1:
        return of_label
    if step < steps / 2:
        return best_other if starts_with_other else lambda logits, labels: -of_label(logits, labels)
    return probability_margin


def _pma_share(step: int, steps: int) -> float:
    """Of epsilon: along a cosine, and again in the second half."""
    change = steps / 2
    since = step - change if step > change else step
    return 1 + math.cos((since - 1) / (steps - change) * math.pi)


def ddn(settings: Settings, class_count: int) -> list[Run]:
    return [Run("DDN", OWN, lambda model, batch, epsilon: _ddn(settings, model, batch, epsilon))]


def _ddn(settings: Settings, model: nn.Module, batch: Batch, epsilon: float) -> Tensor:
    """The nearest adversarial image that it finds within epsilon, else the one of the largest loss there."""
    pixels, steps, size = batch.pixels, settings["steps"], NORMS["l2"].size
    farthest = size(torch.maximum(pixels, 1 - pixels))
    length = torch.full_like(farthest, settings["firstNorm"])
    iterate, worst = pixels, Worst(batch)

    def see(logits: Tensor) -> Tensor:
        distance = size(iterate - pixels)[:, 0, 0, 0]
        fooled = logits.argmax(1) != batch.labels
        value = torch.where(fooled, -distance, cross_entropy(logits, batch.labels))
        worst.see(iterate, logits, value, distance <= epsilon)
        return fooled

    for step in range(steps):
        logits, gradient = logits_and_gradient(model, iterate, batch.labels, cross_entropy)
        fooled = see(logits)[:, None, None, None]
        length = torch.minimum(length * torch.where(fooled, 1 - settings["growth"], 1 + settings["growth"]), farthest)
        step_size = 0.01 + 0.99 * (1 + math.cos(math.pi * step / steps)) / 2
        moved = iterate - pixels + step_size * NORMS["l2"].ascent(gradient, 1)
        iterate = (pixels + moved * (length / (size(moved) + 1e-12))).clamp(0, 1)
        if settings["isRounded"]:
            iterate = (iterate * 255).round() / 255
    with torch.no_grad():
        see(model(iterate))
    return worst.pixels
