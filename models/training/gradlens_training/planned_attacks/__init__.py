"""Every attack that a plan may name: the page's attacks, by unmodified public packages where these have them."""

from __future__ import annotations

from collections.abc import Callable

from .apgd import apgd_ce, apgd_dlr, apgd_t
from .autoattack import auto_attack, ensemble, fab_t, fab_t_by_class, square
from .individual import ddn, malt, pma
from .noise import gaussian_noise, random_sign
from .pgd import fgsm, pgd
from .runs import Attacked, Batch, Run, make_every_run, make_runs
from .settings import Settings

PLANNED_ATTACKS: dict[str, Callable[[Settings, int], list[Run]]] = {
    "fgsm": fgsm,
    "pgd": pgd,
    "apgdCe": apgd_ce,
    "apgdDlr": apgd_dlr,
    "apgdT": apgd_t,
    "malt": malt,
    "pma": pma,
    "fabT": fab_t,
    "ddn": ddn,
    "square": square,
    "ensemble": ensemble,
    "autoAttack": auto_attack,
    "randomSign": random_sign,
    "gaussianNoise": gaussian_noise,
}
"""By the page's ids (src/engine/attacks/registry.ts): the runs for settings and a number of classes."""


def find_runs(attack_id: str, settings: Settings, class_count: int) -> list[Run]:
    if attack_id not in PLANNED_ATTACKS:
        raise ValueError(f'attack "{attack_id}" is unknown; the package has {", ".join(PLANNED_ATTACKS)}')
    return PLANNED_ATTACKS[attack_id](settings, class_count)


__all__ = [
    "PLANNED_ATTACKS",
    "Attacked",
    "Batch",
    "Run",
    "Settings",
    "fab_t_by_class",
    "find_runs",
    "make_every_run",
    "make_runs",
]
