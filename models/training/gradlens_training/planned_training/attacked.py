"""Objectives on attacked images (src/engine/objectives)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor

from .draws import BatchDraws
from .objective import Batch, Loss, mean_norm, penalty_weights


def ascend(
    pixels: Tensor, start: Tensor, climbed: Callable[[Tensor], Tensor], epsilon: float, step: float, steps: int
) -> Tensor:
    """Signed steps in the L-infinity ball around `pixels` and in [0, 1]; the last iterate, a constant."""
    low, high = (pixels - epsilon).clamp(min=0), (pixels + epsilon).clamp(max=1)
    x = start.detach()
    for _ in range(steps):
        x = x.requires_grad_(True)
        (gradient,) = torch.autograd.grad(climbed(x), x)
        x = torch.minimum(torch.maximum(x.detach() + step * gradient.sign(), low), high)
    return x


def reach(settings: dict[str, Any], ramp: float) -> dict[str, Any]:
    """Without a step size, it is 2 epsilon / steps."""
    epsilon, steps = settings["epsilon255"], settings["steps"]
    given = settings.get("stepSize255")
    step = 2 * epsilon / steps if given is None else given
    return {"epsilon": epsilon / 255 * ramp, "step": step / 255 * ramp, "steps": steps}


def pgd(batch: Batch, settings: dict[str, Any], ramp: float, draws: BatchDraws) -> Tensor:
    """On cross-entropy, from a uniform start (Madry et al. 2018)."""
    within = reach(settings, ramp)
    start = (batch.pixels + draws.noise(batch.pixels, within["epsilon"])).clamp(0, 1)
    return ascend(batch.pixels, start, batch.sum_of_losses, **within)


def adversarial(batch: Batch, settings: dict[str, Any], ramp: float, draws: BatchDraws) -> Loss:
    loss = F.cross_entropy(batch.forward(pgd(batch, settings, ramp, draws)), batch.labels)
    return loss, {"crossEntropyAttacked": loss}


def fgsm(batch: Batch, settings: dict[str, Any], ramp: float, draws: BatchDraws) -> Loss:
    """One step from a uniform start (Wong et al. 2020)."""
    epsilon = settings["epsilon255"]
    one_step = {"epsilon255": epsilon, "stepSize255": settings["stepShare"] * epsilon, "steps": 1}
    return adversarial(batch, one_step, ramp, draws)


def trades(batch: Batch, settings: dict[str, Any], ramp: float, draws: BatchDraws) -> Loss:
    """Cross-entropy plus beta times KL(p(x) || p(x')), which x' maximises (Zhang et al. 2019)."""
    pixels = batch.pixels
    with torch.no_grad():
        clean = F.log_softmax(batch.forward(pixels), 1)

    def climbed(x: Tensor) -> Tensor:
        return divergence(clean, F.log_softmax(batch.forward(x), 1))

    start = pixels + draws.gaussian(pixels, settings["startDeviation"])
    attacked = ascend(pixels, start, climbed, **reach(settings, ramp))
    logits = batch.forward(pixels)
    ce = F.cross_entropy(logits, batch.labels)
    between = divergence(F.log_softmax(logits, 1), F.log_softmax(batch.forward(attacked), 1)) / len(pixels)
    return ce + settings["beta"] * between, {"crossEntropy": ce, "divergence": between}


def divergence(p: Tensor, q: Tensor) -> Tensor:
    """KL(p || q), summed over the batch, of log probabilities (N, classes)."""
    return (p.exp() * (p - q)).sum()


def gradient_norm_adversarial(batch: Batch, settings: dict[str, Any], ramp: float, draws: BatchDraws) -> Loss:
    """Cross-entropy on attacked images and the norm of its input gradient on clean ones."""
    attacked = pgd(batch, settings, ramp, draws)
    of_loss, of_norm = penalty_weights(settings, ramp)
    ce = F.cross_entropy(batch.forward(attacked), batch.labels)
    _, gradient = batch.loss_and_gradient()
    norm = mean_norm(gradient, settings["norm"], settings["channelWeights"])
    return of_loss * ce + of_norm * norm, {"crossEntropyAttacked": ce, "gradientNorm": norm}
