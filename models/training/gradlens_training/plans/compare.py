"""Where two results of one plan judge differently, image by image."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .canonical import is_changed
from .courses import BlockCourses
from .plan import EvaluationPlan, evaluation_plan
from .schema import read_checked

Verdicts = dict[int, str]
"""Of each image, by its index."""


@dataclass(frozen=True)
class Curve:
    """The verdicts of one model at one epsilon, or on the perturbations of another."""

    name: str
    one: Verdicts
    other: Verdicts

    @property
    def images(self) -> list[int]:
        """Those that both have judged."""
        return [index for index in self.one if index in self.other]

    @property
    def different(self) -> list[int]:
        return [index for index in self.images if self.one[index] != self.other[index]]


def compare_files(one: Path, other: Path, warn: Callable[[str], None] = lambda _: None) -> list[Curve]:
    """Raises ValueError if they do not answer the same question. `warn`: of a plan that was changed since, in a sentence."""
    contents = [read_checked(path, "results") for path in (one, other)]
    for path, content in zip((one, other), contents, strict=True):
        if content["kind"] != "evaluation":
            raise ValueError(f"{path} is of a {content['kind']}, which has no verdicts; compare results of evaluations")
        if is_changed(content):
            warn(
                f"the plan in {path} is not the plan that these results name, so one of the two was changed afterwards"
            )
    plans = [evaluation_plan(content["plan"]) for content in contents]
    for what in ("measure", "indices"):
        if plans[0].source[what] != plans[1].source[what]:
            raise ValueError(f"{one} and {other} are of plans whose {what} differ; compare results of one plan")
    hashes = [{model["id"]: model["sha256"] for model in plan.models} for plan in plans]
    if hashes[0] != hashes[1]:
        raise ValueError(f"{one} and {other} are of different models; compare results of one plan")
    ours, theirs = (dict(verdicts_of(plan, content["records"])) for plan, content in zip(plans, contents, strict=True))
    return [Curve(name, verdicts, theirs.get(name, {})) for name, verdicts in ours.items()]


def verdicts_of(plan: EvaluationPlan, records: list[dict[str, Any]]) -> Iterator[tuple[str, Verdicts]]:
    """The verdicts of each curve; images fooled or wrong at a smaller epsilon count so at larger ones."""
    if plan.measure["id"] == "transfer":
        yield from _transfer(plan, records)
        return
    by_key = {(record["block"], record["step"], record["modelId"]): record["outcome"] for record in records}
    if plan.measure["id"] == "ranking":
        yield from _ranking(plan, records)
        return
    steps = range(plan.steps) if plan.measure["id"] == "accuracy" else [plan.steps - 1]
    for model in plan.models:
        after: list[Verdicts] = [{} for _ in range(plan.steps)]
        for block in range(plan.blocks):
            courses = BlockCourses(plan, block)
            for step in range(plan.steps):
                outcome = by_key.get((block, step, model["id"]))
                if outcome is None:
                    break
                courses.take(outcome)
                for course in courses.courses:
                    if course.state == "missing":
                        continue
                    fooled = course.size != float("inf")
                    after[step][course.index] = "wrong" if course.state == "wrong" else "fooled" if fooled else "robust"
        for step in steps:
            yield f"{model['id']}, {_at(plan, step)}", after[step]


def _ranking(plan: EvaluationPlan, records: list[dict[str, Any]]) -> Iterator[tuple[str, Verdicts]]:
    """Whether each attack fools the model at any size of its search."""
    for search in plan.searches:
        own = [
            {**record, "step": record["step"] - search.first}
            for record in records
            if plan.search_at(record["step"]).first == search.first
        ]
        for name, verdicts in verdicts_of(search.plan, own):
            yield f"{name}, {search.measure['attack']['id']}", verdicts


def _at(plan: EvaluationPlan, step: int) -> str:
    if plan.measure["id"] == "worstCase":
        return "worst case over norms"
    if plan.measure["id"] != "accuracy":
        return "smallest epsilon"
    return epsilon_text(plan.measure["epsilons"][step], plan.measure["attack"]["settings"]["norm"])


def epsilon_text(epsilon: float, norm: str) -> str:
    return f"epsilon {epsilon * 255:.4g}/255" if norm == "linf" else f"epsilon {epsilon:.4g} in {norm}"


def _transfer(plan: EvaluationPlan, records: list[dict[str, Any]]) -> Iterator[tuple[str, Verdicts]]:
    for made_on in plan.models:
        outcomes = [record["outcome"] for record in records if record["modelId"] == made_on["id"]]
        for shown in plan.models:
            verdicts: Verdicts = {}
            for outcome in outcomes:
                verdicts |= zip(outcome["indices"], outcome["verdicts"][shown["id"]], strict=True)
            yield f"{made_on['id']} on {shown['id']}", verdicts


def report(curves: list[Curve], one: str, other: str) -> str:
    """A table, and each image that is judged differently."""
    lines = [f"{'':60} images  robust, {one}  robust, {other}  different"]
    for curve in curves:
        counts = [sum(verdicts[index] == "robust" for index in curve.images) for verdicts in (curve.one, curve.other)]
        lines.append(
            f"{curve.name:60} {len(curve.images):6}  {counts[0]:{8 + len(one)}}  {counts[1]:{8 + len(other)}}  "
            f"{len(curve.different):9}"
        )
        lines += [
            f"  image {index}: {curve.one[index]} in {one}, {curve.other[index]} in {other}"
            for index in curve.different
        ]
    return "\n".join(lines)
