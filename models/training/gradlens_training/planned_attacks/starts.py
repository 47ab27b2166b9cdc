"""Random starts of the project's own attacks."""

from __future__ import annotations

import torch
from torch import Tensor

from .runs import Batch
from .settings import Settings, torch_seed


def start_inside(settings: Settings, run: int, batch: Batch, epsilon: float) -> Tensor:
    """A uniform point of the ball, clipped to [0, 1]."""
    generator = torch.Generator().manual_seed(torch_seed(settings, batch.indices, run))
    count, size = len(batch.labels), batch.pixels[0].numel()
    norm = settings["norm"]
    if norm == "linf":
        noise = 2 * torch.rand((count, size), generator=generator) - 1
    elif norm == "l2":
        direction = torch.randn((count, size), generator=generator)
        radius = torch.rand((count, 1), generator=generator) ** (1 / size)
        noise = radius * direction / direction.norm(dim=1, keepdim=True)
    else:  # Exponential changes beside one more that is left out make their shares uniform in the ball.
        changes = torch.empty((count, size + 1)).exponential_(generator=generator)
        signs = torch.randint(0, 2, (count, size), generator=generator) * 2 - 1
        noise = signs * changes[:, :-1] / changes.sum(1, keepdim=True)
    return (batch.pixels + epsilon * noise.reshape(batch.pixels.shape).to(batch.pixels.device)).clamp(0, 1)
