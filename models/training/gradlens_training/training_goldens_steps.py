"""Golden values around the objectives, in float64: optimiser steps by torch.optim, augmentation, held-out figures."""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .training_scene import Draws, Scene, Tensors, ascend, edge_energy, from_page, input_slope, to_page

STEPS = 10


def learning_rate(step: int, schedule: dict) -> float:
    """Linear warm-up to the peak, then half a cosine down to zero."""
    warmup = max(1, round(schedule["warmupShare"] * schedule["steps"]))
    if step < warmup:
        return schedule["learningRate"] * (step + 1) / warmup
    turn = math.pi * (step - warmup) / max(1, schedule["steps"] - warmup)
    return schedule["learningRate"] * (1 + math.cos(turn)) / 2


def make_optimizer(leaves: list[Tensor], settings: dict) -> torch.optim.Optimizer:
    """No weight decay on vectors and scalars."""
    decay = settings["weightDecay"]
    groups = [
        {"params": [leaf for leaf in leaves if leaf.ndim > 1], "weight_decay": decay},
        {"params": [leaf for leaf in leaves if leaf.ndim <= 1], "weight_decay": 0.0},
    ]
    if settings["id"] == "sgd":
        return torch.optim.SGD(groups, lr=0, momentum=settings["momentum"], nesterov=settings["nesterov"])
    betas = settings["beta1"], settings["beta2"]
    return torch.optim.AdamW(groups, lr=0, betas=betas, eps=settings["epsilon"])


class Descent:
    """Leaves, their optimiser and their moving average."""

    def __init__(self, leaves: Tensors, settings: dict) -> None:
        self.leaves = {name: leaf.detach().double().clone().requires_grad_(True) for name, leaf in leaves.items()}
        self.average = {name: leaf.detach().clone() for name, leaf in self.leaves.items()}
        self.settings = settings
        self.optimizer = make_optimizer(list(self.leaves.values()), settings["optimizer"])

    def step(self, step: int, gradients: Tensors) -> None:
        for name, leaf in self.leaves.items():
            leaf.grad = gradients[name].clone()
        if self.settings["clipNorm"] is not None:
            nn.utils.clip_grad_norm_(self.leaves.values(), self.settings["clipNorm"])
        for group in self.optimizer.param_groups:
            group["lr"] = learning_rate(step, self.settings["schedule"])
        self.optimizer.step()
        decay = min(self.settings["averageDecay"], (1 + step) / (10 + step))
        for name, leaf in self.leaves.items():
            self.average[name] = decay * self.average[name] + (1 - decay) * leaf.detach()

    def result(self) -> Tensors:
        tensors = {f"parameters/{name}": leaf for name, leaf in self.leaves.items()}
        tensors |= {f"average/{name}": leaf for name, leaf in self.average.items()}
        return {name: tensor.detach().float().contiguous() for name, tensor in tensors.items()}


def optimizer_goldens(settings: dict, generator: torch.Generator) -> Tensors:
    """Ten steps with given gradients on leaves of every rank, one of them a scalar."""
    shapes = {"filter": (4, 3, 2, 2), "weight": (5, 4), "bias": (5,), "scale": ()}
    leaves = {name: torch.randn(shape, generator=generator) for name, shape in shapes.items()}
    descent = Descent(leaves, settings)
    tensors = {f"start/{name}": leaf for name, leaf in leaves.items()}
    for step in range(STEPS):
        gradients = {name: torch.randn(shape, generator=generator) for name, shape in shapes.items()}
        tensors |= {f"gradients/{step}/{name}": gradient for name, gradient in gradients.items()}
        descent.step(step, {name: gradient.double() for name, gradient in gradients.items()})
    return tensors | descent.result()


def training_goldens(scene: Scene, settings: dict) -> Tensors:
    """Ten steps of natural training of the tiny model on its one batch."""
    descent = Descent(scene.leaves, settings)
    losses = []
    for step in range(STEPS):
        loss = F.cross_entropy(scene.forward(descent.leaves)(scene.pixels), scene.labels)
        gradients = torch.autograd.grad(loss, list(descent.leaves.values()))
        losses.append(loss.detach())
        descent.step(step, dict(zip(descent.leaves, gradients, strict=True)))
    return {"losses": torch.stack(losses).float(), **descent.result()}


def augmentation_goldens(generator: torch.Generator) -> tuple[Tensors, dict]:
    """Images cropped at given offsets from a reflected margin, some then flipped."""
    margin = 4
    tops, lefts, flips = [0, 8, 4, 3], [8, 0, 4, 5], [False, True, False, True]
    images = torch.randint(0, 256, (len(tops), 3, 12, 10), generator=generator)
    padded = F.pad(images.double() / 255, (margin,) * 4, mode="reflect")
    crops = []
    for image, top, left, flip in zip(padded, tops, lefts, flips, strict=True):
        crop = image[:, top : top + 12, left : left + 10]
        crops.append(crop.flip(2) if flip else crop)
    stored = {"images": to_page(images).float(), "augmented": to_page(torch.stack(crops)).float()}
    places = {"margin": margin, "tops": tops, "lefts": lefts, "flips": flips}
    return {name: tensor.contiguous() for name, tensor in stored.items()}, places


def held_out_goldens(scene: Scene, settings: dict, generator: torch.Generator) -> tuple[Tensors, dict]:
    """Figures of the tiny model on images that it classifies partly right: its own predictions, some changed."""
    images = torch.randint(0, 256, (8, 3, 12, 10), generator=generator)
    pixels = images.double() / 255
    forward = scene.forward(scene.leaves)
    labels = forward(pixels).argmax(1)
    labels[:2] = (labels[:2] + 1) % 10
    held = Scene(scene.architecture, scene.mean, scene.std, scene.leaves, scene.frozen, pixels, labels)
    draws = Draws(generator)
    epsilon = settings["epsilon255"] / 255
    start = (pixels + epsilon * (2 * from_page(draws.uniform(8, 12, 10, 3)) - 1)).clamp(0, 1)
    attacked = ascend(
        held,
        start,
        lambda x: F.cross_entropy(forward(x), labels, reduction="sum"),
        epsilon,
        settings["stepSize255"] / 255,
        settings["steps"],
    )
    gradient = input_slope(forward, pixels, labels).detach()
    alignments = []
    for image, slopes in zip(pixels, gradient, strict=True):
        edges = edge_energy(image).clamp(min=1e-3).log().flatten()
        magnitudes = (slopes.abs().sum(0) + 1e-12).log().flatten()
        alignments.append(torch.corrcoef(torch.stack([edges, magnitudes]))[0, 1].item())
    if held.unsure:
        raise AssertionError("a sign of the held-out attack depends on rounding; choose another SEED")
    right = forward(pixels).argmax(1) == labels
    figures = {
        "images": len(labels),
        "correct": int(right.sum()),
        "held": int((right & (forward(attacked).argmax(1) == labels)).sum()),
        "meanLoss": F.cross_entropy(forward(pixels), labels).item(),
        "meanGradientL1": gradient.abs().sum((1, 2, 3)).mean().item(),
        "meanEdgeAlignment": sum(alignments) / len(alignments),
    }
    stored = {"images": to_page(images).float(), "start": draws.given[0]}
    return {name: tensor.contiguous() for name, tensor in stored.items()}, {**figures, "labels": labels.tolist()}
