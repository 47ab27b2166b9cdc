"""An objective's random numbers for a batch, image by image, in the page's order of pixels: rows, columns, channels."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from ..page_random import Draws


class BatchDraws:
    def __init__(self, draws: Draws, device: torch.device | str = "cpu", dtype: torch.dtype = torch.float32):
        """`draws`: a generator an image."""
        self._draws, self._to = draws, {"device": device, "dtype": dtype}

    def noise(self, like: Tensor, size: float) -> Tensor:
        """Uniform in [-size, size], in the shape (N, 3, H, W) of `like`."""
        return self._images((2 * self._draws.uniform(like[0].numel()) - 1) * size, like)

    def gaussian(self, like: Tensor, deviation: float) -> Tensor:
        """Normal, in the shape (N, 3, H, W) of `like`: each of a radius and an angle (Box and Muller)."""
        count = like[0].numel()
        radii, angles = self._draws.uniform(count), self._draws.uniform(count)
        drawn = np.sqrt(-2 * np.log(1 - radii)) * np.cos(2 * np.pi * angles)
        return self._images(deviation * drawn.astype(np.float32), like)

    def gumbel(self, classes: int) -> Tensor:
        """(N, classes)"""
        with np.errstate(divide="ignore"):
            return torch.tensor(-np.log(-np.log(self._draws.uniform(classes))), **self._to)

    def _images(self, values: np.ndarray, like: Tensor) -> Tensor:
        count, channels, height, width = like.shape
        return torch.tensor(values, **self._to).reshape(count, height, width, channels).permute(0, 3, 1, 2)
