"""Vision Transformer, DeiT and DeiT III as timm and torchvision build them (needs one of the two).

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
    embed_dim: int
    depth: int
    heads: int
    patch: int  # side, in pixels
    grid: int  # side of the image, in tokens
    mlp_width: int
    activation: Literal["relu", "gelu", "silu", "softplus"]
    tokens: Literal["none", "class", "class-and-distillation"] = "class"
    registers: int = 0
    positions_of_all: bool = True
    pool: Literal["token", "mean-then-norm", "norm-then-mean"] = "token"
    pre_norm: bool = False
    qkv_bias: bool = True
    qk_norm: bool = False
    layer_scale: bool = False
    norm_epsilon: float = 1e-6
    channels: int = 3
    names: Literal["timm", "torchvision", "deit3"] = "timm"

    def to_manifest(self) -> dict[str, object]:
        return to_manifest("vit", self)


def build(
    settings: Settings, classes: int, mean: tuple[float, ...], std: tuple[float, ...], input_side: int
) -> nn.Module:
    if input_side != settings.grid * settings.patch:
        raise ValueError(f'"grid" is {settings.grid}; give {input_side / settings.patch:g}, as the input requires')
    model = _by_torchvision(settings, classes) if settings.names == "torchvision" else _by_timm(settings, classes)
    return normalise_inside(model, mean, std)


def _by_timm(settings: Settings, classes: int) -> nn.Module:
    from timm.models import deit, vision_transformer

    distilled = settings.tokens == "class-and-distillation"
    kind = deit.VisionTransformerDistilled if distilled else vision_transformer.VisionTransformer
    others = {} if distilled else {"class_token": settings.tokens == "class", "reg_tokens": settings.registers}
    model = kind(
        img_size=settings.grid * settings.patch,
        patch_size=settings.patch,
        in_chans=settings.channels,
        num_classes=classes,
        global_pool="token" if settings.pool == "token" else "avg",
        embed_dim=settings.embed_dim,
        depth=settings.depth,
        num_heads=settings.heads,
        mlp_ratio=settings.mlp_width / settings.embed_dim,
        qkv_bias=settings.qkv_bias,
        qk_norm=settings.qk_norm,
        init_values=1e-5 if settings.layer_scale else None,
        no_embed_class=not settings.positions_of_all,
        pre_norm=settings.pre_norm,
        fc_norm=settings.pool == "mean-then-norm",
        norm_layer=partial(nn.LayerNorm, eps=settings.norm_epsilon),
        act_layer=settings.activation,
        **others,
    )
    if settings.names == "timm":
        return model
    return read_by(model, partial(vision_transformer.checkpoint_filter_fn, adapt_layer_scale=True))


def _by_torchvision(settings: Settings, classes: int) -> nn.Module:
    from torchvision.models import VisionTransformer

    plain = Settings(
        **{name: getattr(settings, name) for name in ("embed_dim", "depth", "heads", "patch", "grid", "mlp_width")},
        activation="gelu",
        norm_epsilon=settings.norm_epsilon,
        names="torchvision",
    )
    if plain != settings:
        raise ValueError(f'"names" is "torchvision"; give "timm", as torchvision has no such model: {settings}')
    return VisionTransformer(
        image_size=settings.grid * settings.patch,
        patch_size=settings.patch,
        num_layers=settings.depth,
        num_heads=settings.heads,
        hidden_dim=settings.embed_dim,
        mlp_dim=settings.mlp_width,
        num_classes=classes,
        norm_layer=partial(nn.LayerNorm, eps=settings.norm_epsilon),
    )
