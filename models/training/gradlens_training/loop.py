"""The training loop: one for all objectives, resumed from its checkpoint after every epoch."""

from __future__ import annotations

import copy
import json
import math
import time
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .attacks import pgd
from .objectives import OBJECTIVES
from .recipe import Recipe
from .resnet import ResNet

MEAN = (0.4914, 0.4822, 0.4465)
STD = (0.2470, 0.2435, 0.2616)
MONITOR_PICTURES = 500


def build_model(recipe: Recipe, classes: int = 10) -> ResNet:
    torch.manual_seed(recipe.training.seed)
    return ResNet(recipe.architecture, classes, MEAN, STD).to(memory_format=torch.channels_last)


def augment(pixels: Tensor, generator: torch.Generator) -> Tensor:
    """Flip, and crop from a reflected margin of 4, each picture by itself; uint8 in, [0, 1] out."""
    count, _, height, width = pixels.shape
    padded = F.pad(pixels.float().div_(255), (4, 4, 4, 4), mode="reflect")
    top = torch.randint(0, 9, (count, 1), generator=generator) + torch.arange(height)
    left = torch.randint(0, 9, (count, 1), generator=generator) + torch.arange(width)
    flipped = torch.rand(count, generator=generator) < 0.5
    left[flipped] = left[flipped].flip(1)
    index = torch.arange(count)[:, None, None]
    return padded.permute(0, 2, 3, 1)[index, top[:, :, None], left[:, None, :]].permute(0, 3, 1, 2)


def learning_rate_at(step: int, steps: int, peak: float, warmup_share: float) -> float:
    warmup = max(1, round(warmup_share * steps))
    if step < warmup:
        return peak * (step + 1) / warmup
    return peak * 0.5 * (1 + math.cos(math.pi * (step - warmup) / max(1, steps - warmup)))


def make_optimizer(model: nn.Module, recipe: Recipe) -> torch.optim.Optimizer:
    settings = recipe.training
    decayed = [p for p in model.parameters() if p.ndim > 1]
    free = [p for p in model.parameters() if p.ndim <= 1]
    groups = [{"params": decayed, "weight_decay": settings.weight_decay}, {"params": free, "weight_decay": 0.0}]
    if settings.optimizer == "sgd":
        return torch.optim.SGD(groups, lr=settings.learning_rate, momentum=0.9, nesterov=True)
    if settings.optimizer == "adamw":
        return torch.optim.AdamW(groups, lr=settings.learning_rate)
    raise ValueError(f'optimizer "{settings.optimizer}" is unknown; use "sgd" or "adamw"')


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


def train(recipe: Recipe, data: tuple[Tensor, Tensor], held_back: tuple[Tensor, Tensor], folder: Path) -> Path:
    """Train to the recipe's last epoch; returns the checkpoint. A run that was cut off goes on from its last epoch."""
    settings, objective_settings = recipe.training, recipe.objective
    folder.mkdir(parents=True, exist_ok=True)
    checkpoint_path, log_path = folder / f"{recipe.id}.pt", folder / f"{recipe.id}.jsonl"
    model = build_model(recipe)
    if settings.start_from:
        start = torch.load(folder / f"{settings.start_from}.pt", weights_only=True)
        model.load_state_dict(start["average"])
    average = copy.deepcopy(model)
    optimizer = make_optimizer(model, recipe)
    epoch = 0
    if checkpoint_path.exists():
        state = torch.load(checkpoint_path, weights_only=True)
        model.load_state_dict(state["model"])
        average.load_state_dict(state["average"])
        optimizer.load_state_dict(state["optimizer"])
        epoch = state["epoch"]
        print(f"{recipe.id}: goes on after epoch {epoch}", flush=True)
    objective = OBJECTIVES[objective_settings.name]
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
            if objective_settings.ramp_epochs:
                ramp = min(1.0, (step + 1) / (objective_settings.ramp_epochs * steps_per_epoch))
            with torch.autocast("cpu", torch.bfloat16, enabled=settings.precision == "bfloat16"):
                loss, figures = objective(
                    model, augment(pixels[batch], generator), labels[batch], objective_settings, generator, ramp
                )
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
            **monitor(average, *monitored, objective_settings.epsilon_255 / 255),
        }
        if not all(math.isfinite(value) for value in line.values()):
            raise FloatingPointError(f"{recipe.id}: epoch {epoch} is not finite ({line}); lower the learning rate")
        _save(checkpoint_path, model, average, optimizer, epoch)
        with log_path.open("a") as log:
            log.write(json.dumps(line) + "\n")
        print(f"{recipe.id}: {line}", flush=True)
    return checkpoint_path


def _save(path: Path, model: nn.Module, average: nn.Module, optimizer: torch.optim.Optimizer, epoch: int) -> None:
    state = {
        "model": model.state_dict(),
        "average": average.state_dict(),
        "optimizer": optimizer.state_dict(),
        "epoch": epoch,
    }
    partial = path.with_suffix(".partial")
    torch.save(state, partial)
    partial.replace(path)  # never leaves half a checkpoint
