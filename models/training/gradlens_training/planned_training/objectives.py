"""The page's objectives by their ids. Adding one is one function and one line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from . import attacked, clean
from .draws import BatchDraws
from .objective import Batch, Loss


@dataclass(frozen=True)
class Objective:
    name: str
    loss: Callable[[Batch, dict[str, Any], float, BatchDraws], Loss]  # of a batch, settings, ramp and random numbers
    first_part: str  # the part of the first term
    labels: tuple[str, ...]  # of the terms, which add up to the loss
    derivatives: str = "none"  # how a penalty is differentiated, as results say

    def terms(self, loss: float, parts: dict[str, float], settings: dict[str, Any]) -> list[float]:
        if len(self.labels) == 1:
            return [loss]
        first = (2 - settings["lambda"] if "lambda" in settings else 1) * parts[self.first_part]
        return [first, loss - first]


PENALTY = "λ ε ‖∇L‖"
OBJECTIVES: dict[str, Objective] = {
    "natural": Objective("Natural", clean.natural, "crossEntropy", ("CE",)),
    "gradient-norm": Objective(
        "Gradient norm", clean.gradient_norm, "crossEntropy", ("(2 − λ) CE", PENALTY), "doubleBackprop"
    ),
    "gradient-norm-differences": Objective(
        "Gradient norm by finite differences",
        clean.gradient_norm_by_differences,
        "crossEntropy",
        ("(2 − λ) CE", PENALTY),
        "finiteDifferences",
    ),
    "edge-regularisation": Objective(
        "Edge regularisation",
        clean.edge_regularisation,
        "crossEntropy",
        ("CE", "α × distance"),
        "doubleBackprop",
    ),
    "adversarial": Objective("PGD adversarial", attacked.adversarial, "crossEntropyAttacked", ("attacked CE",)),
    "fgsm": Objective("FGSM adversarial", attacked.fgsm, "crossEntropyAttacked", ("attacked CE",)),
    "trades": Objective("TRADES", attacked.trades, "crossEntropy", ("CE", "β KL")),
    "gradient-norm-adversarial": Objective(
        "Gradient norm and PGD adversarial",
        attacked.gradient_norm_adversarial,
        "crossEntropyAttacked",
        ("(2 − λ) CE adv.", PENALTY),
        "doubleBackprop",
    ),
}
