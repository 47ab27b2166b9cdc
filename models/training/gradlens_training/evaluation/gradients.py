"""Accuracy without an attack, and statistics of the loss-input gradient, picture by picture."""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from ..edges import edge_alignment, edge_energy

BATCH = 50  # a batch's activations then stay in the processor's cache


@dataclass(frozen=True)
class CleanPass:
    """Each (N,). `l1` and `l2` are norms of the gradient of cross-entropy on [0, 1] pixels, over channels and pixels."""

    right: Tensor
    l1: Tensor
    l2: Tensor
    alignment: Tensor


def clean_pass(model: nn.Module, pixels: Tensor, labels: Tensor) -> CleanPass:
    """Of pixels (N, 3, H, W) in [0, 1] and labels (N,)."""
    right, l1, l2, alignment = [], [], [], []
    for x, y in zip(pixels.split(BATCH), labels.split(BATCH), strict=True):
        x = x.clone().requires_grad_(True)
        logits = model(x)
        # Summed, so that a picture's gradient does not depend on its batch.
        (gradient,) = torch.autograd.grad(F.cross_entropy(logits, y, reduction="sum"), x)
        right.append(logits.detach().argmax(1) == y)
        l1.append(gradient.abs().flatten(1).sum(1).double())
        l2.append(gradient.flatten(1).norm(dim=1).double())
        alignment.append(edge_alignment(edge_energy(x.detach()), gradient).double())
    return CleanPass(torch.cat(right), torch.cat(l1), torch.cat(l2), torch.cat(alignment))


def gradient_figures(clean: CleanPass, held: Tensor) -> dict[str, float | None]:
    """Means over all pictures, and of the L1 norm over those that hold under an attack and over all others.

    The two parts are those of the paper's Table 1, which does not ask whether a picture is right without the
    attack either: there, as here, the parts' means weighted by their sizes give the mean over all.
    """
    return {
        "meanGradientL1": _mean(clean.l1),
        "meanGradientL2": _mean(clean.l2),
        "meanEdgeAlignment": _mean(clean.alignment),
        "meanGradientL1Held": _mean(clean.l1[held]),
        "meanGradientL1Fallen": _mean(clean.l1[~held]),
    }


def _mean(values: Tensor) -> float | None:
    return float(f"{values.mean().item():.5g}") if len(values) else None
