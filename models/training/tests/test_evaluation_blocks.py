import itertools
import json
from dataclasses import replace

import pytest
from evaluation_models import NearestGrey, grey_images, holds_by_arithmetic, reduced

from gradlens_training.evaluation.blocks import BLOCK, autoattack_entries, run_blocks
from gradlens_training.evaluation.images import Images

SHA256 = "ab" * 32
EPSILONS = (4, 8, 16)


class Counting:
    """Makes the reduced attack and counts its uses."""

    def __init__(self):
        self.epsilons = []

    def __call__(self, model, epsilon):
        self.epsilons.append(round(epsilon * 255))
        return reduced(model, epsilon)


@pytest.fixture
def run(tmp_path):
    def start(images, make_attack=reduced, sha256=SHA256, cache=tmp_path / "cache", **more):
        return run_blocks(NearestGrey(), sha256, images, EPSILONS, cache, lambda _: None, make_attack, **more)

    return start


@pytest.fixture
def images():
    return Images(*grey_images(120))


def test_each_block_goes_from_the_smallest_epsilon_to_the_largest(run, images):
    results = list(run(images))
    assert [(r.block, r.epsilon_255) for r in results] == list(itertools.product((0, 1, 2), EPSILONS))
    for result in results:
        block = images.block(result.block, BLOCK)
        held = holds_by_arithmetic(block.pixels, block.labels, result.epsilon_255)
        assert [by is None for by in result.broken_by] == held.tolist()


def test_an_image_fooled_at_a_smaller_epsilon_is_not_attacked_again(run, images):
    at = {(r.block, r.epsilon_255): r.broken_by for r in run(images)}
    nested = 0
    for block, (smaller, larger) in itertools.product((0, 1, 2), itertools.pairwise(EPSILONS)):
        for before, after in zip(at[block, smaller], at[block, larger], strict=True):
            if before is not None:
                nested += 1
                expected = before if before == "clean" or "/" in before else f"{smaller}/255"
                assert after == expected
    assert nested > 20


def test_entries_count_every_block(run, images):
    entries = autoattack_entries(list(run(images)))
    assert [entry["epsilon255"] for entry in entries] == list(EPSILONS)
    for entry in entries:
        held = holds_by_arithmetic(images.pixels, images.labels, entry["epsilon255"])
        assert entry["attack"] == "autoattack-standard"
        assert entry["images"] == 120
        assert entry["accuracy"] == round(held.sum().item() / 120, 4)
        assert entry["robustPerBlock"] == {"images": 50, "robust": [part.sum().item() for part in held.split(50)]}


def test_a_cut_run_goes_on(run, images, tmp_path):
    whole = list(run(images, cache=tmp_path / "whole"))
    list(itertools.islice(run(images), 4))  # the first block, and the second at the smallest epsilon
    counting = Counting()
    assert list(run(images, counting)) == whole
    assert counting.epsilons == [8, 16, 4, 8, 16]
    again = Counting()
    assert list(run(images, again)) == whole
    assert again.epsilons == []


def test_a_line_cut_in_the_middle_is_done_again(run, images, tmp_path):
    whole = list(run(images))
    path = next((tmp_path / "cache").glob("*-8.jsonl"))
    path.write_text(path.read_text()[:-30])
    counting = Counting()
    assert list(run(images, counting)) == whole
    assert counting.epsilons == [8]
    assert list(run(images, counting)) == whole
    assert counting.epsilons == [8]


def test_more_images_add_blocks(run, images):
    fewer = Images(images.pixels[:50], images.labels[:50])
    first = list(run(fewer))
    counting = Counting()
    assert list(run(images, counting))[:3] == first
    assert counting.epsilons == [*EPSILONS] * 2


@pytest.mark.parametrize("change", ["weights", "pixels", "labels", "a longer last block"])
def test_what_was_measured_on_something_else_is_not_taken(change, run, images):
    before = Images(images.pixels[:40], images.labels[:40])
    list(run(before))
    pixels, labels = before.pixels.clone(), before.labels.clone()
    if change == "pixels":
        pixels[39] ^= 1
    if change == "labels":
        labels[39] = (labels[39] + 1) % 10
    after = Images(images.pixels[:50], images.labels[:50]) if "longer" in change else Images(pixels, labels)
    counting = Counting()
    list(run(after, counting, sha256="cd" * 32 if change == "weights" else SHA256))
    assert counting.epsilons == [*EPSILONS]


def test_the_cache_says_what_broke_each_image(run, images, tmp_path):
    list(run(images))
    lines = [json.loads(line) for path in (tmp_path / "cache").iterdir() for line in path.read_text().splitlines()]
    assert len(lines) == 9
    for line in lines:
        assert line["weights"] == SHA256
        assert line["tool"].startswith("pyautoattack ")
        assert len(line["brokenBy"]) == (50 if line["block"] < 2 else 20)
        assert line["seconds"] >= 0


def test_a_larger_block_counts_for_the_smaller_ones_that_it_holds(run, images):
    whole = list(run(images, size=120))
    counting = Counting()
    parts = list(run(images, counting))
    assert counting.epsilons == []
    for epsilon in EPSILONS:
        joined = [by for part in parts if part.epsilon_255 == epsilon for by in part.broken_by]
        assert joined == next(result.broken_by for result in whole if result.epsilon_255 == epsilon)
    assert autoattack_entries(parts) == autoattack_entries(whole)


@pytest.mark.parametrize("change", ["weights", "pixels"])
def test_a_larger_block_of_something_else_is_not_taken(change, run, images):
    list(run(images, size=120))
    pixels = images.pixels.clone()
    pixels[119] ^= int(change == "pixels")
    counting = Counting()
    list(run(Images(pixels, images.labels), counting, sha256="cd" * 32 if change == "weights" else SHA256, compute=50))
    assert counting.epsilons == [*EPSILONS]


def test_no_more_is_computed_than_is_asked_for(run, images):
    counting = Counting()
    assert [result.block for result in run(images, counting, compute=50)] == [0] * 3
    assert list(run(images, counting, compute=0)) == list(run(images, counting, compute=50))
    assert counting.epsilons == [*EPSILONS]


def test_entries_end_before_a_gap(run, images):
    results = list(run(images))
    entries = autoattack_entries([result for result in results if (result.block, result.epsilon_255) != (1, 8)])
    assert {entry["epsilon255"]: entry["images"] for entry in entries} == {4: 120, 8: 50, 16: 120}
    (on_gpu,) = autoattack_entries([replace(results[0], device="cuda")])
    assert on_gpu["tool"].endswith(", on a GPU")
