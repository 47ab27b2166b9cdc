"""The probability margin attack, written from the paper (Xie et al. 2024) and the schedule of its released code.

It is on no package index. Loss and schedule are written here once more, with torch's softmax and autograd.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn

from ..goldens import to_page

EPSILON = 8 / 255
STEPS, WALKED = 10, 3
COMPLETE_STEPS, SEEDS = 20, (0, 1, 2)


def pma_goldens(exact: nn.Module, plain: nn.Module, pixels: Tensor, labels: Tensor) -> dict[str, Tensor]:
    """Both walks from stored starts (float64), and (seeds, N) which images complete attacks leave right (float32)."""
    generator = torch.Generator().manual_seed(3)
    right = (plain(pixels).argmax(1) == labels).nonzero()[:WALKED, 0]
    x, y = pixels[right].double(), labels[right]
    noise = (torch.rand(x.shape, generator=generator, dtype=torch.float64) * 2 - 1) * EPSILON
    start = (x + noise).clamp(0, 1).float().double()
    tensors = {"start": to_page(start), "images": right.float()}
    for first in ("label", "other"):
        asked = torch.stack(list(_walk(exact, x, y, start, STEPS, first)))
        margins = torch.stack([_margins(exact(each).softmax(1), y) for each in asked])
        tensors |= {f"{first}/asked": to_page(asked), f"{first}/margins": margins.float()}
    tensors["held"] = torch.stack([_held(plain, pixels, labels, seed) for seed in SEEDS])
    return tensors


def probability_margin(logits: Tensor, classes: Tensor) -> Tensor:
    return _margins(logits.softmax(1), classes)


def _margins(probabilities: Tensor, labels: Tensor) -> Tensor:
    own = probabilities.gather(1, labels[:, None])[:, 0]
    return probabilities.scatter(1, labels[:, None], -torch.inf).amax(1) - own


def _walk(model: nn.Module, x: Tensor, labels: Tensor, start: Tensor, steps: int, first: str, epsilon: float = EPSILON):
    iterate = start
    half = steps / 2
    for step in range(steps):
        yield iterate
        leaf = iterate.clone().requires_grad_(True)
        probabilities = model(leaf).softmax(1)
        own = probabilities.gather(1, labels[:, None])[:, 0]
        other = probabilities.scatter(1, labels[:, None], -torch.inf).amax(1)
        if step == 0:
            climbed = own
        elif step < half:
            climbed = -own if first == "label" else other
        else:
            climbed = other - own
        (gradient,) = torch.autograd.grad(climbed.sum(), leaf)
        since = step - half if step > half else step
        size = 2 * epsilon * 0.5 * (1 + math.cos((since - 1) / (steps - half) * math.pi))
        stepped = iterate + size * gradient.sign()
        iterate = torch.minimum(torch.maximum(stepped, x - epsilon), x + epsilon).clamp(0, 1)
    yield iterate


def _held(model: nn.Module, pixels: Tensor, labels: Tensor, seed: int) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return holds_after(model, pixels, labels, generator, EPSILON, COMPLETE_STEPS).float()


def holds_after(
    model: nn.Module, pixels: Tensor, labels: Tensor, generator: torch.Generator, epsilon: float, steps: int
) -> Tensor:
    """Whether each image (N,) is right at every iterate of both walks, from random starts."""
    holds = model(pixels).argmax(1) == labels
    for first in ("label", "other"):
        start = pixels + (torch.rand(pixels.shape, generator=generator) * 2 - 1) * epsilon
        for iterate in _walk(model, pixels, labels, start.clamp(0, 1), steps, first, epsilon):
            holds &= model(iterate).argmax(1) == labels
    return holds
