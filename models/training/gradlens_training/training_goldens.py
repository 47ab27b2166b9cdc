"""Golden values of training for the page's engine: computed in float64, stored as float32.

Every objective is written here a second time, from its definition, with nothing but PyTorch's autograd, on
reference.py's forward pass; where it attacks, draws or takes signs, the result is constant, as in training.
Layout as in goldens.py: images (N, height, width, channels), parameters as
PyTorch keeps them.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import scipy.ndimage
import torch
import torch.nn.functional as F
from scipy.special import ive
from torch import Tensor

from . import reference

Tensors = dict[str, Tensor]
Forward = Callable[[Tensor], Tensor]
# What is descended, and its named parts, as a function of a forward pass.
Loss = Callable[[Forward], tuple[Tensor, dict[str, Tensor]]]

DIFFERENCE = 1e-6  # of central finite differences, in parameters
# A pixel whose gradient is nearer to zero than this share of the root mean square may have another sign in float32.
SIGN_MARGIN = 3e-5


@dataclass
class Draws:
    """Uniform numbers that are given out, and kept for the engine to be given the same."""

    generator: torch.Generator
    given: list[Tensor] = field(default_factory=list)

    def uniform(self, *shape: int) -> Tensor:
        drawn = torch.rand(shape, generator=self.generator)  # float32, which the golden file keeps exactly
        self.given.append(drawn)
        return drawn.double()

    def gaussian(self, *shape: int) -> Tensor:
        """By Box and Muller, radii first, angles after."""
        radii, angles = self.uniform(2, *shape)
        return (-2 * (1 - radii).log()).sqrt() * (2 * math.pi * angles).cos()


@dataclass
class Case:
    """One objective with settings, by the names that the engine gives them."""

    name: str
    objective: str
    settings: dict
    ramp: float = 1.0


@dataclass
class Scene:
    """What all cases share: a model as a function of its parameters, and a batch (N, 3, H, W)."""

    architecture: dict
    mean: list[float]
    std: list[float]
    leaves: Tensors  # trained parameters
    frozen: Tensors
    pixels: Tensor
    labels: Tensor
    unsure: bool = False  # whether float32 may have taken another sign somewhere

    def forward(self, leaves: Tensors) -> Forward:
        tensors = {**self.frozen, **leaves}
        return lambda pixels: reference.logits(tensors, self.architecture, self.mean, self.std, pixels)

    def sign(self, gradient: Tensor) -> Tensor:
        share = gradient.abs().min() / gradient.square().mean().sqrt()
        self.unsure = self.unsure or share.item() < SIGN_MARGIN
        return gradient.detach().sign()


def to_page(images: Tensor) -> Tensor:
    return images.movedim(1, -1)


def from_page(images: Tensor) -> Tensor:
    return images.movedim(-1, 1)


def slope(value: Tensor, x: Tensor) -> Tensor:
    (gradient,) = torch.autograd.grad(value, x, create_graph=True)
    return gradient


def input_slope(forward: Forward, pixels: Tensor, labels: Tensor) -> Tensor:
    """Of every image's own cross-entropy; can be differentiated again."""
    x = pixels.detach().requires_grad_(True)
    return slope(F.cross_entropy(forward(x), labels, reduction="sum"), x)


def mean_norm(gradient: Tensor, norm: str, weights: list[float]) -> Tensor:
    w = torch.tensor(weights, dtype=gradient.dtype).reshape(1, 3, 1, 1)
    if norm == "l1":
        return (w * gradient.abs()).sum((1, 2, 3)).mean()
    squares = (w * gradient.square()).sum((1, 2, 3))
    return squares.mean() if norm == "squaredL2" else squares.sqrt().mean()


def ascend(
    scene: Scene,
    start: Tensor,
    climbed: Callable[[Tensor], Tensor],
    epsilon: float,
    step: float,
    steps: int,
) -> Tensor:
    """Signed steps on the pixels, projected onto the L-infinity ball around the batch and onto [0, 1]."""
    x = start.detach()
    for _ in range(steps):
        x = x.requires_grad_(True)
        (gradient,) = torch.autograd.grad(climbed(x), x)
        x = x.detach() + step * scene.sign(gradient)
        x = torch.minimum(torch.maximum(x, scene.pixels - epsilon), scene.pixels + epsilon).clamp(0, 1)
    return x.detach()


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
    # The largest of logits with Gumbel noise is a draw from their softmax.
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


def edge_energy(image: Tensor) -> Tensor:
    """Energy (H, W) of (3, H, W) by SciPy: blur, Sobel, length over channels and directions, blur."""
    taps = ive(np.abs(np.arange(-3, 4)), 1.0)
    taps /= taps.sum()

    def blur(plane: np.ndarray) -> np.ndarray:
        for axis in (0, 1):
            plane = scipy.ndimage.correlate1d(plane, taps, axis, mode="mirror")
        return plane

    slopes = [scipy.ndimage.sobel(blur(plane), axis, mode="mirror") / 2 for plane in image.numpy() for axis in (0, 1)]
    return torch.from_numpy(blur(np.sqrt(sum(slope**2 for slope in slopes))))


def prepare(scene: Scene, case: Case, seed: int) -> tuple[Loss, Draws]:
    """The case's loss, from the first draws under which float32 and float64 take the same signs."""
    for attempt in range(1000):
        draws = Draws(torch.Generator().manual_seed(1000 * seed + attempt))
        scene.unsure = False
        loss = OBJECTIVES[case.objective](scene, case, draws)
        if not scene.unsure:
            return loss, draws
        if not draws.given:
            break
    raise AssertionError(f"{case.name}: a sign hangs on rounding; choose another SEED")


def case_goldens(scene: Scene, case: Case, seed: int) -> Tensors:
    """Loss, parts and parameter gradients of one case; the gradients are held to finite differences of the loss."""
    loss, draws = prepare(scene, case, seed)
    leaves = {name: leaf.detach().clone().requires_grad_(True) for name, leaf in scene.leaves.items()}
    value, parts = loss(scene.forward(leaves))
    gradients = dict(zip(leaves, torch.autograd.grad(value, list(leaves.values())), strict=True))
    _hold_to_differences(scene, loss, gradients, case.name)
    tensors = {"loss": value.reshape(1)}
    tensors |= {f"parts/{name}": part.reshape(1) for name, part in parts.items()}
    tensors |= {f"gradients/{name}": gradient for name, gradient in gradients.items()}
    tensors |= {f"draws/{i}": drawn for i, drawn in enumerate(draws.given)}
    return {name: tensor.detach().float().contiguous() for name, tensor in tensors.items()}


def _hold_to_differences(scene: Scene, loss: Loss, gradients: Tensors, name: str) -> None:
    generator = torch.Generator().manual_seed(5)
    leaves = {key: leaf.detach() for key, leaf in scene.leaves.items()}
    directions = {k: torch.randn(leaf.shape, generator=generator, dtype=torch.float64) for k, leaf in leaves.items()}

    def at(shift: float) -> Tensor:
        moved = {key: (leaf + shift * directions[key]) for key, leaf in leaves.items()}
        return loss(scene.forward(moved))[0].detach()

    analytic = sum((gradients[key] * directions[key]).sum() for key in leaves)
    numeric = (at(DIFFERENCE) - at(-DIFFERENCE)) / (2 * DIFFERENCE)
    deviation = ((analytic - numeric) / numeric).abs().item()
    if not deviation <= 1e-4:
        raise AssertionError(f"{name}: the gradient deviates from finite differences by {deviation:.3g}")


def hold_differences_to_double_backprop(scene: Scene) -> float:
    """Central differences of a small step against double backprop; returns the relative error of the gradient."""
    shared = {"lambda": 1.2, "epsilon255": 8.0, "channelWeights": [1.0, 1.0, 1.0]}
    found = []
    for objective, settings in (
        ("gradient-norm", {**shared, "norm": "l1"}),
        ("gradient-norm-differences", {**shared, "differenceStep255": 1e-3, "sides": "both"}),
    ):
        loss = OBJECTIVES[objective](scene, Case("", objective, settings), Draws(torch.Generator()))
        leaves = {name: leaf.detach().clone().requires_grad_(True) for name, leaf in scene.leaves.items()}
        value, _ = loss(scene.forward(leaves))
        found.append(torch.cat([g.flatten() for g in torch.autograd.grad(value, list(leaves.values()))]))
    deviation = ((found[0] - found[1]).norm() / found[0].norm()).item()
    if not deviation <= 1e-6:
        raise AssertionError(f"central differences deviate from double backprop by {deviation:.3g}")
    return deviation
