"""CIFAR-10 (Krizhevsky 2009): the official archives, or WebP mosaics.

Every reader returns pixels as uint8 of shape (N, 3, 32, 32) and labels as
int64 of shape (N,).
"""

from __future__ import annotations

import io
import tarfile
from functools import partial
from pathlib import Path

import numpy as np
import torch

from .augmentation import flip_and_crop
from .protocol import DataSet, Split, check_split

CLASSES = (
    "airplane", "automobile", "bird", "cat", "deer",
    "dog", "frog", "horse", "ship", "truck",
)  # fmt: skip
MEAN = (0.4914, 0.4822, 0.4465)
STD = (0.2470, 0.2435, 0.2616)
RECORD_BYTES = 1 + 3 * 32 * 32


def load(location: str | Path, split: str) -> Split:
    """Read the `train` or `test` split from `location`.

    `location` is the official `cifar-10-binary.tar.gz`, the folder it unpacks
    to (`cifar-10-batches-bin`), or a folder with `train/*.webp` mosaics of
    1,000 images, `train/labels.bin` and `test_batch.bin`.
    """
    check_split(split)
    path = Path(location)
    if not path.exists():
        raise FileNotFoundError(
            f"{path} does not exist; give cifar-10-binary.tar.gz, its unpacked folder, or a mosaic folder"
        )
    if path.is_file():
        return _from_archive(path, split)
    if split == "train" and (path / "train" / "labels.bin").exists():
        return _from_mosaics(path / "train")
    names = _official_names(split)
    files = [path / name for name in names if (path / name).exists()]
    if len(files) != len(names):
        raise FileNotFoundError(f"{path} lacks {', '.join(names)}; unpack the whole of cifar-10-binary.tar.gz there")
    return decode_records(b"".join(file.read_bytes() for file in files))


def decode_records(raw: bytes) -> Split:
    """Decode the official binary format: one label byte, then R, G, B planes."""
    if len(raw) == 0 or len(raw) % RECORD_BYTES:
        raise ValueError(
            f"{len(raw)} bytes are not a whole number of {RECORD_BYTES}-byte records; fetch the file again"
        )
    records = np.frombuffer(raw, np.uint8).reshape(-1, RECORD_BYTES)
    pixels = torch.from_numpy(records[:, 1:].reshape(-1, 3, 32, 32).copy())
    return pixels, torch.from_numpy(records[:, 0].astype(np.int64))


def _official_names(split: str) -> list[str]:
    return ["test_batch.bin"] if split == "test" else [f"data_batch_{i}.bin" for i in range(1, 6)]


def _from_archive(path: Path, split: str) -> Split:
    names = _official_names(split)
    with tarfile.open(path) as archive:
        members = {Path(member.name).name: member for member in archive.getmembers() if member.isfile()}
        missing = [name for name in names if name not in members]
        if missing:
            raise ValueError(f"{path} lacks {missing[0]}; use the archive named cifar-10-binary.tar.gz")
        parts = [archive.extractfile(members[name]) for name in names]
        return decode_records(b"".join(part.read() for part in parts if part))


def _from_mosaics(folder: Path) -> Split:
    from PIL import Image

    labels = np.frombuffer((folder / "labels.bin").read_bytes(), np.uint8).astype(np.int64)
    tiles = []
    for file in sorted(folder.glob("*.webp")):
        mosaic = np.asarray(Image.open(io.BytesIO(file.read_bytes())).convert("RGB"))
        tiles.append(mosaic.reshape(40, 32, 25, 32, 3).transpose(0, 2, 4, 1, 3).reshape(1000, 3, 32, 32))
    pixels = np.concatenate(tiles)
    if len(pixels) != len(labels):
        raise ValueError(f"{folder} holds {len(pixels)} images but {len(labels)} labels; fetch the folder again")
    return torch.from_numpy(pixels), torch.from_numpy(labels)


DATA_SET = DataSet(
    id="cifar10",
    name="CIFAR-10",
    classes=CLASSES,
    mean=MEAN,
    std=STD,
    side=32,
    test_name="test",
    test_images=10_000,
    load=load,
    augment=partial(flip_and_crop, margin=4),
)
