"""AutoAttack in blocks of images, with a cache: an interrupted run is resumed, a longer one adds blocks."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import nn

from ..jobs import Executor, InProcess, Job, Outcome, carry_out
from . import autoattack
from .autoattack import device_of
from .block_cache import BlockCache
from .distribution import to_bits
from .images import Images

BLOCK = 50  # images per robust count in the manifest; by default also attacked at once
CLEAN = "clean"  # wrong without an attack


@dataclass(frozen=True)
class BlockResult:
    epsilon_255: float
    block: int
    broken_by: list[str | None]  # a part attack, "clean", a smaller epsilon as "4/255", or None: the image holds
    device: str = "cpu"


def run_blocks(
    model: nn.Module | None,
    weights_sha256: str,
    images: Images,
    epsilons_255: tuple[float, ...],
    cache: Path,
    say: Callable[[str], None] = print,
    make_attack: autoattack.MakeAttack = autoattack.standard,
    size: int = BLOCK,
    compute: int | None = None,
    executor: Executor | None = None,
) -> Iterator[BlockResult]:
    """Every block at every epsilon, each block from the smallest epsilon to the largest.

    An image that is fooled at a smaller epsilon is not attacked again at a larger one and counts as fooled there,
    as its adversarial image lies in the larger ball too. So accuracy never rises with epsilon, and is at most that of
    separate runs. A block has `size` images. What the cache lacks is computed for the first `compute` images (None:
    all) on the model's device, or by `executor`, which has the model by its sha256. Results of a larger block count for
    the smaller blocks within it. With several workers, blocks are finished in any order.
    """
    cache.mkdir(parents=True, exist_ok=True)
    device = device_of(model).type if executor is None else executor.device
    chains = (
        BlockChain(images, index, size, tuple(sorted(epsilons_255)), weights_sha256, device, make_attack)
        for index in range(-(-len(images.labels) // size))
    )
    executor = executor or InProcess(attack_block, lambda _: model)

    def may_compute(job: Job) -> bool:
        return compute is None or job.key["block"] * size < compute

    for finished in carry_out(chains, executor, BlockCache(cache, images), may_compute):
        epsilon, block, outcome = finished.job.key["epsilon255"], finished.job.key["block"], finished.outcome
        found = outcome["brokenBy"]
        if finished.is_new:
            seconds = outcome["seconds"]
            say(f"block {block} at {epsilon:g}/255: {found.count(None)} of {len(found)} robust, {seconds:.0f} s")
            for warning in outcome["warnings"]:
                say(f"  warning: {warning}")
        yield BlockResult(epsilon, block, found, outcome.get("device", "cpu"))


class BlockChain:
    """A block from the smallest epsilon to the largest."""

    def __init__(
        self,
        images: Images,
        index: int,
        size: int,
        epsilons_255: tuple[float, ...],
        weights_sha256: str,
        device: str,
        make_attack: autoattack.MakeAttack,
    ):
        self.block = images.block(index, size)
        self.index, self.size, self.epsilons_255 = index, size, epsilons_255
        self.weights_sha256, self.device, self.make_attack = weights_sha256, device, make_attack
        self.rank = 0  # of the next epsilon
        self.standing: list[str | None] | None = None  # what fooled each image so far; None: not even looked at

    def next_job(self) -> Job | None:
        if self.rank == len(self.epsilons_255):
            return None
        epsilon = self.epsilons_255[self.rank]
        key = {
            "attack": autoattack.NAME,
            "tool": autoattack.TOOL,
            "norm": autoattack.NORM,
            "seed": autoattack.SEED,
            "weights": self.weights_sha256,
            "epsilon255": epsilon,
            "after255": list(self.epsilons_255[: self.rank]),
            "block": self.index,
            "images": self.block.digest(),
        }
        if self.device != "cpu":
            key["device"] = self.device
        task = BlockTask(self.block, epsilon, self.standing, self.make_attack, self.index * self.size)
        return Job(key, (self.weights_sha256,), task)

    def take(self, outcome: Outcome) -> None:
        epsilon = self.epsilons_255[self.rank]
        self.standing = [by if by in (None, CLEAN) or "/" in by else f"{epsilon:g}/255" for by in outcome["brokenBy"]]
        self.rank += 1


@dataclass(frozen=True)
class BlockTask:
    images: Images
    epsilon_255: float
    standing: list[str | None] | None
    make_attack: autoattack.MakeAttack
    first: int  # the first image's index in the test split


def attack_block(task: BlockTask, models: Sequence[nn.Module]) -> Outcome:
    (model,) = models
    started, device, block = time.monotonic(), device_of(model), task.images
    standing = wrong_when_clean(model, block) if task.standing is None else task.standing
    attack = task.make_attack(model, task.epsilon_255 / 255)
    broken_by, warnings = autoattack.attack_standing(
        attack, block.floats().to(device), block.labels.to(device), standing
    )
    seconds = round(time.monotonic() - started, 1)
    return {"first": task.first, "brokenBy": broken_by, "warnings": warnings, "seconds": seconds}


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
