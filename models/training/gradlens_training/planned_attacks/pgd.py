"""PGD and its single step, FGSM: torchattacks where it has them, else the project's own definition."""

from __future__ import annotations

import torch
import torchattacks
from torch import Tensor, nn

from .losses import LOSSES
from .norms import NORMS
from .runs import Batch, Run, logits_and_gradient
from .settings import Settings, step_length, torch_seed
from .starts import start_inside
from .worst import Worst

TORCHATTACKS = f"torchattacks {torchattacks.__version__}"
OWN = "Gradlens"
FGSM_L1_SHARE = 0.2  # the page's: one step has to find room within [0, 1] for all of epsilon


def pgd(settings: Settings, class_count: int) -> list[Run]:
    return [_run(settings, f"PGD, start {run + 1}", run) for run in range(settings["restarts"])]


def fgsm(settings: Settings, class_count: int) -> list[Run]:
    step_size = {"rule": "shareOfEpsilon", "share": settings["stepShare"]}
    as_pgd = {
        **settings,
        "steps": 1,
        "stepSize": step_size,
        "loss": "crossEntropy",
        "result": "last",
        "l1Share": FGSM_L1_SHARE,
    }
    return [_run(as_pgd, f"FGSM, start {run + 1}", run) for run in range(settings["restarts"])]


def _run(settings: Settings, name: str, run: int) -> Run:
    settings = {"loss": "crossEntropy", **settings}  # plans of earlier releases do not name it
    if settings["norm"] != "l1" and settings["result"] == "last" and settings["loss"] == "crossEntropy":
        return Run(name, TORCHATTACKS, lambda model, batch, epsilon: _public(settings, run, model, batch, epsilon))
    # torchattacks has no PGD in L1, on margins, or that keeps the worst iterate.
    return Run(name, OWN, lambda model, batch, epsilon: _own(settings, run, model, batch, epsilon))


def _public(settings: Settings, run: int, model: nn.Module, batch: Batch, epsilon: float) -> Tensor:
    kind = torchattacks.PGD if settings["norm"] == "linf" else torchattacks.PGDL2
    attack = kind(
        model,
        eps=epsilon,
        alpha=step_length(settings, epsilon),
        steps=settings["steps"],
        random_start=settings["randomStart"],
    )
    attack.set_device(batch.pixels.device)
    torch.manual_seed(torch_seed(settings, batch.indices, run))
    return attack(batch.pixels, batch.labels)


def _own(settings: Settings, run: int, model: nn.Module, batch: Batch, epsilon: float) -> Tensor:
    norm, loss, length = NORMS[settings["norm"]], LOSSES[settings["loss"]], step_length(settings, epsilon)
    iterate = start_inside(settings, run, batch, epsilon) if settings["randomStart"] else batch.pixels
    worst = Worst(batch)
    for _ in range(settings["steps"]):
        logits, gradient = logits_and_gradient(model, iterate, batch.labels, loss)
        worst.see(iterate, logits, loss(logits, batch.labels))
        iterate = norm.project(iterate + length * norm.ascent(gradient, settings["l1Share"]), batch.pixels, epsilon)
    if settings["result"] == "last":
        return iterate
    with torch.no_grad():
        logits = model(iterate)
    worst.see(iterate, logits, loss(logits, batch.labels))
    return worst.pixels
