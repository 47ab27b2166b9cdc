"""FGSM adversarial training (Goodfellow et al. 2015), optionally with a random start (Wong et al. 2020)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .adversarial import attacked_images
from .protocol import Ramp, Result, plain


@dataclass(frozen=True)
class Fgsm:
    """One step of `step_share` times epsilon, from a uniform start or from the image. The ramp scales epsilon.

    Known to collapse within an epoch, when the model has learned to fool the single step but not an attack of several
    ("catastrophic overfitting"). Wong et al. delay it by a random start and a step share of 1.25.
    """

    epsilon_255: float
    step_share: float
    random_start: bool
    ramp_epochs: float
    name: ClassVar[str] = "fgsm"

    def __post_init__(self) -> None:
        if not 0 < self.step_share <= 4:
            raise ValueError(f'"step_share" is {self.step_share}; give more than 0 and at most 4')

    def loss(self, model: nn.Module, pixels: Tensor, labels: Tensor, generator: torch.Generator, ramp: Ramp) -> Result:
        epsilon = self.epsilon_255 / 255 * ramp
        start = generator if self.random_start else None
        attacked = attacked_images(model, pixels, labels, epsilon, self.step_share * epsilon, 1, start)
        loss = F.cross_entropy(model(attacked), labels)
        return loss, {"ce_attacked": loss.detach()}

    def summary(self) -> str:
        ball = f"{plain(self.epsilon_255)}/255"
        start = "a random start" if self.random_start else "the image"
        step = f"one step of {plain(self.step_share)} epsilon from {start}, within {ball} (FGSM)"
        return f"Trained with cross-entropy on images attacked by {step}."
