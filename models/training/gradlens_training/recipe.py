"""A recipe is one TOML file that fully describes how a model is trained."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from .architectures import ArchitectureSettings, read_architecture
from .data import DataSet, find_data_set
from .objectives import Objective, read_objective
from .settings import read_settings

TABLES = ("name", "data", "architecture", "objective", "training")


@dataclass(frozen=True)
class TrainingSettings:
    epochs: int
    batch_size: int
    optimizer: Literal["sgd", "adamw"]  # sgd: Nesterov momentum 0.9
    learning_rate: float
    weight_decay: float
    warmup_share: float
    clip_norm: float
    ema_decay: float
    seed: int
    precision: Literal["bfloat16", "float32"]  # of the convolutions; weights are float32
    batch_norm: Literal["train", "frozen"]
    start_from: str | None = None  # id of the recipe whose weights this one starts from


@dataclass(frozen=True)
class Recipe:
    id: str
    name: str
    data: DataSet
    architecture: ArchitectureSettings
    objective: Objective
    training: TrainingSettings
    source: dict[str, Any]


def read_recipe(path: str | Path) -> Recipe:
    path = Path(path)
    try:
        source = tomllib.loads(path.read_text())
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{path} is not TOML: {error}") from None
    return parse_recipe(source, path.stem, str(path))


def parse_recipe(source: dict[str, Any], recipe_id: str, where: str) -> Recipe:
    """A recipe from its TOML tables; raises ValueError, one sentence that names the field."""
    for key in source:
        if key not in TABLES:
            raise ValueError(f'{where}: "{key}" is unknown; a recipe has {", ".join(TABLES)}')
    for key in TABLES:
        if key not in source and key != "data":
            raise ValueError(f'{where}: "{key}" is missing; a recipe has {", ".join(TABLES)}')
    return Recipe(
        id=recipe_id,
        name=source["name"],
        data=find_data_set(source.get("data", "cifar10")),
        architecture=read_architecture(source["architecture"], where),
        objective=read_objective(source["objective"], where),
        training=read_settings(TrainingSettings, source["training"], f"{where}, training"),
        source=source,
    )


def same_run(one: Recipe, other: Recipe) -> bool:
    """Whether a run of one recipe may be resumed with the other: everything computed is the same except its length."""

    def essence(recipe: Recipe) -> Recipe:
        return replace(recipe, name="", source={}, training=replace(recipe.training, epochs=0))

    return essence(one) == essence(other)
