"""Every architecture that a recipe or a manifest may name.

A module offers `Settings`, a frozen dataclass with `to_manifest()`, and
`build(settings, classes, mean, std, input_side)`, which gives an untrained
model. Its forward pass takes pixels (N, 3, H, W) in [0, 1] to logits
(N, classes), and it holds `mean` and `std` as buffers of shape (3, 1, 1).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType
from typing import Any, Protocol

from torch import nn

from ..settings import read_settings
from . import convnext, preact_resnet, resnet, sequential, swin, vit

ARCHITECTURES: dict[str, ModuleType] = {
    "resnet": resnet,
    "preact-resnet": preact_resnet,
    "vit": vit,
    "swin": swin,
    "convnext": convnext,
    "sequential": sequential,
}


class ArchitectureSettings(Protocol):
    def to_manifest(self) -> dict[str, object]:
        """The `architecture` field of a manifest, its name included."""


def read_architecture(table: Mapping[str, Any], where: str) -> ArchitectureSettings:
    """Settings from a recipe's [architecture] table or a manifest's field; `name` is "resnet" if left out."""
    settings = dict(table)
    name = settings.pop("name", "resnet")
    if name not in ARCHITECTURES:
        raise ValueError(f'{where}: architecture "{name}" is unknown; use one of {", ".join(ARCHITECTURES)}')
    return read_settings(ARCHITECTURES[name].Settings, settings, f'{where}, architecture "{name}"')


def build(
    settings: ArchitectureSettings, classes: int, mean: tuple[float, ...], std: tuple[float, ...], input_side: int
) -> nn.Module:
    """An untrained model with weights from torch's global random generator."""
    module = ARCHITECTURES[str(settings.to_manifest()["name"])]
    return module.build(settings, classes, mean, std, input_side)
