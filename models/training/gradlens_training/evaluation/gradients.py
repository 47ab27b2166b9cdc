"""Accuracy without an attack, and input gradients, image by image."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from ..edges import edge_alignment, edge_energy

BATCH = 50  # so that the activations of a batch stay in the CPU's cache


def true_logit(logits: Tensor, labels: Tensor) -> Tensor:
    """For logits (N, K) and labels (N,), the logit of each image's label, (N,)."""
    return logits.gather(1, labels[:, None])[:, 0]


def logit_margin(logits: Tensor, labels: Tensor) -> Tensor:
    """The true logit minus the largest other one, (N,): negative where the prediction is wrong."""
    return true_logit(logits, labels) - _others(logits, labels).max(1).values


def loss(logits: Tensor, labels: Tensor) -> Tensor:
    """Cross-entropy, (N,), as log(1 + the sum over others of exp(z_k - z_y)).

    Its slope in z_y is then minus the sum of the other probabilities. F.cross_entropy computes it as p_y - 1, which
    loses its digits in float32 where the model is nearly certain.
    """
    return F.softplus(_others(logits, labels).logsumexp(1) - true_logit(logits, labels))


def _others(logits: Tensor, labels: Tensor) -> Tensor:
    """The logits with the true one replaced by minus infinity."""
    return logits.scatter(1, labels[:, None], -torch.inf)


QUANTITIES: dict[str, Callable[[Tensor, Tensor], Tensor]] = {
    "loss": loss,
    "margin": logit_margin,
    "logit": true_logit,
}
"""The quantities whose gradients are taken, by their names in the manifest."""


@dataclass(frozen=True)
class Gradients:
    """Each (N,), float64. `l1` and `l2` are norms over channels and pixels; `alignment` is NaN if undefined."""

    l1: Tensor
    l2: Tensor
    alignment: Tensor


@dataclass(frozen=True)
class CleanPass:
    """Which images are right (N,), and the gradients of each quantity on [0, 1] pixels."""

    right: Tensor
    gradients: dict[str, Gradients]


def clean_pass(
    model: nn.Module, pixels: Tensor, labels: Tensor, quantities: Iterable[str] = tuple(QUANTITIES)
) -> CleanPass:
    """Measures pixels (N, 3, H, W) in [0, 1] with labels (N,)."""
    right: list[Tensor] = []
    parts: dict[str, list[tuple[Tensor, ...]]] = {name: [] for name in quantities}
    for x, y in zip(pixels.split(BATCH), labels.split(BATCH), strict=True):
        x = x.clone().requires_grad_(True)
        logits = model(x)
        right.append(logits.detach().argmax(1) == y)
        energy = edge_energy(x.detach())
        for name, rows in parts.items():
            # Summed, so that an image's gradient does not depend on its batch.
            (gradient,) = torch.autograd.grad(QUANTITIES[name](logits, y).sum(), x, retain_graph=True)
            l1, l2 = gradient.abs().flatten(1).sum(1), gradient.flatten(1).norm(dim=1)
            rows.append((l1.double(), l2.double(), edge_alignment(energy, gradient).double()))
    gradients = {name: Gradients(*(torch.cat(column) for column in zip(*each))) for name, each in parts.items()}
    return CleanPass(torch.cat(right), gradients)
