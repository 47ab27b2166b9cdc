"""AutoAttack in blocks of images, with a cache: an interrupted run is resumed, a longer one adds blocks."""

from __future__ import annotations

import hashlib
import itertools
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

from . import autoattack
from .autoattack import device_of
from .distribution import to_bits

BLOCK = 50  # images per robust count in the manifest; by default also attacked at once
CLEAN = "clean"  # wrong without an attack


@dataclass(frozen=True)
class Images:
    """uint8 pixels (N, 3, H, W) and labels (N,), from the first of a test split."""

    pixels: Tensor
    labels: Tensor

    def block(self, index: int, size: int = BLOCK) -> Images:
        rows = slice(index * size, (index + 1) * size)
        return Images(self.pixels[rows], self.labels[rows])

    def digest(self) -> str:
        return hashlib.sha256(self.pixels.numpy().tobytes() + self.labels.numpy().tobytes()).hexdigest()

    def floats(self) -> Tensor:
        return (self.pixels.float() / 255).contiguous()


@dataclass(frozen=True)
class BlockResult:
    epsilon_255: float
    block: int
    broken_by: list[str | None]  # a part attack, "clean", a smaller epsilon as "4/255", or None: the image holds
    device: str = "cpu"


def run_blocks(
    model: nn.Module,
    weights_sha256: str,
    images: Images,
    epsilons_255: tuple[float, ...],
    cache: Path,
    say: Callable[[str], None] = print,
    make_attack: autoattack.MakeAttack = autoattack.standard,
    size: int = BLOCK,
    compute: int | None = None,
) -> Iterator[BlockResult]:
    """Every block at every epsilon, each block from the smallest epsilon to the largest.

    An image that is fooled at a smaller epsilon is not attacked again at a larger one and counts as fooled there,
    as its adversarial image lies in the larger ball too. So accuracy never rises with epsilon, and is at most that of
    separate runs. A block has `size` images. What the cache lacks is computed on the model's device, for the first
    `compute` images (None: all). Results of a larger block count for the smaller blocks within it.
    """
    epsilons_255 = tuple(sorted(epsilons_255))
    cache.mkdir(parents=True, exist_ok=True)
    device = device_of(model)
    for index in range(-(-len(images.labels) // size)):
        block = images.block(index, size)
        broken: list[str | None] | None = None
        for rank, epsilon in enumerate(epsilons_255):
            key = {
                "attack": autoattack.NAME,
                "tool": autoattack.TOOL,
                "norm": autoattack.NORM,
                "seed": autoattack.SEED,
                "weights": weights_sha256,
                "epsilon255": epsilon,
                "after255": list(epsilons_255[:rank]),
                "block": index,
                "images": block.digest(),
            }
            if device.type != "cpu":
                key["device"] = device.type
            path = cache / f"{weights_sha256[:16]}-{epsilon:g}.jsonl"
            found = _find(path, key, len(block.labels)) or _find_in_larger(
                path, key, images, index * size, len(block.labels)
            )
            if found is None and compute is not None and index * size >= compute:
                break
            if found is None:
                started = time.monotonic()
                standing = wrong_when_clean(model, block) if broken is None else broken
                kept, warnings = autoattack.attack_standing(
                    make_attack(model, epsilon / 255), block.floats().to(device), block.labels.to(device), standing
                )
                seconds = round(time.monotonic() - started, 1)
                _append(
                    path, {**key, "first": index * size, "brokenBy": kept, "warnings": warnings, "seconds": seconds}
                )
                say(f"block {index} at {epsilon:g}/255: {kept.count(None)} of {len(kept)} robust, {seconds:.0f} s")
                for warning in warnings:
                    say(f"  warning: {warning}")
                found = kept, device.type
            kept, computed_on = found
            yield BlockResult(epsilon, index, kept, computed_on)
            broken = [by if by in (None, CLEAN) or "/" in by else f"{epsilon:g}/255" for by in kept]


def autoattack_entries(results: list[BlockResult]) -> list[dict]:
    """The manifest's entries: one for each epsilon, over all blocks that it has."""
    entries = []
    for epsilon in sorted({result.epsilon_255 for result in results}):
        blocks = _from_the_first([result for result in results if result.epsilon_255 == epsilon])
        if not blocks:
            continue
        on_gpu = ", on a GPU" if any(block.device != "cpu" for block in blocks) else ""
        broken_by = [broken for block in blocks for broken in block.broken_by]
        count = len(broken_by)
        held = [broken_by[start : start + BLOCK].count(None) for start in range(0, count, BLOCK)]
        entries.append(
            {
                "attack": autoattack.NAME,
                "norm": autoattack.NORM,
                "epsilon255": epsilon,
                "accuracy": round(sum(held) / count, 4),
                "images": count,
                "robustPerBlock": {"images": BLOCK, "robust": held},
                "robustPerImage": to_bits(torch.tensor([broken is None for broken in broken_by])),
                "tool": autoattack.TOOL + on_gpu,
            }
        )
    return entries


def wrong_when_clean(model: nn.Module, block: Images) -> list[str | None]:
    """CLEAN for each image that the model gets wrong without an attack, else None."""
    with torch.no_grad():
        right = model(block.floats().to(device_of(model))).argmax(1).cpu() == block.labels
    return [None if each else CLEAN for each in right.tolist()]


def _from_the_first(results: list[BlockResult]) -> list[BlockResult]:
    """Each block once, up to the first gap, so that any two models are compared on the same images."""
    by_block = {result.block: result for result in results}
    return [by_block[index] for index in itertools.takewhile(by_block.__contains__, itertools.count())]


Found = tuple[list[str | None], str]  # which attack fooled the model on each image, and the device


def _find(path: Path, key: dict, images: int) -> Found | None:
    """The result of an earlier run under exactly this key."""
    for record in read_records(path):
        if all(record.get(name) == value for name, value in key.items()) and len(record["brokenBy"]) == images:
            return record["brokenBy"], record.get("device", "cpu")
    return None


def _find_in_larger(path: Path, key: dict, images: Images, start: int, size: int) -> Found | None:
    """The result from `start` on, within a block that an earlier run attacked at once, on any device."""
    same = {name: value for name, value in key.items() if name not in ("block", "images", "device")}
    for record in read_records(path):
        found = record["brokenBy"]
        first = first_place(record)
        rows = slice(first, first + len(found))
        inside = first <= start and start + size <= rows.stop <= len(images.labels)
        if not inside or any(record.get(name) != value for name, value in same.items()):
            continue
        if Images(images.pixels[rows], images.labels[rows]).digest() == record["images"]:
            return found[start - first : start - first + size], record.get("device", "cpu")
    return None


def first_place(record: dict) -> int:
    """The index of a record's first image in the test split. Records without it are never of a shorter last block."""
    return record.get("first", record["block"] * len(record["brokenBy"]))


def read_records(path: Path) -> Iterator[dict]:
    """The records of the cache; lines left half-written by an interruption are skipped."""
    if not path.exists():
        return
    for line in path.read_text().splitlines():
        try:
            record = json.loads(line)
        except json.JSONDecodeError:
            continue
        yield record


def _append(path: Path, record: dict) -> None:
    torn = path.exists() and not path.read_text().endswith("\n") and path.stat().st_size > 0
    with path.open("a") as file:
        file.write("\n" * torn + json.dumps(record) + "\n")
