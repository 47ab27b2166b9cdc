"""From a plan to its records, in jobs of a block of images by model and epsilon."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..jobs import Executor, Finished, Job, Outcome, carry_out
from ..jobs.finished_jobs import FinishedJobs
from .class_names import own_labels
from .courses import BlockCourses
from .images import PlannedImages
from .judge import BlockImages, JudgeTask, TransferTask
from .plan import EvaluationPlan
from .results import versions

NOTHING_JUDGED = {"indices": [], "verdicts": [], "sizes": [], "fooledBy": [], "zeroGradient": []}


@dataclass(frozen=True)
class PlanRun:
    plan: EvaluationPlan
    images: PlannedImages
    device: str

    def chains(self) -> Iterator[BlockChain]:
        """All models judge a block before the next begins, so that curves are complete early."""
        for block in range(self.plan.blocks):
            for model in self.plan.models:
                yield BlockChain(self, block, model)

    def block_images(self, indices: list[int], models: list[dict[str, Any]]) -> BlockImages:
        labels = [self.images.label(index) for index in indices]
        own = (own_labels(labels, self.images.classes, model["classes"], model["name"]) for model in models)
        return BlockImages(self.images.read(indices, models[0]), tuple(own), indices)


class BlockChain:
    """A block of images on a model, at one epsilon or trial of the search after another."""

    def __init__(self, run: PlanRun, block: int, model: dict[str, Any]):
        self.run, self.block, self.model = run, block, model
        self.step = 0
        self.courses = BlockCourses(run.plan, block)
        self.searches = {search.first: search for search in run.plan.searches}
        self.records: list[dict[str, Any]] = []

    def next_job(self) -> Job | None:
        plan, attack = self.run.plan, self.run.plan.measure["attack"]
        if plan.measure["id"] == "transfer":
            if self.step == 1:
                return None
            models = [self.model, *plan.models]
            images = self.run.block_images(plan.indices_of(self.block), models)
            task = TransferTask(images, attack, [model["id"] for model in plan.models])
            return self._job(models, task, images, [])
        while self.step < plan.steps:
            # In a ranking every attack begins anew.
            if plan.measure["id"] == "ranking" and self.step in self.searches:
                self.courses = BlockCourses(self.searches[self.step].plan, self.block)
            asks = self.courses.asks(self.step)
            if asks:
                images = self.run.block_images([ask.index for ask in asks], [self.model])
                epsilons = [ask.epsilon for ask in asks]
                attack = plan.attack_of(self.step)
                seeks_nearest = attack["id"] in plan.measure.get("nearest", [])
                task = JudgeTask(images, epsilons, attack, seeks_nearest, plan.measure["id"] == "ranking")
                return self._job([self.model], task, images, epsilons)
            self._record(NOTHING_JUDGED)
        return None

    def take(self, outcome: Outcome) -> None:
        found = outcome["outcome"]
        if self.run.plan.measure["id"] != "transfer":
            self.courses.take(found)
        self._record(found)

    def _record(self, found: dict[str, Any]) -> None:
        where = {"block": self.block, "step": self.step, "modelId": self.model["id"], "environment": 0}
        self.records.append({**where, "outcome": found})
        self.step += 1

    def _job(self, models: list[dict[str, Any]], task: Any, images: BlockImages, epsilons: list[float]) -> Job:
        digest = hashlib.sha256(images.pixels.numpy().tobytes())
        for labels in images.labels:
            digest.update(labels.numpy().tobytes())
        key = {
            "plan": self.run.plan.sha256,
            "block": self.block,
            "step": self.step,
            "model": self.model["id"],
            "images": digest.hexdigest(),
            "epsilons": epsilons,
            "device": self.run.device,
            "versions": versions(),
        }
        return Job(key, tuple(model["sha256"] for model in models), task)


def finished_file(out: Path, plan: EvaluationPlan) -> Path:
    """Where the finished blocks of a plan are kept: beside its results."""
    return out.with_name(f"{plan.sha256[:16]}.blocks.jsonl")


def run_plan(run: PlanRun, executor: Executor, kept: FinishedJobs) -> Iterator[Finished]:
    """Yields every finished job; the chains of those have the records."""
    return carry_out(run.chains(), executor, kept)
