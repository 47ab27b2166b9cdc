"""What objectives are computed from, and what those with a gradient penalty share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor

Loss = tuple[Tensor, dict[str, Tensor]]
"""What is minimised, a mean over the batch, and its parts, unweighted."""

LEAST_SQUARE = 1e-30  # where the L2 norm has no derivative


@dataclass(frozen=True)
class Batch:
    forward: Callable[[Tensor], Tensor]  # of pixels in [0, 1] to logits (N, classes)
    pixels: Tensor  # (N, 3, H, W) in [0, 1]
    labels: Tensor  # (N,)
    mean: Tensor  # (3, 1, 1), of the model's normalisation of RGB pixels
    std: Tensor

    def sum_of_losses(self, x: Tensor) -> Tensor:
        return F.cross_entropy(self.forward(x), self.labels, reduction="sum")

    def loss_and_gradient(self) -> tuple[Tensor, Tensor]:
        """Mean cross-entropy, and the input gradient of each image's own, which can be differentiated again."""
        pixels = self.pixels.detach().requires_grad_(True)
        total = self.sum_of_losses(pixels)
        (gradient,) = torch.autograd.grad(total, pixels, create_graph=True)
        return total / len(pixels), gradient


def penalty_weights(settings: dict[str, Any], ramp: float) -> tuple[float, float]:
    """Of cross-entropy and of the norm (Rodriguez-Munoz et al. 2024, eq. 2, on [0, 1] pixels)."""
    return 2 - settings["lambda"], ramp * settings["lambda"] * settings["epsilon255"] / 255


def mean_norm(gradient: Tensor, norm: str, channel_weights: list[float]) -> Tensor:
    """Mean over the batch; with weights of the channels, L1 sum w |g|, squared L2 sum w g^2, and L2 its root."""
    weights = gradient.new_tensor(channel_weights).reshape(3, 1, 1)
    if norm == "l1":
        return (weights * gradient.abs()).sum((1, 2, 3)).mean()
    squares = (weights * gradient.square()).sum((1, 2, 3))
    return squares.mean() if norm == "squaredL2" else (squares + LEAST_SQUARE).sqrt().mean()
