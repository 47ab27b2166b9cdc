"""Gradient-norm regularisation by double backprop (Rodriguez-Munoz et al. 2024, eq. 2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .protocol import Ramp, Result, plain


@dataclass(frozen=True)
class GradientNorm:
    """lambda_ce * CE + lambda_gn * epsilon * mean_i ||grad_x CE_i||_1 on [0, 1] pixels, where the paper's
    factor epsilon / sigma becomes epsilon. The ramp scales the penalty."""

    epsilon_255: float
    lambda_ce: float
    lambda_gn: float
    ramp_epochs: float
    name: ClassVar[str] = "gradient-norm"

    def loss(self, model: nn.Module, pixels: Tensor, labels: Tensor, generator: torch.Generator, ramp: Ramp) -> Result:
        pixels = pixels.requires_grad_(True)
        losses = F.cross_entropy(model(pixels), labels, reduction="sum")
        (gradient,) = torch.autograd.grad(losses, pixels, create_graph=True)
        l1 = gradient.abs().sum() / len(pixels)
        ce = losses / len(pixels)
        penalty = self.epsilon_255 / 255 * l1
        loss = self.lambda_ce * ce + ramp * self.lambda_gn * penalty
        return loss, {"ce": ce.detach(), "l1": l1.detach()}

    def summary(self) -> str:
        return describe_penalty(self.epsilon_255, self.lambda_ce, self.lambda_gn)


def describe_penalty(epsilon_255: float, lambda_ce: float, lambda_gn: float) -> str:
    terms = f"{factor(lambda_ce)}cross-entropy plus {factor(lambda_gn)}{plain(epsilon_255)}/255 times the L1 norm"
    return f"Trained on unattacked images with {terms} of its input gradient."


def factor(weight: float) -> str:
    """A prefix such as "0.8 times "; empty for a weight of 1."""
    return "" if weight == 1 else f"{plain(weight)} times "
