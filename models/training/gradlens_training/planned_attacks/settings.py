"""An attack's settings as a plan has them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..page_random import mix_seeds

Settings = dict[str, Any]


def step_length(settings: Settings, epsilon: float) -> float:
    """Of a step size that is a length of its own or a share of epsilon."""
    step_size = settings["stepSize"]
    return step_size["size"] if step_size["rule"] == "fixed" else step_size["share"] * epsilon


def torch_seed(settings: Settings, indices: Sequence[int], run: int) -> int:
    """For tools that draw from PyTorch's generator for a whole batch: the same for the same images."""
    return mix_seeds(settings["seed"], indices[0], run)
