"""What the scripts use that the page copies as Python: models, images and attacks of the project."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from .model_folder import read_model_folder
from .planned_attacks import Batch, find_runs, make_runs
from .plans.class_names import own_labels
from .plans.courses import next_epsilon
from .plans.image_folder import USUAL, fit
from .plans.images import open_data_set


def load_model(folder: str | Path) -> nn.Module:
    """A model folder of the zoo, or one that the page exported; `.manifest` has its classes and input.

    It takes pixels (N, 3, side, side) in [0, 1], which it normalises itself, and gives logits (N, classes).
    """
    folder = Path(folder)
    if not (folder / "manifest.json").exists():
        raise FileNotFoundError(f"{folder.absolute()} is no model's folder; run this where its path leads there")
    manifest, model = read_model_folder(folder)
    model.manifest = manifest
    return model


def load_image(file: str | Path, model: nn.Module) -> Tensor:
    """(1, 3, side, side) in [0, 1]: the middle square, resized as for the model on the page."""
    inputs = model.manifest["input"]
    return fit(Path(file), inputs["height"], inputs.get("resizing", USUAL))[None].float() / 255


def load_images(
    place: str | Path, data_set: dict[str, Any], indices: Sequence[int], model: nn.Module
) -> tuple[Tensor, Tensor]:
    """Pixels (N, 3, side, side) in [0, 1] and the model's labels (N,) of images of a data set, in the page's order.

    `place`: where its files lie; `data_set`: as in a plan.
    """
    manifest = model.manifest
    images = open_data_set(data_set, Path(place), list(indices))
    labels = [images.label(index) for index in indices]
    inputs = {"name": manifest["name"], "side": manifest["input"]["height"], **_resizing(manifest)}
    pixels = images.read(list(indices), inputs).float() / 255
    return pixels, own_labels(labels, images.classes, manifest["classes"], manifest["name"])


def _resizing(manifest: dict[str, Any]) -> dict[str, Any]:
    resizing = manifest["input"].get("resizing")
    return {} if resizing is None else {"resizing": resizing}


def own_attack(
    name: str, model: nn.Module, epsilon: float, **settings: Any
) -> Callable[[Tensor, Tensor, Sequence[int]], Tensor]:
    """An attack by the page's name and settings, where no public package has it: `attack(pixels, labels, indices)`.

    The indices of the images in their data set stand for them in seeds.
    """

    def attack(pixels: Tensor, labels: Tensor, indices: Sequence[int]) -> Tensor:
        with torch.no_grad():
            classes = model(pixels[:1]).shape[1]
        batch = Batch(pixels, labels, list(indices))
        return make_runs(model, find_runs(name, settings, classes), batch, epsilon, settings["norm"]).pixels

    return attack


__all__ = ["load_image", "load_images", "load_model", "next_epsilon", "own_attack"]
