"""All figures but AutoAttack's; they take minutes."""

from __future__ import annotations

from pathlib import Path

from torch import Tensor, nn

from . import pgd
from .blocks import BLOCK
from .distribution import gradient_figures, to_bits
from .gradients import CleanPass, clean_pass
from .storage import largest_change_points, with_float32_weights


def quick_figures(
    model: nn.Module, pixels: Tensor, labels: Tensor, epsilons_255: tuple[float, ...], attacked: int
) -> tuple[dict, list[Tensor]]:
    """Figures of all pixels (N, 3, H, W) in [0, 1], under PGD of the first `attacked`. Also, for `float16_change`,
    which of these are right without an attack and under PGD at each epsilon, each (attacked,)."""
    clean = clean_pass(model, pixels, labels)
    held = _held_under_pgd(model, pixels[:attacked], labels[:attacked], clean, epsilons_255)
    l1 = clean.gradients["loss"].l1[:attacked]
    figures = {
        "cleanAccuracy": round(clean.right.double().mean().item(), 4),
        "rightPerImage": to_bits(clean.right),
        "robustAccuracy": [pgd.pgd_entry(each, l1, epsilon) for each, epsilon in zip(held, epsilons_255, strict=True)],
        "gradients": gradient_figures(clean.gradients, BLOCK),
    }
    return figures, [clean.right[:attacked], *held]


def float16_change(
    model: nn.Module,
    checkpoint: Path,
    pixels: Tensor,
    labels: Tensor,
    epsilons_255: tuple[float, ...],
    shipped: list[Tensor],
) -> dict:
    """The manifest's `float16`: compares what `model` gets right, from `quick_figures`, with the checkpoint."""
    attacked = len(shipped[0])
    pixels, labels = pixels[:attacked], labels[:attacked]
    exact = with_float32_weights(model, checkpoint)
    clean = clean_pass(exact, pixels, labels, quantities=())
    held = _held_under_pgd(exact, pixels, labels, clean, epsilons_255)
    return {"maxChangePoints": largest_change_points(shipped, [clean.right, *held]), "images": attacked}


def _held_under_pgd(
    model: nn.Module, pixels: Tensor, labels: Tensor, clean: CleanPass, epsilons_255: tuple[float, ...]
) -> list[Tensor]:
    right = clean.right[: len(labels)]
    return [pgd.holds_under_pgd(model, pixels, labels, right, epsilon) for epsilon in epsilons_255]
