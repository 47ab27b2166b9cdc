"""The tiny classifier and its images as stored, so that later goldens use exactly the same on every machine."""

from __future__ import annotations

from pathlib import Path

import safetensors.torch
from torch import Tensor

from ..architectures.resnet import ResNet
from . import tiny_model

VERDICTS = "attacks-verdicts.safetensors"


def read(goldens: Path) -> tuple[ResNet, Tensor, Tensor]:
    """The model in float32 and eval mode, pixels (N, 3, H, W) and labels (N)."""
    tensors = safetensors.torch.load_file(goldens / VERDICTS)
    model = ResNet(tiny_model.SETTINGS, tiny_model.CLASSES, tiny_model.MEAN, tiny_model.STD).eval()
    state = {name: tensors.get(f"weights/{name}", value) for name, value in model.state_dict().items()}
    model.load_state_dict(state)
    pixels = tensors["pixels"].movedim(-1, 1).contiguous()
    return model.requires_grad_(False), pixels, tensors["labels"].long()
