"""The training loop: one for all objectives, resumed from its checkpoint after every epoch."""

from __future__ import annotations

import copy
import json
import math
import time
from pathlib import Path

import torch
from torch import Tensor, nn

from . import architectures, double_backward
from .attacks import pgd
from .checkpoints import read_checkpoint, read_start, save_checkpoint
from .data import Split
from .recipe import Recipe

MONITOR_PICTURES = 500


def build_model(recipe: Recipe) -> nn.Module:
    """Untrained, with weights from the recipe's seed."""
    torch.manual_seed(recipe.training.seed)
    data = recipe.data
    model = architectures.build(recipe.architecture, len(data.classes), data.mean, data.std, data.side)
    return model.to(memory_format=torch.channels_last)


def learning_rate_at(step: int, steps: int, peak: float, warmup_share: float) -> float:
    warmup = max(1, round(warmup_share * steps))
    if step < warmup:
        return peak * (step + 1) / warmup
    return peak * 0.5 * (1 + math.cos(math.pi * (step - warmup) / max(1, steps - warmup)))


def make_optimizer(model: nn.Module, recipe: Recipe) -> torch.optim.Optimizer:
    settings = recipe.training
    # Norms and biases are free of decay; a Swin's table of position biases is a matrix.
    named = [(p, p.ndim > 1 and not name.endswith("bias_table")) for name, p in model.named_parameters()]
    decayed, free = [p for p, decays in named if decays], [p for p, decays in named if not decays]
    groups = [{"params": decayed, "weight_decay": settings.weight_decay}, {"params": free, "weight_decay": 0.0}]
    if settings.optimizer == "sgd":
        return torch.optim.SGD(groups, lr=settings.learning_rate, momentum=0.9, nesterov=True)
    return torch.optim.AdamW(groups, lr=settings.learning_rate)


@torch.no_grad()
def update_average(average: nn.Module, model: nn.Module, decay: float, step: int) -> None:
    # The early cap lets the average forget its start quickly.
    decay = min(decay, (1 + step) / (10 + step))
    for kept, new in zip(average.state_dict().values(), model.state_dict().values(), strict=True):
        if kept.dtype.is_floating_point:
            kept.lerp_(new, 1 - decay)
        else:
            kept.copy_(new)


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
    held_back: Split,
    folder: Path,
    *,
    models: Path | None = None,
    write_out_double_backward: bool = False,
) -> Path:
    """Train to the recipe's last epoch; returns the checkpoint. A run that was cut off goes on from its last epoch.

    With `write_out_double_backward` penalties on the gradient cost less, and numbers are the same up to rounding
    (see double_backward.py).
    """
    settings, objective = recipe.training, recipe.objective
    folder.mkdir(parents=True, exist_ok=True)
    checkpoint_path, log_path = folder / f"{recipe.id}.pt", folder / f"{recipe.id}.jsonl"
    model = build_model(recipe)
    if write_out_double_backward:
        double_backward.write_out(model)
    if settings.start_from and not checkpoint_path.exists():
        model.load_state_dict(read_start(folder, recipe, models))
    average = copy.deepcopy(model)
    optimizer = make_optimizer(model, recipe)
    epoch = 0
    if checkpoint_path.exists():
        state = read_checkpoint(checkpoint_path, recipe)
        model.load_state_dict(state["model"])
        average.load_state_dict(state["average"])
        optimizer.load_state_dict(state["optimizer"])
        epoch = state["epoch"]
        print(f"{recipe.id}: goes on after epoch {epoch}", flush=True)
    pixels, labels = data
    steps_per_epoch = len(pixels) // settings.batch_size
    steps = steps_per_epoch * settings.epochs
    monitored = held_back[0][:MONITOR_PICTURES].float() / 255, held_back[1][:MONITOR_PICTURES]
    while epoch < settings.epochs:
        # Seeded by epoch, so that a resumed run sees what an uninterrupted one sees.
        generator = torch.Generator().manual_seed(settings.seed * 10_000 + epoch)
        order = torch.randperm(len(pixels), generator=generator)
        model.train(settings.batch_norm == "train")
        started, sums = time.monotonic(), {}
        for i in range(steps_per_epoch):
            step = epoch * steps_per_epoch + i
            for group in optimizer.param_groups:
                group["lr"] = learning_rate_at(step, steps, settings.learning_rate, settings.warmup_share)
            batch = order[i * settings.batch_size : (i + 1) * settings.batch_size]
            ramp = 1.0
            if objective.ramp_epochs:
                ramp = min(1.0, (step + 1) / (objective.ramp_epochs * steps_per_epoch))
            augmented = recipe.data.augment(pixels[batch], generator)
            with torch.autocast("cpu", torch.bfloat16, enabled=settings.precision == "bfloat16"):
                loss, figures = objective.loss(model, augmented, labels[batch], generator, ramp)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            if settings.clip_norm:
                nn.utils.clip_grad_norm_(model.parameters(), settings.clip_norm)
            optimizer.step()
            update_average(average, model, settings.ema_decay, step)
            for key, value in figures.items():
                sums[key] = sums.get(key, 0.0) + value
            if i % 50 == 49:
                running = {key: round(value / (i + 1), 4) for key, value in sums.items()}
                print(f"{recipe.id} epoch {epoch + 1} step {i + 1}/{steps_per_epoch} {running}", flush=True)
        epoch += 1
        seconds = round(time.monotonic() - started, 1)
        line = {
            "epoch": epoch,
            "seconds": seconds,
            **{key: round(value / steps_per_epoch, 5) for key, value in sums.items()},
            **monitor(average, *monitored, recipe.data.epsilon_255 / 255),
        }
        if not all(math.isfinite(value) for value in line.values()):
            raise FloatingPointError(f"{recipe.id}: epoch {epoch} is not finite ({line}); lower the learning rate")
        save_checkpoint(checkpoint_path, recipe, model, average, optimizer, epoch)
        with log_path.open("a") as log:
            log.write(json.dumps(line) + "\n")
        print(f"{recipe.id}: {line}", flush=True)
    return checkpoint_path
