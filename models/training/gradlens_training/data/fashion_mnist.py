"""Fashion-MNIST (Xiao, Rasul and Vollgraf 2017): four gzipped IDX files, as the authors publish them.

Its images are 28x28 and grey; the models here take them as 32x32 with two black
pixels on every side, the same in all three channels. The page's reader
(`src/images/datasets/builtIn/`) does the same.
"""

from __future__ import annotations

import gzip
import math
import zlib
from functools import partial
from pathlib import Path

import numpy as np
import torch

from .augmentation import flip_and_crop
from .protocol import DataSet, Split, check_split

CLASSES = (
    "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat",
    "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot",
)  # fmt: skip
MEAN = (0.219, 0.219, 0.219)  # with the black margin
STD = (0.332, 0.332, 0.332)
FILE_SIDE = 28
MARGIN = 2
SIDE = FILE_SIDE + 2 * MARGIN
PREFIXES = {"train": "train", "test": "t10k"}
MAX_IMAGES = 100_000
UNSIGNED_BYTE = 8  # the type that the IDX header names


def load(location: str | Path, split: str) -> Split:
    """Read a split from the folder `location`, such as /usr/share/datasets/fashion-mnist of Debian's package."""
    pixels, labels = load_grey(location, split)
    padded = np.pad(pixels, ((0, 0), (MARGIN, MARGIN), (MARGIN, MARGIN)))
    # Copied in memory, as channels that share it cannot be written to.
    repeated = np.repeat(padded[:, None], 3, axis=1)
    return torch.from_numpy(repeated), torch.from_numpy(labels.astype(np.int64))


def load_grey(location: str | Path, split: str) -> tuple[np.ndarray, np.ndarray]:
    """The split as published: uint8 (N, 28, 28) and uint8 labels (N,)."""
    check_split(split)
    folder, prefix = Path(location), PREFIXES[split]
    pixels_path, labels_path = folder / f"{prefix}-images-idx3-ubyte.gz", folder / f"{prefix}-labels-idx1-ubyte.gz"
    pixels, labels = read_idx(pixels_path), read_idx(labels_path)
    if pixels.shape[1:] != (FILE_SIDE, FILE_SIDE):
        raise ValueError(f"{pixels_path} holds an array of {pixels.shape}; give images of {FILE_SIDE}x{FILE_SIDE}")
    if labels.shape != pixels.shape[:1]:
        raise ValueError(f"{folder} holds {len(pixels)} images but {labels.size} labels; fetch the folder again")
    if len(labels) and labels.max() >= len(CLASSES):
        raise ValueError(f"{labels_path} holds the label {labels.max()}; labels are 0 to {len(CLASSES) - 1}")
    return pixels, labels


def read_idx(path: Path) -> np.ndarray:
    """An array of unsigned bytes: two zero bytes, the type, the number of dimensions, each as a big-endian uint32."""
    if not path.is_file():
        raise FileNotFoundError(f"{path} does not exist; give the folder that holds Fashion-MNIST's four .gz files")
    try:
        with gzip.open(path) as file:
            raw = file.read(MAX_IMAGES * FILE_SIDE * FILE_SIDE + 1024)
    except (OSError, EOFError, zlib.error) as error:
        raise ValueError(f"{path} is broken ({error}); fetch it again") from None
    dimensions = raw[3] if len(raw) > 3 else 0
    begin = 4 + 4 * dimensions
    if raw[:3] != bytes([0, 0, UNSIGNED_BYTE]) or dimensions == 0 or len(raw) < begin:
        raise ValueError(f"{path} is no IDX file of bytes (it begins with {raw[:4].hex()}); fetch it again")
    shape = [int.from_bytes(raw[4 + 4 * i : 8 + 4 * i], "big") for i in range(dimensions)]
    if math.prod(shape) != len(raw) - begin:
        raise ValueError(f"{path} holds {len(raw) - begin} bytes where its header says {shape}; fetch it again")
    return np.frombuffer(raw, np.uint8, offset=begin).reshape(shape)


DATA_SET = DataSet(
    id="fashion_mnist",
    name="Fashion-MNIST",
    classes=CLASSES,
    mean=MEAN,
    std=STD,
    side=SIDE,
    # Few half-tones: 8/255 hardly affects a robust model. 16/255 is also the end of the page's slider.
    test_name="test",
    test_images=10_000,
    load=load,
    augment=partial(flip_and_crop, margin=4),
)
