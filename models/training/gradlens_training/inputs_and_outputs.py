"""Adapters around a model, as in the page, which passes RGB images and expects logits: for models that take grey images or
blue first, and for those that return probabilities.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn

LUMA = (0.299, 0.587, 0.114)  # ITU-R 601, as Pillow's mode "L" has it
LEAST_PROBABILITY = 2.0**-126  # of which the logarithm is taken: float32's smallest normal number


def take_rgb_and_give_logits(model: nn.Module, manifest: dict[str, Any]) -> None:
    """As the manifest's fields `input` and `outputs` say; before the model's own normalisation."""
    inputs = manifest["input"]
    if inputs["channels"] == 1:
        model.register_forward_pre_hook(_to_grey, prepend=True)
    elif inputs.get("channelOrder") == "bgr":
        model.register_forward_pre_hook(_to_bgr, prepend=True)
    if manifest.get("outputs") == "probabilities":
        model.register_forward_hook(_to_logits)


def give_gradients_row_by_row(model: nn.Module) -> None:
    """Gradients in the memory order of the images, whatever the model's own, since public attacks view them as rows."""
    model.register_forward_pre_hook(lambda _, inputs: (_GradientRowByRow.apply(inputs[0]),), prepend=True)


class _GradientRowByRow(torch.autograd.Function):
    @staticmethod
    def forward(context: Any, pixels: Tensor) -> Tensor:
        return pixels.view_as(pixels)

    @staticmethod
    def backward(context: Any, gradient: Tensor) -> Tensor:
        return gradient.contiguous()


def _to_grey(_: nn.Module, inputs: tuple[Tensor]) -> tuple[Tensor]:
    luma = torch.tensor(LUMA, dtype=inputs[0].dtype, device=inputs[0].device)
    return ((inputs[0] * luma[:, None, None]).sum(1, keepdim=True),)


def _to_bgr(_: nn.Module, inputs: tuple[Tensor]) -> tuple[Tensor]:
    return (inputs[0].flip(1),)


def _to_logits(_: nn.Module, __: tuple[Tensor], probabilities: Tensor) -> Tensor:
    return probabilities.clamp_min(LEAST_PROBABILITY).log()
