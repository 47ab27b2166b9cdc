"""On which images complete attacks of the reference packages fail, in float32, with several seeds."""

from __future__ import annotations

from collections.abc import Callable

import torch
import torchattacks
from pyautoattack.autopgd_base import APGDAttack, APGDAttack_targeted
from torch import Tensor, nn

SEEDS = (0, 1, 2)
EPSILONS = {"linf": 8 / 255, "l2": 0.4, "l1": 4.0}
NORMS = {"linf": "Linf", "l2": "L2", "l1": "L1"}
PGD_STEPS, APGD_STEPS = 20, 100
Attack = Callable[[int], Callable[[Tensor, Tensor], Tensor]]


def verdict_goldens(model: nn.Module, pixels: Tensor, labels: Tensor) -> dict[str, Tensor]:
    """For every attack (seeds, N): 1 where the attacked image is still classified correctly."""
    tensors = {"held/clean": (model(pixels).argmax(1) == labels).float()}
    for norm, epsilon in EPSILONS.items():
        for name, attack in _attacks(model, norm, epsilon).items():
            tensors[f"held/{name}/{norm}"] = torch.stack([_held(model, attack(s), pixels, labels) for s in SEEDS])
    return tensors


def _attacks(model: nn.Module, norm: str, epsilon: float) -> dict[str, Attack]:
    apgd = {"n_iter": APGD_STEPS, "norm": NORMS[norm], "eps": epsilon, "device": "cpu"}
    if norm == "l1":  # as in AutoAttack
        apgd["use_largereps"] = True
    make = torchattacks.PGD if norm == "linf" else torchattacks.PGDL2

    def pgd(seed: int) -> Callable[[Tensor, Tensor], Tensor]:
        torch.manual_seed(seed)
        return make(model, eps=epsilon, alpha=2.5 * epsilon / PGD_STEPS, steps=PGD_STEPS, random_start=True)

    return {
        **({} if norm == "l1" else {"pgd": pgd}),  # no package projects exactly
        "apgdCe": lambda seed: APGDAttack(model, loss="ce", seed=seed, **apgd).perturb,
        "apgdDlr": lambda seed: APGDAttack(model, loss="dlr", seed=seed, **apgd).perturb,
        "apgdT": lambda seed: APGDAttack_targeted(model, seed=seed, **apgd).perturb,
    }


def _held(model: nn.Module, attack: Callable[[Tensor, Tensor], Tensor], pixels: Tensor, labels: Tensor) -> Tensor:
    right = (model(pixels).argmax(1) == labels).nonzero().flatten()
    attacked = pixels.clone()
    attacked[right] = attack(pixels[right], labels[right])
    return (model(attacked).argmax(1) == labels).float()
