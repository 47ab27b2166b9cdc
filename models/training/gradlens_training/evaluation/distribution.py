"""Summaries of per-image values for the manifest: means, quantiles, means of blocks, and one bit per image."""

from __future__ import annotations

import base64

import numpy as np
import torch
from torch import Tensor

from .gradients import Gradients

SHARES = (0, 0.01, 0.025, *(round(0.05 * step, 2) for step in range(1, 20)), 0.975, 0.99, 1)
"""The levels of the quantiles."""


def gradient_figures(gradients: dict[str, Gradients], block: int) -> dict:
    """The manifest's `gradients`, with the loss gradient's mean L1 norm in each block of `block` images.

    The blocks give the confidence interval for a ratio of two models' means on the same images.
    """
    l1 = gradients["loss"].l1
    return {
        "images": len(l1),
        "shares": list(SHARES),
        **{name: distribution(each) for name, each in gradients.items()},
        "lossL1PerBlock": {"images": block, "means": [mean(part) for part in l1.split(block)]},
    }


def distribution(gradients: Gradients) -> dict:
    """Means, and quantiles at the levels `SHARES` (linear between two images).

    Includes the number of images with an alignment, if not all have one.
    """
    alignment = gradients.alignment[~gradients.alignment.isnan()]
    columns = {"l1": gradients.l1, "l2": gradients.l2, "alignment": alignment}
    shares = torch.tensor(SHARES, dtype=torch.float64, device=alignment.device)
    return {
        "meanL1": mean(gradients.l1),
        "meanL2": mean(gradients.l2),
        "meanAlignment": mean(alignment),
        **({} if len(alignment) == len(gradients.l1) else {"alignedImages": len(alignment)}),
        **{name: [short(value) for value in column.quantile(shares).tolist()] for name, column in columns.items()},
    }


def mean(values: Tensor) -> float | None:
    return short(values.mean().item()) if len(values) else None


def short(value: float) -> float:
    """Rounded to four significant digits."""
    return float(f"{value:.4g}")


def to_bits(chosen: Tensor) -> str:
    """Booleans (N,) as base64 of eight a byte, the first in the highest bit."""
    return base64.b64encode(np.packbits(chosen.cpu().numpy()).tobytes()).decode()


def from_bits(bits: str, count: int) -> Tensor:
    """The booleans (N,) that were given to `to_bits`."""
    packed = np.frombuffer(base64.b64decode(bits), np.uint8)
    return torch.from_numpy(np.unpackbits(packed, count=count).astype(bool))
