"""From a plan to the log of its training, measured and kept as the page does (src/app/training/trainingDriver.ts)."""

from __future__ import annotations

from collections.abc import Callable

from .checkpoint import Checkpoint, Log
from .held_out import AT_ONCE, HeldOutMeasure, measure_held_out
from .images import TrainingData
from .plan import TrainingPlan
from .trainer import Divergence, Trainer


class TrainingRun:
    def __init__(self, plan: TrainingPlan, data: TrainingData, trainer: Trainer, checkpoint: Checkpoint, log: Log):
        self.plan, self.data, self.trainer, self.checkpoint, self.log = plan, data, trainer, checkpoint, log

    def carry_out(self, tell: Callable[[TrainingRun], None] = lambda _: None) -> str:
        """Takes the steps that are left. Returns how it ended: done or diverged. `tell`: called after each step."""
        settings, trainer = self.plan.settings, self.trainer
        if self.log.divergences:
            return "diverged"
        if not self.log.evaluations and self._measure_and_judge():
            return "diverged"
        while trainer.taken < self.plan.steps:
            outcome = trainer.step()
            if isinstance(outcome, Divergence):
                return self._diverged(outcome)
            self.log.series.append(outcome)
            is_last = trainer.taken == self.plan.steps
            if (trainer.taken % settings["evaluateEvery"] == 0 or is_last) and self._measure_and_judge():
                return "diverged"
            if trainer.taken % settings["checkpointEvery"] == 0 or is_last:
                self.checkpoint.save(trainer, self.log)
            tell(self)
        return "done"

    def measure(self) -> HeldOutMeasure:
        """The moving average of the weights, on the held-out images."""
        at_once = self.plan.images_at_once
        size = at_once if at_once < self.plan.settings["batchSize"] else AT_ONCE
        return measure_held_out(self.trainer.average_model, self.data.held_out, self.plan.settings["attack"], size)

    def _measure_and_judge(self) -> bool:
        """Whether the training has collapsed."""
        figures = self.measure().figures
        self.log.evaluations.append({"step": self.trainer.taken, **figures})
        collapse = self.trainer.judge((figures["robust"] + figures["fooled"]) / figures["images"])
        if collapse is not None:
            self._diverged(collapse)
        return collapse is not None

    def _diverged(self, divergence: Divergence) -> str:
        told = {"message": divergence.message, "step": divergence.step, "rolledBackTo": divergence.rolled_back_to}
        self.log.divergences.append(told)
        self.checkpoint.save(self.trainer, self.log)
        return "diverged"
