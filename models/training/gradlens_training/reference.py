"""A second implementation of the ResNet's forward pass, as an oracle: functional, with unfolded batch norm
and the activations written out. Shares no code with architectures/resnet.py; slow and simple."""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import Tensor

ACTIVATIONS = {
    "relu": lambda x: torch.where(x > 0, x, torch.zeros_like(x)),
    "gelu": lambda x: x * 0.5 * (1 + torch.erf(x / math.sqrt(2))),
    "silu": lambda x: x / (1 + torch.exp(-x)),
    "softplus": lambda x: torch.logaddexp(x, torch.zeros_like(x)),
}


def logits(tensors: dict[str, Tensor], architecture: dict, mean: list, std: list, pixels: Tensor) -> Tensor:
    """Logits (N, classes) of pixels (N, 3, H, W) in [0, 1]; `architecture` is as in a manifest."""
    activation = ACTIVATIONS[architecture["activation"]]

    def conv(name: str, x: Tensor, stride: int, padding: int) -> Tensor:
        return F.conv2d(x, tensors[f"{name}.weight"], None, stride, padding)

    def norm(name: str, x: Tensor) -> Tensor:
        statistics = tensors[f"{name}.running_mean"], tensors[f"{name}.running_var"]
        return F.batch_norm(x, *statistics, tensors[f"{name}.weight"], tensors[f"{name}.bias"], eps=1e-5)

    def block(name: str, x: Tensor, stride: int) -> Tensor:
        inner = activation(norm(f"{name}.bn1", conv(f"{name}.conv1", x, stride, 1)))
        inner = norm(f"{name}.bn2", conv(f"{name}.conv2", inner, 1, 1))
        if f"{name}.downsample.0.weight" in tensors:
            x = norm(f"{name}.downsample.1", conv(f"{name}.downsample.0", x, stride, 0))
        return activation(inner + x)

    x = torch.stack([(pixels[:, c] - mean[c]) / std[c] for c in range(3)], 1)
    if architecture["stem"] == "imagenet":
        x = F.max_pool2d(activation(norm("bn1", conv("conv1", x, 2, 3))), 3, 2, 1)
    else:
        x = activation(norm("bn1", conv("conv1", x, 2 if architecture["stem"] == "stride-2" else 1, 1)))
    for stage, depth in enumerate(architecture["depths"]):
        for index in range(depth):
            x = block(f"layer{stage + 1}.{index}", x, 2 if stage > 0 and index == 0 else 1)
    return x.mean((2, 3)) @ tensors["fc.weight"].T + tensors["fc.bias"]
