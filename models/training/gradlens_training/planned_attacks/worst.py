"""The worst iterate of each image: one that fools the model, then the one of the largest value."""

from __future__ import annotations

import torch
from torch import Tensor

from .runs import Batch


class Worst:
    def __init__(self, batch: Batch):
        self.labels, self.pixels = batch.labels, batch.pixels.clone()
        self.fooled = torch.zeros_like(batch.labels, dtype=torch.bool)
        self.value = torch.full(batch.labels.shape, -torch.inf, device=batch.pixels.device)

    def see(self, iterate: Tensor, logits: Tensor, value: Tensor, may_count: Tensor | None = None) -> None:
        """`may_count` (N,): whether the iterate is one that may be handed over; any is, where it is left out."""
        fooled = logits.argmax(1) != self.labels
        is_worse = (fooled & ~self.fooled) | ((fooled == self.fooled) & (value > self.value))
        if may_count is not None:
            is_worse = is_worse & may_count
        self.pixels = torch.where(is_worse[:, None, None, None], iterate, self.pixels)
        self.value = torch.where(is_worse, value, self.value)
        self.fooled = torch.where(is_worse, fooled, self.fooled)
