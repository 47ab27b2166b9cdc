"""Checkpoints of a run, written after every epoch."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from torch import nn

from .recipe import Recipe, parse_recipe, same_run


def save_checkpoint(
    path: Path, recipe: Recipe, model: nn.Module, average: nn.Module, optimizer: torch.optim.Optimizer, epoch: int
) -> None:
    state = {
        "model": model.state_dict(),
        "average": average.state_dict(),
        "optimizer": optimizer.state_dict(),
        "epoch": epoch,
        "recipe": recipe.source,
    }
    partial = path.with_suffix(".partial")
    torch.save(state, partial)
    partial.replace(path)  # never leaves half a checkpoint


def read_checkpoint(path: Path, recipe: Recipe) -> dict[str, Any]:
    """What `save_checkpoint` wrote; refused where it was trained by another recipe than is given now."""
    state = torch.load(path, weights_only=True)
    # A checkpoint of before recipes were stored in them is taken at its word.
    if "recipe" in state and not same_run(recipe, parse_recipe(state["recipe"], recipe.id, str(path))):
        raise ValueError(
            f"{path} was trained by another {recipe.id}; undo the recipe's change (epochs may differ) or move it away"
        )
    return state


def read_start(folder: Path, recipe: Recipe) -> dict[str, torch.Tensor]:
    """The averaged weights that the recipe starts from."""
    path = folder / f"{recipe.training.start_from}.pt"
    if not path.exists():
        raise FileNotFoundError(f"{path} does not exist; train {recipe.training.start_from} first")
    return torch.load(path, weights_only=True)["average"]
