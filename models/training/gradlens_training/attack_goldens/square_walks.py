"""Square's proposals, in float64, with all their random draws, and the sides of its squares."""

from __future__ import annotations

import torch
from pyautoattack.square import SquareAttack
from torch import Tensor, nn

from ..goldens import to_page
from .float64 import computing_in_float64
from .watch import WatchedModel

QUERIES, WALKED, EVERY = 60, 2, 3
# Losses closer to the best than this may compare differently in float32.
SURE = 2e-6
NORMS = {"linf": "Linf", "l2": "L2"}
EPSILONS = {"linf": 2 / 255, "l2": 0.15}
PUBLISHED = {"p_init": 0.8, "resc_schedule": False, "device": "cpu"}  # as in AutoAttack
SIDES = (10, 12, 32, 64)


class DrawingSquare(SquareAttack):
    """Records its random draws, in order."""

    def __init__(self, *arguments, **settings):
        super().__init__(*arguments, **settings)
        self.drawn: list[Tensor] = []

    def random_choice(self, shape):
        drawn = super().random_choice(shape)
        # (1, channels, 1, width), or one or (1, channels): column by column.
        self.drawn.append(drawn.reshape(3, -1).T.flatten())
        return drawn

    def random_int(self, low=0, high=1, shape=(1,)):
        drawn = super().random_int(low, high, list(shape))
        self.drawn.append(drawn.flatten())
        return drawn

    def eta(self, s):
        state = torch.get_rng_state()
        self.drawn.append(torch.rand([1]))  # whether the window is transposed
        torch.set_rng_state(state)
        return super().eta(s)


def square_goldens(model: nn.Module, images: dict[str, Tensor], labels: dict[str, Tensor]) -> dict[str, Tensor]:
    """Walks from those images of each norm (N, 3, H, W) that the model classifies correctly, in float64."""
    tensors: dict[str, Tensor] = {}
    for norm in NORMS:
        found = 0
        for pixels, label in zip(images[norm][:, None], labels[norm][:, None], strict=True):
            walk = _walk(model, norm, pixels, label)
            if walk is None:
                continue
            tensors |= {f"{norm}/{found}/{name}": value for name, value in walk.items()}
            found += 1
            if found == WALKED:
                break
        else:
            raise AssertionError(f"only {found} images are robust to {QUERIES} queries in {norm}")
    return tensors


def _walk(model: nn.Module, norm: str, pixels: Tensor, label: Tensor) -> dict[str, Tensor] | None:
    """None if the model is fooled, or if two losses are too close to each other."""
    watched = WatchedModel(model)
    attack = DrawingSquare(watched, norm=NORMS[norm], n_queries=QUERIES, eps=EPSILONS[norm], **PUBLISHED)
    attack.init_hyperparam(pixels)
    with computing_in_float64():
        torch.manual_seed(0)
        attack.attack_single_run(pixels, label)
    asked = torch.cat(watched.inputs)
    if len(asked) != QUERIES + 1:
        return None
    logits = model(asked)
    others = logits.clone()
    others[:, label] = -torch.inf
    margins = others.amax(1) - logits[:, label[0]]
    best = margins.cummax(0).values
    nearest = (margins[1:] - best[:-1]).abs()
    if margins.max() > -SURE or nearest.min() < SURE or not (margins[1:] > best[:-1]).any():
        return None
    return {
        "pixels": to_page(pixels[0]),
        "label": label.float(),
        "drawn": torch.cat([each.double() for each in attack.drawn]).float(),
        "proposals": to_page(asked[::EVERY]),
        "margins": margins.float(),
    }


def sides() -> dict[str, dict[str, list[list[int]]]]:
    """For every norm and image size: the queries (from 0) at which the square's side changes, and its new side."""

    class Constant(nn.Module):
        def forward(self, pixels: Tensor) -> Tensor:
            return torch.tensor([[1.0, 0.0]]).repeat(len(pixels), 1)

    changes: dict[str, dict[str, list[list[int]]]] = {}
    for norm, name in NORMS.items():
        changes[norm] = {}
        for side in SIDES:
            watched = WatchedModel(Constant(), "attack_single_run", ("s",))
            attack = SquareAttack(watched, norm=name, n_queries=9000, eps=0.1, **PUBLISHED)
            image = torch.full((1, 3, side, side), 0.5)
            attack.init_hyperparam(image)
            # The initial grid of L2 does not fit every size.
            try:
                attack.attack_single_run(image, torch.tensor([0]))
            except RuntimeError:
                continue
            seen = [int(each["s"]) for each in watched.seen[1:]]
            changes[norm][str(side)] = [
                [query, new] for query, new in enumerate(seen) if query == 0 or new != seen[query - 1]
            ]
    return changes
