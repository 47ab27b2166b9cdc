"""The plan of an evaluation, as the page writes it (src/plans/evaluationPlan.ts)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .canonical import sha256_of_plan
from .schema import read_checked


@dataclass(frozen=True)
class EvaluationPlan:
    source: dict[str, Any]  # as in the file
    sha256: str  # of its canonical form: names it in results

    @property
    def measure(self) -> dict[str, Any]:
        """`id` is accuracy, minimalEpsilon, transfer, worstCase or ranking; `attack` has an id and settings, the norm among them."""
        return self.source["measure"]

    @property
    def models(self) -> list[dict[str, Any]]:
        return self.source["models"]

    @property
    def indices(self) -> list[int]:
        """Positions of the images in their source, in order."""
        return self.source["indices"]

    @property
    def blocks(self) -> int:
        return -(-len(self.indices) // self.source["blockSize"])

    @property
    def steps(self) -> int:
        """The most jobs of a block on a model."""
        if self.measure["id"] == "accuracy":
            return len(self.measure["epsilons"])
        if self.measure["id"] == "worstCase":
            return 1 + len(self.measure["others"])
        return sum(trials(part.measure["search"]) for part in self.searches) or 1

    @property
    def searches(self) -> list[Search]:
        """For the smallest epsilon, one attack's after another; those of a ranking have one each, others one or none."""
        measure = self.measure
        if measure["id"] == "minimalEpsilon":
            return [Search(self, 0)]
        if measure["id"] != "ranking":
            return []
        found, first = [], 0
        for attack in [measure["attack"], *measure["others"]]:
            search = one_trial(measure["search"]) if attack["id"] in measure["nearest"] else measure["search"]
            own = {"id": "minimalEpsilon", "attack": attack, "search": search}
            found.append(Search(EvaluationPlan({**self.source, "measure": own}, self.sha256), first))
            first += trials(search)
        return found

    def search_at(self, step: int) -> Search:
        """The search that a step of a ranking belongs to."""
        return next(search for search in reversed(self.searches) if search.first <= step)

    def attack_of(self, step: int) -> dict[str, Any]:
        """The same for every step, but for a worst case over norms and a ranking."""
        if self.measure["id"] == "ranking":
            return self.search_at(step).measure["attack"]
        return (
            self.measure["others"][step - 1] if self.measure["id"] == "worstCase" and step else self.measure["attack"]
        )

    def indices_of(self, block: int) -> list[int]:
        size = self.source["blockSize"]
        return self.indices[block * size : (block + 1) * size]

    def model(self, model_id: str) -> dict[str, Any]:
        return next(model for model in self.models if model["id"] == model_id)


@dataclass(frozen=True)
class Search:
    """One attack's trials, as a plan of their own."""

    plan: EvaluationPlan
    first: int  # the step of the whole plan that its first trial is

    @property
    def measure(self) -> dict[str, Any]:
        return self.plan.measure


def trials(search: dict[str, Any]) -> int:
    return 1 + search["doublings"] + search["bisections"]


def one_trial(search: dict[str, Any]) -> dict[str, Any]:
    """At the largest epsilon: of an attack that looks for the nearest image within it."""
    return {"start": search["start"] * 2.0 ** search["doublings"], "doublings": 0, "bisections": 0}


def evaluation_plan(source: dict[str, Any]) -> EvaluationPlan:
    """Raises ValueError if a part contradicts another: what a schema cannot tell."""
    plan = EvaluationPlan(source, sha256_of_plan(source))
    ids = [model["id"] for model in plan.models]
    if len(set(ids)) < len(ids):
        raise ValueError("the plan has a model twice; plan it again with each model once")
    if len(set(plan.indices)) < len(plan.indices):
        raise ValueError("the plan has an image twice; plan it again with each image once")
    labels = source.get("source", {}).get("labels")
    if labels is not None and len(labels) != len(plan.indices):
        raise ValueError(f"the plan has {len(labels)} labels of {len(plan.indices)} images; give one for each")
    epsilons = plan.measure.get("epsilons", [])
    if sorted(set(epsilons)) != epsilons:
        raise ValueError(f"the plan's epsilons are {epsilons}; give them in ascending order, each once")
    return plan


def read_plan(path: Path) -> dict[str, Any]:
    """The content of plan.json: its `kind` is evaluation or training, its `plan` the plan."""
    return read_checked(path, "plan")
