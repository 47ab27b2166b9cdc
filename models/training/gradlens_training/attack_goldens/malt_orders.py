"""MALT's order of target classes, written from the paper (Melamed et al. 2024), and what APGD towards them fools.

MALT is on no package index. The order is computed here class by class with autograd; APGD is pyautoattack's.
"""

from __future__ import annotations

import torch
from pyautoattack.autopgd_base import APGDAttack_targeted
from torch import Tensor, nn

EPSILONS = {"linf": 8 / 255, "l2": 0.4, "l1": 4.0}
NORMS = {"linf": "Linf", "l2": "L2"}
STEPS, TARGETS, SEEDS = 20, 2, (0, 1, 2)
# The norm in which the gradient of a difference of logits is measured.
DUAL = {"linf": 1, "l2": 2, "l1": torch.inf}


def malt_goldens(exact: nn.Module, plain: nn.Module, pixels: Tensor, labels: Tensor) -> dict[str, Tensor]:
    """Distances (N, classes), infinite at the label, in float64; and for L∞ and L2 (seeds, N) which images hold."""
    tensors: dict[str, Tensor] = {}
    for norm, dual in DUAL.items():
        tensors[f"distances/{norm}"] = linear_distances(exact, pixels.double(), labels, dual).float()
    right = plain(pixels).argmax(1) == labels
    x, y = pixels[right].contiguous(), labels[right]
    for norm, name in NORMS.items():
        order = linear_distances(exact, x.double(), y, DUAL[norm]).argsort(1)
        held = []
        for seed in SEEDS:
            attack = APGDAttack_targeted(plain, norm=name, eps=EPSILONS[norm], n_iter=STEPS, seed=seed, device="cpu")
            attack.init_hyperparam(x)
            torch.manual_seed(seed)
            holds = torch.ones(len(x), dtype=torch.bool)
            for rank in range(TARGETS):
                attack.y_target = order[:, rank]
                _, robust, _, _ = attack.attack_single_run(x, y)
                holds &= robust.bool()
            of_all = right.float()
            of_all[right] = holds.float()
            held.append(of_all)
        tensors[f"held/{norm}"] = torch.stack(held)
    return tensors


def linear_distances(model: nn.Module, pixels: Tensor, labels: Tensor, dual: float) -> Tensor:
    """(z_y - z_c) / the norm of the gradient of z_c - z_y, for each class c (N, classes)."""
    x = pixels.clone().requires_grad_(True)
    logits = model(x)
    own = logits.gather(1, labels[:, None])[:, 0]
    distances = torch.full_like(logits, torch.inf).detach()
    for other in range(logits.shape[1]):
        gap = logits[:, other] - own
        (gradient,) = torch.autograd.grad(gap.sum(), x, retain_graph=True)
        size = gradient.flatten(1).norm(p=dual, dim=1)
        distances[:, other] = torch.where(labels == other, torch.inf, -gap.detach() / size)
    return distances
