import json

import pytest

from gradlens_training.jobs import InProcess, Job, carry_out
from gradlens_training.jobs.finished_jobs import FinishedJobs


class Counting:
    """A chain of three jobs, each of which adds to what the one before found."""

    def __init__(self, start):
        self.start, self.found = start, []

    def next_job(self):
        step = len(self.found)
        before = self.found[-1] if self.found else self.start
        return None if step == 3 else Job({"start": self.start, "step": step}, (), before)

    def take(self, outcome):
        self.found.append(outcome["sum"])


def add(payload, models):
    return {"sum": payload + 1}


class Backwards:
    """An executor of two slots that finishes what came last first."""

    slots = 2

    def __init__(self):
        self.jobs, self.most = [], 0

    def submit(self, job):
        self.jobs.append(job)
        self.most = max(self.most, len(self.jobs))

    def wait(self):
        job = self.jobs.pop()
        return job, add(job.payload, [])


@pytest.fixture
def kept(tmp_path):
    return lambda: FinishedJobs(tmp_path / "finished.jsonl")


def test_each_job_knows_what_the_one_before_found(kept):
    chains = [Counting(0), Counting(10)]
    done = list(carry_out(chains, InProcess(add, None), kept()))
    assert [chain.found for chain in chains] == [[1, 2, 3], [11, 12, 13]]
    assert [finished.job.key["start"] for finished in done] == [0, 0, 0, 10, 10, 10]


def test_as_many_chains_are_under_way_as_there_are_slots(kept):
    chains, executor = [Counting(start) for start in range(0, 50, 10)], Backwards()
    list(carry_out(chains, executor, kept()))
    assert executor.most == 2
    assert [chain.found for chain in chains] == [[start + 1, start + 2, start + 3] for start in range(0, 50, 10)]


def test_what_is_finished_is_kept_at_once_and_not_done_again(kept):
    done = carry_out([Counting(0), Counting(10)], InProcess(add, None), kept())
    for _ in range(4):
        next(done)
    again = list(carry_out([Counting(0), Counting(10)], InProcess(add, None), kept()))
    assert [finished.is_new for finished in again] == [False] * 4 + [True] * 2


def test_a_chain_ends_at_a_job_that_may_not_be_computed(kept):
    list(carry_out([Counting(0)], InProcess(add, None), kept(), lambda job: job.key["step"] < 2))
    again = Counting(0)
    assert len(list(carry_out([again], InProcess(add, None), kept(), lambda _: False))) == 2


@pytest.mark.parametrize("torn", ['{"key": {"sta', "{}", "[]", '{"key": 1}'])
def test_a_line_that_is_no_finished_job_is_passed_over(torn, tmp_path, kept):
    (tmp_path / "finished.jsonl").write_text(torn)
    done = list(carry_out([Counting(0)], InProcess(add, None), kept()))
    assert all(finished.is_new for finished in done)
    lines = (tmp_path / "finished.jsonl").read_text().splitlines()
    assert [json.loads(line)["outcome"]["sum"] for line in lines[1:]] == [1, 2, 3]
