"""The data sets that come with the page, as tools/prepare_fashion_mnist.py writes them."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import numpy as np


def read_places(path: Path, split: str) -> np.ndarray:
    """The index in the original split of each image in the page's `split`, int64 (N,).

    The gzipped file holds a header, one line of JSON; then per image a label byte; its index as a little-endian uint16;
    and the pixels. Raises ValueError if it has no such split.
    """
    header, _, body = gzip.decompress(path.read_bytes()).partition(b"\n")
    counts = {each["name"]: each["count"] for each in json.loads(header)["splits"]}
    if split not in counts:
        raise ValueError(f"{path} has no split {split!r}; choose from {', '.join(counts)}")
    names = list(counts)
    first = sum(counts[name] for name in names[: names.index(split)])
    total = sum(counts.values())
    places = np.frombuffer(body, "<u2", offset=total, count=total)
    return places[first : first + counts[split]].astype(np.int64)
