"""PGD adversarial training (Madry et al. 2018): cross-entropy on attacked images."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from ..attacks import pgd
from .protocol import Ramp, Result, plain


@dataclass(frozen=True)
class Adversarial:
    """The step size is 2 / steps times epsilon: 2/3 for 3 steps, as in Liu et al. 2023. The ramp scales epsilon."""

    epsilon_255: float
    steps: int
    ramp_epochs: float
    name: ClassVar[str] = "adversarial"

    def __post_init__(self) -> None:
        if self.steps < 1:
            raise ValueError(f'"steps" is {self.steps}; give at least 1')

    def loss(self, model: nn.Module, pixels: Tensor, labels: Tensor, generator: torch.Generator, ramp: Ramp) -> Result:
        loss = F.cross_entropy(model(self.attack(model, pixels, labels, generator, ramp)), labels)
        return loss, {"ce_attacked": loss.detach()}

    def attack(
        self, model: nn.Module, pixels: Tensor, labels: Tensor, generator: torch.Generator, ramp: Ramp
    ) -> Tensor:
        """The attacked images (N, 3, H, W), from a uniform start in the ball."""
        epsilon = self.epsilon_255 / 255 * ramp
        return attacked_images(model, pixels, labels, epsilon, 2 * epsilon / self.steps, self.steps, generator)

    def summary(self) -> str:
        ball = f"{plain(self.epsilon_255)}/255"
        return f"Trained with cross-entropy on images attacked by {self.steps} steps of PGD within {ball}."


def attacked_images(
    model: nn.Module,
    pixels: Tensor,
    labels: Tensor,
    epsilon: float | Tensor,
    step_size: float | Tensor,
    steps: int,
    generator: torch.Generator | None,
) -> Tensor:
    """`pgd` without parameter gradients: the attack needs none, and they are a third of its cost."""
    parameters = [parameter for parameter in model.parameters() if parameter.requires_grad]
    for parameter in parameters:
        parameter.requires_grad_(False)
    attacked = pgd(model, pixels, labels, epsilon, step_size, steps, generator)
    for parameter in parameters:
        parameter.requires_grad_(True)
    return attacked
