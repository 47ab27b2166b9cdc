"""ResNets whose blocks begin with batch norm and activation (He et al. 2016, "Identity mappings"), and Wide ResNets.

Plain definitions under four sets of parameter names: kuangliu's PreActResNet, xternalz' WideResNet, which TRADES and
most of RobustBench use, and DeepMind's WideResNet and PreActResNet. Settings are those of the `architecture` field
of a Gradlens manifest.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import Literal

import torch.nn.functional as F
from torch import Tensor, nn

from .packages import ACTIVATION_LAYERS, normalise_inside, to_manifest


@dataclass(frozen=True)
class Settings:
    widths: tuple[int, ...]
    depths: tuple[int, ...]
    stem_width: int
    activation: Literal["relu", "gelu", "silu", "softplus"]
    block: Literal["basic", "bottleneck"] = "basic"
    shortcut_from: Literal["activated", "input"] = "activated"
    shortcut_side: int = 1
    padding: Literal["around", "end"] = "around"
    final_norm: bool = True
    head_bias: bool = True
    channels: int = 3
    names: Literal["preact", "wide", "deepmind-wide", "deepmind-preact"] = "preact"

    def to_manifest(self) -> dict[str, object]:
        return to_manifest("preact-resnet", self)


@dataclass(frozen=True)
class Names:
    stem: str
    convolution: str  # of a block, by number; the first has number `first`
    norm: str
    first: int
    shortcut: str
    final_norm: str
    head: str


NAMES = {
    "preact": Names("conv1", "conv{}", "bn{}", 1, "shortcut.0", "bn", "linear"),
    "wide": Names("conv1", "conv{}", "bn{}", 1, "convShortcut", "bn1", "fc"),
    "deepmind-wide": Names("init_conv", "conv_{}", "batchnorm_{}", 0, "shortcut", "batchnorm", "logits"),
    "deepmind-preact": Names("conv_2d", "conv_2d_{}", "batchnorm_{}", 0, "shortcut", "batchnorm", "logits"),
}


class Block(nn.Module):
    def __init__(self, settings: Settings, channels_in: int, width: int, stride: int):
        super().__init__()
        names = NAMES[settings.names]
        # DeepMind's PreActResNet counts its convolutions from one, unlike its WideResNet.
        first_convolution = 1 if settings.names == "deepmind-preact" else names.first
        if settings.block == "basic":
            layers, self.channels_out = [(channels_in, width, 3, stride), (width, width, 3, 1)], width
        else:
            layers = [(channels_in, width, 1, 1), (width, width, 3, stride), (width, 4 * width, 1, 1)]
            self.channels_out = 4 * width
        self.activation = ACTIVATION_LAYERS[settings.activation]()
        self.pads_end, self.from_activated = settings.padding == "end", settings.shortcut_from == "activated"
        self.layer_names = []
        for number, (into, out, side, by) in enumerate(layers):
            norm, convolution = (
                names.norm.format(names.first + number),
                names.convolution.format(first_convolution + number),
            )
            self.add_module(norm, nn.BatchNorm2d(into))
            self.add_module(convolution, nn.Conv2d(into, out, side, by, bias=False))
            self.layer_names.append((norm, convolution))
        self.shortcut_name = None
        if stride != 1 or channels_in != self.channels_out:
            across = nn.Conv2d(channels_in, self.channels_out, settings.shortcut_side, stride, bias=False)
            self.shortcut_name, _, index = names.shortcut.partition(".")
            self.add_module(self.shortcut_name, nn.Sequential(across) if index else across)

    def convolve(self, convolution: nn.Conv2d, x: Tensor) -> Tensor:
        if convolution.kernel_size[0] == 3:
            x = F.pad(x, (0, 1, 0, 1) if self.pads_end and convolution.stride[0] == 2 else (1, 1, 1, 1))
        return convolution(x)

    def forward(self, x: Tensor) -> Tensor:
        inner, across = x, x
        for number, (norm, convolution) in enumerate(self.layer_names):
            inner = self.activation(getattr(self, norm)(inner))
            if number == 0 and self.shortcut_name is not None:
                shortcut = getattr(self, self.shortcut_name)
                shortcut = shortcut[0] if isinstance(shortcut, nn.Sequential) else shortcut
                across = self.convolve(shortcut, inner if self.from_activated else x)
            inner = self.convolve(getattr(self, convolution), inner)
        return inner + across


class PreActResNet(nn.Module):
    def __init__(self, settings: Settings, classes: int):
        super().__init__()
        self.names, self.stages = NAMES[settings.names], []
        self.add_module(self.names.stem, nn.Conv2d(settings.channels, settings.stem_width, 3, 1, 1, bias=False))
        channels, stages = settings.stem_width, []
        for stage, (width, depth) in enumerate(zip(settings.widths, settings.depths, strict=True)):
            blocks = []
            for index in range(depth):
                blocks.append(Block(settings, channels, width, 2 if stage > 0 and index == 0 else 1))
                channels = blocks[-1].channels_out
            stages.append(nn.Sequential(*blocks))
        self.stages = _add_stages(self, settings.names, stages)
        self.activation = ACTIVATION_LAYERS[settings.activation]()
        self.has_final_norm = settings.final_norm
        if settings.final_norm:
            self.add_module(self.names.final_norm, nn.BatchNorm2d(channels))
        self.add_module(self.names.head, nn.Linear(channels, classes, bias=settings.head_bias))

    def forward(self, x: Tensor) -> Tensor:
        x = getattr(self, self.names.stem)(x)
        for path in self.stages:
            x = self.get_submodule(path)(x)
        if self.has_final_norm:
            x = self.activation(getattr(self, self.names.final_norm)(x))
        return getattr(self, self.names.head)(x.mean((2, 3)))


def _add_stages(model: nn.Module, names: str, stages: list[nn.Sequential]) -> list[str]:
    """The paths of the stages within the model."""
    if names == "deepmind-wide":
        model.add_module("layer", nn.Sequential(*(nn.Sequential(OrderedDict(block=stage)) for stage in stages)))
        return [f"layer.{stage}.block" for stage in range(len(stages))]
    paths = []
    for stage, blocks in enumerate(stages):
        if names == "wide":
            model.add_module(f"block{stage + 1}", nn.Sequential(OrderedDict(layer=blocks)))
            paths.append(f"block{stage + 1}.layer")
        else:
            paths.append(f"layer_{stage}" if names == "deepmind-preact" else f"layer{stage + 1}")
            model.add_module(paths[-1], blocks)
    return paths


def build(
    settings: Settings, classes: int, mean: tuple[float, ...], std: tuple[float, ...], input_side: int
) -> nn.Module:
    return normalise_inside(PreActResNet(settings, classes), mean, std)  # works with every input side
