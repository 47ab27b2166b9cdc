import io
import tarfile

import numpy as np
import pytest
import torch
from PIL import Image

from gradlens_training.data import cifar10


def records(pixels, labels):
    return b"".join(bytes([label]) + image.numpy().tobytes() for image, label in zip(pixels, labels, strict=True))


def test_archive_and_folder_read_alike(tmp_path, images):
    pixels, labels = images
    raw = records(pixels, labels.tolist())
    names = [f"data_batch_{i}.bin" for i in range(1, 6)] + ["test_batch.bin"]
    with tarfile.open(tmp_path / "cifar-10-binary.tar.gz", "w:gz") as archive:
        for name in names:
            member = tarfile.TarInfo(f"cifar-10-batches-bin/{name}")
            member.size = len(raw)
            archive.addfile(member, io.BytesIO(raw))
            (tmp_path / name).write_bytes(raw)
    for place in (tmp_path, tmp_path / "cifar-10-binary.tar.gz"):
        assert torch.equal(cifar10.load(place, "test")[0], pixels)
        train_pixels, train_labels = cifar10.load(place, "train")
        assert train_pixels.shape == (5 * 48, 3, 32, 32)
        assert torch.equal(train_labels[48:96], labels)


def test_mosaics_keep_order_and_pixels(tmp_path):
    rng = np.random.default_rng(0)
    tiles = rng.integers(0, 256, (1000, 32, 32, 3), np.uint8)
    mosaic = tiles.reshape(40, 25, 32, 32, 3).transpose(0, 2, 1, 3, 4).reshape(1280, 800, 3)
    (tmp_path / "train").mkdir()
    Image.fromarray(mosaic).save(tmp_path / "train" / "00.webp", lossless=True, method=0)
    (tmp_path / "train" / "labels.bin").write_bytes(bytes(i % 10 for i in range(1000)))
    pixels, labels = cifar10.load(tmp_path, "train")
    assert np.array_equal(pixels.permute(0, 2, 3, 1).numpy(), tiles)
    assert labels[13] == 3


def test_broken_files_are_told(tmp_path):
    with pytest.raises(ValueError, match="100 bytes are not a whole number"):
        cifar10.decode_records(bytes(100))
    with pytest.raises(FileNotFoundError, match="does not exist"):
        cifar10.load(tmp_path / "nowhere", "test")
    with pytest.raises(FileNotFoundError, match=r"lacks test_batch\.bin"):
        cifar10.load(tmp_path, "test")
    with pytest.raises(ValueError, match='split is "validation"'):
        cifar10.load(tmp_path, "validation")
