"""Numbers generated from a name, identical bit for bit to those of src/testing/seededValues.ts.

Goldens of a model therefore need not store its weights.
"""

from __future__ import annotations

import math
import re

import numpy as np
import torch
from torch import Tensor, nn

POSITIONS = re.compile(r"pos_embed|token|relative_position_bias_table")
SCALES = re.compile(r"(?:running_var|gamma\d?|layer_scale|\.weight)$")


def _hash_of(name: str) -> int:
    """FNV-1a of the name's UTF-8 bytes."""
    value = 0x811C9DC5
    for byte in name.encode():
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return value


def seeded_unit(name: str, count: int) -> np.ndarray:
    """In [0, 1), float64, each a multiple of 2 ** -24."""
    value = np.arange(count, dtype=np.uint32) * np.uint32(0x9E3779B1) + np.uint32(_hash_of(name))
    value = (value ^ (value >> np.uint32(16))) * np.uint32(0x85EBCA6B)
    value = (value ^ (value >> np.uint32(13))) * np.uint32(0xC2B2AE35)
    value ^= value >> np.uint32(16)
    return (value >> np.uint32(8)).astype(np.float64) / 2**24


def seeded_parameter(name: str, shape: tuple[int, ...]) -> Tensor:
    """A model's parameter, float32, scaled so that activations stay near unit scale."""
    count = math.prod(shape)
    sides = [side for side in shape if side > 1]
    unit = seeded_unit(name, count)
    if POSITIONS.search(name):
        values = (2 * unit - 1) * 0.5
    elif len(sides) <= 1 and SCALES.search(name):
        values = 0.5 + unit
    elif len(sides) <= 1:
        values = (2 * unit - 1) * 0.3
    else:
        values = (2 * unit - 1) * math.sqrt((3 * shape[0]) / count)
    return torch.from_numpy(values.astype(np.float32)).reshape(shape)


def seed_parameters(model: nn.Module) -> None:
    """Every parameter and running statistic, by its name in the state dict."""
    with torch.no_grad():
        for name, tensor in model.state_dict().items():
            if tensor.is_floating_point():
                tensor.copy_(seeded_parameter(name, tuple(tensor.shape)))
