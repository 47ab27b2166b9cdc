"""Matches a data set's classes with a model's by name, since every data set has its own order."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import torch
from torch import Tensor


def class_key(name: str) -> str:
    """Without case, accents, spaces and punctuation."""
    letters = unicodedata.normalize("NFKD", name).casefold()
    return "".join(each for each in letters if each.isalnum()) or name.strip()


def own_labels(labels: Sequence[int], classes: Sequence[str], model_classes: Sequence[str], model: str) -> Tensor:
    """The model's class index of each image (N,). Raises ValueError for a class that the model does not know."""
    exact = {name: place for place, name in enumerate(model_classes)}
    loose: dict[str, int | None] = {}
    for place, name in enumerate(model_classes):
        key = class_key(name)
        loose[key] = None if key in loose else place  # of two such classes, neither is meant
    found = []
    for label in labels:
        name = classes[label]
        own = exact.get(name, loose.get(class_key(name)))
        if own is None:
            raise ValueError(f'an image\'s class is "{name}", which "{model}" does not know; plan without such images')
        found.append(own)
    return torch.tensor(found, dtype=torch.long)
