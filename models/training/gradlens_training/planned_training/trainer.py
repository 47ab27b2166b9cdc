"""A training step by step: its weights, and the way back when it diverges (src/engine/training/trainer.ts)."""

from __future__ import annotations

import dataclasses
import json
import math
import time
from typing import Any

import torch
from torch import Tensor, nn

from ..model_folder import ModelFiles, build_from_files
from .batches import OBJECTIVE, Batches, image_draws
from .descent import average_decay, make_optimizer
from .draws import BatchDraws
from .images import LabelledPixels
from .objective import Batch
from .objectives import OBJECTIVES
from .plan import TrainingPlan
from .trained_names import trained_names

COLLAPSE_SHARE = 0.5  # of the best accuracy on held-out images so far: below it the training has collapsed
State = dict[str, Any]


@dataclasses.dataclass(frozen=True)
class Divergence:
    message: str
    step: int  # that went wrong, counted from 1
    rolled_back_to: int


class Trainer:
    def __init__(self, plan: TrainingPlan, files: ModelFiles, images: LabelledPixels, device: str):
        """Raises ValueError, one sentence, if the plan does not fit the model."""
        self.plan, self.device, self.settings = plan, device, plan.settings
        self.files = with_activation(files, plan.settings["activation"])
        self.model = build_from_files(self.files).to(device)
        self.average_model = build_from_files(self.files).to(device)
        objective = plan.settings["objective"]
        self.objective, self.objective_settings = OBJECTIVES[objective["id"]], objective["settings"]
        choice = plan.settings["trained"]
        parameters = dict(self.model.named_parameters())
        stored = [name for name in self.model.state_dict() if name in stored_names(self.files)]
        names = trained_names(stored, choice["lastStages"], choice["batchNormAffine"])
        self.trained = {name: parameters[name].requires_grad_(True) for name in names}
        averages = dict(self.average_model.named_parameters())
        self.average = {name: averages[name].detach() for name in names}
        self.optimizer = make_optimizer(list(self.trained.values()), plan.settings["optimizer"])
        self.batches = Batches(images, plan.settings["batchSize"], plan.settings["augmentation"], plan.settings["seed"])
        self.taken = 0
        self.best_accuracy: float | None = None
        self.good = self.state()

    def step(self) -> dict[str, Any] | Divergence:
        """What the step reports, as in results; or that it gave numbers that are not finite, which undoes it."""
        started, settings = time.monotonic(), self.settings
        step, ramp, rate = self.taken, self.plan.ramp(self.taken), self.plan.learning_rate(self.taken)
        pixels, labels = (each.to(self.device) for each in self.batches.at(step))
        loss, parts = self._differentiate(pixels, labels, step, ramp)
        parameters = list(self.trained.values())
        norm = global_norm([parameter.grad for parameter in parameters])
        if settings["clipNorm"] is not None:
            nn.utils.clip_grad_norm_(parameters, settings["clipNorm"])
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        figures = [loss, *parts.values(), norm, global_norm(parameters)]
        if not all(map(math.isfinite, figures)):
            return self.roll_back(
                f"Step {step + 1} gave numbers that are not finite; choose a lower learning rate or a smaller weight of "
                "the objective's penalty.",
                step + 1,
            )
        decay = average_decay(settings["averageDecay"], step)
        with torch.no_grad():
            for name, parameter in self.trained.items():
                self.average[name].lerp_(parameter, 1 - decay)
        self.taken += 1
        return {
            "step": self.taken,
            "loss": loss,
            "parts": parts,
            "terms": self.objective.terms(loss, parts, self.objective_settings),
            "gradientNorm": norm,
            "learningRate": rate,
            "ramp": ramp,
            "seconds": round(time.monotonic() - started, 4),
        }

    def judge(self, accuracy: float) -> Divergence | None:
        """Keeps the present state as good, or goes back to the last if the accuracy of held-out images collapsed."""
        best = self.best_accuracy
        if best is not None and accuracy < COLLAPSE_SHARE * best:
            return self.roll_back(
                f"Held-out accuracy fell from {100 * best:.1f} % to {100 * accuracy:.1f} %; choose a smaller weight of "
                "the objective's penalty or a lower learning rate."
            )
        self.best_accuracy = max(best or 0.0, accuracy)
        self.good = self.state()
        return None

    def roll_back(self, message: str, step: int | None = None) -> Divergence:
        wrong = self.taken if step is None else step
        self.restore(self.good)
        return Divergence(message, wrong, self.taken)

    def state(self) -> State:
        """Copies of everything that changes from step to step."""
        return {
            "step": self.taken,
            "parameters": {name: each.detach().clone() for name, each in self.trained.items()},
            "average": {name: each.clone() for name, each in self.average.items()},
            "optimizer": _copied(self.optimizer.state_dict()),
        }

    def restore(self, state: State) -> None:
        self.taken = state["step"]
        with torch.no_grad():
            for name, parameter in self.trained.items():
                parameter.copy_(state["parameters"][name])
                self.average[name].copy_(state["average"][name])
        self.optimizer.load_state_dict(_copied(state["optimizer"]))

    def _differentiate(self, pixels: Tensor, labels: Tensor, step: int, ramp: float) -> tuple[float, dict[str, float]]:
        """Leaves the batch's mean gradient with the parameters; loss and parts are means over the batch."""
        count, size = len(labels), self.plan.images_at_once
        parameters = list(self.trained.values())
        sums: dict[str, float] = {}
        for first in range(0, count, size):
            images = range(first, min(first + size, count))
            draws = BatchDraws(image_draws(self.settings["seed"], OBJECTIVE, step, images=images), self.device)
            place = slice(images.start, images.stop)
            batch = Batch(self.model, pixels[place], labels[place], *rgb_normalisation(self.files, self.device))
            loss, parts = self.objective.loss(batch, self.objective_settings, ramp, draws)
            share = len(images) / count
            for parameter, gradient in zip(parameters, torch.autograd.grad(loss, parameters), strict=True):
                weighed = gradient if share == 1 else gradient * share
                parameter.grad = weighed if parameter.grad is None else parameter.grad + weighed
            for name, value in {"loss": loss, **parts}.items():
                sums[name] = sums.get(name, 0.0) + share * value.item()
        return sums.pop("loss"), sums


def with_activation(files: ModelFiles, activation: str | None) -> ModelFiles:
    if activation is None:
        return files
    architecture = files.manifest["architecture"]
    if "activation" not in architecture:
        raise ValueError(
            f'the architecture "{architecture["name"]}" has no activation to swap; plan without another activation'
        )
    return dataclasses.replace(
        files, manifest={**files.manifest, "architecture": {**architecture, "activation": activation}}
    )


def stored_names(files: ModelFiles) -> list[str]:
    """The names of the tensors in the weights file."""
    length = int.from_bytes(files.weights[:8], "little")
    return [name for name in json.loads(files.weights[8 : 8 + length]) if name != "__metadata__"]


def rgb_normalisation(files: ModelFiles, device: str) -> tuple[Tensor, Tensor]:
    """Mean and standard deviation (3, 1, 1) of RGB pixels, whatever channels the model takes."""
    described = files.manifest["input"]

    def as_rgb(values: list[float]) -> Tensor:
        rgb = values * 3 if described["channels"] == 1 else values
        return torch.tensor(rgb[::-1] if described.get("channelOrder") == "bgr" else rgb, device=device)[:, None, None]

    return as_rgb(described["mean"]), as_rgb(described["std"])


def global_norm(tensors: list[Tensor]) -> float:
    """Euclidean norm of all together."""
    return torch.stack([each.detach().square().sum() for each in tensors]).sum().sqrt().item()


def _copied(value: Any) -> Any:
    if isinstance(value, Tensor):
        return value.detach().clone()
    if isinstance(value, dict):
        return {key: _copied(inner) for key, inner in value.items()}
    return [_copied(inner) for inner in value] if isinstance(value, list) else value
