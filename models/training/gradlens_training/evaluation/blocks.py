"""AutoAttack block by block of pictures, with a cache: a run that was cut off goes on, a longer one adds blocks."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

from . import autoattack
from .autoattack import device_of

BLOCK = 50  # pictures of which the manifest says how many hold; also attacked at once, unless told otherwise
CLEAN = "clean"  # broken by nothing but the model


@dataclass(frozen=True)
class Pictures:
    """uint8 pixels (N, 3, H, W) and labels (N,), from the first of a test split."""

    pixels: Tensor
    labels: Tensor

    def block(self, index: int, size: int = BLOCK) -> Pictures:
        rows = slice(index * size, (index + 1) * size)
        return Pictures(self.pixels[rows], self.labels[rows])

    def digest(self) -> str:
        return hashlib.sha256(self.pixels.numpy().tobytes() + self.labels.numpy().tobytes()).hexdigest()

    def floats(self) -> Tensor:
        return (self.pixels.float() / 255).contiguous()


@dataclass(frozen=True)
class BlockResult:
    epsilon_255: float
    block: int
    broken_by: list[str | None]  # a part attack, "clean", a smaller epsilon as "4/255", or None: the picture holds

    @property
    def held(self) -> int:
        return self.broken_by.count(None)


def run_blocks(
    model: nn.Module,
    weights_sha256: str,
    pictures: Pictures,
    epsilons_255: tuple[float, ...],
    cache: Path,
    say: Callable[[str], None] = print,
    make_attack: autoattack.MakeAttack = autoattack.standard,
    size: int = BLOCK,
) -> Iterator[BlockResult]:
    """Every block at every epsilon, each block from the smallest epsilon to the largest.

    A picture that is broken at a smaller epsilon is not attacked again at a larger one and counts as broken
    there: its adversarial picture lies in the larger ball too. So accuracy never rises with epsilon, and is at
    most what separate runs would give. `size` pictures are a block. The model's device computes.
    """
    epsilons_255 = tuple(sorted(epsilons_255))
    cache.mkdir(parents=True, exist_ok=True)
    device = device_of(model)
    for index in range(-(-len(pictures.labels) // size)):
        block = pictures.block(index, size)
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
                "pictures": block.digest(),
            }
            if device.type != "cpu":
                key["device"] = device.type
            path = cache / f"{weights_sha256[:16]}-{epsilon:g}.jsonl"
            kept = _find(path, key, len(block.labels))
            if kept is None:
                started = time.monotonic()
                standing = _wrong(model, block) if broken is None else broken
                kept, warnings = autoattack.attack_standing(
                    make_attack(model, epsilon / 255), block.floats().to(device), block.labels.to(device), standing
                )
                seconds = round(time.monotonic() - started, 1)
                _append(path, {**key, "brokenBy": kept, "warnings": warnings, "seconds": seconds})
                say(f"block {index} at {epsilon:g}/255: {kept.count(None)} of {len(kept)} hold, {seconds:.0f} s")
                for warning in warnings:
                    say(f"  warning: {warning}")
            yield BlockResult(epsilon, index, kept)
            broken = [by if by in (None, CLEAN) or "/" in by else f"{epsilon:g}/255" for by in kept]


def autoattack_entries(results: list[BlockResult]) -> list[dict]:
    """The manifest's entries: one for each epsilon, over all blocks that it has."""
    entries = []
    for epsilon in sorted({result.epsilon_255 for result in results}):
        blocks = sorted((r for r in results if r.epsilon_255 == epsilon), key=lambda result: result.block)
        broken_by = [broken for block in blocks for broken in block.broken_by]
        count = len(broken_by)
        held = [broken_by[start : start + BLOCK].count(None) for start in range(0, count, BLOCK)]
        entries.append(
            {
                "attack": autoattack.NAME,
                "norm": autoattack.NORM,
                "epsilon255": epsilon,
                "accuracy": round(sum(held) / count, 4),
                "pictures": count,
                "heldPerBlock": {"pictures": BLOCK, "held": held},
                "tool": autoattack.TOOL,
            }
        )
    return entries


def _wrong(model: nn.Module, block: Pictures) -> list[str | None]:
    with torch.no_grad():
        right = model(block.floats().to(device_of(model))).argmax(1).cpu() == block.labels
    return [None if each else CLEAN for each in right.tolist()]


def _find(path: Path, key: dict, pictures: int) -> list[str | None] | None:
    """What an earlier run found under exactly this key; lines that a cut left half-written are passed over."""
    if not path.exists():
        return None
    for line in path.read_text().splitlines():
        try:
            record = json.loads(line)
        except json.JSONDecodeError:
            continue
        if all(record.get(name) == value for name, value in key.items()) and len(record["brokenBy"]) == pictures:
            return record["brokenBy"]
    return None


def _append(path: Path, record: dict) -> None:
    torn = path.exists() and not path.read_text().endswith("\n") and path.stat().st_size > 0
    with path.open("a") as file:
        file.write("\n" * torn + json.dumps(record) + "\n")
