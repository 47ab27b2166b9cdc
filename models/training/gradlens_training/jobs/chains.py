"""Chains of jobs: each block of images of a model is a chain, whose next job depends on what the ones before found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from torch import nn

Outcome = dict[str, Any]
"""Of a job, as plain JSON."""


@dataclass(frozen=True)
class Job:
    """A block of images on a model, at an epsilon or a trial of a search."""

    key: dict[str, Any]  # plain JSON: whatever the outcome depends on
    models: tuple[str, ...]  # sha256 of the weights of each model that it needs
    payload: Any  # what is computed, and on which images: can be pickled


Perform = Callable[[Any, Sequence[nn.Module]], Outcome]
"""`perform(payload, models)`: a function of a module, so that it can be sent to another machine."""


class Chain(Protocol):
    def next_job(self) -> Job | None:
        """What is to be found out next, given everything found so far; None: nothing."""

    def take(self, outcome: Outcome) -> None:
        """What was found for the job that `next_job` gave last."""


class Kept(Protocol):
    """What earlier runs finished."""

    def find(self, job: Job) -> Outcome | None: ...

    def keep(self, job: Job, outcome: Outcome) -> None: ...


class Executor(Protocol):
    slots: int  # the most jobs that are under way at once

    def submit(self, job: Job) -> None: ...

    def wait(self) -> tuple[Job, Outcome]:
        """The next job that is done. Raises RuntimeError, one sentence, if one is lost for good."""

    def close(self) -> None: ...


@dataclass(frozen=True)
class Finished:
    chain: Chain
    job: Job
    outcome: Outcome
    is_new: bool  # False: an earlier run had finished it


def carry_out(
    chains: Iterable[Chain], executor: Executor, kept: Kept, may_compute: Callable[[Job], bool] = lambda _: True
) -> Iterator[Finished]:
    """Every job of every chain, as they are finished; new ones are kept before they are yielded.

    Chains begin in their order, as many at once as the executor has slots. A chain ends at a job that is not kept and
    that `may_compute` refuses.
    """
    waiting = iter(chains)
    under_way: dict[int, tuple[Chain, Job]] = {}

    def go_on(chain: Chain) -> Iterator[Finished]:
        """Up to the next job that has to be computed, which is submitted."""
        while (job := chain.next_job()) is not None:
            found = kept.find(job)
            if found is None and not may_compute(job):
                return
            if found is None:
                under_way[id(job)] = chain, job
                executor.submit(job)
                return
            chain.take(found)
            yield Finished(chain, job, found, is_new=False)

    while True:
        while len(under_way) < executor.slots and (chain := next(waiting, None)) is not None:
            yield from go_on(chain)
        if not under_way:
            return
        job, outcome = executor.wait()
        chain, _ = under_way.pop(id(job))
        kept.keep(job, outcome)
        chain.take(outcome)
        yield Finished(chain, job, outcome, is_new=True)
        yield from go_on(chain)
