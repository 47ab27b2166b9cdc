"""Checkpoints of a run, written after every epoch."""

from __future__ import annotations

import platform
from pathlib import Path
from typing import Any

import numpy
import PIL
import safetensors
import safetensors.torch
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
        "libraries": libraries(),
        "device": device_name(next(model.parameters()).device),
    }
    partial = path.with_suffix(".partial")
    torch.save(state, partial)
    partial.replace(path)  # never leaves half a checkpoint


def epoch_path(folder: Path, recipe_id: str, epoch: int) -> Path:
    return folder / f"{recipe_id}.epochs" / f"{epoch:03}.safetensors"


def keep_epoch(folder: Path, recipe: Recipe, average: nn.Module, epoch: int) -> None:
    """The averaged weights after an epoch, in float32. Epoch 0 is what the run started from."""
    path = epoch_path(folder, recipe.id, epoch)
    path.parent.mkdir(parents=True, exist_ok=True)
    # Channels last in memory is an optimisation of training's, and safetensors stores contiguous tensors only.
    safetensors.torch.save_file({name: tensor.contiguous() for name, tensor in average.state_dict().items()}, path)


def read_checkpoint(path: Path, recipe: Recipe) -> dict[str, Any]:
    """What `save_checkpoint` wrote; refused if it was trained with a different recipe."""
    state = torch.load(path, weights_only=True, map_location="cpu")
    # A checkpoint from before recipes were stored in them is trusted.
    if "recipe" in state and not same_run(recipe, parse_recipe(state["recipe"], recipe.id, str(path))):
        raise ValueError(
            f"{path} was trained by another {recipe.id}; undo the recipe's change (epochs may differ) or move it away"
        )
    return state


def load_optimizer(optimizer: torch.optim.Optimizer, state: dict[str, Any]) -> None:
    """The part that a checkpoint stores: all but how and where steps are computed, as the device may change."""
    here = [dict(group) for group in optimizer.param_groups]
    optimizer.load_state_dict(state)
    for group, before in zip(optimizer.param_groups, here, strict=True):
        group.update({name: before[name] for name in ("lr", "fused", "capturable", "foreach") if name in before})


def libraries() -> dict[str, str]:
    return {
        "python": platform.python_version(),
        "torch": str(torch.__version__),
        "numpy": numpy.__version__,
        "pillow": PIL.__version__,
        "safetensors": safetensors.__version__,
    }


def device_name(device: torch.device) -> str:
    return torch.cuda.get_device_name(device) if device.type == "cuda" else "CPU"


def read_start(folder: Path, recipe: Recipe, models: Path | None = None) -> dict[str, torch.Tensor]:
    """The averaged weights that the recipe starts from: those of the run's checkpoint, else those exported to `models`.

    Exported weights are float16, so a run that starts from them differs by rounding from one that starts from the
    checkpoint.
    """
    start = recipe.training.start_from
    checkpoint = folder / f"{start}.pt"
    if checkpoint.exists():
        return torch.load(checkpoint, weights_only=True, map_location="cpu")["average"]
    exported = models / start / "weights.safetensors" if models else None
    if exported is None or not exported.exists():
        raise FileNotFoundError(f"{checkpoint} does not exist; train {start} first, or give --models that have it")
    tensors = {name: tensor.float() for name, tensor in safetensors.torch.load_file(exported).items()}
    # Not exported: PyTorch counts batches only for statistics without momentum, and all here have one.
    counters = [name.removesuffix("running_mean") for name in tensors if name.endswith("running_mean")]
    return {**tensors, **{f"{prefix}num_batches_tracked": torch.tensor(0) for prefix in counters}}
