"""Random images by the page's generators."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import torch
from torch import Tensor

from ..page_random import Draws, mix_seeds
from .norms import NORMS

Distribution = Literal["uniform", "sign", "gaussian"]


def draw_images(like: Tensor, indices: Sequence[int], seed: int, run: int, distribution: Distribution) -> Tensor:
    """Of the shape of `like` (N, 3, H, W): uniform in [-1, 1), signs or gaussians; drawn row by row, channels last."""
    draws = Draws([mix_seeds(seed, index, run) for index in indices])
    count, channels, height, width = like.shape
    values = getattr(draws, distribution)(channels * height * width)
    if distribution == "uniform":
        values = 2 * values - 1
    images = torch.from_numpy(values).float().reshape(count, height, width, channels)
    return images.permute(0, 3, 1, 2).contiguous().to(like.device)


def start_at_distance(pixels: Tensor, indices: Sequence[int], epsilon: float, norm: str, seed: int, run: int) -> Tensor:
    """Where the page's APGD starts in L-infinity and L2: at distance epsilon, clipped to [0, 1]."""
    noise = draw_images(pixels, indices, seed, run, "uniform" if norm == "linf" else "gaussian")
    return (pixels + scaled(noise, epsilon, norm)).clamp(0, 1)


def scaled(noise: Tensor, size: float, norm: str) -> Tensor:
    """Of this size in the norm; zero stays zero."""
    return noise * (size / (NORMS[norm].size(noise) + 1e-12))
