"""A second implementation of the Swin's forward pass, as an oracle: without windows, shifts or masks.

Every token attends to the whole grid, with zero weight for tokens outside its own
window. Shares no code with architectures/swin.py; slow and simple.
"""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import Tensor

from .reference import ACTIVATIONS


def logits(tensors: dict[str, Tensor], architecture: dict, mean: list, std: list, pixels: Tensor) -> Tensor:
    """Logits (N, classes) of pixels (N, 3, H, W) in [0, 1]; `architecture` is as in a manifest."""
    activation = ACTIVATIONS[architecture["activation"]]
    window, patch = architecture["window"], architecture["patch"]

    def linear(name: str, x: Tensor) -> Tensor:
        bias = tensors.get(f"{name}.bias")
        return torch.einsum("nic,oc->nio", x, tensors[f"{name}.weight"]) + (0 if bias is None else bias)

    def norm(name: str, x: Tensor) -> Tensor:
        variance, average = torch.var_mean(x, -1, correction=0, keepdim=True)
        return (x - average) / torch.sqrt(variance + 1e-5) * tensors[f"{name}.weight"] + tensors[f"{name}.bias"]

    def attend(name: str, x: Tensor, grid: int, heads: int, shift: int) -> Tensor:
        tokens, width = x.shape[1:]
        rows, columns = torch.arange(tokens) // grid, torch.arange(tokens) % grid
        windows = torch.stack([(rows - shift) // window, (columns - shift) // window])  # -1 before the first whole one
        together = (windows[:, :, None] == windows[:, None, :]).all(0)
        reach = 2 * window - 1
        offsets = (
            (rows[:, None] - rows[None, :] + window - 1) * reach + columns[:, None] - columns[None, :] + window - 1
        )
        bias = tensors[f"{name}.relative_position_bias_table"][offsets * together]
        query, key, value = (part.unflatten(-1, (heads, -1)) for part in linear(f"{name}.qkv", x).chunk(3, -1))
        scores = torch.einsum("nihd,njhd->nijh", query, key) / math.sqrt(width // heads) + bias
        shares = torch.exp(scores) * together[:, :, None]
        shares = shares / shares.sum(2, keepdim=True)
        return linear(f"{name}.proj", torch.einsum("nijh,njhd->nihd", shares, value).flatten(2))

    x = torch.stack([(pixels[:, c] - mean[c]) / std[c] for c in range(3)], 1)
    x = F.conv2d(x, tensors["patch_embed.proj.weight"], tensors["patch_embed.proj.bias"], patch)
    grid = x.shape[-1]
    x = norm("patch_embed.norm", x.flatten(2).mT)
    for stage, (depth, heads) in enumerate(zip(architecture["depths"], architecture["heads"], strict=True)):
        if stage > 0:
            square = x.unflatten(1, (grid, grid))
            corners = [square[:, r::2, c::2] for c in (0, 1) for r in (0, 1)]
            name, grid = f"layers.{stage}.downsample", grid // 2
            x = linear(f"{name}.reduction", norm(f"{name}.norm", torch.cat(corners, -1).flatten(1, 2)))
        for index in range(depth):
            name = f"layers.{stage}.blocks.{index}"
            shift = window // 2 if index % 2 and grid > window else 0
            x = x + attend(f"{name}.attn", norm(f"{name}.norm1", x), grid, heads, shift)
            x = x + linear(f"{name}.mlp.fc2", activation(linear(f"{name}.mlp.fc1", norm(f"{name}.norm2", x))))
    return norm("norm", x).mean(1) @ tensors["head.fc.weight"].T + tensors["head.fc.bias"]
