"""Training objectives. Each takes (model, pixels in [0, 1], labels, settings, generator, ramp in [0, 1])
and returns the loss to descend together with figures for the log."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .attacks import pgd


@dataclass(frozen=True)
class ObjectiveSettings:
    name: str
    epsilon_255: float = 8.0
    steps: int = 3
    lambda_ce: float = 1.0
    lambda_gn: float = 1.0
    ramp_epochs: float = 0.0


Result = tuple[Tensor, dict[str, float]]
Objective = Callable[[nn.Module, Tensor, Tensor, ObjectiveSettings, torch.Generator, float], Result]


def natural(model, pixels, labels, settings, generator, ramp) -> Result:
    loss = F.cross_entropy(model(pixels), labels)
    return loss, {"ce": loss.item()}


def adversarial(model, pixels, labels, settings, generator, ramp) -> Result:
    """PGD adversarial training (Madry et al. 2018), step 2/3 of epsilon for 3 steps as in Liu et al. 2023."""
    epsilon = settings.epsilon_255 / 255 * ramp
    parameters = list(model.parameters())
    for parameter in parameters:  # the attack needs no parameter gradients: a third of its cost
        parameter.requires_grad_(False)
    attacked = pgd(model, pixels, labels, epsilon, 2 * epsilon / settings.steps, settings.steps, generator)
    for parameter in parameters:
        parameter.requires_grad_(True)
    loss = F.cross_entropy(model(attacked), labels)
    return loss, {"ce_attacked": loss.item()}


def gradient_norm(model, pixels, labels, settings, generator, ramp) -> Result:
    """lambda_ce * CE + lambda_gn * epsilon * mean_i ||grad_x CE_i||_1: eq. (2) of the paper,
    on [0, 1] pixels, where its factor epsilon / sigma becomes epsilon."""
    pixels = pixels.requires_grad_(True)
    losses = F.cross_entropy(model(pixels), labels, reduction="sum")
    (gradient,) = torch.autograd.grad(losses, pixels, create_graph=True)
    l1 = gradient.abs().sum() / len(pixels)
    ce = losses / len(pixels)
    penalty = settings.epsilon_255 / 255 * l1
    loss = settings.lambda_ce * ce + ramp * settings.lambda_gn * penalty
    return loss, {"ce": ce.item(), "l1": l1.item()}


OBJECTIVES: dict[str, Objective] = {
    "natural": natural,
    "adversarial": adversarial,
    "gradient-norm": gradient_norm,
}
