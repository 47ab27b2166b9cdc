"""Edge regularisation (Rodriguez-Munoz et al. 2024, as defined in the released code): no norm is penalised."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from ..edges import edge_energy
from .protocol import Ramp, Result, plain


@dataclass(frozen=True)
class EdgeRegularisation:
    """CE + alpha * MSE between the image's edge energy and the signed input gradient of one logit,
    drawn from softmax(logits / temperature), both on normalised pixels and in units of their root
    mean square over the batch. The ramp moves alpha from its start to its end."""

    alpha_start: float
    alpha_end: float
    temperature: float
    ramp_epochs: float
    name: ClassVar[str] = "edge-regularisation"
    epsilon_255: ClassVar[None] = None

    def __post_init__(self) -> None:
        if self.temperature <= 0:
            raise ValueError(f'"temperature" is {self.temperature}; give more than 0')

    def loss(self, model: nn.Module, pixels: Tensor, labels: Tensor, generator: torch.Generator, ramp: Ramp) -> Result:
        alpha = self.alpha_start + ramp * (self.alpha_end - self.alpha_start)
        pixels = pixels.requires_grad_(True)
        logits = model(pixels)
        drawn = self.draw(logits, generator)
        (gradient,) = torch.autograd.grad(logits.gather(1, drawn).sum(), pixels, create_graph=True)
        normalised = (pixels.detach() - model.mean) / model.std
        distance = edge_distance(gradient * model.std, normalised)
        ce = F.cross_entropy(logits, labels)
        return ce + alpha * distance, {"ce": ce.detach(), "edge_distance": distance.detach()}

    def draw(self, logits: Tensor, generator: torch.Generator) -> Tensor:
        """One class (N, 1) an image from softmax(logits / temperature)."""
        shares = F.softmax(logits.detach().float() / self.temperature, dim=1)
        # As torch.multinomial, without its check, which on a GPU would crash the runs beside this one.
        waits = torch.empty_like(shares).exponential_(1, generator=generator)
        return (shares / waits).argmax(1, keepdim=True)

    def summary(self) -> str:
        weight = f"{plain(self.alpha_start)} to {plain(self.alpha_end)} times"
        return (
            f"Trained on unattacked images with cross-entropy plus {weight} the squared distance between"
            " the image's edges and the input gradient of a logit, both scaled to unit size."
        )


def edge_distance(gradient: Tensor, normalised: Tensor) -> Tensor:
    """Mean square difference of the gradient (N, 3, H, W) and the edge energy of normalised pixels of
    the same shape, each divided by its root mean square over the batch: 2 - 2 cos, whatever their scales."""
    with torch.no_grad(), torch.autocast(gradient.device.type, enabled=False):
        edges = edge_energy(normalised)[:, None].expand_as(gradient)
        edges = edges / edges.square().mean().sqrt()
    unit = gradient / gradient.square().mean().sqrt()
    return (unit - edges).square().mean()
