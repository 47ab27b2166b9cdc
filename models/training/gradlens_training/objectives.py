"""Training objectives. Each takes (model, pixels in [0, 1], labels, settings, generator, ramp in [0, 1])
and returns the loss to descend together with figures for the log."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .attacks import pgd
from .edges import edge_energy


@dataclass(frozen=True)
class ObjectiveSettings:
    name: str
    epsilon_255: float = 8.0
    steps: int = 3
    lambda_ce: float = 1.0
    lambda_gn: float = 1.0
    difference_step_255: float = 1.0
    alpha_start: float = 1.0
    alpha_end: float = 10.0
    temperature: float = 0.5
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


def gradient_norm_by_differences(model, pixels, labels, settings, generator, ramp) -> Result:
    """The same objective by two first-order passes: along the detached signs s of grad_x CE,
    ||grad_x CE||_1 = (CE(x + h s) - CE(x)) / h up to h / 2 * s' H s. The step h is to be small
    beside epsilon: at h = epsilon this is FGSM adversarial training, weighted."""
    step = settings.difference_step_255 / 255
    weight = ramp * settings.lambda_gn * settings.epsilon_255 / 255 / step
    pixels = pixels.requires_grad_(True)
    parameters = [parameter for parameter in model.parameters() if parameter.requires_grad]
    ce = F.cross_entropy(model(pixels), labels, reduction="sum") / len(pixels)
    gradient, *slopes = torch.autograd.grad(ce, [pixels, *parameters])
    stepped = F.cross_entropy(model(pixels.detach() + step * gradient.sign()), labels)
    # The pass that gave the input gradient has given the parameters' as well: this sum has that
    # gradient, where keeping the loss itself would run the backward pass a second time.
    first = sum((parameter * slope).sum() for parameter, slope in zip(parameters, slopes, strict=True))
    loss = (settings.lambda_ce - weight) * first + weight * stepped
    return loss, {"ce": ce.item(), "l1": gradient.abs().sum().item()}


def edge_regularisation(model, pixels, labels, settings, generator, ramp) -> Result:
    """CE + alpha * MSE between the picture's edge energy and the input gradient of one logit, drawn
    from softmax(logits / temperature); both in units of their root mean square over the batch, so
    that the gradient's norm is free (the paper's edge regularisation, released code's definition)."""
    alpha = settings.alpha_start + ramp * (settings.alpha_end - settings.alpha_start)
    pixels = pixels.requires_grad_(True)
    logits = model(pixels)
    shares = F.softmax(logits.detach().float() / settings.temperature, dim=1)
    drawn = torch.multinomial(shares, 1, generator=generator)
    normalised = (pixels - model.mean) / model.std
    (gradient,) = torch.autograd.grad(logits.gather(1, drawn).sum(), pixels, create_graph=True)
    gradient = gradient * model.std  # with respect to the normalised picture
    with torch.no_grad(), torch.autocast("cpu", enabled=False):
        edges = edge_energy(normalised.detach().float())[:, None].expand_as(gradient)
        edges = edges / edges.square().mean().sqrt()
    unit = gradient / gradient.square().mean().sqrt()
    distance = (unit - edges).square().mean()
    ce = F.cross_entropy(logits, labels)
    return ce + alpha * distance, {"ce": ce.item(), "edge_distance": distance.item()}


OBJECTIVES: dict[str, Objective] = {
    "natural": natural,
    "adversarial": adversarial,
    "gradient-norm": gradient_norm,
    "gradient-norm-differences": gradient_norm_by_differences,
    "edge-regularisation": edge_regularisation,
}
