"""PGD-20 of an unmodified torchattacks: L-infinity, one random start, step a quarter of epsilon, last iterate."""

from __future__ import annotations

import torch
import torchattacks
from torch import Tensor, nn

from .distribution import mean, to_bits
from .gradients import BATCH

TOOL = f"torchattacks {torchattacks.__version__} PGD"
STEPS = 20
SEED = 0


def holds_under_pgd(model: nn.Module, pixels: Tensor, labels: Tensor, right: Tensor, epsilon_255: float) -> Tensor:
    """Which images (N,) are right before and after the attack.

    Those that are wrong before are attacked too, and count as fooled: an image's random start is then the same for
    every model, and does not depend on how many images follow.
    """
    torch.manual_seed(SEED)
    attack = torchattacks.PGD(model, eps=epsilon_255 / 255, alpha=epsilon_255 / 4 / 255, steps=STEPS, random_start=True)
    held = []
    for x, y in zip(pixels.split(BATCH), labels.split(BATCH), strict=True):
        attacked = attack(x, y)
        with torch.no_grad():
            held.append(model(attacked).argmax(1) == y)
    return torch.cat(held) & right


def pgd_entry(held: Tensor, l1: Tensor, epsilon_255: float) -> dict:
    """The manifest's entry. `l1` (N,) are norms of the images' loss gradients.

    Their means over the robust images and over all others are those of the paper's Table 1, which does not ask
    whether an image is right without the attack either.
    """
    return {
        "attack": "pgd",
        "steps": STEPS,
        "stepSize255": epsilon_255 / 4,
        "restarts": 1,
        "norm": "Linf",
        "epsilon255": epsilon_255,
        "accuracy": round(held.double().mean().item(), 4),
        "images": len(held),
        "robustPerImage": to_bits(held),
        "meanGradientL1Robust": mean(l1[held]),
        "meanGradientL1NotRobust": mean(l1[~held]),
        "tool": TOOL,
    }
