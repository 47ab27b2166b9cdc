"""The images of a training: which ones, as the page chooses them (src/worker/trainingImages.ts), and their pixels."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from ..plans.class_names import match_classes
from ..plans.images import PlannedImages, open_data_set
from .plan import TrainingPlan
from .subset import balanced_subset


@dataclass(frozen=True)
class LabelledPixels:
    pixels: Tensor  # uint8 (N, 3, H, W)
    labels: Tensor  # (N,): the model's class indices


@dataclass(frozen=True)
class TrainingData:
    train: LabelledPixels
    held_out: LabelledPixels
    held_out_from: str  # in words
    shortage: str | None  # what was asked for and is missing, and what to know of it, in sentences


def read_training_data(plan: TrainingPlan, data: Path | None) -> TrainingData:
    """Raises FileNotFoundError or ValueError, one sentence, if these are not the plan's images, or too few."""
    data_set, name, asked = plan.data_set, plan.data_set["name"], plan.settings["data"]
    images = open_data_set(data_set, data, range(data_set["count"]))
    labels = _labels(images, data_set)
    to_model = match_classes(data_set["classes"], plan.model["classes"])
    train, held_out, held_out_from = choose_images(labels, to_model, data_set["splits"], asked)
    if not train or not held_out:
        raise ValueError(
            f'"{name}" has too few images of the model\'s classes for training and evaluation; plan another'
        )
    taken = [
        LabelledPixels(images.read(each, plan.model), torch.tensor([to_model[labels[index]] for index in each]))
        for each in (train, held_out)
    ]
    classes = plan.model["classes"]
    own, held = ([classes[label] for label in sorted(set(each.labels.tolist()))] for each in taken)
    if len(own) < 2:
        raise ValueError(
            f'the images of "{name}" to train on are of "{own[0]}" alone, and a training needs two classes; plan another'
        )
    notes = [_shortage(name, asked, len(train), len(held_out))]
    if len(held) == 1 and len(held_out) > 1:
        notes.append(
            f"All held-out images are of “{held[0]}”, so measurements on them say nothing about other classes."
        )
    return TrainingData(taken[0], taken[1], held_out_from, " ".join(filter(None, notes)) or None)


def choose_images(
    labels: list[int], to_model: list[int], splits: list[dict[str, Any]], asked: dict[str, Any]
) -> tuple[list[int], list[int], str]:
    """Indices to train on, those held out, and where these come from. None is in both.

    `to_model`: the model's class of each class, or -1. `asked`: `trainImages`, `heldOutImages` and `seed`.
    """

    def choose(where: Iterable[int], count: int) -> list[int]:
        known = [index for index in where if to_model[labels[index]] >= 0]
        return [known[place] for place in balanced_subset([labels[i] for i in known], count, asked["seed"])]

    ranges = {split["name"]: range(split["start"], split["start"] + split["count"]) for split in splits}
    other = "test" if "test" in ranges else "validation"
    if "train" in ranges and other in ranges:
        train, held_out = choose(ranges["train"], asked["trainImages"]), choose(ranges[other], asked["heldOutImages"])
        return train, held_out, f"its {other} split"
    both = choose(range(len(labels)), asked["trainImages"] + asked["heldOutImages"])
    # Too few for both: each gets half, or what the other leaves.
    first = min(asked["heldOutImages"], max(len(both) // 2, len(both) - asked["trainImages"]))
    return both[first:], both[:first], "drawn from its images"


def _labels(images: PlannedImages, data_set: dict[str, Any]) -> list[int]:
    """Of all images, of which as many must be of each class as where the plan was made."""
    try:
        labels = [images.label(index) for index in range(data_set["count"])]
    except IndexError:
        labels = []
    if [labels.count(label) for label in range(len(data_set["classes"]))] != data_set["classCounts"]:
        raise ValueError(
            f'the images are not those of the plan\'s "{data_set["name"]}", which has others of some class; give the files '
            "that the plan was made with"
        )
    return labels


def _shortage(name: str, asked: dict[str, Any], train: int, held_out: int) -> str | None:
    if asked["trainImages"] + asked["heldOutImages"] == train + held_out:
        return None
    return (
        f"Of the images asked for, {train:,} of {asked['trainImages']:,} {'is' if train == 1 else 'are'} trained on and "
        f"{held_out:,} of {asked['heldOutImages']:,} held out: “{name}” has no more of the model’s classes."
    )
