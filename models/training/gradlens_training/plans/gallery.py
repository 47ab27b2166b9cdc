"""The page's gallery (src/images/gallery.ts), from its folder public/images."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from ..data import cifar10, fashion_mnist
from .image_folder import fit_in

NUMBERED = {
    "cifar10": cifar10.CLASSES,
    "fashion-mnist": fashion_mnist.CLASSES,
}  # names end in the number of their class
PHOTOGRAPHS = {
    **dict.fromkeys(("dalmatian", "mastiff"), "dog"),
    "chelsea": "cat",
    **dict.fromkeys(("eagle", "geese", "ibises"), "bird"),
    **dict.fromkeys(("leafhopper", "beetle"), "insect"),
    **dict.fromkeys(("off-roader", "blue-suv"), "car"),
    "strawberries": "fruit",
    **dict.fromkeys(("cottage", "yurts", "pagoda"), "building"),
}


class GalleryImages:
    def __init__(self, root: Path, ids: list[str]):
        """`ids`: of the plan, to which its indices refer. Raises ValueError for one that the gallery does not have."""
        self._files = [_file_of(root, each) for each in ids]
        names = [class_of(each) for each in ids]
        self.classes = sorted(set(names), key=lambda name: name.encode("utf-16-be"))
        self._labels = [self.classes.index(name) for name in names]

    def label(self, index: int) -> int:
        return self._labels[index]

    def read(self, indices: list[int], model: dict[str, Any]) -> Tensor:
        """uint8 (N, 3, side, side), as a model of the plan takes them."""
        return torch.stack([fit_in(self._files[index], model) for index in indices])


def class_of(image: str) -> str:
    group, _, number = image.rpartition("_")
    classes = NUMBERED.get(group.partition("_")[0], ())
    name = classes[int(number)] if number.isdecimal() and int(number) < len(classes) else PHOTOGRAPHS.get(image)
    if name is None:
        raise ValueError(f'"{image[:80]}" has no class in this gallery; plan the images of the gallery of this release')
    return name


def _file_of(root: Path, image: str) -> Path:
    is_name = image.replace("-", "").replace("_", "").isalnum()  # and no path that leads elsewhere
    found = [*root.glob(f"{image}.*"), *root.glob(f"*/{image}.*")] if is_name else []
    if not found:
        raise ValueError(f'{root} has no image "{image[:80]}"; give the page\'s folder public/images')
    return found[0]
