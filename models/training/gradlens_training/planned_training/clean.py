"""Objectives on clean images (src/engine/objectives)."""

from __future__ import annotations

from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor

from ..edges import edge_energy
from .draws import BatchDraws
from .objective import LEAST_SQUARE, Batch, Loss, mean_norm, penalty_weights


def natural(batch: Batch, settings: dict[str, Any], ramp: float, draws: BatchDraws) -> Loss:
    loss = F.cross_entropy(batch.forward(batch.pixels), batch.labels)
    return loss, {"crossEntropy": loss}


def gradient_norm(batch: Batch, settings: dict[str, Any], ramp: float, draws: BatchDraws) -> Loss:
    """By double backprop (Rodriguez-Munoz et al. 2024, eq. 2)."""
    of_loss, of_norm = penalty_weights(settings, ramp)
    ce, gradient = batch.loss_and_gradient()
    norm = mean_norm(gradient, settings["norm"], settings["channelWeights"])
    return of_loss * ce + of_norm * norm, {"crossEntropy": ce, "gradientNorm": norm}


def gradient_norm_by_differences(batch: Batch, settings: dict[str, Any], ramp: float, draws: BatchDraws) -> Loss:
    """The L1 norm as the slope of the loss along the signs of its gradient, which are constants."""
    of_loss, of_norm = penalty_weights(settings, ramp)
    step, pixels = settings["differenceStep255"] / 255, batch.pixels.detach()
    x = pixels.clone().requires_grad_(True)
    (gradient,) = torch.autograd.grad(batch.sum_of_losses(x), x)
    direction = gradient.new_tensor(settings["channelWeights"]).reshape(3, 1, 1) * gradient.sign()

    def ce(at: Tensor) -> Tensor:
        return F.cross_entropy(batch.forward(at), batch.labels)

    here, ahead = ce(pixels), ce(pixels + step * direction)
    if settings["sides"] == "both":
        rise = (ahead - ce(pixels - step * direction)) / (2 * step)
    else:
        rise = (ahead - here) / step
    norm = mean_norm(gradient, "l1", settings["channelWeights"])
    return of_loss * here + of_norm * rise, {"crossEntropy": here, "gradientNorm": norm}


def edge_regularisation(batch: Batch, settings: dict[str, Any], ramp: float, draws: BatchDraws) -> Loss:
    """The distance of a logit's input gradient from the edges, each in units of its root mean square over the batch."""
    alpha = settings["alphaStart"] + ramp * (settings["alphaEnd"] - settings["alphaStart"])
    pixels = batch.pixels.detach().requires_grad_(True)
    logits = batch.forward(pixels)
    # The argmax of logits with Gumbel noise is a sample from their softmax.
    drawn = (logits.detach() / settings["temperature"] + draws.gumbel(logits.shape[1])).argmax(1)
    (gradient,) = torch.autograd.grad(logits.gather(1, drawn[:, None]).sum(), pixels, create_graph=True)
    with torch.no_grad():
        edges = unit(edge_energy((batch.pixels - batch.mean) / batch.std)[:, None])
    distance = (unit(gradient * batch.std) - edges).square().mean()
    ce = F.cross_entropy(logits, batch.labels)
    return ce + alpha * distance, {"crossEntropy": ce, "edgeDistance": distance}


def unit(x: Tensor) -> Tensor:
    return x / (x.square().mean() + LEAST_SQUARE).sqrt()
