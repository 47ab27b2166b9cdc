"""Every data set that a recipe may name as its `data`."""

from __future__ import annotations

from . import cifar10, fashion_mnist, tiny_imagenet10
from .protocol import DataSet, Split

DATA_SETS: dict[str, DataSet] = {
    data_set.id: data_set for data_set in (cifar10.DATA_SET, tiny_imagenet10.DATA_SET, fashion_mnist.DATA_SET)
}


def find_data_set(name: str) -> DataSet:
    """By its id in a recipe ("cifar10") or its name in a manifest ("CIFAR-10")."""
    for data_set in DATA_SETS.values():
        if name in (data_set.id, data_set.name):
            return data_set
    raise ValueError(f'data set "{name}" is unknown; use one of {", ".join(DATA_SETS)}')


__all__ = ["DATA_SETS", "DataSet", "Split", "find_data_set"]
