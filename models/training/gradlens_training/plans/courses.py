"""What each job of a block must judge, given what the ones before found: as on the page (evaluationJobs.ts)."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any, Literal

from .plan import EvaluationPlan

Search = dict[str, Any]


def next_epsilon(search: Search, fooled: list[bool]) -> float | None:
    """The next epsilon to try: doublings until the model is fooled, then bisections; None: the search is over."""
    start = search["start"]
    if True not in fooled:
        return start * 2.0 ** len(fooled) if len(fooled) <= search["doublings"] else None
    first = fooled.index(True)
    if len(fooled) - first > search["bisections"]:
        return None
    low, high = (0.0 if first == 0 else start * 2.0 ** (first - 1)), start * 2.0**first
    for is_fooled in fooled[first + 1 :]:
        middle = (low + high) / 2
        low, high = (low, middle) if is_fooled else (middle, high)
    return (low + high) / 2


@dataclass
class Course:
    """The state of one image on one model."""

    index: int
    state: Literal["ongoing", "fooled", "wrong", "done", "missing"] = "ongoing"
    fooled: list[bool] = field(default_factory=list)  # in each trial so far
    size: float = math.inf  # of the smallest perturbation that has fooled the model so far


@dataclass(frozen=True)
class Ask:
    index: int
    epsilon: float


class BlockCourses:
    """The images of a block on a model. One that is fooled at an epsilon counts as fooled at larger ones; the reverse
    is not assumed, and images that hold are attacked again."""

    def __init__(self, plan: EvaluationPlan, block: int):
        self.plan, self.measure = plan, plan.measure
        self.courses = [Course(index) for index in plan.indices_of(block)]

    def asks(self, step: int) -> list[Ask]:
        ongoing = [course for course in self.courses if course.state == "ongoing"]
        if self.measure["id"] == "accuracy":
            return [Ask(course.index, self.measure["epsilons"][step]) for course in ongoing]
        if self.measure["id"] == "worstCase":
            return [Ask(course.index, self.plan.attack_of(step)["settings"]["epsilon"]) for course in ongoing]
        return [Ask(course.index, next_epsilon(self.measure["search"], course.fooled)) for course in ongoing]

    def take(self, judgement: dict[str, Any]) -> None:
        places = {index: place for place, index in enumerate(judgement["indices"])}
        for course in self.courses:
            if course.state != "ongoing":
                continue
            place = places.get(course.index)
            if place is None:
                course.state = "missing"
                continue
            verdict = judgement["verdicts"][place]
            if verdict != "robust":
                course.size = min(course.size, judgement["sizes"][place])
            if verdict == "wrong":
                course.state = "wrong"
                continue
            course.fooled.append(verdict == "fooled")
            if self.measure["id"] == "minimalEpsilon":
                if next_epsilon(self.measure["search"], course.fooled) is None:
                    course.state = "done"
            elif verdict == "fooled" and self.measure["id"] != "worstCase":
                course.state = "fooled"
