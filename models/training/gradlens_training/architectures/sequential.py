"""A plain sequence of convolutions and dense layers; settings are those of a Gradlens manifest.

Layers with parameters keep their paths in the state dict, such as "0" and "features.3".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from torch import Tensor, nn

from .packages import ACTIVATION_LAYERS, normalise_inside, to_manifest

STEP = re.compile(r"(\d+)x\1 stride (\d) padding (\d)(?: max-pool (\d))?")


@dataclass(frozen=True)
class Layer:
    type: Literal["convolution", "batch-norm", "activation", "flatten", "mean", "dense"]
    name: str | None = None
    into: int | None = None
    out: int | None = None
    side: int | None = None
    width: int | None = None
    bias: bool = True


@dataclass(frozen=True)
class Settings:
    activation: Literal["relu", "gelu", "silu", "softplus"]
    layers: tuple[Layer, ...]
    geometry: str  # of the convolutions, such as "3x3 stride 1 padding 1 max-pool 2, 4x4 stride 2 padding 1"

    def to_manifest(self) -> dict[str, object]:
        layers = []
        for layer in self.layers:
            fields = {key: value for key, value in vars(layer).items() if value is not None}
            if layer.type not in ("convolution", "dense"):
                del fields["bias"]
            layers.append(fields)
        return to_manifest("sequential", self) | {"layers": layers}


class Mean(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        return x.mean((2, 3))


class Sequential(nn.Module):
    def __init__(self, settings: Settings):
        super().__init__()
        self.steps: list[nn.Module | str] = []  # modules without parameters, and the paths of the others
        geometry, pool = iter(STEP.finditer(settings.geometry)), None
        for layer in settings.layers:
            if layer.type in ("convolution", "flatten", "mean") and pool is not None:
                self.steps.append(nn.MaxPool2d(pool))
                pool = None
            if layer.type == "convolution":
                _, stride, padding, pooled = next(geometry).groups()
                pool = int(pooled) if pooled else None
                self._add(
                    layer.name, nn.Conv2d(layer.into, layer.out, layer.side, int(stride), int(padding), bias=layer.bias)
                )
            elif layer.type == "dense":
                self._add(layer.name, nn.Linear(layer.into, layer.out, bias=layer.bias))
            elif layer.type == "batch-norm":
                flat = any(isinstance(step, nn.Flatten | Mean) for step in self.steps)
                self._add(layer.name, (nn.BatchNorm1d if flat else nn.BatchNorm2d)(layer.width))
            else:
                kinds = {"activation": ACTIVATION_LAYERS[settings.activation], "flatten": nn.Flatten, "mean": Mean}
                self.steps.append(kinds[layer.type]())

    def _add(self, path: str, module: nn.Module) -> None:
        *outer, last = path.split(".")
        parent: nn.Module = self
        for name in outer:
            if name not in parent._modules:
                parent.add_module(name, nn.Module())
            parent = parent.get_submodule(name)
        parent.add_module(last, module)
        self.steps.append(path)

    def forward(self, x: Tensor) -> Tensor:
        for step in self.steps:
            x = (self.get_submodule(step) if isinstance(step, str) else step)(x)
        return x


def build(
    settings: Settings, classes: int, mean: tuple[float, ...], std: tuple[float, ...], input_side: int
) -> nn.Module:
    return normalise_inside(Sequential(settings), mean, std)
