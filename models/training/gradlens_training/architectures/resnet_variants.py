"""ResNets that train.py does not train: bottlenecks, grouped convolutions, other stems, shortcuts, heads and names.

Those for ImageNet with timm's parameter names are built by timm; the others are defined here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch.nn.functional as F
from torch import Tensor, nn

from .packages import ACTIVATION_LAYERS

if TYPE_CHECKING:
    from .resnet import Settings

# Of the shortcut and of the head.
NAMES = {"timm": ("downsample", "fc"), "shortcut": ("shortcut", "linear")}
EXPANSION = {"basic": 1, "bottleneck": 4}


def has_timm(settings: Settings) -> bool:
    """Whether timm builds such models: of four stages, for ImageNet's images."""
    own = settings.norm == "none" or settings.hidden or settings.strides or settings.shortcut == "zero-padding"
    return settings.names == "timm" and settings.stem in ("imagenet", "deep") and len(settings.widths) == 4 and not own


def by_timm(settings: Settings, classes: int) -> nn.Module:
    from timm.models import resnet

    is_deep = settings.stem == "deep"
    stem_widths = settings.stem_widths or (settings.widths[0],) * (3 if is_deep else 1)
    stem = ("deep" if stem_widths[0] == stem_widths[1] else "deep_tiered") if is_deep else ""
    model = resnet.ResNet(
        resnet.BasicBlock if settings.block == "basic" else resnet.Bottleneck,
        settings.depths,
        in_chans=settings.channels,
        num_classes=classes,
        cardinality=settings.groups,
        base_width=settings.base_width,
        stem_type=stem,
        stem_width=stem_widths[1] if is_deep else 64,
        avg_down=settings.shortcut == "average-pool",
        channels=settings.widths,
        act_layer=settings.activation,
    )
    if stem_widths == _stem_widths_of(model):
        return model
    raise ValueError(f'"stem_widths" is {stem_widths}; timm has {_stem_widths_of(model)}')


def _stem_widths_of(model: nn.Module) -> tuple[int, ...]:
    convolutions = [module for module in model.conv1.modules() if isinstance(module, nn.Conv2d)]
    return tuple(convolution.out_channels for convolution in convolutions)


class OtherBlock(nn.Module):
    def __init__(self, settings: Settings, channels_in: int, width: int, stride: int):
        super().__init__()
        inner = width * settings.base_width // 64 * settings.groups
        self.channels_out = width * EXPANSION[settings.block]
        layers = (
            [(channels_in, width, 3, stride, 1), (width, width, 3, 1, 1)]
            if settings.block == "basic"
            else [
                (channels_in, inner, 1, 1, 1),
                (inner, inner, 3, stride, settings.groups),
                (inner, self.channels_out, 1, 1, 1),
            ]
        )
        self.count, self.activation = len(layers), ACTIVATION_LAYERS[settings.activation]()
        plain = settings.norm == "none"
        for number, (into, out, side, by, groups) in enumerate(layers, 1):
            convolution = nn.Conv2d(into, out, side, by, side // 2, groups=groups, bias=plain)
            self.add_module(f"conv{number}", convolution)
            self.add_module(f"bn{number}", nn.Identity() if plain else nn.BatchNorm2d(out))
        self.stride, self.added = stride, 0
        across = nn.Sequential()
        if stride != 1 or channels_in != self.channels_out:
            if settings.shortcut == "zero-padding":
                self.added = self.channels_out - channels_in
            else:
                across.append(nn.Conv2d(channels_in, self.channels_out, 1, stride, bias=plain))
                if not plain:
                    across.append(nn.BatchNorm2d(self.channels_out))

        self.shortcut_name = NAMES[settings.names][0]
        self.add_module(self.shortcut_name, across)

    def forward(self, x: Tensor) -> Tensor:
        inner = x
        shortcut = getattr(self, self.shortcut_name)
        for number in range(1, self.count + 1):
            inner = getattr(self, f"bn{number}")(getattr(self, f"conv{number}")(inner))
            inner = self.activation(inner) if number < self.count else inner
        if len(shortcut) == 0 and (self.stride > 1 or self.added):
            across = F.pad(x[:, :, :: self.stride, :: self.stride], (0, 0, 0, 0, self.added // 2, -(-self.added // 2)))
        else:
            across = shortcut(x)
        return self.activation(inner + across)


class OtherResNet(nn.Module):
    def __init__(self, settings: Settings, classes: int):
        super().__init__()
        from .resnet import STEMS

        if settings.stem == "deep" or settings.shortcut == "average-pool":
            raise ValueError(
                f'"stem" is "{settings.stem}" and "shortcut" "{settings.shortcut}"; timm alone has such models'
            )
        stem, plain = STEMS[settings.stem], settings.norm == "none"
        channels = (settings.stem_widths or settings.widths)[0]
        self.conv1 = nn.Conv2d(settings.channels, channels, stem.size, stem.stride, stem.size // 2, bias=plain)
        self.bn1 = nn.Identity() if plain else nn.BatchNorm2d(channels)
        self.activation = ACTIVATION_LAYERS[settings.activation]()
        self.pool = nn.MaxPool2d(3, 2, 1) if stem.max_pool else nn.Identity()
        self.stages = len(settings.widths)
        for stage, (width, depth) in enumerate(zip(settings.widths, settings.depths, strict=True)):
            first = settings.strides[stage] if settings.strides else (2 if stage > 0 else 1)
            blocks = []
            for index in range(depth):
                blocks.append(OtherBlock(settings, channels, width, first if index == 0 else 1))
                channels = blocks[-1].channels_out
            self.add_module(f"layer{stage + 1}", nn.Sequential(*blocks))
        self.hidden, self.head_name = settings.hidden, NAMES[settings.names][1]
        if settings.hidden is None:
            self.add_module(self.head_name, nn.Linear(channels, classes))
        else:
            self.linear1 = nn.Linear(channels * settings.hidden.side**2, settings.hidden.width)
            self.linear2 = nn.Linear(settings.hidden.width, classes)

    def forward(self, x: Tensor) -> Tensor:
        x = self.pool(self.activation(self.bn1(self.conv1(x))))
        for stage in range(self.stages):
            x = getattr(self, f"layer{stage + 1}")(x)
        if self.hidden is None:
            return getattr(self, self.head_name)(x.mean((2, 3)))
        return self.linear2(self.activation(self.linear1(x.flatten(1))))
