"""ConvNeXt and ConvNeXt V2 as timm and torchvision build them (needs one of the two).

Settings are those of the `architecture` field of a Gradlens manifest.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Literal

from torch import nn

from .packages import normalise_inside, read_by, to_manifest


@dataclass(frozen=True)
class Settings:
    widths: tuple[int, ...]
    depths: tuple[int, ...]
    patch: int
    activation: Literal["relu", "gelu", "silu", "softplus"]
    kernel: int = 7
    mlp_ratio: int = 4
    layer_scale: bool = True
    response_norm: bool = False
    head_norm: Literal["after-mean", "before-mean"] = "after-mean"
    mlp: Literal["dense", "convolution"] = "dense"
    norm_epsilon: float = 1e-6
    channels: int = 3
    names: Literal["timm", "authors", "torchvision"] = "timm"

    def to_manifest(self) -> dict[str, object]:
        return to_manifest("convnext", self)


def build(
    settings: Settings, classes: int, mean: tuple[float, ...], std: tuple[float, ...], input_side: int
) -> nn.Module:
    if settings.mlp_ratio != 4:
        raise ValueError(f'"mlp_ratio" is {settings.mlp_ratio}; give 4, the only one in timm and torchvision')
    model = _by_torchvision(settings, classes) if settings.names == "torchvision" else _by_timm(settings, classes)
    return normalise_inside(model, mean, std)  # works with every input side that its strides divide


def _by_timm(settings: Settings, classes: int) -> nn.Module:
    from timm.models import convnext

    model = convnext.ConvNeXt(
        in_chans=settings.channels,
        num_classes=classes,
        depths=settings.depths,
        dims=settings.widths,
        kernel_sizes=settings.kernel,
        ls_init_value=1e-6 if settings.layer_scale else None,
        patch_size=settings.patch,
        head_norm_first=settings.head_norm == "before-mean",
        conv_mlp=settings.mlp == "convolution",
        use_grn=settings.response_norm,
        act_layer=settings.activation,
        norm_eps=settings.norm_epsilon,
    )
    return model if settings.names == "timm" else read_by(model, convnext.checkpoint_filter_fn)


def _by_torchvision(settings: Settings, classes: int) -> nn.Module:
    from torchvision.models.convnext import CNBlockConfig, ConvNeXt, LayerNorm2d

    plain = Settings(
        settings.widths, settings.depths, 4, "gelu", norm_epsilon=settings.norm_epsilon, names="torchvision"
    )
    if plain != settings:
        raise ValueError(f'"names" is "torchvision"; give "timm", as torchvision has no such model: {settings}')
    following = (*settings.widths[1:], None)
    stages = [CNBlockConfig(*stage) for stage in zip(settings.widths, following, settings.depths, strict=True)]
    # The epsilon of its blocks is fixed.
    return ConvNeXt(stages, num_classes=classes, norm_layer=partial(LayerNorm2d, eps=settings.norm_epsilon))
