"""Figures of a model on held-out images (src/engine/training/heldOut.ts)."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from ..edges import edge_alignment, edge_energy
from .attacked import ascend
from .batches import HELD_OUT_START, image_draws
from .draws import BatchDraws
from .images import LabelledPixels

AT_ONCE = 50
SEED = 0  # the attack starts at the same places every time


@dataclass(frozen=True)
class HeldOutMeasure:
    figures: dict[str, Any]  # as in results
    right: list[bool]
    robust: list[bool]
    gradient_l1: list[float]


def measure_held_out(
    model: nn.Module,
    images: LabelledPixels,
    attack: dict[str, Any],
    at_once: int = AT_ONCE,
    draws_of: Callable[[range], BatchDraws] | None = None,
) -> HeldOutMeasure:
    """`attack`: PGD in L-infinity from a uniform start, whose last iterate counts: `epsilon255`, `stepSize255`, `steps`.
    `draws_of`: of images by their places; the page's by default."""
    device = next(model.parameters()).device
    right, robust, losses, norms, alignments = [], [], [], [], []
    for first in range(0, len(images.labels), at_once):
        places = range(first, min(first + at_once, len(images.labels)))
        pixels = images.pixels[places.start : places.stop].to(device).float() / 255
        labels = images.labels[places.start : places.stop].to(device)
        draws = draws_of(places) if draws_of else BatchDraws(image_draws(SEED, HELD_OUT_START, images=places), device)
        attacked = _attack(model, pixels, labels, attack, draws)
        x = pixels.clone().requires_grad_(True)
        logits = model(x)
        each = F.cross_entropy(logits, labels, reduction="none")
        (gradient,) = torch.autograd.grad(each.sum(), x)
        is_right = logits.argmax(1) == labels
        with torch.no_grad():
            is_robust = is_right & (model(attacked).argmax(1) == labels)
        right += is_right.tolist()
        robust += is_robust.tolist()
        losses += each.tolist()
        norms += gradient.abs().double().flatten(1).sum(1).tolist()
        alignments += edge_alignment(edge_energy(pixels), gradient).tolist()
    aligned = [r for r in alignments if not math.isnan(r)]
    count = len(right)
    figures = {
        "images": count,
        "robust": sum(robust),
        "fooled": sum(right) - sum(robust),
        "wrong": count - sum(right),
        "meanLoss": _finite(sum(losses) / count),
        "meanGradientL1": _finite(sum(norms) / count),
        "meanEdgeAlignment": sum(aligned) / len(aligned) if aligned else None,
        "alignedImages": len(aligned),
    }
    return HeldOutMeasure(figures, right, robust, norms)


def _attack(model: nn.Module, pixels: Tensor, labels: Tensor, attack: dict[str, Any], draws: BatchDraws) -> Tensor:
    epsilon = attack["epsilon255"] / 255
    start = (pixels + draws.noise(pixels, epsilon)).clamp(0, 1)

    def climbed(x: Tensor) -> Tensor:
        return F.cross_entropy(model(x), labels, reduction="sum")

    return ascend(pixels, start, climbed, epsilon, attack["stepSize255"] / 255, attack["steps"])


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None
