"""One job: a block of images on a model, attacked and judged as the page does (src/engine/evaluation)."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

from ..evaluation.autoattack import device_of
from ..jobs import Outcome
from ..planned_attacks import Batch, fab_t_by_class, find_runs, make_every_run, make_runs
from ..planned_attacks.losses import cross_entropy
from ..planned_attacks.runs import logits_and_gradient


@dataclass(frozen=True)
class BlockImages:
    pixels: Tensor  # uint8 (N, 3, H, W)
    labels: tuple[Tensor, ...]  # each (N,): the class indices of each model of the job
    indices: list[int]  # (N,) in their source


@dataclass(frozen=True)
class JudgeTask:
    images: BlockImages
    epsilons: list[float]  # (N,)
    attack: dict[str, Any]
    seeks_nearest: bool = False  # every run is made, and of what fools the nearest image counts
    is_ranked: bool = False  # passes are told, where they are known of every image


@dataclass(frozen=True)
class TransferTask:
    """The first model's perturbations, shown to all models of the job."""

    images: BlockImages
    attack: dict[str, Any]
    names: list[str]  # the ids of all but the first model


def perform(task: JudgeTask | TransferTask, models: Sequence[nn.Module]) -> Outcome:
    started, core_started = time.monotonic(), time.process_time()
    outcome = judge(task, models[0]) if isinstance(task, JudgeTask) else transfer(task, models)
    return {
        "outcome": outcome,
        "seconds": round(time.monotonic() - started, 3),
        # Of all cores of the process: what it costs whatever else the machine does.
        "coreSeconds": round(time.process_time() - core_started, 3),
    }


def judge(task: JudgeTask, model: nn.Module) -> Outcome:
    """Images that the model gets wrong are not attacked. Images of one epsilon are attacked at once."""
    images, norm = task.images, task.attack["settings"]["norm"]
    batch = _batch(model, images, images.labels[0])
    right = predict(model, batch.pixels) == batch.labels
    verdicts = ["robust" if each else "wrong" for each in right.tolist()]
    sizes: list[float | None] = [None if each else 0 for each in right.tolist()]
    fooled_by: list[str | None] = [None] * len(verdicts)
    zero_gradient = [False] * len(verdicts)
    passes: list[int | None] = [0] * len(verdicts)
    for epsilon in sorted(set(task.epsilons)):
        rows = [row for row, own in enumerate(task.epsilons) if own == epsilon and verdicts[row] == "robust"]
        if epsilon == 0 or not rows:
            continue
        part = batch.rows(rows)
        make = make_every_run if task.seeks_nearest else make_runs
        attacked = make(model, _runs(model, task.attack, part, task.seeks_nearest), part, epsilon, norm)
        stuck = _stuck(model, part, attacked.pixels)
        for place, row in enumerate(rows):
            fooled_by[row], passes[row] = attacked.fooled_by[place], attacked.passes[place]
            if fooled_by[row] is None:
                zero_gradient[row] = stuck[place]
                continue
            verdicts[row] = "fooled"
            sizes[row] = perturbation_size(norm, part.pixels[place], attacked.pixels[place])
    return {
        "indices": images.indices,
        "verdicts": verdicts,
        "sizes": sizes,
        "fooledBy": fooled_by,
        "zeroGradient": zero_gradient,
        **({"passes": passes} if task.is_ranked and None not in passes else {}),
    }


def transfer(task: TransferTask, models: Sequence[nn.Module]) -> Outcome:
    """Each model is judged by its own prediction of the clean image."""
    source, images, settings = models[0], task.images, task.attack["settings"]
    batch = _batch(source, images, images.labels[0])
    runs = _runs(source, task.attack, batch)
    attacked = make_runs(source, runs, batch, settings["epsilon"], settings["norm"]).pixels
    verdicts = {}
    for name, model, labels in zip(task.names, models[1:], images.labels[1:], strict=True):
        labels = labels.to(batch.pixels.device)
        clean, fooled = predict(model, batch.pixels) != labels, predict(model, attacked) != labels
        words = zip(clean.tolist(), fooled.tolist(), strict=True)
        verdicts[name] = ["wrong" if wrong else "fooled" if fell else "robust" for wrong, fell in words]
    unperturbed = (attacked == batch.pixels).flatten(1).all(1).tolist()
    return {"indices": images.indices, "verdicts": verdicts, "unperturbed": unperturbed}


@torch.no_grad()
def predict(model: nn.Module, pixels: Tensor) -> Tensor:
    """(N,) classes. Raises RuntimeError if a logit is not finite, of which no verdict follows."""
    logits = model(pixels)
    if not logits.isfinite().all():
        raise RuntimeError("the model gives logits that are not finite; its weights are not fit for an evaluation")
    return logits.argmax(1)


def perturbation_size(norm: str, clean: Tensor, attacked: Tensor) -> float:
    """Summed in float64."""
    change = (attacked.double() - clean.double()).abs().flatten()
    if norm == "linf":
        return change.max().item()
    return change.sum().item() if norm == "l1" else math.sqrt(change.square().sum().item())


def _batch(model: nn.Module, images: BlockImages, labels: Tensor) -> Batch:
    device = device_of(model)
    return Batch((images.pixels.to(device).float() / 255).contiguous(), labels.to(device), images.indices)


def _runs(model: nn.Module, attack: dict[str, Any], batch: Batch, seeks_nearest: bool = False):
    with torch.no_grad():
        classes = model(batch.pixels[:1]).shape[1]
    if seeks_nearest and attack["id"] == "fabT":
        return fab_t_by_class(attack["settings"], classes)
    return find_runs(attack["id"], attack["settings"], classes)


def _stuck(model: nn.Module, batch: Batch, attacked: Tensor) -> list[bool]:
    """Whether an attack could not move: the loss has no gradient at the image, nor where the attack ended."""
    gradients = (logits_and_gradient(model, each, batch.labels, cross_entropy)[1] for each in (batch.pixels, attacked))
    zero = [gradient.flatten(1).abs().amax(1) == 0 for gradient in gradients]
    return (zero[0] & zero[1]).tolist()
