"""What a run tells while it goes: a line for each block, with the time that is left."""

from __future__ import annotations

import sys
import time

from ..jobs import Finished
from .compare import epsilon_text
from .plan import EvaluationPlan


class Progress:
    def __init__(self, plan: EvaluationPlan):
        self._plan, self._began = plan, time.monotonic()
        self._total = plan.blocks * plan.steps * len(plan.models)
        self.done = self.reused = 0

    def tell(self, finished: Finished) -> None:
        self.done += 1
        self.reused += not finished.is_new
        if finished.is_new:
            print(self._line(finished), file=sys.stderr, flush=True)

    def _line(self, finished: Finished) -> str:
        outcome, worker = finished.outcome["outcome"], finished.outcome.get("worker")
        verdicts = outcome["verdicts"]
        found = ""
        if isinstance(verdicts, list):
            found = f", {verdicts.count('robust')} of {len(verdicts)} robust"
        by = "" if worker is None else f", {worker}"
        return (
            f"{self.done} of at most {self._total} jobs: block {finished.job.key['block']} of "
            f"{finished.job.key['model']}{self._epsilon(finished)}{found}, {finished.outcome['seconds']:.1f} s{by}; "
            f"{self._left()}"
        )

    def _epsilon(self, finished: Finished) -> str:
        epsilons, norm = finished.job.key["epsilons"], self._plan.measure["attack"]["settings"]["norm"]
        return f" at {epsilon_text(epsilons[0], norm)}" if len(set(epsilons)) == 1 else ""

    def _left(self) -> str:
        new = self.done - self.reused
        seconds = (time.monotonic() - self._began) / new * (self._total - self.done)
        return f"about {seconds / 60:.0f} min left" if seconds > 90 else f"about {seconds:.0f} s left"
