"""Convolution and GELU with double backward passes written out, beside PyTorch's own.

PyTorch differentiates a convolution's input gradient in a general way: it
computes the weight's part as a separate convolution with batch and channels
exchanged. Here that part uses the kernel of an ordinary weight gradient, and
GELU's second derivative is one formula instead of a chain of recorded
operations. The numbers are the same up to rounding.
"""

from __future__ import annotations

import math
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.autograd import Function

INVERSE_ROOT_TAU = 1 / math.sqrt(2 * math.pi)


Pair = tuple[int, int]


def write_out(model: nn.Module) -> None:
    """Makes the model use the folded convolutions and GELUs of this file from now on."""
    for module in model.modules():
        if hasattr(module, "conv2d"):
            module.conv2d = conv2d
        if getattr(module, "activation", None) is F.gelu:
            module.activation = gelu


def conv2d(x: Tensor, weight: Tensor, bias: Tensor, stride: Pair, padding: Pair) -> Tensor:
    """F.conv2d of x (N, in, H, W) and weight (out, in, h, w), in autocast's precision where that is on."""
    device = x.device.type
    if torch.is_autocast_enabled(device):
        precision = torch.get_autocast_dtype(device)
        x, weight, bias = x.to(precision), weight.to(precision), bias.to(precision)
    return _Convolution.apply(x, weight, bias, stride, padding)


def gelu(x: Tensor) -> Tensor:
    """F.gelu, by erf."""
    return _Gelu.apply(x)


def _backward_kernel(
    slope: Tensor, x: Tensor, weight: Tensor, stride: Pair, padding: Pair, wanted: tuple[bool, bool]
) -> tuple[Tensor | None, Tensor | None]:
    """Gradients of a convolution's input and weight for the gradient `slope` of its output."""
    geometry = stride, padding, (1, 1), False, (0, 0), 1
    backward = torch.ops.aten.convolution_backward
    return backward(slope, x, weight, None, *geometry, [*wanted, False])[:2]


def _will_use(ctx: Any, index: int) -> bool:
    """Whether the running pass needs the gradient of this input. `needs_input_grad` says only whether it might."""
    node = ctx.next_functions[index][0]
    return node is not None and torch._C._will_engine_execute_node(node)


def _refuse_third_derivatives() -> None:
    # Grad mode is on if the backward pass is itself recorded.
    if torch.is_grad_enabled():
        raise RuntimeError("third derivatives are not written out here; use PyTorch's own double backward")


class _Convolution(Function):
    @staticmethod
    def forward(ctx: Any, x: Tensor, weight: Tensor, bias: Tensor, stride: Pair, padding: Pair) -> Tensor:
        ctx.save_for_backward(x, weight)
        ctx.geometry = stride, padding
        return F.conv2d(x, weight, bias, stride, padding)

    @staticmethod
    def backward(ctx: Any, slope: Tensor) -> tuple[Tensor | None, ...]:
        x, weight = ctx.saved_tensors
        of_x = _InputGradient.apply(slope, weight, x, *ctx.geometry) if _will_use(ctx, 0) else None
        of_weight = _WeightGradient.apply(slope, x, weight, *ctx.geometry) if _will_use(ctx, 1) else None
        of_bias = slope.sum((0, 2, 3)) if _will_use(ctx, 2) else None
        return of_x, of_weight, of_bias, None, None


class _InputGradient(Function):
    """Linear in the slope and in the weight; only the shape of x matters."""

    @staticmethod
    def forward(ctx: Any, slope: Tensor, weight: Tensor, x: Tensor, stride: Pair, padding: Pair) -> Tensor:
        ctx.save_for_backward(slope, weight)
        ctx.geometry = stride, padding
        return _backward_kernel(slope, x, weight, stride, padding, (True, False))[0]

    @staticmethod
    def backward(ctx: Any, above: Tensor) -> tuple[Tensor | None, ...]:
        _refuse_third_derivatives()
        slope, weight = ctx.saved_tensors
        of_slope = F.conv2d(above, weight, None, *ctx.geometry)
        of_weight = _backward_kernel(slope, above, weight, *ctx.geometry, (False, True))[1]
        return of_slope, of_weight, None, None, None


class _WeightGradient(Function):
    """Linear in the slope and in x; only the shape of the weight matters."""

    @staticmethod
    def forward(ctx: Any, slope: Tensor, x: Tensor, weight: Tensor, stride: Pair, padding: Pair) -> Tensor:
        ctx.save_for_backward(slope, x)
        ctx.geometry = stride, padding
        return _backward_kernel(slope, x, weight, stride, padding, (False, True))[1]

    @staticmethod
    def backward(ctx: Any, above: Tensor) -> tuple[Tensor | None, ...]:
        _refuse_third_derivatives()
        slope, x = ctx.saved_tensors
        of_slope = F.conv2d(x, above, None, *ctx.geometry)
        of_x = _backward_kernel(slope, x, above, *ctx.geometry, (True, False))[0]
        return of_slope, of_x, None, None, None


class _Gelu(Function):
    @staticmethod
    def forward(ctx: Any, x: Tensor) -> Tensor:
        ctx.save_for_backward(x)
        return F.gelu(x)

    @staticmethod
    def backward(ctx: Any, slope: Tensor) -> Tensor:
        return _GeluGradient.apply(slope, *ctx.saved_tensors)


class _GeluGradient(Function):
    @staticmethod
    def forward(ctx: Any, slope: Tensor, x: Tensor) -> Tensor:
        ctx.save_for_backward(slope, x)
        return torch.ops.aten.gelu_backward(slope, x)

    @staticmethod
    def backward(ctx: Any, above: Tensor) -> tuple[Tensor, Tensor]:
        _refuse_third_derivatives()
        slope, x = ctx.saved_tensors
        squares = x * x
        density = squares.mul(-0.5).exp_().mul_(INVERSE_ROOT_TAU)
        curvature = density.mul_(squares.neg_().add_(2))  # GELU'' = phi(x) (2 - x^2)
        return torch.ops.aten.gelu_backward(above, x), curvature.mul_(above).mul_(slope)
