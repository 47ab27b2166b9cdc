"""The training loop: one for all objectives, resumed from its checkpoint after every epoch."""

from __future__ import annotations

import copy
import json
import math
import time
from collections.abc import Iterator
from pathlib import Path

import torch
from torch import Tensor, nn

from . import architectures, double_backward
from .attacks import pgd
from .checkpoints import keep_epoch, load_optimizer, read_checkpoint, read_start, save_checkpoint
from .data import Split
from .recipe import Recipe
from .step import RecordedStep, Step, make_optimizer

MONITOR_IMAGES = 500


def build_model(recipe: Recipe) -> nn.Module:
    """An untrained model with weights from the recipe's seed."""
    torch.manual_seed(recipe.training.seed)
    data = recipe.data
    model = architectures.build(recipe.architecture, len(data.classes), data.mean, data.std, data.side)
    return model.to(memory_format=torch.channels_last)


def learning_rate_at(step: int, steps: int, peak: float, warmup_share: float) -> float:
    warmup = max(1, round(warmup_share * steps))
    if step < warmup:
        return peak * (step + 1) / warmup
    return peak * 0.5 * (1 + math.cos(math.pi * (step - warmup) / max(1, steps - warmup)))


def average_decay(decay: float, step: int) -> float:
    """Capped early on, so that the average forgets its start quickly."""
    return min(decay, (1 + step) / (10 + step))


def monitor(model: nn.Module, pixels: Tensor, labels: Tensor, epsilon: float) -> dict[str, float]:
    """Quick figures for the log only; reported figures come from evaluate.py."""
    model.eval()
    attacked = pgd(model, pixels, labels, epsilon, epsilon / 4, 10)
    with torch.no_grad():
        clean = (model(pixels).argmax(1) == labels).float().mean().item()
        robust = (model(attacked).argmax(1) == labels).float().mean().item()
    return {"clean": round(clean, 4), "pgd10": round(robust, 4)}


def train(
    recipe: Recipe,
    data: Split,
    held_out: Split,
    folder: Path,
    *,
    models: Path | None = None,
    write_out_double_backward: bool = False,
) -> Path:
    """Train to the recipe's last epoch; returns the checkpoint. An interrupted run resumes after its last epoch.

    Data and held-out images must be on the device that computes. With `write_out_double_backward` gradient penalties
    cost less, and the numbers are the same up to rounding (see double_backward.py).
    """
    for _ in train_by_steps(recipe, data, held_out, folder, models, write_out_double_backward):
        pass
    return folder / f"{recipe.id}.pt"


def train_by_steps(
    recipe: Recipe,
    data: Split,
    held_out: Split,
    folder: Path,
    models: Path | None,
    write_out_double_backward: bool,
    keep_epochs: bool = False,
) -> Iterator[None]:
    """`train` as a generator that yields after every step, so that several runs can take turns. With `keep_epochs` the
    averaged weights of every epoch stay in the folder, epoch 0 being those that the run starts from."""
    settings, objective = recipe.training, recipe.objective
    folder.mkdir(parents=True, exist_ok=True)
    checkpoint_path, log_path = folder / f"{recipe.id}.pt", folder / f"{recipe.id}.jsonl"
    pixels = data[0]
    device = pixels.device
    model = build_model(recipe)
    if write_out_double_backward:
        double_backward.write_out(model)
    if settings.start_from and not checkpoint_path.exists():
        model.load_state_dict(read_start(folder, recipe, models))
    model.to(device)
    average = copy.deepcopy(model)
    optimizer = make_optimizer(model, recipe)
    epoch = 0
    if keep_epochs and not checkpoint_path.exists():
        keep_epoch(folder, recipe, average, 0)
    if checkpoint_path.exists():
        state = read_checkpoint(checkpoint_path, recipe)
        model.load_state_dict(state["model"])
        average.load_state_dict(state["average"])
        load_optimizer(optimizer, state["optimizer"])
        epoch = state["epoch"]
        print(f"{recipe.id}: resuming after epoch {epoch}", flush=True)
    steps_per_epoch = len(pixels) // settings.batch_size
    steps = steps_per_epoch * settings.epochs
    monitored = held_out[0][:MONITOR_IMAGES].float() / 255, held_out[1][:MONITOR_IMAGES]
    generator = torch.Generator(device)
    take_step = Step(recipe, data, model, average, optimizer)
    model.train(settings.batch_norm == "train")
    if device.type == "cuda":
        take_step = RecordedStep(take_step, settings.batch_size, generator)
    while epoch < settings.epochs:
        # Seeded per epoch, so that a resumed run draws the same as an uninterrupted one.
        generator.manual_seed(settings.seed * 10_000 + epoch)
        order = torch.randperm(len(pixels), generator=generator, device=device)
        model.train(settings.batch_norm == "train")
        started, sums = time.monotonic(), {}
        for i in range(steps_per_epoch):
            step = epoch * steps_per_epoch + i
            rate = learning_rate_at(step, steps, settings.learning_rate, settings.warmup_share)
            ramp = 1.0
            if objective.ramp_epochs:
                ramp = min(1.0, (step + 1) / (objective.ramp_epochs * steps_per_epoch))
            batch = order[i * settings.batch_size : (i + 1) * settings.batch_size]
            figures = take_step(batch, generator, rate, ramp, 1 - average_decay(settings.ema_decay, step))
            for key, value in figures.items():
                sums[key] = sums.get(key, 0.0) + value
            if i % 50 == 49 and device.type == "cpu":  # on a GPU this would wait for the device
                running = {key: round(float(value) / (i + 1), 4) for key, value in sums.items()}
                print(f"{recipe.id} epoch {epoch + 1} step {i + 1}/{steps_per_epoch} {running}", flush=True)
            yield
        epoch += 1
        means = {key: round(float(value) / steps_per_epoch, 5) for key, value in sums.items()}
        seconds = round(time.monotonic() - started, 1)
        watched = monitor(average, *monitored, recipe.data.epsilon_255 / 255)
        line = {"epoch": epoch, "seconds": seconds, **means, **watched}
        if not all(math.isfinite(value) for value in line.values()):
            raise FloatingPointError(f"{recipe.id}: epoch {epoch} is not finite ({line}); lower the learning rate")
        save_checkpoint(checkpoint_path, recipe, model, average, optimizer, epoch)
        if keep_epochs:
            keep_epoch(folder, recipe, average, epoch)
        with log_path.open("a") as log:
            log.write(json.dumps(line) + "\n")
        print(f"{recipe.id}: {line}", flush=True)
