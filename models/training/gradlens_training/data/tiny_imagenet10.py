"""Tiny-ImageNet-10: 49 classes of Tiny-ImageNet (64x64 photos) in ten groups, much as Restricted ImageNet.

The files are `train.zip` and `val.zip`, each with a folder of JPEG files for each group.
"""

from __future__ import annotations

import io
import zipfile
from functools import partial
from itertools import zip_longest
from pathlib import Path

import numpy as np
import torch

from .augmentation import flip_and_crop
from .protocol import DataSet, Split, check_split

CLASSES = (
    "dog", "cat", "bird", "hoofed", "insect",
    "amphibian_reptile", "car", "fruit", "building", "landscape",
)  # fmt: skip
MEAN = (0.479, 0.455, 0.392)
STD = (0.265, 0.256, 0.275)
SIDE = 64
ARCHIVES = {"train": "train.zip", "test": "val.zip"}
MAX_IMAGES = 100_000
MAX_IMAGE_BYTES = 1 << 20
IMAGE_SUFFIXES = (".jpeg", ".jpg")


def load(location: str | Path, split: str) -> Split:
    """Read a split from the folder `location`, which holds `train.zip` and `val.zip`; "test" is `val.zip`.

    Groups take turns, each sorted by name: every prefix is nearly balanced, and the order does not depend on how the
    archive was packed.
    """
    check_split(split)
    path = Path(location) / ARCHIVES[split]
    if not path.is_file():
        raise FileNotFoundError(f"{path} does not exist; give the folder that holds {' and '.join(ARCHIVES.values())}")
    try:
        with zipfile.ZipFile(path) as archive:
            members = _images_of(archive, path)
            pixels = np.empty((len(members), 3, SIDE, SIDE), np.uint8)
            for row, member in zip(pixels, members, strict=True):
                row[:] = _decode(archive, member, path)
    except zipfile.BadZipFile as error:
        raise ValueError(f"{path} is broken ({error}); fetch it again") from None
    labels = [CLASSES.index(_group_of(member)) for member in members]
    return torch.from_numpy(pixels), torch.tensor(labels, dtype=torch.int64)


def _images_of(archive: zipfile.ZipFile, path: Path) -> list[zipfile.ZipInfo]:
    members = [member for member in archive.infolist() if not member.is_dir()]
    if not 0 < len(members) <= MAX_IMAGES:
        raise ValueError(f"{path} holds {len(members):,} files; 1 to {MAX_IMAGES:,} images are read")
    for member in members:
        if _group_of(member) not in CLASSES or not member.filename.lower().endswith(IMAGE_SUFFIXES):
            raise ValueError(
                f'{path} holds "{member.filename}"; keep only JPEG files in folders named {", ".join(CLASSES)}'
            )
        if member.file_size > MAX_IMAGE_BYTES:
            raise ValueError(
                f"{path}: {member.filename} has {member.file_size:,} bytes;"
                f" remove it, as images of up to {MAX_IMAGE_BYTES:,} are read"
            )
    groups = [sorted((m for m in members if _group_of(m) == group), key=lambda m: m.filename) for group in CLASSES]
    return [member for turn in zip_longest(*groups) for member in turn if member is not None]


def _group_of(member: zipfile.ZipInfo) -> str:
    return Path(member.filename).parent.name


def _decode(archive: zipfile.ZipFile, member: zipfile.ZipInfo, path: Path) -> np.ndarray:
    """Pixels (3, 64, 64); the size is checked before any pixel is decoded."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(archive.read(member)), formats=("JPEG",)) as image:
            if image.size != (SIDE, SIDE):
                width, height = image.size
                raise ValueError(f"{path}: {member.filename} is {width}x{height}; give images of {SIDE}x{SIDE}")
            return np.asarray(image.convert("RGB")).transpose(2, 0, 1)
    except (UnidentifiedImageError, OSError) as error:
        raise ValueError(f"{path}: {member.filename} does not decode ({error}); fetch the archive again") from None


DATA_SET = DataSet(
    id="tiny_imagenet10",
    name="Tiny-ImageNet-10",
    classes=CLASSES,
    mean=MEAN,
    std=STD,
    side=SIDE,
    test_name="validation",
    test_images=1_200,
    load=load,
    augment=partial(flip_and_crop, margin=8),
)
