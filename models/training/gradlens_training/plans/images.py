"""The images of a plan, read from where a person has them, in the order of the page's reader."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import torch
from torch import Tensor

from ..data import cifar10, fashion_mnist
from .gallery import GalleryImages
from .image_folder import ImageFolder
from .plan import EvaluationPlan

PUBLIC = Path(__file__).resolve().parents[4] / "public"  # in a checkout
GALLERY, BUILT_IN = PUBLIC / "images", PUBLIC / "data" / "fashion-mnist" / "images.bin"
GREY_FORMAT = "gradlens-grey-pictures-1"


class PlannedImages(Protocol):
    classes: list[str]

    def label(self, index: int) -> int:
        """A position in `classes`."""

    def read(self, indices: list[int], model: dict[str, Any]) -> Tensor:
        """uint8 (N, 3, side, side), as a model of the plan takes them."""


class TensorImages:
    """Images of one size in memory."""

    def __init__(self, pixels: Tensor, labels: Tensor, classes: list[str]):
        self.pixels, self.labels, self.classes = pixels, labels, classes

    def label(self, index: int) -> int:
        return int(self.labels[index])

    def read(self, indices: list[int], model: dict[str, Any]) -> Tensor:
        own, wanted = self.pixels.shape[-1], model["side"]
        if own != wanted:
            raise ValueError(
                f'"{model["name"]}" takes images of {wanted} where these are {own}; plan models of one size'
            )
        return self.pixels[indices]


class SplitImages(TensorImages):
    """Splits of a data set, of which only those are read that the plan needs."""

    def __init__(self, parts: list[tuple[int, Tensor, Tensor]], classes: list[str]):
        """`parts`: where each begins among all images, its pixels and its labels."""
        end = max(start + len(labels) for start, _, labels in parts)
        pixels = torch.zeros((end, *parts[0][1].shape[1:]), dtype=torch.uint8)
        labels = torch.full((end,), -1)
        for start, own, named in parts:
            pixels[start : start + len(named)], labels[start : start + len(named)] = own, named
        super().__init__(pixels, labels, classes)


def open_images(plan: EvaluationPlan, data: Path | None) -> PlannedImages:
    """Raises FileNotFoundError or ValueError, one sentence, if `data` is not the plan's data set. What comes with the page
    is found in a checkout without it."""
    source = plan.source["source"]
    if source["kind"] == "gallery":
        return GalleryImages(_found(data, GALLERY, "the page's folder public/images"), source["ids"])
    images = open_data_set(source["dataSet"], data, plan.indices)
    _must_match(images, source, plan.indices)
    return images


def open_data_set(data_set: dict[str, Any], data: Path | None, indices: Sequence[int]) -> PlannedImages:
    """`data_set`: as in a plan. `indices`: those that are wanted. Raises as `open_images`."""
    classes = data_set["classes"]
    is_built_in = "builtIn" in data_set["origin"]
    data = _found(data, BUILT_IN if is_built_in else None, f'where "{data_set["name"]}" lies')
    if data_set["format"].startswith("CIFAR-10"):
        return _splits(cifar10, data_set, data, indices)
    if is_built_in:
        return built_in_images(data, classes)
    if data.is_dir() and list(data.glob("*-idx3-ubyte.gz")):
        return _splits(fashion_mnist, data_set, data, indices)
    if data.is_dir():
        return ImageFolder(data, classes)
    raise ValueError(f"{data} is a file and the plan's data set a {data_set['format']}; unpack it and give its folder")


def _found(data: Path | None, beside: Path | None, what: str) -> Path:
    """Where the images are: `data`, or else in the checkout."""
    if data is None and (beside is None or not beside.exists()):
        raise ValueError(f"the plan's images are not known here; give {what} by --data")
    found = beside if data is None else data
    if not found.exists():
        raise FileNotFoundError(f"{found} does not exist; give {what} by --data")
    return found


def _splits(reader: Any, data_set: dict[str, Any], data: Path, indices: Sequence[int]) -> SplitImages:
    splits = data_set["splits"] or [{"name": "test", "start": 0, "count": data_set["count"]}]
    needed = [
        split for split in splits if any(split["start"] <= index < split["start"] + split["count"] for index in indices)
    ]
    parts = []
    for split in needed:
        pixels, labels = reader.load(data, split["name"])
        if len(labels) != split["count"]:
            raise ValueError(
                f"{data} has {len(labels):,} {split['name']} images where the plan's data set has "
                f"{split['count']:,}; give the same files"
            )
        parts.append((split["start"], pixels, labels))
    return SplitImages(parts, data_set["classes"])


def built_in_images(file: Path, classes: list[str]) -> TensorImages:
    """The page's own file, public/data/fashion-mnist/images.bin: its layout is that of data/built_in.py."""
    if file.is_dir():
        raise ValueError(f"{file} is a folder; give the page's file public/data/fashion-mnist/images.bin by --data")
    raw = file.read_bytes()
    header, _, body = (gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw).partition(b"\n")
    described = json.loads(header) if header.startswith(b"{") else {}
    if described.get("format") != GREY_FORMAT:
        raise ValueError(f"{file} is not the page's file of grey images; give public/data/fashion-mnist/images.bin")
    count, side = sum(split["count"] for split in described["splits"]), described["side"]
    labels = torch.from_numpy(np.frombuffer(body, np.uint8, count).astype(np.int64))
    grey = np.frombuffer(body, np.uint8, offset=3 * count).reshape(count, side, side)
    margin = fashion_mnist.MARGIN
    padded = np.pad(grey, ((0, 0), (margin, margin), (margin, margin)))
    return TensorImages(torch.from_numpy(np.repeat(padded[:, None], 3, axis=1)), labels, classes)


def _must_match(images: PlannedImages, source: dict[str, Any], indices: list[int]) -> None:
    planned, name = source.get("labels"), f'"{source["dataSet"]["name"]}"'
    try:
        found = [images.label(index) for index in indices]
    except IndexError:
        raise ValueError(f"what --data names has fewer images than the plan's {name}; give the same files") from None
    wrong = [] if planned is None else [i for i, label in enumerate(planned) if label != found[i]]
    if wrong:
        index, names = indices[wrong[0]], source["dataSet"]["classes"]
        raise ValueError(
            f'image {index} is of "{names[found[wrong[0]]]}" where the plan\'s {name} has "{names[planned[wrong[0]]]}", '
            f"as {len(wrong)} of {len(indices)} differ; give the files that the plan was made with"
        )
