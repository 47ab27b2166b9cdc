"""Golden values of training for the page's engine: computed in float64, stored as float32."""

from __future__ import annotations

import torch
from torch import Tensor

from .training_objectives import OBJECTIVES
from .training_scene import Case, Draws, Loss, Scene, Tensors

DIFFERENCE = 1e-6  # of central finite differences, in parameters


def prepare(scene: Scene, case: Case, seed: int) -> tuple[Loss, Draws]:
    """The case's loss, with the first draws for which float32 and float64 agree on all signs."""
    for attempt in range(1000):
        draws = Draws(torch.Generator().manual_seed(1000 * seed + attempt))
        scene.unsure = False
        loss = OBJECTIVES[case.objective](scene, case, draws)
        if not scene.unsure:
            return loss, draws
        if not draws.given:
            break
    raise AssertionError(f"{case.name}: a sign depends on rounding; choose another SEED")


def case_goldens(scene: Scene, case: Case, seed: int) -> Tensors:
    """Loss, parts and parameter gradients of one case; the gradients are checked against finite differences."""
    loss, draws = prepare(scene, case, seed)
    leaves = {name: leaf.detach().clone().requires_grad_(True) for name, leaf in scene.leaves.items()}
    value, parts = loss(scene.forward(leaves))
    gradients = dict(zip(leaves, torch.autograd.grad(value, list(leaves.values())), strict=True))
    _hold_to_differences(scene, loss, gradients, case.name)
    tensors = {"loss": value.reshape(1)}
    tensors |= {f"parts/{name}": part.reshape(1) for name, part in parts.items()}
    tensors |= {f"gradients/{name}": gradient for name, gradient in gradients.items()}
    tensors |= {f"draws/{i}": drawn for i, drawn in enumerate(draws.given)}
    return {name: tensor.detach().float().contiguous() for name, tensor in tensors.items()}


def _hold_to_differences(scene: Scene, loss: Loss, gradients: Tensors, name: str) -> None:
    generator = torch.Generator().manual_seed(5)
    leaves = {key: leaf.detach() for key, leaf in scene.leaves.items()}
    directions = {k: torch.randn(leaf.shape, generator=generator, dtype=torch.float64) for k, leaf in leaves.items()}

    def at(shift: float) -> Tensor:
        moved = {key: (leaf + shift * directions[key]) for key, leaf in leaves.items()}
        return loss(scene.forward(moved))[0].detach()

    analytic = sum((gradients[key] * directions[key]).sum() for key in leaves)
    numeric = (at(DIFFERENCE) - at(-DIFFERENCE)) / (2 * DIFFERENCE)
    deviation = ((analytic - numeric) / numeric).abs().item()
    if not deviation <= 1e-4:
        raise AssertionError(f"{name}: the gradient deviates from finite differences by {deviation:.3g}")


def hold_differences_to_double_backprop(scene: Scene) -> float:
    """Compares small-step central differences with double backprop; returns the relative error of the gradient."""
    shared = {"lambda": 1.2, "epsilon255": 8.0, "channelWeights": [1.0, 1.0, 1.0]}
    found = []
    for objective, settings in (
        ("gradient-norm", {**shared, "norm": "l1"}),
        ("gradient-norm-differences", {**shared, "differenceStep255": 1e-3, "sides": "both"}),
    ):
        loss = OBJECTIVES[objective](scene, Case("", objective, settings), Draws(torch.Generator()))
        leaves = {name: leaf.detach().clone().requires_grad_(True) for name, leaf in scene.leaves.items()}
        value, _ = loss(scene.forward(leaves))
        found.append(torch.cat([g.flatten() for g in torch.autograd.grad(value, list(leaves.values()))]))
    deviation = ((found[0] - found[1]).norm() / found[0].norm()).item()
    if not deviation <= 1e-6:
        raise AssertionError(f"central differences deviate from double backprop by {deviation:.3g}")
    return deviation
