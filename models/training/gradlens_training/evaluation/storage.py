"""The effect of storing the weights as float16."""

from __future__ import annotations

import copy
from pathlib import Path

import torch
from torch import Tensor, nn


def with_float32_weights(model: nn.Module, checkpoint: Path) -> nn.Module:
    """A copy of the exported model with the averaged float32 weights of its checkpoint.

    Raises ValueError if the checkpoint is a different one: rounded to float16, its weights must be the exported ones.
    """
    average: dict[str, Tensor] = torch.load(checkpoint, weights_only=True, map_location="cpu")["average"]
    shipped = model.state_dict()
    for name, tensor in average.items():
        if name.endswith("num_batches_tracked"):
            continue
        if name not in shipped or not torch.equal(tensor.half().float(), shipped[name].cpu()):
            raise ValueError(f"{checkpoint} is not what the model was exported from: {name} differs; export it again")
    exact = copy.deepcopy(model)
    exact.load_state_dict(average)
    return exact


def largest_change_points(shipped: list[Tensor], exact: list[Tensor]) -> float:
    """Largest difference between two models' accuracies, in points; each entry (N,) says which images are right."""
    changes = [
        abs(ours.double().mean() - theirs.double().mean()).item() for ours, theirs in zip(shipped, exact, strict=True)
    ]
    return round(100 * max(changes), 4)
