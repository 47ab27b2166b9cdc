import itertools
import json
from dataclasses import replace

import pytest
from evaluation_models import NearestGrey, grey_pictures, holds_by_arithmetic, reduced

from gradlens_training.evaluation.blocks import Pictures, autoattack_entries, run_blocks

SHA256 = "ab" * 32
EPSILONS = (4, 8, 16)


class Counting:
    """Makes the reduced attack, and counts how often."""

    def __init__(self):
        self.epsilons = []

    def __call__(self, model, epsilon):
        self.epsilons.append(round(epsilon * 255))
        return reduced(model, epsilon)


@pytest.fixture
def run(tmp_path):
    def start(pictures, make_attack=reduced, sha256=SHA256, cache=tmp_path / "cache", **more):
        return run_blocks(NearestGrey(), sha256, pictures, EPSILONS, cache, lambda _: None, make_attack, **more)

    return start


@pytest.fixture
def pictures():
    return Pictures(*grey_pictures(120))


def test_each_block_goes_from_the_smallest_epsilon_to_the_largest(run, pictures):
    results = list(run(pictures))
    assert [(r.block, r.epsilon_255) for r in results] == list(itertools.product((0, 1, 2), EPSILONS))
    for result in results:
        block = pictures.block(result.block)
        held = holds_by_arithmetic(block.pixels, block.labels, result.epsilon_255)
        assert [by is None for by in result.broken_by] == held.tolist()


def test_what_is_broken_at_a_smaller_epsilon_is_not_attacked_again(run, pictures):
    at = {(r.block, r.epsilon_255): r.broken_by for r in run(pictures)}
    nested = 0
    for block, (smaller, larger) in itertools.product((0, 1, 2), itertools.pairwise(EPSILONS)):
        for before, after in zip(at[block, smaller], at[block, larger], strict=True):
            if before is not None:
                nested += 1
                expected = before if before == "clean" or "/" in before else f"{smaller}/255"
                assert after == expected
    assert nested > 20


def test_entries_count_every_block(run, pictures):
    entries = autoattack_entries(list(run(pictures)))
    assert [entry["epsilon255"] for entry in entries] == list(EPSILONS)
    for entry in entries:
        held = holds_by_arithmetic(pictures.pixels, pictures.labels, entry["epsilon255"])
        assert entry["attack"] == "autoattack-standard"
        assert entry["pictures"] == 120
        assert entry["accuracy"] == round(held.sum().item() / 120, 4)
        assert entry["heldPerBlock"] == {"pictures": 50, "held": [part.sum().item() for part in held.split(50)]}


def test_a_cut_run_goes_on(run, pictures, tmp_path):
    whole = list(run(pictures, cache=tmp_path / "whole"))
    list(itertools.islice(run(pictures), 4))  # the first block, and the second at the smallest epsilon
    counting = Counting()
    assert list(run(pictures, counting)) == whole
    assert counting.epsilons == [8, 16, 4, 8, 16]
    again = Counting()
    assert list(run(pictures, again)) == whole
    assert again.epsilons == []


def test_a_line_cut_in_the_middle_is_done_again(run, pictures, tmp_path):
    whole = list(run(pictures))
    path = next((tmp_path / "cache").glob("*-8.jsonl"))
    path.write_text(path.read_text()[:-30])
    counting = Counting()
    assert list(run(pictures, counting)) == whole
    assert counting.epsilons == [8]
    assert list(run(pictures, counting)) == whole
    assert counting.epsilons == [8]


def test_more_pictures_add_blocks(run, pictures):
    fewer = Pictures(pictures.pixels[:50], pictures.labels[:50])
    first = list(run(fewer))
    counting = Counting()
    assert list(run(pictures, counting))[:3] == first
    assert counting.epsilons == [*EPSILONS] * 2


@pytest.mark.parametrize("change", ["weights", "pixels", "labels", "a longer last block"])
def test_what_was_measured_on_something_else_is_not_taken(change, run, pictures):
    before = Pictures(pictures.pixels[:40], pictures.labels[:40])
    list(run(before))
    pixels, labels = before.pixels.clone(), before.labels.clone()
    if change == "pixels":
        pixels[39] ^= 1
    if change == "labels":
        labels[39] = (labels[39] + 1) % 10
    after = Pictures(pictures.pixels[:50], pictures.labels[:50]) if "longer" in change else Pictures(pixels, labels)
    counting = Counting()
    list(run(after, counting, sha256="cd" * 32 if change == "weights" else SHA256))
    assert counting.epsilons == [*EPSILONS]


def test_the_cache_says_what_broke_each_picture(run, pictures, tmp_path):
    list(run(pictures))
    lines = [json.loads(line) for path in (tmp_path / "cache").iterdir() for line in path.read_text().splitlines()]
    assert len(lines) == 9
    for line in lines:
        assert line["weights"] == SHA256
        assert line["tool"].startswith("pyautoattack ")
        assert len(line["brokenBy"]) == (50 if line["block"] < 2 else 20)
        assert line["seconds"] >= 0


def test_a_larger_block_counts_for_the_smaller_ones_that_it_holds(run, pictures):
    whole = list(run(pictures, size=120))
    counting = Counting()
    parts = list(run(pictures, counting))
    assert counting.epsilons == []
    for epsilon in EPSILONS:
        joined = [by for part in parts if part.epsilon_255 == epsilon for by in part.broken_by]
        assert joined == next(result.broken_by for result in whole if result.epsilon_255 == epsilon)
    assert autoattack_entries(parts) == autoattack_entries(whole)


@pytest.mark.parametrize("change", ["weights", "pixels"])
def test_a_larger_block_of_something_else_is_not_taken(change, run, pictures):
    list(run(pictures, size=120))
    pixels = pictures.pixels.clone()
    pixels[119] ^= int(change == "pixels")
    counting = Counting()
    list(
        run(
            Pictures(pixels, pictures.labels), counting, sha256="cd" * 32 if change == "weights" else SHA256, compute=50
        )
    )
    assert counting.epsilons == [*EPSILONS]


def test_no_more_is_computed_than_is_asked_for(run, pictures):
    counting = Counting()
    assert [result.block for result in run(pictures, counting, compute=50)] == [0] * 3
    assert list(run(pictures, counting, compute=0)) == list(run(pictures, counting, compute=50))
    assert counting.epsilons == [*EPSILONS]


def test_entries_end_before_a_gap(run, pictures):
    results = list(run(pictures))
    entries = autoattack_entries([result for result in results if (result.block, result.epsilon_255) != (1, 8)])
    assert {entry["epsilon255"]: entry["pictures"] for entry in entries} == {4: 120, 8: 50, 16: 120}
    (on_gpu,) = autoattack_entries([replace(results[0], device="cuda")])
    assert on_gpu["tool"].endswith(", on a GPU")
