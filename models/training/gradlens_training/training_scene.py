"""What the golden values of training are computed from: a model, a batch and random numbers, in float64.

The layout is that of goldens.py: images (N, height, width, channels), parameters
in PyTorch's layout.
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
# The loss and its named parts, as a function of a forward pass.
Loss = Callable[[Forward], tuple[Tensor, dict[str, Tensor]]]

# A gradient closer to zero than this fraction of the root mean square may have the opposite sign in float32.
SIGN_MARGIN = 3e-5


@dataclass
class Draws:
    """Uniform random numbers, recorded so that the engine can be given the same."""

    generator: torch.Generator
    given: list[Tensor] = field(default_factory=list)

    def uniform(self, *shape: int) -> Tensor:
        drawn = torch.rand(shape, generator=self.generator)  # float32, which the golden file keeps exactly
        self.given.append(drawn)
        return drawn.double()

    def gaussian(self, *shape: int) -> Tensor:
        """By the Box-Muller transform, radii first, then angles."""
        radii, angles = self.uniform(2, *shape)
        return (-2 * (1 - radii).log()).sqrt() * (2 * math.pi * angles).cos()


@dataclass
class Case:
    """One objective with its settings, under the engine's names."""

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
    unsure: bool = False  # whether a sign may differ in float32

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
    """The gradient of every image's own cross-entropy; can be differentiated again."""
    x = pixels.detach().requires_grad_(True)
    return slope(F.cross_entropy(forward(x), labels, reduction="sum"), x)


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
