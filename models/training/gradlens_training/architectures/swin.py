"""Swin Transformer (Liu et al. 2021) with timm's parameter names.

The names (`patch_embed.proj`, `layers.0.blocks.0.attn.qkv`, ..., `norm`,
`head.fc`) and what they mean are those of
`timm.models.swin_transformer.SwinTransformer` without stochastic depth; every
stage but the first begins with patch merging. Only twice-differentiable operations
are used. Input is pixels in [0, 1]; the model normalises inside itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Literal

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .packages import normalise_inside, read_by

ACTIVATIONS = {"relu": F.relu, "gelu": F.gelu, "silu": F.silu, "softplus": F.softplus}
# Added to the scores of tokens that a shift brought into one window from opposite edges.
MASKED = -100.0


@dataclass(frozen=True)
class Settings:
    embed_dim: int = 48
    depths: tuple[int, ...] = (2, 2, 2)
    heads: tuple[int, ...] = (3, 6, 12)
    window: int | tuple[int, ...] = 4  # side, in tokens; for each stage, or one for all
    patch: int = 2  # side, in pixels
    mlp_ratio: float = 4.0
    activation: Literal["relu", "gelu", "silu", "softplus"] = "gelu"
    channels: int = 3
    names: Literal["timm", "authors", "torchvision"] = "timm"

    def __post_init__(self) -> None:
        if len(self.heads) != len(self.depths):
            raise ValueError(f'"heads" has {len(self.heads)} entries; give as many as "depths": {len(self.depths)}')
        for name, value in asdict(self).items():
            if (
                name not in ("activation", "names")
                and not min(value if isinstance(value, tuple) else (value,), default=0) > 0
            ):
                raise ValueError(f'"{name}" is {value!r}; give more than 0')

    def to_manifest(self) -> dict[str, object]:
        settings = {key: list(v) if isinstance(v, tuple) else v for key, v in asdict(self).items()}
        for name, usual in (("names", "timm"), ("channels", 3)):
            if settings[name] == usual:
                del settings[name]
        return {"name": "swin", **settings}

    def window_of(self, stage: int) -> int:
        return self.window if isinstance(self.window, int) else self.window[stage]


@dataclass(frozen=True)
class Stage:
    width: int
    depth: int
    heads: int
    grid: int  # side, in tokens
    window: int  # side, in tokens


def stages(settings: Settings, input_side: int) -> Iterator[Stage]:
    """The stages from first to last; raises ValueError where the settings do not fit the input."""
    if input_side % settings.patch:
        raise ValueError(f'"patch" is {settings.patch}; give a divisor of the input side {input_side}')
    width, grid = settings.embed_dim, input_side // settings.patch
    for stage, (depth, heads) in enumerate(zip(settings.depths, settings.heads, strict=True)):
        if stage > 0:
            if grid % 2:
                raise ValueError(
                    f'"depths" has {len(settings.depths)} stages; give {stage}, since a grid of {grid} cannot be halved'
                )
            width, grid = 2 * width, grid // 2
        if width % heads:
            raise ValueError(f'"heads" has {heads} at stage {stage + 1}; give a divisor of its width {width}')
        window = settings.window_of(stage)
        if grid % window:
            raise ValueError(f'"window" is {window}; give a divisor of the grid\'s side {grid} at stage {stage + 1}')
        yield Stage(width, depth, heads, grid, window)


def multiply_adds(settings: Settings, classes: int, input_side: int) -> int:
    """Multiply-adds in the matrix products of one image's forward pass."""
    total, hidden_ratio = classes * settings.embed_dim * 2 ** (len(settings.depths) - 1), settings.mlp_ratio
    for index, stage in enumerate(stages(settings, input_side)):
        width, tokens = stage.width, stage.grid**2
        total += tokens * width * (2 * width if index else 3 * settings.patch**2)
        linear = 4 * width**2 + 2 * width * int(hidden_ratio * width)
        attention = 2 * stage.window**2 * width
        total += stage.depth * tokens * (linear + attention)
    return total


def to_windows(x: Tensor, window: int) -> Tensor:
    """(N, height, width, C) to (N * windows, window * window, C)."""
    count, height, width, channels = x.shape
    x = x.reshape(count, height // window, window, width // window, window, channels)
    return x.transpose(2, 3).reshape(-1, window * window, channels)


def from_windows(x: Tensor, window: int, grid: int) -> Tensor:
    """The reverse: (N * windows, window * window, C) to (N, grid, grid, C)."""
    x = x.reshape(-1, grid // window, grid // window, window, window, x.shape[-1])
    return x.transpose(2, 3).reshape(-1, grid, grid, x.shape[-1])


def relative_positions(window: int) -> Tensor:
    """Row of the bias table for each pair of tokens in a window: (window**4), over query, then key."""
    axis = torch.arange(window)
    offset = axis[:, None] - axis[None, :] + window - 1
    rows, columns = offset[:, None, :, None], offset[None, :, None, :]
    return (rows * (2 * window - 1) + columns).flatten()


def shift_mask(grid: int, window: int, shift: int) -> Tensor:
    """(windows, 1, tokens, tokens): 0 where two tokens were neighbours before the shift, else MASKED."""
    region = torch.zeros(grid)
    region[grid - window : grid - shift] = 1
    region[grid - shift :] = 2
    regions = to_windows((3 * region[:, None] + region)[None, :, :, None], window)[..., 0]
    return MASKED * (regions[:, None, :, None] != regions[:, None, None, :]).float()


class WindowAttention(nn.Module):
    def __init__(self, width: int, heads: int, window: int):
        super().__init__()
        self.heads = heads
        self.relative_position_bias_table = nn.Parameter(torch.zeros((2 * window - 1) ** 2, heads))
        self.qkv = nn.Linear(width, 3 * width)
        self.proj = nn.Linear(width, width)
        self.register_buffer("positions", relative_positions(window), persistent=False)
        nn.init.trunc_normal_(self.relative_position_bias_table, std=0.02)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """(N * windows, tokens, width) to the same shape; the mask is (windows, 1, tokens, tokens)."""
        count, tokens, width = x.shape
        query, key, value = (
            self.qkv(x).reshape(count, tokens, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4).unbind(0)
        )
        bias = self.relative_position_bias_table[self.positions].reshape(tokens, tokens, self.heads).permute(2, 0, 1)
        if mask is not None:
            bias = bias + mask
        # scaled_dot_product_attention has no second derivative. The bias brings the scores to the weights' precision.
        scores = (query * (width // self.heads) ** -0.5) @ key.transpose(-2, -1)
        scores = scores.reshape(-1, *bias.shape) + bias if mask is not None else scores + bias
        attention = scores.softmax(-1).reshape(count, self.heads, tokens, tokens)
        return self.proj((attention @ value).transpose(1, 2).reshape(count, tokens, width))


class Mlp(nn.Module):
    def __init__(self, width: int, hidden: int, activation: str):
        super().__init__()
        self.fc1 = nn.Linear(width, hidden)
        self.fc2 = nn.Linear(hidden, width)
        self.activation = ACTIVATIONS[activation]

    def forward(self, x: Tensor) -> Tensor:
        return self.fc2(self.activation(self.fc1(x)))


class Block(nn.Module):
    """Attention within windows, shifted by half a window where `shifted`, then an MLP; each on a residual."""

    def __init__(self, stage: Stage, settings: Settings, shifted: bool):
        super().__init__()
        self.window, self.grid = stage.window, stage.grid
        # With a single window that covers the grid there is no shift.
        self.shift = stage.window // 2 if shifted and stage.grid > stage.window else 0
        self.norm1 = nn.LayerNorm(stage.width)
        self.attn = WindowAttention(stage.width, stage.heads, stage.window)
        self.norm2 = nn.LayerNorm(stage.width)
        self.mlp = Mlp(stage.width, int(settings.mlp_ratio * stage.width), settings.activation)
        mask = shift_mask(self.grid, self.window, self.shift) if self.shift else None
        self.register_buffer("mask", mask, persistent=False)

    def forward(self, x: Tensor) -> Tensor:
        """(N, grid, grid, width) to the same."""
        inner = self.norm1(x)
        if self.shift:
            inner = torch.roll(inner, (-self.shift, -self.shift), (1, 2))
        inner = from_windows(self.attn(to_windows(inner, self.window), self.mask), self.window, self.grid)
        if self.shift:
            inner = torch.roll(inner, (self.shift, self.shift), (1, 2))
        x = x + inner
        return x + self.mlp(self.norm2(x))


class PatchMerging(nn.Module):
    """Halves the grid's sides: concatenates two by two tokens, column by column, and projects to twice the width."""

    def __init__(self, width: int):
        super().__init__()
        self.norm = nn.LayerNorm(4 * width)
        self.reduction = nn.Linear(4 * width, 2 * width, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        count, height, width, channels = x.shape
        x = x.reshape(count, height // 2, 2, width // 2, 2, channels).permute(0, 1, 3, 4, 2, 5).flatten(3)
        return self.reduction(self.norm(x))


class SwinStage(nn.Module):
    def __init__(self, stage: Stage, settings: Settings, merges: bool):
        super().__init__()
        self.downsample = PatchMerging(stage.width // 2) if merges else nn.Identity()
        self.blocks = nn.Sequential(*(Block(stage, settings, shifted=i % 2 == 1) for i in range(stage.depth)))

    def forward(self, x: Tensor) -> Tensor:
        return self.blocks(self.downsample(x))


class PatchEmbed(nn.Module):
    def __init__(self, patch: int, width: int, channels: int):
        super().__init__()
        self.proj = nn.Conv2d(channels, width, patch, patch)
        self.norm = nn.LayerNorm(width)

    def forward(self, x: Tensor) -> Tensor:
        """(N, 3, height, width) to tokens (N, rows, columns, channels)."""
        return self.norm(self.proj(x).movedim(1, -1))


class Head(nn.Module):
    def __init__(self, width: int, classes: int):
        super().__init__()
        self.fc = nn.Linear(width, classes)

    def forward(self, x: Tensor) -> Tensor:
        with torch.autocast(x.device.type, enabled=False):
            return self.fc(x.to(self.fc.weight.dtype).mean((1, 2)))


class Swin(nn.Module):
    def __init__(
        self, settings: Settings, classes: int, mean: tuple[float, ...], std: tuple[float, ...], input_side: int
    ):
        super().__init__()
        self.settings = settings
        self.register_buffer("mean", torch.tensor(mean)[:, None, None], persistent=False)
        self.register_buffer("std", torch.tensor(std)[:, None, None], persistent=False)
        places = list(stages(settings, input_side))
        self.patch_embed = PatchEmbed(settings.patch, settings.embed_dim, settings.channels)
        self.layers = nn.Sequential(*(SwinStage(stage, settings, merges=i > 0) for i, stage in enumerate(places)))
        self.norm = nn.LayerNorm(places[-1].width)
        self.head = Head(places[-1].width, classes)
        for module in self.modules():
            if isinstance(module, nn.Linear):
                nn.init.trunc_normal_(module.weight, std=0.02)
                if module.bias is not None:
                    nn.init.zeros_(module.bias)

    def forward(self, pixels: Tensor) -> Tensor:
        """Logits (N, classes), in the precision of the weights, of pixels (N, 3, side, side) in [0, 1]."""
        x = self.patch_embed((pixels - self.mean) / self.std)
        return self.head(self.norm(self.layers(x)))


def build(
    settings: Settings, classes: int, mean: tuple[float, ...], std: tuple[float, ...], input_side: int
) -> nn.Module:
    if settings.names == "torchvision":
        list(stages(settings, input_side))  # raises ValueError if the settings do not fit
        return normalise_inside(_by_torchvision(settings, classes), mean, std)
    model = Swin(settings, classes, mean, std, input_side)
    return read_by(model, _from_authors) if settings.names == "authors" else model


def _from_authors(state: dict[str, Tensor], _: nn.Module) -> dict[str, Tensor]:
    """The authors, and timm before 0.9, place patch merging at the end of the previous stage."""

    def ours(name: str) -> str:
        name = re.sub(r"^layers\.(\d+)\.downsample", lambda found: f"layers.{int(found[1]) + 1}.downsample", name)
        return re.sub(r"^head\.", "head.fc.", name)

    return {ours(name): tensor for name, tensor in state.items()}


def _by_torchvision(settings: Settings, classes: int) -> nn.Module:
    from torchvision.models import SwinTransformer

    if not isinstance(settings.window, int) or settings.activation != "gelu" or settings.channels != 3:
        raise ValueError(f'"names" is "torchvision"; give "timm", as torchvision has no such model: {settings}')
    return SwinTransformer(
        patch_size=[settings.patch] * 2,
        embed_dim=settings.embed_dim,
        depths=list(settings.depths),
        num_heads=list(settings.heads),
        window_size=[settings.window] * 2,
        mlp_ratio=settings.mlp_ratio,
        stochastic_depth_prob=0.0,
        num_classes=classes,
    )
