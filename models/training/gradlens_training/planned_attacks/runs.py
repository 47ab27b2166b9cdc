"""Attacks as lists of runs: each is made on the images that all runs before it left robust, and judged in float32."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from .losses import Loss
from .norms import NORMS
from .passes import Passes, added

ROUNDING = 1e-6  # relative, of a difference of float32 pixels
LOGIT_ROUNDING = 1e-3  # FAB ends on the decision boundary


@dataclass(frozen=True)
class Batch:
    """Images that are attacked at once."""

    pixels: Tensor  # (N, 3, H, W) in [0, 1]
    labels: Tensor  # (N,)
    indices: Sequence[int]  # in their source: what stands for each image in its seeds

    def rows(self, chosen: Sequence[int]) -> Batch:
        rows = torch.tensor(chosen, dtype=torch.long, device=self.pixels.device)
        return Batch(self.pixels[rows].contiguous(), self.labels[rows], [self.indices[row] for row in chosen])


@dataclass(frozen=True)
class Run:
    name: str  # for people: what fooled an image, such as "APGD-CE, start 1"
    tool: str  # what computes it, such as "pyautoattack 0.2.0"
    attack: Callable[[nn.Module, Batch, float], Tensor]
    """`attack(model, batch, epsilon)` returns the attacked pixels."""


@dataclass(frozen=True)
class Attacked:
    pixels: Tensor  # (N, 3, H, W)
    fooled_by: list[str | None]  # (N,) the name of the run; None: the image holds
    passes: list[int | None]  # (N,) forward and backward, with those that judge it; None: not known


def make_runs(model: nn.Module, runs: Sequence[Run], batch: Batch, epsilon: float, norm: str) -> Attacked:
    """Raises RuntimeError if an image that counts as fooled is outside of the ball or of [0, 1]."""
    pixels, fooled_by = batch.pixels.clone(), [None] * len(batch.labels)
    passes: list[int | None] = [0] * len(batch.labels)
    for run in runs:
        standing = [row for row, name in enumerate(fooled_by) if name is None]
        if not standing:
            break
        part = batch.rows(standing)
        with Passes(model, len(standing)) as counted:
            attacked = run.attack(model, part, epsilon).detach()
            with torch.no_grad():
                fallen = model(attacked).argmax(1) != part.labels
        _must_be_inside(run, attacked[fallen], part.pixels[fallen], epsilon, norm)
        for row, image, fell in zip(standing, attacked, fallen.tolist(), strict=True):
            pixels[row] = image
            fooled_by[row] = run.name if fell else None
            passes[row] = added(passes[row], counted.of_each)
    return Attacked(pixels, fooled_by, passes)


def make_every_run(model: nn.Module, runs: Sequence[Run], batch: Batch, epsilon: float, norm: str) -> Attacked:
    """Every run on every image: of what fools within epsilon the nearest counts. Raises RuntimeError as `make_runs` does."""
    pixels, fooled_by = batch.pixels.clone(), [None] * len(batch.labels)
    nearest = torch.full(batch.labels.shape, torch.inf, device=batch.pixels.device)
    passes: int | None = 0
    for run in runs:
        with Passes(model, len(batch.labels)) as counted, torch.no_grad():
            with torch.enable_grad():
                attacked = run.attack(model, batch, epsilon).detach()
            distance = NORMS[norm].size(attacked - batch.pixels)[:, 0, 0, 0]
            fallen = (model(attacked).argmax(1) != batch.labels) & (distance <= epsilon)
        _must_be_inside(run, attacked[fallen], batch.pixels[fallen], epsilon, norm)
        passes = added(passes, counted.of_each)
        is_nearer = fallen & (distance < nearest)
        nearest = torch.where(is_nearer, distance, nearest)
        pixels = torch.where(is_nearer[:, None, None, None], attacked, pixels)
        fooled_by = [run.name if better else by for better, by in zip(is_nearer.tolist(), fooled_by, strict=True)]
    return Attacked(pixels, fooled_by, [passes] * len(batch.labels))


def _must_be_inside(run: Run, attacked: Tensor, pixels: Tensor, epsilon: float, norm: str) -> None:
    if len(pixels) == 0:
        return
    size = NORMS[norm].size(attacked - pixels).max().item()
    # In L2 and L1 the rounding of many values adds up.
    allowed = epsilon + ROUNDING * (1 if norm == "linf" else max(1, pixels[0].numel() ** 0.5))
    if size > allowed or attacked.min() < 0 or attacked.max() > 1:
        raise RuntimeError(
            f"{run.tool} counts an image as fooled at distance {size:.6f} in {norm}, where at most {epsilon:.6f} is "
            "allowed; its result cannot be used"
        )


def logits_and_gradient(model: nn.Module, pixels: Tensor, labels: Tensor, loss: Loss) -> tuple[Tensor, Tensor]:
    """Of the summed loss, so that an image's gradient does not depend on its batch."""
    pixels = pixels.detach().clone().requires_grad_(True)
    logits = model(pixels)
    (gradient,) = torch.autograd.grad(loss(logits, labels).sum(), pixels)
    return logits.detach(), gradient
