import gzip
import hashlib
import json
from pathlib import Path

import numpy as np
import pytest
import torch

from gradlens_training.data import fashion_mnist

ROOT = Path(__file__).resolve().parents[3]


def idx(array):
    """The published format: two zero bytes, 8 for bytes, the number of dimensions, each dimension, the bytes."""
    shape = b"".join(length.to_bytes(4, "big") for length in array.shape)
    return gzip.compress(bytes([0, 0, 8, array.ndim]) + shape + array.tobytes())


def write_split(folder, pixels, labels, prefix="t10k"):
    (folder / f"{prefix}-images-idx3-ubyte.gz").write_bytes(idx(pixels))
    (folder / f"{prefix}-labels-idx1-ubyte.gz").write_bytes(idx(labels))


@pytest.fixture
def grey():
    rng = np.random.default_rng(0)
    return rng.integers(0, 256, (7, 28, 28), np.uint8), np.array([9, 0, 3, 3, 1, 8, 2], np.uint8)


def test_images_get_a_black_frame_and_the_same_grey_in_all_channels(tmp_path, grey):
    pixels, labels = grey
    write_split(tmp_path, pixels, labels)
    write_split(tmp_path, pixels[:2], labels[:2], "train")
    read, read_labels = fashion_mnist.load(tmp_path, "test")
    assert read.shape == (7, 3, 32, 32)
    assert read.dtype == torch.uint8
    for channel in range(3):
        assert np.array_equal(read[:, channel, 2:30, 2:30].numpy(), pixels)
    assert read.sum() == 3 * pixels.sum(dtype=int)
    assert read_labels.dtype == torch.int64
    assert read_labels.tolist() == labels.tolist()
    assert len(fashion_mnist.load(tmp_path, "train")[0]) == 2


def test_channels_can_be_written_to_apart(tmp_path, grey):
    write_split(tmp_path, *grey)
    read, _ = fashion_mnist.load(tmp_path, "test")
    read[0, 0] = 0
    assert read[0, 1].sum() > 0


def test_broken_files_are_told(tmp_path, grey):
    pixels, labels = grey

    def told(message, kind=ValueError):
        with pytest.raises(kind, match=message):
            fashion_mnist.load(tmp_path, "test")

    told(r"t10k-images-idx3-ubyte\.gz does not exist; give the folder", FileNotFoundError)
    write_split(tmp_path, pixels, labels[:5])
    told("holds 7 images but 5 labels")
    write_split(tmp_path, pixels[:, :20], labels)
    told(r"holds an array of \(7, 20, 28\); give images of 28x28")
    write_split(tmp_path, pixels, labels + 1)
    told("holds the label 10; labels are 0 to 9")
    images = tmp_path / "t10k-images-idx3-ubyte.gz"
    write_split(tmp_path, pixels, labels)
    whole = images.read_bytes()
    images.write_bytes(whole[:-200])
    told("is broken")
    images.write_bytes(b"no gzip")
    told("is broken")
    raw = gzip.decompress(whole)
    for wrong, message in (
        (raw[:-1], r"holds 5487 bytes where its header says \[7, 28, 28\]"),
        (b"\0\0\x0d" + raw[3:], r"is no IDX file of bytes \(it begins with 00000d03\)"),
        (raw[:6], "is no IDX file"),
        (b"", "is no IDX file"),
    ):
        images.write_bytes(gzip.compress(wrong))
        told(message)
    with pytest.raises(ValueError, match='split is "validation"'):
        fashion_mnist.load(tmp_path, "validation")


def test_the_page_has_the_same_classes_and_margin():
    """What the page reads from its file is hashed in built-in.json, written by this package's reader."""
    expected = json.loads((ROOT / "src/images/datasets/fixtures/built-in.json").read_text())
    packed = (ROOT / "public/data/fashion-mnist/images.bin").read_bytes()
    assert hashlib.sha256(packed).hexdigest() == expected["sha256OfFile"]
    line, _, body = gzip.decompress(packed).partition(b"\n")
    header = json.loads(line)
    assert header["classes"] == expected["classes"] == list(fashion_mnist.CLASSES)
    assert header["side"] == fashion_mnist.FILE_SIDE
    total = sum(split["count"] for split in header["splits"])
    pixels = np.frombuffer(body, np.uint8, offset=3 * total).reshape(total, 28, 28)
    padded = np.repeat(np.pad(pixels, ((0, 0), (2, 2), (2, 2)))[..., None], 3, axis=3)
    start = 0
    for split in header["splits"]:
        part = padded[start : start + split["count"]]
        assert hashlib.sha256(part.tobytes()).hexdigest() == expected["splits"][split["name"]]["sha256OfPixels"]
        start += split["count"]
