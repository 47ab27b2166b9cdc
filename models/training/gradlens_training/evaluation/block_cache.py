"""The cache of AutoAttack's blocks: a file for each model and epsilon, with a line for each block."""

from __future__ import annotations

from pathlib import Path

from ..jobs import Job, Outcome
from ..jobs.finished_jobs import append_record, read_records
from .images import Images


class BlockCache:
    def __init__(self, folder: Path, images: Images):
        """`images`: all of the run, to find a block within a larger one that an earlier run attacked at once."""
        self._folder, self._images = folder, images

    def find(self, job: Job) -> Outcome | None:
        path, first, count = self._path(job), job.payload.first, len(job.payload.images.labels)
        return _find(path, job.key, count) or _find_in_larger(path, job.key, self._images, first, count)

    def keep(self, job: Job, outcome: Outcome) -> None:
        append_record(self._path(job), {**job.key, **outcome})

    def _path(self, job: Job) -> Path:
        return self._folder / f"{job.key['weights'][:16]}-{job.key['epsilon255']:g}.jsonl"


def _find(path: Path, key: dict, images: int) -> Outcome | None:
    """The result of an earlier run under exactly this key."""
    for record in read_records(path):
        if all(record.get(name) == value for name, value in key.items()) and len(record["brokenBy"]) == images:
            return record
    return None


def _find_in_larger(path: Path, key: dict, images: Images, start: int, size: int) -> Outcome | None:
    """The result from `start` on, within a block that an earlier run attacked at once, on any device."""
    same = {name: value for name, value in key.items() if name not in ("block", "images", "device")}
    for record in read_records(path):
        found = record["brokenBy"]
        first = first_place(record)
        rows = slice(first, first + len(found))
        inside = first <= start and start + size <= rows.stop <= len(images.labels)
        if not inside or any(record.get(name) != value for name, value in same.items()):
            continue
        if Images(images.pixels[rows], images.labels[rows]).digest() == record["images"]:
            return {**record, "brokenBy": found[start - first : start - first + size]}
    return None


def first_place(record: dict) -> int:
    """The index of a record's first image in the test split. Records without it are never of a shorter last block."""
    return record.get("first", record["block"] * len(record["brokenBy"]))
