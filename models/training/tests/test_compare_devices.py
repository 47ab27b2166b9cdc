import json

import pytest
from evaluation_models import NearestGrey, grey_images, holds_by_arithmetic, reduced

from check_autoattack import look_up
from compare_devices import compare
from gradlens_training.data import find_data_set
from gradlens_training.evaluation.blocks import run_blocks
from gradlens_training.evaluation.images import Images

SHA256 = "ab" * 32
DATA = find_data_set("CIFAR-10")


@pytest.fixture
def images():
    return Images(*grey_images(120))


@pytest.fixture
def cache(tmp_path, images):
    """A cache of verdicts on the CPU, in blocks of 50."""
    list(run_blocks(NearestGrey(), SHA256, images, (4, 8, 16), tmp_path, lambda _: None, reduced))
    return tmp_path


def attack_on_a_gpu(cache, differently=()):
    """One block of the first 100 images at 8/255, judged as on the CPU except for some of them."""
    path = next(cache.glob("*-8.jsonl"))
    first, second, _ = (json.loads(line) for line in path.read_text().splitlines())
    verdicts = [*first["brokenBy"], *second["brokenBy"]]
    for place in differently:
        verdicts[place] = None if verdicts[place] else "square"
    with path.open("a") as file:
        file.write(json.dumps({**first, "device": "cuda", "brokenBy": verdicts}) + "\n")
    return sum(by is None for by in verdicts)


def test_verdicts_of_both_devices_are_compared_image_by_image(cache, images):
    on_gpu = attack_on_a_gpu(cache, differently=(3, 60))
    on_cpu = holds_by_arithmetic(images.pixels, images.labels, 8)[:100].sum().item()
    assert compare(cache, {SHA256: "grey"}) == [("grey at 8/255", 100, on_cpu, on_gpu, 2)]


def test_what_one_device_alone_attacked_is_left_out(cache):
    assert compare(cache, {}) == []
    attack_on_a_gpu(cache)
    ((name, images, *_, otherwise),) = compare(cache, {})
    assert (name, images, otherwise) == ("abababababababab at 8/255", 100, 0)


@pytest.mark.parametrize("epsilon", [4, 8, 16])
def test_the_page_is_held_to_what_the_cache_has(epsilon, cache, images):
    fell_by = look_up(NearestGrey(), SHA256, DATA, images, 70, epsilon, cache)
    held = holds_by_arithmetic(images.pixels, images.labels, epsilon)[:70].tolist()
    assert [by is None for by in fell_by] == held


def test_a_image_that_the_cache_lacks_is_told(cache, images):
    path = next(cache.glob("*-8.jsonl"))
    path.write_text("".join(path.read_text().splitlines(keepends=True)[::2]))  # without the second block
    with pytest.raises(ValueError, match="lacks image 50 of the first 70 at 8/255; attack them with evaluate.py"):
        look_up(NearestGrey(), SHA256, DATA, images, 70, 8, cache)
