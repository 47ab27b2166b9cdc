"""FAB-T, Square, AutoAttack "standard" and its parts at other settings, of an unmodified pyautoattack."""

from __future__ import annotations

from pyautoattack.fab_pt import FABAttack_PT
from pyautoattack.square import SquareAttack
from torch import Tensor, nn

from ..evaluation import autoattack
from .apgd import PYAUTOATTACK
from .norms import NORMS
from .runs import Batch, Run
from .settings import Settings, torch_seed

PARTS = {"apgd-ce": "APGD-CE", "apgd-t": "APGD-T", "fab-t": "FAB-T", "square": "Square"}


def fab_t(settings: Settings, class_count: int) -> list[Run]:
    def attack(model: nn.Module, batch: Batch, epsilon: float) -> Tensor:
        tool = FABAttack_PT(
            model,
            norm=NORMS[settings["norm"]].public,
            n_restarts=settings["restarts"],
            n_iter=settings["steps"],
            eps=epsilon,
            seed=torch_seed(settings, batch.indices, 0),
            targeted=True,
            device=batch.pixels.device,
            n_target_classes=min(settings["targetClasses"], class_count - 1),
        )
        return tool.perturb(batch.pixels, batch.labels)

    return [Run("FAB-T", PYAUTOATTACK, attack)]


def fab_t_by_class(settings: Settings, class_count: int) -> list[Run]:
    """The same, a run for each class: the public package leaves an image that one class has fooled to it."""

    def run_of(rank: int, restart: int) -> Run:
        def attack(model: nn.Module, batch: Batch, epsilon: float) -> Tensor:
            tool = FABAttack_PT(
                model,
                norm=NORMS[settings["norm"]].public,
                n_iter=settings["steps"],
                eps=epsilon,
                seed=torch_seed(settings, batch.indices, restart),
                targeted=True,
                device=batch.pixels.device,
            )
            tool.target_class = rank + 1
            return tool.attack_single_run(batch.pixels, batch.labels, use_rand_start=restart > 0, is_targeted=True)

        return Run(f"FAB-T, class {rank}, start {restart + 1}", PYAUTOATTACK, attack)

    classes = min(settings["targetClasses"], class_count - 1)
    return [run_of(rank, restart) for rank in range(1, classes + 1) for restart in range(settings["restarts"])]


def square(settings: Settings, class_count: int) -> list[Run]:
    def run_of(run: int) -> Run:
        def attack(model: nn.Module, batch: Batch, epsilon: float) -> Tensor:
            tool = SquareAttack(
                model,
                norm=NORMS[settings["norm"]].public,
                n_queries=settings["queries"],
                eps=epsilon,
                p_init=settings["firstShare"],
                n_restarts=1,
                seed=torch_seed(settings, batch.indices, run),
                device=batch.pixels.device,
                resc_schedule=False,
            )
            return tool.perturb(batch.pixels, batch.labels)

        return Run(f"Square, start {run + 1}", PYAUTOATTACK, attack)

    return [run_of(run) for run in range(settings["restarts"])]


def auto_attack(settings: Settings, class_count: int) -> list[Run]:
    def make(model: nn.Module, epsilon: float) -> autoattack.AutoAttack:
        return autoattack.standard(model, epsilon, NORMS[settings["norm"]].public, settings["seed"])

    return [_part_run("AutoAttack standard", part, make) for part in PARTS]


def ensemble(settings: Settings, class_count: int) -> list[Run]:
    def make(model: nn.Module, epsilon: float) -> autoattack.AutoAttack:
        attack = autoattack.standard(model, epsilon, NORMS[settings["norm"]].public, settings["seed"])
        attack.apgd.n_iter = attack.apgd_targeted.n_iter = attack.fab.n_iter = settings["steps"]
        classes = min(settings["targetClasses"], class_count - 1)
        attack.apgd_targeted.n_target_classes = attack.fab.n_target_classes = classes
        attack.square.n_queries = settings["queries"]
        return attack

    return [_part_run("APGD, FAB and Square", part, make) for part in PARTS]


def _part_run(name: str, part: str, make: autoattack.MakeAttack) -> Run:
    def attack(model: nn.Module, batch: Batch, epsilon: float) -> Tensor:
        return autoattack.run_part(make(model, epsilon), part, batch.pixels, batch.labels)[0]

    return Run(f"{name}: {PARTS[part]}", PYAUTOATTACK, attack)
