"""A tiny classifier and its images, made here in seconds: small enough for complete attacks in every test run.

The images are synthetic: ten smooth patterns mixed with smooth and rough noise.
The classifier is trained with one-step attacks, so that its robust accuracy is
neither 0 nor 1.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .. import reference
from ..architectures.resnet import ResNet, Settings

SIDE, CLASSES = 12, 10
SETTINGS = Settings(widths=(8, 12), depths=(1, 1), activation="gelu", stem="small")
MEAN, STD = (0.5, 0.45, 0.4), (0.25, 0.2, 0.3)
SEED, STEPS, BATCH_SIZE, EPSILON = 5, 400, 64, 8 / 255


@dataclass
class Patterns:
    generator: torch.Generator
    classes: Tensor  # (CLASSES, 3, SIDE, SIDE)

    @staticmethod
    def draw(generator: torch.Generator) -> Patterns:
        return Patterns(generator, smooth(CLASSES, generator))

    def images(self, count: int) -> tuple[Tensor, Tensor]:
        """Pixels (N, 3, SIDE, SIDE) in [0, 1], some of them 0 or 1, and labels (N)."""
        labels = torch.randint(0, CLASSES, (count,), generator=self.generator)
        noise = smooth(count, self.generator) * 0.9
        rough = torch.randn((count, 3, SIDE, SIDE), generator=self.generator) * 0.15
        return (0.5 + 0.25 * (0.5 * self.classes[labels] + noise + rough)).clamp(0, 1), labels


def smooth(count: int, generator: torch.Generator) -> Tensor:
    coarse = torch.randn((count, 3, 4, 4), generator=generator)
    return F.interpolate(coarse, size=SIDE, mode="bicubic")


class PlainModel(nn.Module):
    """The same by reference.py's forward pass, whose gradients have the memory layout that some packages expect."""

    def __init__(self, model: ResNet):
        super().__init__()
        self.model = model

    def forward(self, pixels: Tensor) -> Tensor:
        tensors = dict(self.model.state_dict())
        return reference.logits(tensors, SETTINGS.to_manifest(), MEAN, STD, pixels)


def train() -> tuple[ResNet, Patterns]:
    torch.manual_seed(SEED)
    generator = torch.Generator().manual_seed(SEED)
    patterns = Patterns.draw(generator)
    model = ResNet(SETTINGS, CLASSES, MEAN, STD).train()
    optimizer = torch.optim.AdamW(model.parameters(), lr=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 0.01, STEPS)
    for _ in range(STEPS):
        pixels, labels = patterns.images(BATCH_SIZE)
        noise = (torch.rand(pixels.shape, generator=generator) * 2 - 1) * EPSILON
        started = (pixels + noise).clamp(0, 1).requires_grad_(True)
        (gradient,) = torch.autograd.grad(F.cross_entropy(model(started), labels), started)
        attacked = started.detach() + EPSILON * gradient.sign()
        attacked = torch.minimum(torch.maximum(attacked, pixels - EPSILON), pixels + EPSILON).clamp(0, 1)
        loss = F.cross_entropy(model(attacked), labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
    return model.eval().requires_grad_(False), patterns
