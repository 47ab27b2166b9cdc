"""A second implementation of every objective from its definition, with PyTorch's autograd and reference.py.

Attacks, random draws and signs are constants to the gradient, as in training. A new objective is a function here, a
line in OBJECTIVES, and a case in make_training_goldens.py.
"""

from __future__ import annotations

from collections.abc import Callable

import torch
import torch.nn.functional as F
from torch import Tensor

from .training_scene import (
    Case,
    Draws,
    Forward,
    Loss,
    Scene,
    ascend,
    edge_energy,
    from_page,
    input_slope,
    slope,
    to_page,
)


def mean_norm(gradient: Tensor, norm: str, weights: list[float]) -> Tensor:
    w = torch.tensor(weights, dtype=gradient.dtype).reshape(1, 3, 1, 1)
    if norm == "l1":
        return (w * gradient.abs()).sum((1, 2, 3)).mean()
    squares = (w * gradient.square()).sum((1, 2, 3))
    return squares.mean() if norm == "squaredL2" else squares.sqrt().mean()


def attack(scene: Scene, settings: dict, ramp: float, draws: Draws) -> Tensor:
    """PGD on cross-entropy from a uniform start."""
    epsilon = settings["epsilon255"] / 255 * ramp
    step_255 = settings.get("stepSize255") or 2 * settings["epsilon255"] / settings["steps"]
    noise = from_page(draws.uniform(*to_page(scene.pixels).shape))
    start = (scene.pixels + epsilon * (2 * noise - 1)).clamp(0, 1)
    forward = scene.forward(scene.leaves)

    def climbed(x: Tensor) -> Tensor:
        return F.cross_entropy(forward(x), scene.labels, reduction="sum")

    return ascend(scene, start, climbed, epsilon, step_255 / 255 * ramp, settings["steps"])


def natural(scene: Scene, case: Case, draws: Draws) -> Loss:
    def loss(forward: Forward):
        ce = F.cross_entropy(forward(scene.pixels), scene.labels)
        return ce, {"crossEntropy": ce}

    return loss


def gradient_norm(scene: Scene, case: Case, draws: Draws) -> Loss:
    settings = case.settings
    weight = case.ramp * settings["lambda"] * settings["epsilon255"] / 255
    scene.sign(input_slope(scene.forward(scene.leaves), scene.pixels, scene.labels))

    def loss(forward: Forward):
        ce = F.cross_entropy(forward(scene.pixels), scene.labels)
        gradient = input_slope(forward, scene.pixels, scene.labels)
        norm = mean_norm(gradient, settings["norm"], settings["channelWeights"])
        return (2 - settings["lambda"]) * ce + weight * norm, {"crossEntropy": ce, "gradientNorm": norm}

    return loss


def gradient_norm_by_differences(scene: Scene, case: Case, draws: Draws) -> Loss:
    settings = case.settings
    h = settings["differenceStep255"] / 255
    gradient = input_slope(scene.forward(scene.leaves), scene.pixels, scene.labels)
    channels = torch.tensor(settings["channelWeights"], dtype=torch.float64).reshape(1, 3, 1, 1)
    direction = channels * scene.sign(gradient)
    weight = case.ramp * settings["lambda"] * settings["epsilon255"] / 255

    def loss(forward: Forward):
        def ce(x: Tensor) -> Tensor:
            return F.cross_entropy(forward(x), scene.labels)

        here = ce(scene.pixels)
        if settings["sides"] == "one":
            rise = (ce(scene.pixels + h * direction) - here) / h
        else:
            rise = (ce(scene.pixels + h * direction) - ce(scene.pixels - h * direction)) / (2 * h)
        norm = mean_norm(gradient, "l1", settings["channelWeights"])
        return (2 - settings["lambda"]) * here + weight * rise, {"crossEntropy": here, "gradientNorm": norm}

    return loss


def edge_regularisation(scene: Scene, case: Case, draws: Draws) -> Loss:
    settings = case.settings
    alpha = settings["alphaStart"] + case.ramp * (settings["alphaEnd"] - settings["alphaStart"])
    std = torch.tensor(scene.std, dtype=torch.float64).reshape(1, 3, 1, 1)
    mean = torch.tensor(scene.mean, dtype=torch.float64).reshape(1, 3, 1, 1)
    logits = scene.forward(scene.leaves)(scene.pixels).detach()
    # The argmax of logits with Gumbel noise is a sample from their softmax.
    noise = -(-draws.uniform(*logits.shape).log()).log()
    drawn = (logits / settings["temperature"] + noise).argmax(1)
    edges = torch.stack([edge_energy(image) for image in (scene.pixels - mean) / std])[:, None]
    edges = (edges / edges.square().mean().sqrt()).expand_as(scene.pixels)

    def loss(forward: Forward):
        normalised = ((scene.pixels - mean) / std).requires_grad_(True)
        logits = forward(normalised * std + mean)
        gradient = slope(logits.gather(1, drawn[:, None]).sum(), normalised)
        unit = gradient / gradient.square().mean().sqrt()
        distance = (unit - edges).square().mean()
        ce = F.cross_entropy(logits, scene.labels)
        return ce + alpha * distance, {"crossEntropy": ce, "edgeDistance": distance}

    return loss


def adversarial(scene: Scene, case: Case, draws: Draws) -> Loss:
    attacked = attack(scene, case.settings, case.ramp, draws)

    def loss(forward: Forward):
        ce = F.cross_entropy(forward(attacked), scene.labels)
        return ce, {"crossEntropyAttacked": ce}

    return loss


def fgsm(scene: Scene, case: Case, draws: Draws) -> Loss:
    epsilon_255 = case.settings["epsilon255"]
    step_255 = case.settings["stepShare"] * epsilon_255
    one_step = {"epsilon255": epsilon_255, "stepSize255": step_255, "steps": 1}
    return adversarial(scene, Case(case.name, case.objective, one_step, case.ramp), draws)


def gradient_norm_adversarial(scene: Scene, case: Case, draws: Draws) -> Loss:
    settings = case.settings
    attacked = attack(scene, settings, case.ramp, draws)
    weight = case.ramp * settings["lambda"] * settings["epsilon255"] / 255

    def loss(forward: Forward):
        ce = F.cross_entropy(forward(attacked), scene.labels)
        gradient = input_slope(forward, scene.pixels, scene.labels)
        norm = mean_norm(gradient, settings["norm"], settings["channelWeights"])
        return (2 - settings["lambda"]) * ce + weight * norm, {"crossEntropyAttacked": ce, "gradientNorm": norm}

    return loss


def trades(scene: Scene, case: Case, draws: Draws) -> Loss:
    settings = case.settings
    epsilon = settings["epsilon255"] / 255 * case.ramp
    step = (settings.get("stepSize255") or 2 * settings["epsilon255"] / settings["steps"]) / 255 * case.ramp
    forward = scene.forward(scene.leaves)
    clean = F.log_softmax(forward(scene.pixels).detach(), 1)

    def divergence(clean: Tensor, attacked: Tensor) -> Tensor:
        return F.kl_div(F.log_softmax(attacked, 1), clean, reduction="sum", log_target=True)

    start = scene.pixels + settings["startDeviation"] * from_page(draws.gaussian(*to_page(scene.pixels).shape))
    attacked = ascend(scene, start, lambda x: divergence(clean, forward(x)), epsilon, step, settings["steps"])

    def loss(forward: Forward):
        logits = forward(scene.pixels)
        ce = F.cross_entropy(logits, scene.labels)
        kl = divergence(F.log_softmax(logits, 1), forward(attacked)) / len(attacked)
        return ce + settings["beta"] * kl, {"crossEntropy": ce, "divergence": kl}

    return loss


OBJECTIVES: dict[str, Callable[[Scene, Case, Draws], Loss]] = {
    "natural": natural,
    "gradient-norm": gradient_norm,
    "gradient-norm-differences": gradient_norm_by_differences,
    "edge-regularisation": edge_regularisation,
    "adversarial": adversarial,
    "fgsm": fgsm,
    "gradient-norm-adversarial": gradient_norm_adversarial,
    "trades": trades,
}
