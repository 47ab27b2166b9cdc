"""A folder of images in one folder per class, possibly inside folders for splits, in the order of the page's reader."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import torch
from PIL import Image, ImageOps
from torch import Tensor

SPLITS = {
    "train": ("train", "training", "trn"),
    "validation": ("val", "valid", "validation", "dev"),
    "test": ("test", "testing", "tst", "eval", "evaluation"),
}
ENDINGS = (".png", ".jpg", ".jpeg", ".jfif", ".webp", ".gif", ".bmp", ".avif")
FILTERS = {
    "bilinear": Image.Resampling.BILINEAR,
    "bicubic": Image.Resampling.BICUBIC,
    "lanczos": Image.Resampling.LANCZOS,
}
USUAL = {"cropShare": 1, "filter": "lanczos"}


class ImageFolder:
    def __init__(self, root: Path, classes: list[str]):
        """`classes`: the data set's, in the plan. Raises ValueError if the folders have other names."""
        self.classes = classes
        roots = {name: root / word for name, words in SPLITS.items() for word in words if (root / word).is_dir()}
        self._files: list[tuple[Path, int]] = []
        for folder in [roots[name] for name in SPLITS if name in roots] or [root]:
            self._files += _labelled_files(folder, classes)
        if not self._files:
            raise ValueError(f"{root} has no images in folders named after {', '.join(classes[:3])}; give their parent")

    def __len__(self) -> int:
        return len(self._files)

    def label(self, index: int) -> int:
        return self._files[index][1]

    def read(self, indices: list[int], model: dict[str, Any]) -> Tensor:
        """uint8 (N, 3, side, side), as a model of the plan takes them."""
        return torch.stack([fit_in(self._files[index][0], model) for index in indices])


def _labelled_files(folder: Path, classes: list[str]) -> list[tuple[Path, int]]:
    places = {name: place for place, name in enumerate(classes)}
    found = [
        (file, places[part.name])
        for part in folder.iterdir()
        if part.is_dir() and part.name in places
        for file in part.rglob("*")
        if file.suffix.lower() in ENDINGS and not file.name.startswith(".")
    ]
    # As JavaScript compares texts: by UTF-16 code units.
    return sorted(found, key=lambda each: [_units(classes[each[1]]), _units(each[0].relative_to(folder).as_posix())])


def _units(text: str) -> bytes:
    return text.encode("utf-16-be")


def fit_in(file: Path, model: dict[str, Any]) -> Tensor:
    """uint8 (3, side, side), as a model of a plan takes it."""
    return fit(file, model["side"], model.get("resizing", USUAL))


def fit(file: Path, side: int, resizing: dict[str, Any]) -> Tensor:
    """uint8 (3, side, side): the middle square, resized to side / cropShare, and the middle of that."""
    try:
        with Image.open(file) as opened:
            image = _on_white(ImageOps.exif_transpose(opened))
    except (OSError, ValueError) as error:
        raise ValueError(f"{file} cannot be read ({error}); replace it, or plan without it") from None
    square = min(image.size)
    image = _middle(image, square)
    before = math.floor(side / resizing["cropShare"])
    if image.size != (before, before):
        image = image.resize((before, before), FILTERS[resizing["filter"]])
    return torch.from_numpy(np.asarray(_middle(image, side)).transpose(2, 0, 1).copy())


def _middle(image: Image.Image, side: int) -> Image.Image:
    left, top = (image.width - side) // 2, (image.height - side) // 2
    return image.crop((left, top, left + side, top + side))


def _on_white(image: Image.Image) -> Image.Image:
    """RGB, with transparent parts on white."""
    if "A" not in image.getbands() and "transparency" not in image.info:
        return image.convert("RGB")
    image = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).convert("RGB")
