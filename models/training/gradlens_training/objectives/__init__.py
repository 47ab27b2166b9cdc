"""Every training objective that a recipe may name in its [objective] table."""

from __future__ import annotations

from typing import Any

from ..settings import read_settings
from .adversarial import Adversarial
from .edge_regularisation import EdgeRegularisation
from .fgsm import Fgsm
from .gradient_norm import GradientNorm
from .gradient_norm_differences import GradientNormDifferences
from .natural import Natural
from .protocol import Objective, Result

OBJECTIVES: dict[str, type[Objective]] = {
    objective.name: objective
    for objective in (Natural, Adversarial, Fgsm, GradientNorm, GradientNormDifferences, EdgeRegularisation)
}


def read_objective(table: dict[str, Any], where: str) -> Objective:
    """The objective from a recipe's [objective] table: its `name`, and a value for each field of its class."""
    name = table.get("name")
    if name not in OBJECTIVES:
        raise ValueError(f'{where}: objective "{name}" is unknown; use one of {", ".join(OBJECTIVES)}')
    fields = {key: value for key, value in table.items() if key != "name"}
    return read_settings(OBJECTIVES[name], fields, f'{where}, objective "{name}"')


__all__ = ["OBJECTIVES", "Objective", "Result", "read_objective"]
