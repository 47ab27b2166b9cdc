"""The order and the augmentation of images (src/engine/training/batches.ts): a batch depends on seed and step alone."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import torch
from torch import Tensor

from ..page_random import Draws, Stream, mix_seeds
from .images import LabelledPixels

# First keys of random numbers, so that different purposes never share numbers.
ORDER, AUGMENTATION, OBJECTIVE, HELD_OUT_START = 1, 2, 3, 4


def image_draws(seed: int, purpose: int, *keys: int, images: range) -> Draws:
    """A generator an image, which does not depend on the others in its batch."""
    return Draws([mix_seeds(seed, purpose, *keys, image) for image in images], discarded=0)


class Batches:
    def __init__(self, images: LabelledPixels, batch_size: int, augmentation: dict, seed: int):
        """`augmentation`: whether images `flip`, and by how many pixels they are shifted at most, `cropMargin`."""
        self.images, self.batch_size, self.seed = images, batch_size, seed
        self.flip, self.margin = augmentation["flip"], augmentation["cropMargin"]
        self._order = lru_cache(maxsize=2)(self._shuffled)  # a batch spans at most two passes, unless images are few

    def indices_at(self, step: int) -> list[int]:
        """Every image comes once in each pass over the set; a batch may end one pass and begin the next."""
        count = len(self.images.labels)
        positions = range(step * self.batch_size, (step + 1) * self.batch_size)
        return [self._order(position // count)[position % count] for position in positions]

    def at(self, step: int) -> tuple[Tensor, Tensor]:
        """Pixels (N, 3, H, W) in [0, 1] and labels (N,) of a step, counted from 0."""
        indices = self.indices_at(step)
        stream, count = Stream(mix_seeds(self.seed, AUGMENTATION, step)), len(indices)
        tops, lefts = ([int(drawn * (2 * self.margin + 1)) for drawn in stream.uniform(count)] for _ in range(2))
        flips = [self.flip and drawn < 0.5 for drawn in stream.uniform(count)]
        pixels = self.images.pixels[indices]
        height, width = pixels.shape[2:]
        rows = reflect(np.add.outer(tops, np.arange(height)) - self.margin, height)
        columns = reflect(np.add.outer(lefts, np.arange(width)) - self.margin, width)
        columns = np.where(np.array(flips)[:, None], columns[:, ::-1], columns)
        each = torch.arange(count)[:, None, None]
        cropped = pixels.permute(0, 2, 3, 1)[each, torch.tensor(rows)[:, :, None], torch.tensor(columns)[:, None, :]]
        return (cropped.permute(0, 3, 1, 2).float() / 255).contiguous(), self.images.labels[indices]

    def _shuffled(self, pass_: int) -> list[int]:
        """By Fisher and Yates."""
        count = len(self.images.labels)
        order = list(range(count))
        drawn = Stream(mix_seeds(self.seed, ORDER, pass_)).uniform(count)
        for i in range(count - 1, 0, -1):
            j = int(drawn[i] * (i + 1))
            order[i], order[j] = order[j], order[i]
        return order


def reflect(position: np.ndarray, size: int) -> np.ndarray:
    """Mirrors at the borders without repeating them, as torch's "reflect" does, however small the image."""
    if size == 1:
        return np.zeros_like(position)
    within = position % (2 * (size - 1))
    return np.where(within < size, within, 2 * (size - 1) - within)
