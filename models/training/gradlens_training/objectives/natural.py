"""Natural training: cross-entropy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .protocol import Ramp, Result


@dataclass(frozen=True)
class Natural:
    name: ClassVar[str] = "natural"
    ramp_epochs: ClassVar[float] = 0.0
    epsilon_255: ClassVar[None] = None

    def loss(self, model: nn.Module, pixels: Tensor, labels: Tensor, generator: torch.Generator, ramp: Ramp) -> Result:
        loss = F.cross_entropy(model(pixels), labels)
        return loss, {"ce": loss.detach()}

    def summary(self) -> str:
        return "Trained with cross-entropy on unattacked images."
