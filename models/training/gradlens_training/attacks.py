"""Projected gradient descent in L-infinity (Madry et al. 2018) on pixels in [0, 1]."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn


def pgd(
    model: nn.Module,
    pixels: Tensor,
    labels: Tensor,
    epsilon: float | Tensor,
    step_size: float | Tensor,
    steps: int,
    generator: torch.Generator | None = None,
) -> Tensor:
    """Last iterate, from a uniform start in the ball when a generator is given, else from the image."""
    attacked = pixels.clone()
    if generator is not None:
        noise = torch.rand(pixels.shape, generator=generator, device=pixels.device) * (2 * epsilon) - epsilon
        attacked = (pixels + noise).clamp(0, 1)
    for _ in range(steps):
        attacked.requires_grad_(True)
        # Summed, so that an image's gradient does not depend on its batch.
        loss = F.cross_entropy(model(attacked), labels, reduction="sum")
        (gradient,) = torch.autograd.grad(loss, attacked)
        stepped = attacked.detach() + step_size * gradient.sign()
        attacked = torch.clamp(torch.minimum(torch.maximum(stepped, pixels - epsilon), pixels + epsilon), 0, 1)
    return attacked.detach()
