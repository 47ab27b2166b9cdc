"""The plan of a training, as the page writes it (src/plans/trainingPlan.ts)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from ..plans.canonical import sha256_of_plan


@dataclass(frozen=True)
class TrainingPlan:
    source: dict[str, Any]  # as in the file
    sha256: str  # of its canonical form: names it in results

    @property
    def model(self) -> dict[str, Any]:
        """The model that the training starts from."""
        return self.source["model"]

    @property
    def data_set(self) -> dict[str, Any]:
        return self.source["dataSet"]

    @property
    def settings(self) -> dict[str, Any]:
        return self.source["settings"]

    @property
    def steps(self) -> int:
        return self.settings["steps"]

    @property
    def images_at_once(self) -> int:
        """How many images go through the model at once. Without a number in the plan, that is the whole batch."""
        batch = self.settings["batchSize"]
        return min(self.settings["microBatchSize"] or batch, batch)

    def learning_rate(self, step: int) -> float:
        """Linear warm-up to the peak, then half a cosine down to zero. `step` counts from 0."""
        peak, steps = self.settings["learningRate"], self.steps
        warmup = max(1, round(self.settings["warmupShare"] * steps))
        if step < warmup:
            return peak * (step + 1) / warmup
        share = min(1.0, (step - warmup) / max(1, steps - warmup))
        return peak * 0.5 * (1 + math.cos(math.pi * share))

    def ramp(self, step: int) -> float:
        """The strength of the objective's penalty or attack, in [0, 1]. `step` counts from 0."""
        ramp_steps = self.settings["rampSteps"]
        return min(1.0, (step + 1) / ramp_steps) if ramp_steps > 0 else 1.0


def training_plan(source: dict[str, Any]) -> TrainingPlan:
    return TrainingPlan(source, sha256_of_plan(source))
