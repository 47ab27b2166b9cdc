"""Images of a test split."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from torch import Tensor


@dataclass(frozen=True)
class Images:
    """uint8 pixels (N, 3, H, W) and labels (N,), from the first of a test split."""

    pixels: Tensor
    labels: Tensor

    def block(self, index: int, size: int) -> Images:
        rows = slice(index * size, (index + 1) * size)
        return Images(self.pixels[rows], self.labels[rows])

    def digest(self) -> str:
        return hashlib.sha256(self.pixels.numpy().tobytes() + self.labels.numpy().tobytes()).hexdigest()

    def floats(self) -> Tensor:
        return (self.pixels.float() / 255).contiguous()
