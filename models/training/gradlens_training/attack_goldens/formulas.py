"""Projections of many random points, and losses of many random logits."""

from __future__ import annotations

import numpy as np
import torch
import torch.nn.functional as F
from art.utils import projection
from foolbox.attacks.gradient_descent_base import L2BaseGradientDescent, LinfBaseGradientDescent
from pyautoattack.autopgd_base import APGDAttack, APGDAttack_targeted, L1_projection
from pyautoattack.square import SquareAttack
from scipy.optimize import brentq
from torch import Tensor

from ..goldens import Deviations, to_page

POINTS, SIDE, LOGITS, CLASSES = 32, 12, 64, 10
Tensors = dict[str, Tensor]


def projection_goldens(deviations: Deviations) -> Tensors:
    """Points inside, outside and on the boundary of the ball and of the pixel range."""
    import eagerpy

    generator = torch.Generator().manual_seed(9)
    pixels = torch.rand((POINTS, 3, SIDE, SIDE), generator=generator)
    # A third of the values are at the ends of the range, where the box cuts every ball.
    ends = torch.rand(pixels.shape, generator=generator)
    pixels = torch.where(ends < 1 / 6, torch.zeros(()), torch.where(ends > 5 / 6, torch.ones(()), pixels))
    spread = 10 ** (torch.rand((POINTS, 1, 1, 1), generator=generator) * 4 - 3.5)
    moved = pixels + spread * torch.randn(pixels.shape, generator=generator)
    tensors = {"pixels": to_page(pixels), "moved": to_page(moved)}
    for norm, (least, most) in {"linf": (0.0, 0.3), "l2": (0.0, 5.0), "l1": (0.0, 60.0)}.items():
        epsilons = torch.linspace(least, most, POINTS)[torch.randperm(POINTS, generator=generator)]
        projected = []
        for x, y, epsilon in zip(pixels[:, None], moved[:, None], epsilons.tolist(), strict=True):
            if norm == "l1":
                projected.append(_project_l1(x, y, epsilon, deviations))
                continue
            attack = (LinfBaseGradientDescent if norm == "linf" else L2BaseGradientDescent).project
            inside = attack(None, eagerpy.astensor(y), eagerpy.astensor(x), epsilon).raw
            name = np.inf if norm == "linf" else 2
            theirs = x + torch.from_numpy(projection((y - x).numpy(), epsilon, name))
            deviations.hold(f"projection in {norm}, Foolbox and ART", inside + 1, theirs + 1, 1e-6)
            projected.append(inside.clamp(0, 1))
        tensors |= {f"{norm}/epsilons": epsilons, f"{norm}/projected": to_page(torch.cat(projected))}
    return tensors


def _project_l1(x: Tensor, y: Tensor, epsilon: float, deviations: Deviations) -> Tensor:
    projected = y + L1_projection(x, y - x, epsilon)
    exact = _project_l1_exactly(x.double().numpy(), y.double().numpy(), epsilon)
    deviations.hold("projection in l1, pyautoattack and root finding", projected.double() + 1, exact + 1, 2e-4)
    unbounded = torch.full_like(x, 0.5)
    change = (y - x) * 0.4 / (y - x).abs().max()  # of which none reaches the pixel range from 0.5
    ours = _project_l1_exactly(unbounded.double().numpy(), (unbounded + change).double().numpy(), epsilon) - 0.5
    theirs = projection(change.numpy().astype(np.float64), epsilon, 1, suboptimal=False)
    deviations.hold(
        "projection in l1 without the box, root finding and ART", ours + 1, torch.from_numpy(theirs) + 1, 1e-6
    )
    return exact.float()


def _project_l1_exactly(x: np.ndarray, y: np.ndarray, epsilon: float) -> Tensor:
    """By Lagrange: every change shrinks by the same amount, between 0 and the distance to the range's end."""
    change = y - x
    room = np.minimum(np.abs(change), np.where(change > 0, 1 - x, x))

    def left(amount: float) -> np.ndarray:
        return np.clip(np.abs(change) - amount, 0, room)

    amount = 0.0
    if left(0).sum() > epsilon:
        amount = brentq(lambda amount: left(amount).sum() - epsilon, 0, np.abs(change).max(), xtol=1e-15)
    return torch.from_numpy(x + np.sign(change) * left(amount))


def loss_goldens() -> Tensors:
    """Values, and gradients of their sum with respect to the logits."""
    generator = torch.Generator().manual_seed(21)
    logits = torch.randn((LOGITS, CLASSES), generator=generator, dtype=torch.float64) * 4
    logits[0] = 1000 * logits[0]
    labels = torch.randint(0, CLASSES, (LOGITS,), generator=generator)
    labels[:40] = logits[:40].argmax(1)
    targets = (labels + torch.randint(1, CLASSES, (LOGITS,), generator=generator)) % CLASSES
    targeted = APGDAttack_targeted(None, eps=1.0)
    targeted.y_target = targets
    square = SquareAttack(None, eps=1.0)
    towards = SquareAttack(None, eps=1.0, targeted=True)
    square.predict = towards.predict = lambda x: x.clone()
    losses = {
        "crossEntropy": lambda z: F.cross_entropy(z, labels, reduction="none"),
        "crossEntropy-targeted": lambda z: -F.cross_entropy(z, targets, reduction="none"),
        "dlr": lambda z: APGDAttack(None, eps=1.0).dlr_loss(z, labels),
        "dlr-targeted": lambda z: targeted.dlr_loss_targeted(z, labels),
        # Square minimises the margin of the label, or of the others over the target; the engine maximises its negative.
        "margin": lambda z: -square.margin_and_loss(z, labels)[0],
        "margin-targeted": lambda z: -towards.margin_and_loss(z, targets)[0],
    }
    tensors = {"logits": logits.float(), "labels": labels.float(), "targets": targets.float()}
    for name, loss in losses.items():
        leaf = logits.clone().requires_grad_(True)
        values = loss(leaf)
        (gradient,) = torch.autograd.grad(values.sum(), leaf)
        tensors |= {f"{name}/values": values.detach().float(), f"{name}/gradient": gradient.float()}
    return tensors
