"""On which images FAB-T, Square and AutoAttack "standard" fail, in float32, with several seeds."""

from __future__ import annotations

import torch
from pyautoattack import AutoAttack
from pyautoattack.fab_pt import FABAttack_PT
from pyautoattack.square import SquareAttack
from torch import Tensor, nn

SEEDS = (0, 1, 2)
EPSILONS = {"linf": 8 / 255, "l2": 0.4}
NORMS = {"linf": "Linf", "l2": "L2"}
QUERIES = 500  # for Square only
FAB_STEPS = 100


def verdict_goldens(model: nn.Module, images: dict[str, Tensor], labels: Tensor) -> dict[str, Tensor]:
    """For every attack and norm (seeds, N): 1 where the attacked image is still classified correctly."""
    tensors: dict[str, Tensor] = {}
    for norm, name in NORMS.items():
        settings = {"norm": name, "eps": EPSILONS[norm], "device": "cpu"}
        pixels = images[norm]
        right = model(pixels).argmax(1) == labels
        tensors[f"held/clean/{norm}"] = right.float()
        x, y = pixels[right].contiguous(), labels[right]

        def held(adversarial: Tensor, right: Tensor = right, y: Tensor = y) -> Tensor:
            all_held = right.float()
            all_held[right] = (model(adversarial).argmax(1) == y).float()
            return all_held

        fab = FABAttack_PT(model, n_iter=FAB_STEPS, targeted=True, **settings)
        tensors[f"held/fabT/{norm}"] = held(fab.perturb(x, y))[None]
        squares, all_parts = [], []
        for seed in SEEDS:
            square = SquareAttack(model, n_queries=QUERIES, p_init=0.8, resc_schedule=False, seed=seed, **settings)
            squares.append(held(square.perturb(x, y)))
            whole = AutoAttack(model, version="standard", seed=seed, **settings)
            all_parts.append(held(whole.run_standard_evaluation(x, y, batch_size=len(y))[0]))
        tensors[f"held/square/{norm}"] = torch.stack(squares)
        tensors[f"held/autoAttack/{norm}"] = torch.stack(all_parts)
    return tensors
