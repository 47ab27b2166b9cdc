"""Models that timm and torchvision build, with the normalisation added inside, as in all models here.

The two packages are imported only when a model needs them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, nn

ACTIVATION_LAYERS: dict[str, type[nn.Module]] = {
    "relu": nn.ReLU,
    "gelu": nn.GELU,
    "silu": nn.SiLU,
    "softplus": nn.Softplus,
}
Rename = Callable[[dict[str, Tensor], nn.Module], dict[str, Tensor]]


def normalise_inside(model: nn.Module, mean: tuple[float, ...], std: tuple[float, ...]) -> nn.Module:
    """The same model, now taking pixels (N, 3, H, W) in [0, 1]."""
    model.register_buffer("mean", torch.tensor(mean)[:, None, None], persistent=False)
    model.register_buffer("std", torch.tensor(std)[:, None, None], persistent=False)
    model.register_forward_pre_hook(_normalise)
    return model


def _normalise(model: Any, inputs: tuple[Tensor]) -> tuple[Tensor]:
    return ((inputs[0] - model.mean) / model.std,)


def read_by(model: nn.Module, rename: Rename) -> nn.Module:
    """The same model, whose `load_state_dict` accepts other names, which `rename` maps to the model's own."""

    def before_loading(module: nn.Module, state: dict[str, Tensor], *_: object) -> None:
        renamed = rename(dict(state), module)
        state.clear()
        state.update(renamed)

    model.register_load_state_dict_pre_hook(before_loading)
    return model


def to_manifest(name: str, settings: Any) -> dict[str, object]:
    """The `architecture` field of a manifest: `name`, and the dataclass's fields that are not None."""
    fields = {key: _plain(value) for key, value in vars(settings).items() if value is not None}
    return {"name": name, **fields}


def _plain(value: Any) -> object:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return vars(value) if hasattr(value, "__dataclass_fields__") else value
