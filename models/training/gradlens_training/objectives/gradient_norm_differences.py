"""Gradient-norm regularisation by finite differences: two first-order passes, no second derivative."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .gradient_norm import describe_penalty
from .protocol import Ramp, Result, plain


@dataclass(frozen=True)
class GradientNormDifferences:
    """The objective of GradientNorm: along the detached signs s of grad_x CE, ||grad_x CE||_1 =
    (CE(x + h s) - CE(x)) / h up to h / 2 * s' H s. The step h should be small compared with epsilon:
    h = epsilon gives a weighted FGSM adversarial training. Pixels beyond [0, 1] are not clamped."""

    epsilon_255: float
    lambda_ce: float
    lambda_gn: float
    difference_step_255: float
    ramp_epochs: float
    name: ClassVar[str] = "gradient-norm-differences"

    def __post_init__(self) -> None:
        if self.difference_step_255 <= 0:
            raise ValueError(f'"difference_step_255" is {self.difference_step_255}; give more than 0')

    def loss(self, model: nn.Module, pixels: Tensor, labels: Tensor, generator: torch.Generator, ramp: Ramp) -> Result:
        step = self.difference_step_255 / 255
        weight = ramp * self.lambda_gn * self.epsilon_255 / 255 / step
        pixels = pixels.requires_grad_(True)
        parameters = [parameter for parameter in model.parameters() if parameter.requires_grad]
        ce = F.cross_entropy(model(pixels), labels, reduction="sum") / len(pixels)
        gradient, *slopes = torch.autograd.grad(ce, [pixels, *parameters])
        stepped = F.cross_entropy(model(pixels.detach() + step * gradient.sign()), labels)
        # The pass for the input gradient has also given the parameters' gradient: this sum reuses it, whereas
        # keeping the loss itself would run the backward pass a second time.
        first = sum((parameter * slope).sum() for parameter, slope in zip(parameters, slopes, strict=True))
        loss = (self.lambda_ce - weight) * first + weight * stepped
        return loss, {"ce": ce.detach(), "l1": gradient.abs().sum().detach()}

    def summary(self) -> str:
        penalty = describe_penalty(self.epsilon_255, self.lambda_ce, self.lambda_gn).removesuffix(".")
        return f"{penalty}, estimated by one step of {plain(self.difference_step_255)}/255 along its signs."
