"""Which images of a data set are taken, as the page chooses them (src/images/datasets/subset.ts)."""

from __future__ import annotations

from collections.abc import Sequence

from ..page_random import Stream


def balanced_subset(labels: Sequence[int], count: int, seed: int) -> list[int]:
    """Positions of at most `count` images, in turn of every class as far as there are any."""
    stream = Stream(seed)
    by_class: dict[int, list[int]] = {}
    for place, label in enumerate(labels):
        by_class.setdefault(label, []).append(place)
    classes = sorted(by_class)
    for label in classes:
        _shuffle(by_class[label], stream)
    chosen: list[int] = []
    wanted = min(count, len(labels))
    while len(chosen) < wanted:
        _shuffle(classes, stream)
        for label in classes:
            if by_class[label] and len(chosen) < wanted:
                chosen.append(by_class[label].pop())
    return chosen


def _shuffle(values: list[int], stream: Stream) -> None:
    for i in range(len(values) - 1, 0, -1):
        j = stream.integer(i + 1)
        values[i], values[j] = values[j], values[i]
