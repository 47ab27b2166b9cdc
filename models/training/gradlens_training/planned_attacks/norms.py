"""The norms of perturbations (N, 3, H, W) of pixels in [0, 1], as the page defines them (src/engine/attacks/norms)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor


@dataclass(frozen=True)
class Norm:
    public: str  # its name in torchattacks and pyautoattack
    size: Callable[[Tensor], Tensor]
    """(N, 1, 1, 1)"""
    project: Callable[[Tensor, Tensor, float], Tensor]
    """`project(moved, pixels, epsilon)`: within epsilon of the pixels and in [0, 1]."""
    ascent: Callable[[Tensor, float], Tensor]
    """`ascent(gradient, l1_share)`: the steepest direction, of size 1; in L1 it changes this share of the values."""


def _sized(size: Callable[[Tensor], Tensor]) -> Callable[[Tensor], Tensor]:
    return lambda perturbation: size(perturbation.flatten(1))[:, None, None, None]


_l2_size = _sized(lambda flat: flat.square().sum(1).sqrt())


def _project_linf(moved: Tensor, pixels: Tensor, epsilon: float) -> Tensor:
    return torch.minimum(torch.maximum(moved, pixels - epsilon), pixels + epsilon).clamp(0, 1)


def _project_l2(moved: Tensor, pixels: Tensor, epsilon: float) -> Tensor:
    perturbation = moved - pixels
    size = _l2_size(perturbation)
    return (pixels + perturbation * (size.clamp(max=epsilon) / (size + 1e-12))).clamp(0, 1)


def _project_l1(moved: Tensor, pixels: Tensor, epsilon: float) -> Tensor:
    """The nearest point of both (Croce and Hein 2021): every change shrinks by the same amount, found by bisection."""
    x, change = pixels.double().flatten(1), (moved - pixels).double().flatten(1)
    size = change.abs()
    room = torch.minimum(size, torch.where(change > 0, 1 - x, x))
    low, high = torch.zeros_like(size[:, :1]), size.amax(1, keepdim=True)
    for _ in range(60):
        middle = (low + high) / 2
        is_too_large = torch.minimum((size - middle).clamp(min=0), room).sum(1, keepdim=True) > epsilon
        low, high = torch.where(is_too_large, middle, low), torch.where(is_too_large, high, middle)
    amount = torch.where(room.sum(1, keepdim=True) > epsilon, high, torch.zeros_like(high))
    left = torch.minimum((size - amount).clamp(min=0), room)
    return (x + change.sign() * left).clamp(0, 1).to(pixels.dtype).reshape(pixels.shape)


def _ascent_l2(gradient: Tensor, _: float) -> Tensor:
    """Scaled before it is squared: the squares of a tiny gradient, as of a model that is nearly certain, are 0 in float32."""
    largest = gradient.flatten(1).abs().amax(1)[:, None, None, None]
    steepest = gradient / torch.where(largest == 0, torch.ones_like(largest), largest)
    return steepest / (_l2_size(steepest) + 1e-12)


def _ascent_l1(gradient: Tensor, l1_share: float) -> Tensor:
    """The signs of the largest values (SLIDE, Tramèr and Boneh 2019); of more where several tie for the last place."""
    flat = gradient.flatten(1)
    count = max(1, flat.shape[1] - int((1 - l1_share) * flat.shape[1]))
    least = flat.abs().topk(count, 1).values[:, -1:]
    signs = torch.where(flat.abs() >= least, flat.sign(), torch.zeros_like(flat)).reshape(gradient.shape)
    return signs / (NORMS["l1"].size(signs) + 1e-12)


NORMS = {
    "linf": Norm("Linf", _sized(lambda flat: flat.abs().amax(1)), _project_linf, lambda gradient, _: gradient.sign()),
    "l2": Norm("L2", _l2_size, _project_l2, _ascent_l2),
    "l1": Norm("L1", _sized(lambda flat: flat.abs().sum(1)), _project_l1, _ascent_l1),
}
