"""Small classifiers with layers that the families of onnx_models.py lack, each with several layers of one kind."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor, nn
from torch.nn import functional as f

from .onnx_models import CLASSES

SIDE = 16


class Layers(nn.Module):
    """A convolution to 8 channels, then `between`, then a dense layer on the mean of each channel."""

    def __init__(self, between: Callable[[Tensor], Tensor], channels: int = 8, **parts: nn.Module) -> None:
        super().__init__()
        self.stem = nn.Conv2d(3, 8, 3, padding=1)
        self.between = between
        for name, part in parts.items():
            self.add_module(name, part)
        self.head = nn.Linear(channels, CLASSES)

    def forward(self, x: Tensor) -> Tensor:
        return self.head(self.between(self, self.stem(x)).flatten(2).mean(2))


def _resize(_: nn.Module, x: Tensor) -> Tensor:
    x = f.interpolate(x, scale_factor=2, mode="bilinear", align_corners=False)
    x = f.interpolate(torch.sin(x), size=(21, 19), mode="nearest")
    x = f.interpolate(torch.sin(x), size=(9, 30), mode="bilinear", align_corners=True)
    return torch.sin(f.interpolate(torch.sin(x), size=(12, 12), mode="bicubic", align_corners=False))


def _pools(_: nn.Module, x: Tensor) -> Tensor:
    x = f.avg_pool2d(x, 3, 2, 1, ceil_mode=True, count_include_pad=False) * torch.sigmoid(
        f.avg_pool2d(x, 3, 2, 1, ceil_mode=True)
    )
    y = f.max_pool2d(x, 2, 2, ceil_mode=True) + f.avg_pool2d(x, (3, 2), 2, (1, 0), ceil_mode=True)
    return torch.sin(y) + f.max_pool2d(x, (3, 2), (2, 1), (1, 0), ceil_mode=True)[:, :, :, :5] * x.amax(
        dim=(2, 3), keepdim=True
    )


def _activations(self: nn.Module, x: Tensor) -> Tensor:
    kinds = [f.elu, f.selu, f.celu, f.softplus, f.softsign, f.mish, f.silu, f.hardswish, f.leaky_relu, f.logsigmoid]
    x = sum(kind(x + 0.1 * i) for i, kind in enumerate(kinds)) / len(kinds) + self.prelu(x - 0.2)
    return f.gelu(x, approximate="tanh") + torch.clamp(x, -0.7, 0.8) + f.relu6(3 * x) + torch.tanh(x).abs()


def _norms(self: nn.Module, x: Tensor) -> Tensor:
    x = self.group(x) + self.instance(x) + self.local(x)
    x = f.normalize(x, dim=1) + x / (1 + x.norm(p=1, dim=(2, 3), keepdim=True))
    return torch.sin(self.rms(x.permute(0, 2, 3, 1)).permute(0, 3, 1, 2))


def _padding(_: nn.Module, x: Tensor) -> Tensor:
    x = torch.sin(f.pad(x, (2, 1, 3, 0), mode="reflect"))
    x = torch.sin(f.pad(x, (1, 2, 0, 1), mode="replicate")) + 0.3
    x = torch.sin(f.pad(x, (1, 0, 2, 1), value=0.5))
    x = torch.sin(f.pad(x, (2, 2, 1, 1), mode="circular"))
    return f.pad(x, (-3, -1, -2, 0)) * x[:, :, 2:, 3:-1]


def _parts(_: nn.Module, x: Tensor) -> Tensor:
    a, b = x[:, 0::2], x[:, 1::2]
    x = torch.cat([a * b, a.flip(2) + torch.roll(b, (3, -2), (2, 3))], 1)
    x = torch.sin(f.pixel_unshuffle(f.pixel_shuffle(x, 2), 2)) + x.repeat(1, 2, 1, 1)[:, 4:12]
    first, *rest = x.split([1, 3, 4], 1)
    x = torch.cat([rest[1] * first, rest[0], first.expand(-1, 1, -1, -1)], 1)
    x = torch.where(x > 0.1, x.square(), torch.sin(x)) + torch.minimum(x, x.mean(1, keepdim=True))
    return x + torch.cumsum(x.mean((2, 3)), 1)[:, :, None, None] * (x.amax(1, keepdim=True) - x.amin(1, keepdim=True))


def _products(self: nn.Module, x: Tensor) -> Tensor:
    x = x.flatten(2).transpose(1, 2)[:, ::5]
    scores = torch.einsum("bnc,bmc->bnm", x, torch.sin(x)).softmax(1)
    x = torch.einsum("bnm,bmc->bnc", scores, x) + torch.einsum("bnc,cd->bnd", x, self.mix.weight)
    x = torch.baddbmm(x, scores, x).log_softmax(-1).exp() + x.pow(3) / 8
    return (x.std(1, keepdim=True) + x.logsumexp(1, keepdim=True)).transpose(1, 2)


def _attention(self: nn.Module, x: Tensor) -> Tensor:
    x = f.avg_pool2d(x, 4).flatten(2).transpose(1, 2)
    q, k, v = self.qkv(x).reshape(x.shape[0], -1, 3, 2, 4).permute(2, 0, 3, 1, 4).unbind(0)
    causal = f.scaled_dot_product_attention(q, k, v, is_causal=True)
    near = torch.ones(16, 16, dtype=torch.bool).tril(2).triu(-5)
    x = causal + f.scaled_dot_product_attention(v, q, k, attn_mask=near, scale=0.7)
    return x.transpose(1, 2).flatten(2).transpose(1, 2)


def _convolutions(self: nn.Module, x: Tensor) -> Tensor:
    x = torch.sin(self.row(x)) + torch.sin(self.dilated(x))
    x = torch.cat([self.deep(x), self.wide(x)], 1)
    return self.grouped(torch.sin(x)) * torch.sigmoid(self.line(x.mean((2, 3))[:, None])).transpose(1, 2)[:, :, :, None]


LAYERS = {
    "layers-resize": lambda: Layers(_resize),
    "layers-pools": lambda: Layers(_pools),
    "layers-activations": lambda: Layers(_activations, prelu=nn.PReLU(8)),
    "layers-norms": lambda: Layers(
        _norms,
        group=nn.GroupNorm(4, 8),
        instance=nn.InstanceNorm2d(8, affine=True),
        local=nn.GroupNorm(1, 8, eps=1e-3),
        rms=nn.RMSNorm(8),
    ),
    "layers-padding": lambda: Layers(_padding),
    "layers-parts": lambda: Layers(_parts),
    "layers-products": lambda: Layers(_products, mix=nn.Linear(8, 8, bias=False)),
    "layers-attention": lambda: Layers(_attention, qkv=nn.Linear(8, 24)),
    "layers-convolutions": lambda: Layers(
        _convolutions,
        channels=24,
        row=nn.Conv2d(8, 8, (1, 5), padding=(0, 2), groups=2),
        dilated=nn.Conv2d(8, 8, 3, padding=4, dilation=4, groups=8),
        deep=nn.Conv2d(8, 16, 3, stride=2, padding=3, dilation=3, groups=8, bias=False),
        wide=nn.Conv2d(8, 8, (5, 3), stride=2, padding=(4, 1), dilation=(2, 1)),
        grouped=nn.Conv2d(24, 24, 4, stride=3, padding=1, groups=6),
        line=nn.Conv1d(1, 1, 3, padding=1, bias=False),
    ),
}
LAYER_MODELS = {name: (build, SIDE) for name, build in LAYERS.items()}
