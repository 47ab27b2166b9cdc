"""One job after another in this process."""

from __future__ import annotations

from collections.abc import Callable

from torch import nn

from .chains import Job, Outcome, Perform


class InProcess:
    slots = 1

    def __init__(self, perform: Perform, model_of: Callable[[str], nn.Module]):
        """`model_of(sha256)` gives the model, on its device."""
        self._perform, self._model_of = perform, model_of
        self._next: Job | None = None

    def submit(self, job: Job) -> None:
        self._next = job

    def wait(self) -> tuple[Job, Outcome]:
        job = self._next
        return job, self._perform(job.payload, [self._model_of(sha256) for sha256 in job.models])

    def close(self) -> None:
        pass
