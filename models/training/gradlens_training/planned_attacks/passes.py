"""What an attack costs an image: forward and backward passes of the model, added up, as on the page (attacks/loop/passes.ts)."""

from __future__ import annotations

from typing import Any, Self

from torch import Tensor, nn


class Passes:
    """Counts in a `with` statement the passes of a model that is asked about the same `rows` images every time.

    `of_each` is None where it was asked about some of them alone, as Square and FAB do: whose passes those were is not known.
    """

    def __init__(self, model: nn.Module, rows: int):
        self._model, self._rows = model, rows
        self._count, self._has_strays = 0, False

    def __enter__(self) -> Self:
        self._hook = self._model.register_forward_hook(self._asked)
        return self

    def __exit__(self, *_: object) -> None:
        self._hook.remove()

    @property
    def of_each(self) -> int | None:
        return None if self._has_strays else self._count

    def _asked(self, _: nn.Module, inputs: tuple[Any, ...], logits: Tensor) -> None:
        self._has_strays |= len(inputs[0]) != self._rows
        self._count += 1
        if logits.requires_grad:
            logits.register_hook(self._went_back)

    def _went_back(self, _: Tensor) -> None:
        self._count += 1


def added(before: int | None, more: int | None) -> int | None:
    return None if before is None or more is None else before + more
