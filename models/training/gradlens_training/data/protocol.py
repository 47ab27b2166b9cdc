"""What a data set provides. Each has its own file, which ends with its DATA_SET."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

Split = tuple[Tensor, Tensor]

EPSILONS = Path(__file__).parents[3] / "epsilons.json"


@dataclass(frozen=True)
class DataSet:
    id: str  # in recipes
    name: str  # in manifests and on the page
    classes: tuple[str, ...]
    mean: tuple[float, float, float]  # by channel, of [0, 1] pixels
    std: tuple[float, float, float]
    side: int  # height and width in pixels
    test_name: str  # the name of its held-out split
    test_images: int  # in the whole test split; a partial copy may have fewer
    load: Callable[[str | Path, str], Split]
    """`load(place, split)` reads "train" or "test" from `place` as uint8 pixels (N, 3, side, side) and int64
    labels (N,). Raises FileNotFoundError or ValueError, one sentence with a remedy."""
    augment: Callable[[Tensor, torch.Generator], Tensor]
    """Training images: uint8 (N, 3, side, side) in, [0, 1] out; all randomness is from the generator."""

    @property
    def epsilon_255(self) -> float:
        """The L-infinity bound for training and measuring its models; the page reads the same file."""
        return json.loads(EPSILONS.read_text())["epsilon255"][self.name]

    @property
    def attacked_at_255(self) -> tuple[float, ...]:
        """The epsilons of its models' figures: half, once and twice its own, integers where whole."""
        scaled = (self.epsilon_255 * factor for factor in (0.5, 1, 2))
        return tuple(int(each) if float(each).is_integer() else each for each in scaled)


def check_split(split: str) -> None:
    if split not in ("train", "test"):
        raise ValueError(f'split is "{split}"; use "train" or "test"')
