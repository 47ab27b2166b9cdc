"""The data sets that come with the page, as tools/prepare_fashion_mnist.py writes them."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import numpy as np


def read_places(path: Path, split: str) -> np.ndarray:
    """Where in the original split each image of the page's `split` stands, int64 (N,).

    In the file are gzipped a header, one line of JSON; a label byte an image; its place as a little-endian uint16;
    and the pixels. Raises ValueError where it has no such split.
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
