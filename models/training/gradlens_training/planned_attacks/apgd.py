"""Auto-PGD of an unmodified pyautoattack. In L-infinity and L2 its starts are the page's own, by its seed."""

from __future__ import annotations

from collections.abc import Callable

import pyautoattack
import torch
from pyautoattack.autopgd_base import APGDAttack, APGDAttack_targeted
from torch import Tensor, nn

from .draws import start_at_distance
from .norms import NORMS
from .runs import Batch, Run
from .settings import Settings, torch_seed

ChooseClasses = Callable[[nn.Module, Batch], Tensor]
"""`choose(model, batch)` gives a wrong class of each image (N,)."""

PYAUTOATTACK = f"pyautoattack {pyautoattack.__version__}"


def apgd_ce(settings: Settings, class_count: int) -> list[Run]:
    return [apgd_run(settings, f"APGD-CE, start {run + 1}", run, "ce") for run in range(settings["restarts"])]


def apgd_dlr(settings: Settings, class_count: int) -> list[Run]:
    return [apgd_run(settings, f"APGD-DLR, start {run + 1}", run, "dlr") for run in range(settings["restarts"])]


def apgd_t(settings: Settings, class_count: int) -> list[Run]:
    restarts, classes = settings["restarts"], min(settings["targetClasses"], class_count - 1)
    return [
        apgd_run(
            settings,
            f"APGD-T, class {1 + run // restarts}, start {1 + run % restarts}",
            run,
            _likeliest(run // restarts),
        )
        for run in range(classes * restarts)
    ]


def apgd_run(settings: Settings, name: str, run: int, towards: str | ChooseClasses) -> Run:
    """`towards`: a loss, or what chooses the wrong classes that the targeted DLR loss steers to."""

    def attack(model: nn.Module, batch: Batch, epsilon: float) -> Tensor:
        norm = settings["norm"]
        options = {
            "n_iter": settings["steps"],
            "norm": NORMS[norm].public,
            "eps": epsilon,
            "seed": torch_seed(settings, batch.indices, run),
            "use_largereps": norm == "l1",  # as in AutoAttack
            "device": batch.pixels.device,
        }
        if isinstance(towards, str):
            tool = APGDAttack(model, loss=towards, **options)
        else:
            tool = APGDAttack_targeted(model, **options)
            tool.y_target = towards(model, batch)
        tool.init_hyperparam(batch.pixels)
        if norm == "l1":
            torch.manual_seed(tool.seed)
            radii = [3 * epsilon, 2 * epsilon, epsilon]
            return tool.decr_eps_pgd(batch.pixels, batch.labels, radii, _l1_stages(settings["steps"]))[3]
        start = start_at_distance(batch.pixels, batch.indices, epsilon, norm, settings["seed"], run)
        return tool.attack_single_run(batch.pixels, batch.labels, x_init=start)[3]

    return Run(name, PYAUTOATTACK, attack)


def _likeliest(rank: int) -> ChooseClasses:
    """Of each image, the class besides its label that is `rank`-th by its logits, from 0 on."""

    def choose(model: nn.Module, batch: Batch) -> Tensor:
        with torch.no_grad():
            logits = model(batch.pixels)
        return logits.scatter(1, batch.labels[:, None], -torch.inf).sort(1, descending=True).indices[:, rank]

    return choose


def _l1_stages(steps: int) -> list[int]:
    """How pyautoattack divides the steps between the three radii."""
    part = -(-3 * steps // 10)
    return [part, part, steps - 2 * part]
