"""ResNet of basic blocks with timm's parameter names, and with batch norm that folds.

The names (`conv1`, `bn1`, `layer1.0.conv1`, ..., `downsample.0`, `fc`) are
those of `timm.models.resnet.ResNet` with `BasicBlock`; settings are those of
the `architecture` field of a Gradlens manifest. Input is pixels in [0, 1];
the model normalises inside itself.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Literal

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from . import resnet_variants
from .packages import normalise_inside

ACTIVATIONS = {"relu": F.relu, "gelu": F.gelu, "silu": F.silu, "softplus": F.softplus}


@dataclass(frozen=True)
class StemSettings:
    size: int
    stride: int
    max_pool: bool


# The small and the stride-2 stem are smooth, as double backprop requires. With stride 2, an image of twice
# the side costs as much as with the small stem; the stem with max-pool is that of He et al. 2016.
STEMS = {
    "small": StemSettings(3, 1, False),
    "stride-2": StemSettings(3, 2, False),
    "imagenet": StemSettings(7, 2, True),
}


@dataclass(frozen=True)
class Hidden:
    """A layer between the flattened features and the logits."""

    side: int
    width: int


@dataclass(frozen=True)
class Settings:
    widths: tuple[int, ...]
    depths: tuple[int, ...]
    activation: Literal["relu", "gelu", "silu", "softplus"]
    stem: Literal["small", "stride-2", "imagenet", "deep"]
    # The remaining settings are for models that others trained: see resnet_variants.py.
    stem_widths: tuple[int, ...] | None = None
    block: Literal["basic", "bottleneck"] = "basic"
    groups: int = 1
    base_width: int = 64
    strides: tuple[int, ...] | None = None
    shortcut: Literal["convolution", "average-pool", "zero-padding"] = "convolution"
    norm: Literal["batch", "none"] = "batch"
    hidden: Hidden | None = None
    channels: int = 3
    names: Literal["timm", "shortcut"] = "timm"

    def __post_init__(self) -> None:
        if len(self.widths) != len(self.depths):
            raise ValueError(f'"depths" has {len(self.depths)} entries; give as many as "widths": {len(self.widths)}')

    def to_manifest(self) -> dict[str, object]:
        given = {field.name: getattr(self, field.name) for field in fields(self)}
        defaults = {field.name: field.default for field in fields(self)}
        changed = {key: value for key, value in given.items() if value != defaults[key]}
        return {"name": "resnet", **{key: _plain(value) for key, value in changed.items()}}

    @property
    def is_plain(self) -> bool:
        """Whether train.py can train it: its batch norm can be folded."""
        return self == Settings(self.widths, self.depths, self.activation, self.stem) and self.stem != "deep"


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return list(value)
    return asdict(value) if isinstance(value, Hidden) else value


class FoldingBatchNorm(nn.BatchNorm2d):
    """Batch norm that is folded into the convolution before it while its statistics are frozen."""

    conv2d = staticmethod(F.conv2d)  # of the folded convolution; double_backward.py offers another

    def scale_and_shift(self) -> tuple[Tensor, Tensor]:
        scale = self.weight / torch.sqrt(self.running_var + self.eps)
        return scale, self.bias - self.running_mean * scale


def conv_norm(conv: nn.Conv2d, norm: FoldingBatchNorm, x: Tensor) -> Tensor:
    if norm.training:
        return norm(conv(x))
    # One convolution instead of two passes over the activations: frozen batch
    # norm is affine, and folding it halves the elementwise work of training.
    scale, shift = norm.scale_and_shift()
    return norm.conv2d(x, conv.weight * scale[:, None, None, None], shift, conv.stride, conv.padding)


class BasicBlock(nn.Module):
    def __init__(self, channels_in: int, channels_out: int, stride: int, activation: str):
        super().__init__()
        self.conv1 = nn.Conv2d(channels_in, channels_out, 3, stride, 1, bias=False)
        self.bn1 = FoldingBatchNorm(channels_out)
        self.conv2 = nn.Conv2d(channels_out, channels_out, 3, 1, 1, bias=False)
        self.bn2 = FoldingBatchNorm(channels_out)
        self.downsample: nn.Sequential | None = None
        if stride != 1 or channels_in != channels_out:
            self.downsample = nn.Sequential(
                nn.Conv2d(channels_in, channels_out, 1, stride, bias=False), FoldingBatchNorm(channels_out)
            )
        self.activation = ACTIVATIONS[activation]

    def forward(self, x: Tensor) -> Tensor:
        shortcut = x if self.downsample is None else conv_norm(self.downsample[0], self.downsample[1], x)
        x = self.activation(conv_norm(self.conv1, self.bn1, x))
        return self.activation(conv_norm(self.conv2, self.bn2, x) + shortcut)


class ResNet(nn.Module):
    def __init__(self, settings: Settings, classes: int, mean: tuple[float, ...], std: tuple[float, ...]):
        super().__init__()
        self.settings = settings
        self.register_buffer("mean", torch.tensor(mean)[:, None, None], persistent=False)
        self.register_buffer("std", torch.tensor(std)[:, None, None], persistent=False)
        stem, first = STEMS[settings.stem], settings.widths[0]
        self.conv1 = nn.Conv2d(3, first, stem.size, stem.stride, stem.size // 2, bias=False)
        self.bn1 = FoldingBatchNorm(first)
        self.activation = ACTIVATIONS[settings.activation]
        self.pool = nn.MaxPool2d(3, 2, 1) if stem.max_pool else nn.Identity()
        channels = first
        self.stages = len(settings.widths)
        for stage, (width, depth) in enumerate(zip(settings.widths, settings.depths, strict=True)):
            blocks = []
            for block in range(depth):
                stride = 2 if stage > 0 and block == 0 else 1
                blocks.append(BasicBlock(channels, width, stride, settings.activation))
                channels = width
            self.add_module(f"layer{stage + 1}", nn.Sequential(*blocks))
        self.fc = nn.Linear(channels, classes)
        for module in self.modules():
            if isinstance(module, nn.Conv2d):
                nn.init.kaiming_normal_(module.weight, mode="fan_out", nonlinearity="relu")

    def forward(self, pixels: Tensor) -> Tensor:
        """Logits (N, classes), in the precision of the weights, of pixels (N, 3, H, W) in [0, 1]."""
        x = ((pixels - self.mean) / self.std).contiguous(memory_format=torch.channels_last)
        x = self.pool(self.activation(conv_norm(self.conv1, self.bn1, x)))
        for stage in range(self.stages):
            x = getattr(self, f"layer{stage + 1}")(x)
        with torch.autocast(x.device.type, enabled=False):
            return self.fc(x.to(self.fc.weight.dtype).mean((2, 3)))


def build(
    settings: Settings, classes: int, mean: tuple[float, ...], std: tuple[float, ...], input_side: int
) -> nn.Module:
    if settings.is_plain:
        return ResNet(settings, classes, mean, std)  # works with every input side
    make = resnet_variants.by_timm if resnet_variants.has_timm(settings) else resnet_variants.OtherResNet
    return normalise_inside(make(settings, classes), mean, std)
