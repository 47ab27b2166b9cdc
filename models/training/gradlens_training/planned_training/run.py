"""`gradlens run` of a plan of a training."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import Any

import torch

from ..jobs.choose import uses_ray
from ..plans.models import find_models
from ..plans.results import now, write_results
from .carry_out import TrainingRun
from .checkpoint import Checkpoint, Log
from .images import read_training_data
from .plan import training_plan
from .results import training_results, write_trained_model
from .trainer import Trainer

SECONDS_BETWEEN_LINES = 5.0


def run_training(options: argparse.Namespace, source: dict[str, Any]) -> int:
    if uses_ray(options):
        raise ValueError(
            "each step of a training follows from the one before, so that workers cannot share it; leave --workers and "
            "--ray out, and run it where --device is"
        )
    torch.set_num_threads(options.threads)
    torch.backends.cudnn.allow_tf32 = False  # float32 on a GPU too
    plan = training_plan(source)
    files = find_models([plan.model], options.models)[plan.model["sha256"]]
    data = read_training_data(plan, options.data)
    trainer = Trainer(plan, files, data.train, options.device)
    out: Path = options.out
    out.parent.mkdir(parents=True, exist_ok=True)
    checkpoint = Checkpoint(out, plan, data)
    kept = checkpoint.load(trainer)
    if kept is not None:
        print(f"goes on from step {trainer.taken}, kept in {checkpoint.path}", file=sys.stderr, flush=True)
    return _carry_out(TrainingRun(plan, data, trainer, checkpoint, kept or Log(now())), out, options.device)


def _carry_out(run: TrainingRun, out: Path, device: str) -> int:
    began = time.monotonic()
    try:
        status = run.carry_out(Progress(run).tell)
    except KeyboardInterrupt:
        status = "stopped"
        run.checkpoint.save(run.trainer, run.log)
    write_results(out, training_results(run, status, device))
    model = out.with_name(f"{out.stem}-model")
    write_trained_model(run, model)
    for divergence in run.log.divergences:
        print(divergence["message"])
    if run.log.evaluations:
        print(evaluation_line(run.log.evaluations[-1]))
    print(f"{out}: {status} at step {run.trainer.taken} in {time.monotonic() - began:.1f} s; the model is in {model}")
    return 0 if status == "done" else 1


class Progress:
    """A line at every measurement, and every few seconds."""

    def __init__(self, run: TrainingRun):
        self._began, self._first, self._told = time.monotonic(), run.trainer.taken, 0.0

    def tell(self, run: TrainingRun) -> None:
        now, taken, steps = time.monotonic(), run.trainer.taken, run.plan.steps
        is_measured = run.log.evaluations[-1]["step"] == taken
        if not is_measured and now - self._told < SECONDS_BETWEEN_LINES:
            return
        self._told = now
        seconds = (now - self._began) / (taken - self._first) * (steps - taken)
        left = f"about {seconds / 60:.0f} min left" if seconds > 90 else f"about {seconds:.0f} s left"
        measured = f"; {evaluation_line(run.log.evaluations[-1])}" if is_measured else ""
        loss = run.log.series[-1]["loss"]
        print(f"step {taken} of {steps}: loss {loss:.4f}{measured}; {left}", file=sys.stderr, flush=True)


def evaluation_line(figures: dict[str, Any]) -> str:
    right = figures["robust"] + figures["fooled"]
    return f"{right} of {figures['images']} held-out images right, {figures['robust']} robust"
