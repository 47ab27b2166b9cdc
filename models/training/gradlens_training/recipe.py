"""A recipe is one TOML file that says all about how a model is trained."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from .objectives import OBJECTIVES, ObjectiveSettings
from .resnet import ResNetSettings


@dataclass(frozen=True)
class TrainingSettings:
    epochs: int
    batch_size: int
    optimizer: str  # "sgd" (Nesterov momentum 0.9) or "adamw"
    learning_rate: float
    weight_decay: float
    warmup_share: float
    clip_norm: float
    ema_decay: float
    seed: int
    precision: str  # "bfloat16" or "float32": of the convolutions; weights are float32
    batch_norm: str  # "train" or "frozen"
    start_from: str | None  # id of the recipe whose weights this one starts from


@dataclass(frozen=True)
class Recipe:
    id: str
    name: str
    architecture: ResNetSettings
    objective: ObjectiveSettings
    training: TrainingSettings
    source: dict


def read_recipe(path: str | Path) -> Recipe:
    path = Path(path)
    source = tomllib.loads(path.read_text())
    objective = ObjectiveSettings(**source["objective"])
    if objective.name not in OBJECTIVES:
        raise ValueError(f'{path}: objective "{objective.name}" is unknown; use one of {", ".join(OBJECTIVES)}')
    architecture = {k: tuple(v) if isinstance(v, list) else v for k, v in source["architecture"].items()}
    training = {"start_from": None, **source["training"]}
    return Recipe(
        id=path.stem,
        name=source["name"],
        architecture=ResNetSettings(**architecture),
        objective=objective,
        training=TrainingSettings(**training),
        source=source,
    )
