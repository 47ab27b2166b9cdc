"""Several trainings at a time on one GPU, as a small model's step leaves most of it idle."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator

import torch

from .recipe import Recipe

MOST_UNDER_WAY = 2  # queued steps per training: one runs, one waits behind it
Begin = Callable[[Recipe], Iterator[None]]


def in_turns(recipes: list[Recipe], begin: Begin, device: str) -> None:
    """Trains all recipes: side by side on a GPU, one after another elsewhere.

    A recipe that starts from another one waits until that one has finished.
    """
    waiting = {recipe.id: recipe for recipe in recipes}
    going: dict[str, _Turn] = {}
    while waiting or going:
        ready = [id for id, recipe in waiting.items() if recipe.training.start_from not in {*waiting, *going}]
        if not ready and not going:
            raise ValueError(f"{', '.join(waiting)} start from each other; change start_from")
        for id in ready if device == "cuda" else ready[: 0 if going else 1]:
            going[id] = _Turn(begin(waiting.pop(id)), torch.cuda.Stream() if device == "cuda" else None)
        for id, turn in list(going.items()):
            if turn.may_step() and not turn.step():
                del going[id]


class _Turn:
    def __init__(self, steps: Iterator[None], stream: torch.cuda.Stream | None):
        self.steps, self.stream = steps, stream
        self.under_way: deque[torch.cuda.Event] = deque()

    def may_step(self) -> bool:
        while self.under_way and self.under_way[0].query():
            self.under_way.popleft()
        return len(self.under_way) < MOST_UNDER_WAY

    def step(self) -> bool:
        """Whether there was a step left to take."""
        with torch.cuda.stream(self.stream):
            for _ in self.steps:
                if self.stream:
                    self.under_way.append(self.stream.record_event())
                return True
        return False
