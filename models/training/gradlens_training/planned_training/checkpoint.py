"""A training in a file beside its results, from which the same command goes on with the weights of one that never stopped."""

from __future__ import annotations

import hashlib
import io
import pickle
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch

from ..model_folder import replace_file
from .images import TrainingData
from .plan import TrainingPlan
from .trainer import Trainer

FORMAT = 1


@dataclass
class Log:
    """What is reported, as in results."""

    started_at: str
    series: list[dict[str, Any]] = field(default_factory=list)
    evaluations: list[dict[str, Any]] = field(default_factory=list)
    divergences: list[dict[str, Any]] = field(default_factory=list)


class Checkpoint:
    def __init__(self, out: Path, plan: TrainingPlan, data: TrainingData):
        self.path = out.with_name(f"{plan.sha256[:16]}.training.pt")
        self._of = {"format": FORMAT, "plan": plan.sha256, "images": _fingerprint(data)}

    def save(self, trainer: Trainer, log: Log) -> None:
        state = {"state": trainer.state(), "good": trainer.good, "best": trainer.best_accuracy, "log": vars(log)}
        raw = io.BytesIO()
        torch.save({**self._of, **state}, raw)
        replace_file(self.path, raw.getvalue())

    def load(self, trainer: Trainer) -> Log | None:
        """The log so far, with the trainer where it was; None: there is no checkpoint of this plan on these images."""
        if not self.path.exists():
            return None
        try:
            kept = torch.load(self.path, weights_only=True, map_location=trainer.device)
        except (OSError, RuntimeError, EOFError, pickle.UnpicklingError):
            return None  # is written anew
        if {name: kept.get(name) for name in self._of} != self._of:
            return None
        trainer.restore(kept["state"])
        trainer.good, trainer.best_accuracy = kept["good"], kept["best"]
        return Log(**kept["log"])


def _fingerprint(data: TrainingData) -> str:
    digest = hashlib.sha256()
    for part in (data.train, data.held_out):
        digest.update(part.pixels.contiguous().numpy())
        digest.update(part.labels.numpy())
    return digest.hexdigest()
