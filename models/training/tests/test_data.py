import io
import zipfile

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from PIL import Image

from gradlens_training.data import DATA_SETS, find_data_set, tiny_imagenet10
from gradlens_training.data.augmentation import flip_and_crop


def jpeg(colour, size=(64, 64), mode="RGB"):
    file = io.BytesIO()
    Image.new(mode, size, colour).save(file, "JPEG", quality=95)
    return file.getvalue()


def pack(path, members):
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path.parent


def test_groups_come_in_turns_whatever_the_order_of_the_archive(tmp_path):
    members = {
        "landscape/b.JPEG": jpeg((200, 200, 0)),
        "dog/b.JPEG": jpeg((100, 0, 0)),
        "landscape/a.JPEG": jpeg((0, 100, 0)),
        "dog/c.jpg": jpeg(50, mode="L"),
        "dog/a.JPEG": jpeg((0, 0, 100)),
    }
    pixels, labels = tiny_imagenet10.load(pack(tmp_path / "val.zip", members), "test")
    assert pixels.shape == (5, 3, 64, 64)
    assert pixels.dtype == torch.uint8
    assert labels.tolist() == [0, 9, 0, 9, 0]
    expected = torch.tensor([[0, 0, 100], [0, 100, 0], [100, 0, 0], [200, 200, 0], [50, 50, 50]])
    assert (pixels[:, :, 20, 30].int() - expected).abs().max() <= 3  # JPEG is lossy


def test_images_are_not_turned(tmp_path):
    ramp = np.zeros((64, 64, 3), np.uint8)
    ramp[:32, :, 0] = 240  # red above, black below
    ramp[:, 32:, 2] = 240  # blue at the right
    file = io.BytesIO()
    Image.fromarray(ramp).save(file, "JPEG", quality=95)
    pixels, _ = tiny_imagenet10.load(pack(tmp_path / "train.zip", {"cat/x.JPEG": file.getvalue()}), "train")
    assert np.abs(pixels[0].permute(1, 2, 0).numpy().astype(int) - ramp)[8:24, 8:24].max() < 10
    assert np.abs(pixels[0].permute(1, 2, 0).numpy().astype(int) - ramp)[40:56, 40:56].max() < 10


def test_broken_archives_are_told(tmp_path):
    def told(members, message):
        pack(tmp_path / "train.zip", members)
        with pytest.raises(ValueError, match=message):
            tiny_imagenet10.load(tmp_path, "train")

    with pytest.raises(
        FileNotFoundError, match=r"train\.zip does not exist; give the folder that holds train\.zip and"
    ):
        tiny_imagenet10.load(tmp_path, "train")
    with pytest.raises(ValueError, match='split is "validation"'):
        tiny_imagenet10.load(tmp_path, "validation")
    told({}, "holds 0 files")
    told({"unicorn/a.JPEG": jpeg(0)}, 'holds "unicorn/a.JPEG"; keep only JPEG files in folders named dog, cat')
    told({"dog/a.png": jpeg(0)}, 'holds "dog/a.png"; keep only JPEG files')
    told({"dog/a.JPEG": b"not an image"}, "dog/a.JPEG does not decode")
    told({"dog/a.JPEG": jpeg(0)[:300]}, "dog/a.JPEG does not decode")
    told({"dog/a.JPEG": jpeg(0, (64, 32))}, "dog/a.JPEG is 64x32; give images of 64x64")
    told({"dog/a.JPEG": bytes((1 << 20) + 1)}, "dog/a.JPEG has 1,048,577 bytes; remove it")
    (tmp_path / "train.zip").write_bytes(b"PK not a zip")
    with pytest.raises(ValueError, match=r"train\.zip is broken"):
        tiny_imagenet10.load(tmp_path, "train")


def test_data_sets_are_found_by_id_and_by_name():
    assert find_data_set("cifar10") is find_data_set("CIFAR-10") is DATA_SETS["cifar10"]
    assert find_data_set("tiny_imagenet10").name == "Tiny-ImageNet-10"
    with pytest.raises(ValueError, match='data set "mnist" is unknown; use one of cifar10, tiny_imagenet10'):
        find_data_set("mnist")


@pytest.mark.parametrize("name", DATA_SETS)
def test_a_batch_of_every_data_set_is_augmented_to_its_own_size(name):
    data = DATA_SETS[name]
    pixels = torch.randint(0, 256, (4, 3, data.side, data.side)).to(torch.uint8)
    augmented = data.augment(pixels, torch.Generator().manual_seed(0))
    assert augmented.shape == pixels.shape
    assert augmented.is_contiguous(memory_format=torch.channels_last)
    assert 0 <= augmented.min() <= augmented.max() <= 1
    assert len(data.classes) == 10


def padded_and_cropped(pixels, generator, margin):
    """The same result, one image at a time, from a padded copy."""
    count, _, height, width = pixels.shape
    padded = F.pad(pixels.double(), (margin,) * 4, mode="reflect")
    top = torch.randint(0, 2 * margin + 1, (count, 1), generator=generator).flatten().tolist()
    left = torch.randint(0, 2 * margin + 1, (count, 1), generator=generator).flatten().tolist()
    flipped = (torch.rand(count, generator=generator) < 0.5).tolist()
    images = [padded[i, :, top[i] : top[i] + height, left[i] : left[i] + width] for i in range(count)]
    return torch.stack([image.flip(2) if flip else image for image, flip in zip(images, flipped, strict=True)])


@pytest.mark.parametrize(("side", "margin"), [(32, 4), (64, 8)])
def test_augmentation_is_a_crop_of_the_reflected_image(side, margin):
    pixels = torch.randint(0, 256, (40, 3, side, side), generator=torch.Generator().manual_seed(1)).to(torch.uint8)
    ours = flip_and_crop(pixels, torch.Generator().manual_seed(2), margin)
    plain = padded_and_cropped(pixels, torch.Generator().manual_seed(2), margin)
    assert torch.equal((ours.double() * 255).round(), plain)
    moved = [not torch.equal(a, b) for a, b in zip(plain, pixels.double(), strict=True)]
    assert sum(moved) > 30
