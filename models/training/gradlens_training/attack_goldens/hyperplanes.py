"""FAB's projections onto hyperplanes within the pixel range: of random points, and in degenerate cases."""

from __future__ import annotations

from collections.abc import Callable

import torch
from pyautoattack.fab_projections import projection_l2, projection_linf
from scipy.optimize import brentq
from torch import Tensor

from ..goldens import Deviations
from .float64 import computing_in_float64

VALUES, POINTS = 108, 12
PROJECTIONS = {"linf": projection_linf, "l2": projection_l2}
# How points of each kind are made, and the excess over the hyperplane as a fraction of the largest possible.
KINDS: dict[str, tuple[float, float]] = {
    "usual": (0.0, 0.5),
    "near": (1e-6, 1e-3),
    "far": (0.9, 0.9999),
    "out of reach": (1.1, 3.0),
    "ends of the range": (0.0, 1.0),
    "equal weights": (0.0, 1.0),
    "few weights": (0.0, 1.0),
    "unlike weights": (0.0, 1.0),
    "one weight": (0.0, 1.2),
    "no weight": (0.0, 0.0),
    "on the hyperplane": (0.0, 0.0),
}


def hyperplane_goldens(deviations: Deviations) -> dict[str, Tensor]:
    """points, normals (N, values) and excess (N), and for every norm the displacements (N, values)."""
    generator = torch.Generator().manual_seed(31)
    made = [_points(kind, generator) for kind in KINDS]
    points, normals, excess = (torch.cat(each) for each in zip(*made, strict=True))
    tensors = {"points": points.float(), "normals": normals.float(), "excess": excess.float()}
    for norm, project in PROJECTIONS.items():
        with computing_in_float64():
            ways = project(points, normals, (normals * points).sum(1) - excess)
        exact = torch.stack([_by_root(norm, *each) for each in zip(points, normals, excess, strict=True)])
        deviations.hold(f"way to a hyperplane in {norm}, pyautoattack and root finding", ways + 1, exact + 1, 1e-6)
        tensors[f"{norm}/ways"] = ways.float()
    return tensors


def _points(kind: str, generator: torch.Generator) -> tuple[Tensor, Tensor, Tensor]:
    """Float64, rounded to float32, so that the engine gets exactly the same values."""

    def uniform(*shape: int) -> Tensor:
        return torch.rand(shape, generator=generator, dtype=torch.float64)

    points = uniform(POINTS, VALUES)
    normals = torch.randn((POINTS, VALUES), generator=generator, dtype=torch.float64) * 10 ** (
        4 * uniform(POINTS, 1) - 2
    )
    if kind == "ends of the range":
        ends = uniform(POINTS, VALUES)
        points = torch.where(ends < 0.4, 0.0, torch.where(ends > 0.6, 1.0, points))
    change: dict[str, Callable[[], Tensor]] = {
        "equal weights": lambda: normals.sign(),
        "few weights": lambda: normals * (uniform(POINTS, VALUES) < 0.1),
        "unlike weights": lambda: normals.sign() * 10 ** (4 * uniform(POINTS, VALUES) - 3),
        "one weight": lambda: normals * torch.nn.functional.one_hot(torch.arange(POINTS), VALUES),
        "no weight": lambda: normals * 0,
    }
    normals = change.get(kind, lambda: normals)().float().double()
    points = points.float().double()
    least, most = KINDS[kind]
    share = least + (most - least) * uniform(POINTS)
    sign = torch.where(uniform(POINTS) < 0.5, -1.0, 1.0).double()
    rooms = torch.where(normals * sign[:, None] > 0, points, 1 - points)
    excess = sign * share * (normals.abs() * rooms).sum(1)
    return points, normals, (excess + (kind == "no weight")).float().double()


def _by_root(norm: str, point: Tensor, normal: Tensor, excess: Tensor) -> Tensor:
    """By Lagrange: every value moves against the normal, at a rate given by the norm, up to the end of the range."""
    direction = -(normal * excess).sign()
    room = torch.where(direction > 0, 1 - point, point) * (normal != 0)
    speed = torch.ones_like(normal) if norm == "linf" else normal.abs()

    def missing(level: float) -> float:
        return (excess.abs() - (normal.abs() * torch.minimum(level * speed, room)).sum()).item()

    most = (room / speed.clamp(min=1e-30)).max().item()
    level = most if missing(most) >= 0 else brentq(missing, 0, most, xtol=1e-15, rtol=1e-14)
    return direction * torch.minimum(level * speed, room)
