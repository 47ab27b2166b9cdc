"""A file of finished jobs, one a line: lines half-written by an interruption are skipped, and computed again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from .chains import Job, Outcome


def read_records(path: Path) -> Iterator[dict]:
    if not path.exists():
        return
    for line in path.read_text().splitlines():
        try:
            record = json.loads(line)
        except json.JSONDecodeError:
            continue
        yield record


def append_record(path: Path, record: dict) -> None:
    torn = path.exists() and path.stat().st_size > 0 and not path.read_text().endswith("\n")
    with path.open("a") as file:
        file.write("\n" * torn + json.dumps(record) + "\n")


class FinishedJobs:
    """Those of one run, which alone writes the file."""

    def __init__(self, path: Path):
        self._path = path
        self._outcomes: dict[str, Outcome] = {}
        for record in read_records(path):
            if isinstance(record, dict) and {"key", "outcome"} <= record.keys():
                self._outcomes[_canonical(record["key"])] = record["outcome"]

    def find(self, job: Job) -> Outcome | None:
        return self._outcomes.get(_canonical(job.key))

    def keep(self, job: Job, outcome: Outcome) -> None:
        append_record(self._path, {"key": job.key, "outcome": outcome})
        self._outcomes[_canonical(job.key)] = outcome


def _canonical(key: dict) -> str:
    return json.dumps(key, sort_keys=True)
