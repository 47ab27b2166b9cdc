"""How a gradient changes the weights (src/engine/training/descent.ts), by PyTorch's own optimisers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor


def make_optimizer(parameters: Sequence[Tensor], choice: dict[str, Any]) -> torch.optim.Optimizer:
    """`choice`: of the plan. Vectors and scalars, such as biases, have no weight decay."""
    settings = choice["settings"]
    groups = [
        {"params": [each for each in parameters if each.ndim > 1], "weight_decay": settings["weightDecay"]},
        {"params": [each for each in parameters if each.ndim <= 1], "weight_decay": 0.0},
    ]
    if choice["id"] == "sgd":
        # Without momentum there is nothing to look ahead along.
        nesterov = settings["nesterov"] and settings["momentum"] > 0
        return torch.optim.SGD(groups, lr=0, momentum=settings["momentum"], nesterov=nesterov)
    betas = settings["beta1"], settings["beta2"]
    return torch.optim.AdamW(groups, lr=0, betas=betas, eps=settings["epsilon"])


def average_decay(most: float, step: int) -> float:
    """Of the moving average of the weights, capped early on, so that it forgets its start quickly."""
    return min(most, (1 + step) / (10 + step))
