"""What an objective provides. Each is a frozen dataclass in its own file, whose fields are its settings."""

from __future__ import annotations

from typing import ClassVar, Protocol

import torch
from torch import Tensor, nn

Result = tuple[Tensor, dict[str, Tensor]]
Ramp = float | Tensor  # a scalar tensor where the step is recorded


class Objective(Protocol):
    name: ClassVar[str]

    @property
    def ramp_epochs(self) -> float:
        """Epochs over which `ramp` rises to 1; 0 without a ramp."""

    @property
    def epsilon_255(self) -> float | None:
        """Epsilon of the attack that the objective defends against, in /255; None if it has none."""

    def loss(self, model: nn.Module, pixels: Tensor, labels: Tensor, generator: torch.Generator, ramp: Ramp) -> Result:
        """The loss to minimise, a scalar, and figures for the log, detached scalars.

        `pixels` are (N, 3, H, W) in [0, 1], `labels` (N,); every random draw is
        from `generator`; `ramp` is in [0, 1]. May set `requires_grad` on `pixels`.
        Must not wait for a value (`item()`): on a GPU the step is recorded once and replayed.
        """

    def summary(self) -> str:
        """One sentence for the manifest that describes the loss."""


def plain(number: float) -> str:
    """8.0 as "8", 0.8 as "0.8"."""
    return str(int(number) if float(number).is_integer() else number)
