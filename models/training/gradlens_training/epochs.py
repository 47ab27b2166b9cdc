"""A run with the weights of every epoch, as the page loads it: run.json, and a file of weights for each epoch."""

from __future__ import annotations

import datetime
import hashlib
import json
from pathlib import Path

import safetensors.torch
import torch
from torch import Tensor, nn

from .attacks import pgd
from .checkpoints import epoch_path
from .evaluation.distribution import mean
from .evaluation.gradients import BATCH, clean_pass
from .evaluation.pgd import STEPS, TOOL, holds_under_pgd
from .loop import build_model
from .model_folder import FORMAT_VERSION, describe_input, replace_file, to_storage
from .recipe import Recipe

RUN = "run.json"
FOLDER = "epochs"


def write_run(recipe: Recipe, checkpoints: Path, data: str, models: Path, images: int) -> Path:
    """Export every kept epoch to `models/epochs/<recipe id>`, measured on the first `images` of the test split.

    The attacks have the epsilon that the run was trained with, else the data set's; PGD has the data set's as well, at
    which the zoo's models are measured.
    """
    kept = sorted(epoch_path(checkpoints, recipe.id, 0).parent.glob("*.safetensors"))
    if not kept:
        raise FileNotFoundError(f"no epochs of {recipe.id} are in {checkpoints}; train it with --keep-epochs")
    pixels, labels = (tensor[:images] for tensor in recipe.data.load(data, "test"))
    pixels = pixels.float() / 255
    epsilon_255 = recipe.objective.epsilon_255 or recipe.data.epsilon_255
    folder = models / FOLDER / recipe.id
    folder.mkdir(parents=True, exist_ok=True)
    log = [json.loads(line) for line in (checkpoints / f"{recipe.id}.jsonl").read_text().splitlines()]
    epochs = [_write_epoch(recipe, path, folder, pixels, labels, epsilon_255, log) for path in kept]
    manifest = {
        "formatVersion": FORMAT_VERSION,
        "id": recipe.id,
        "name": recipe.name,
        "summary": recipe.objective.summary(),
        "startedFrom": recipe.training.start_from,
        "recipe": recipe.source,
        "architecture": recipe.architecture.to_manifest(),
        "data": recipe.data.name,
        "classes": list(recipe.data.classes),
        "input": describe_input(recipe.data),
        "licence": "MIT",
        # Of every epoch; its file, hash and size stand with the epoch.
        "weights": {
            "dtype": "float16",
            "parameters": sum(parameter.numel() for parameter in build_model(recipe).parameters()),
        },
        "measured": {
            "images": len(labels),
            "epsilon255": epsilon_255,
            "zooEpsilon255": recipe.data.epsilon_255,
            "pgdSteps": STEPS,
            "tool": f"{TOOL}, torch {torch.__version__}",
            "command": f"python export_epochs.py recipes/{recipe.id}.toml --images {len(labels)}",
            "date": datetime.date.today().isoformat(),
        },
        "epochs": epochs,
    }
    replace_file(folder / RUN, (json.dumps(manifest, indent=2) + "\n").encode())
    return folder


def _write_epoch(
    recipe: Recipe, path: Path, folder: Path, pixels: Tensor, labels: Tensor, epsilon_255: float, log: list[dict]
) -> dict:
    stored = to_storage(safetensors.torch.load_file(path))
    raw = safetensors.torch.save(stored, {"format": "pt"})
    replace_file(folder / path.name, raw)
    model = build_model(recipe)
    model.load_state_dict({name: tensor.float() for name, tensor in stored.items()}, strict=False)
    model.eval().requires_grad_(False)
    epoch = int(path.stem)
    losses = {name: value for line in log if line["epoch"] == epoch for name, value in line.items()}
    return {
        "epoch": epoch,
        "file": path.name,
        "sha256": hashlib.sha256(raw).hexdigest(),
        "bytes": len(raw),
        # Means over the epoch's steps; epoch 0 was not trained.
        "trainingLoss": {name: losses[name] for name in losses if name not in NOT_LOSSES},
        **measure(model, pixels, labels, epsilon_255, recipe.data.epsilon_255),
    }


NOT_LOSSES = ("epoch", "seconds", "clean", "pgd10")


def measure(
    model: nn.Module, pixels: Tensor, labels: Tensor, epsilon_255: float, zoo_epsilon_255: float
) -> dict[str, float]:
    """Figures of pixels (N, 3, H, W) in [0, 1].

    `fgsmAccuracy` is under one step of epsilon from the image itself, `pgdAccuracy` under torchattacks' PGD-20. A model
    that is robust to the first only has overfitted to it. `zooPgdAccuracy` is under PGD-20 at the other epsilon.
    """
    clean = clean_pass(model, pixels, labels, quantities=("loss",))
    epsilon = epsilon_255 / 255
    fgsm = []
    for x, y in zip(pixels.split(BATCH), labels.split(BATCH), strict=True):
        attacked = pgd(model, x, y, epsilon, epsilon, 1)
        with torch.no_grad():
            fgsm.append(model(attacked).argmax(1) == y)
    robust, zoo_robust = (
        holds_under_pgd(model, pixels, labels, clean.right, size) for size in (epsilon_255, zoo_epsilon_255)
    )
    gradients = clean.gradients["loss"]
    aligned = gradients.alignment[~gradients.alignment.isnan()]
    return {
        "cleanAccuracy": round(clean.right.double().mean().item(), 4),
        "fgsmAccuracy": round((torch.cat(fgsm) & clean.right).double().mean().item(), 4),
        "pgdAccuracy": round(robust.double().mean().item(), 4),
        "zooPgdAccuracy": round(zoo_robust.double().mean().item(), 4),
        "meanGradientL1": mean(gradients.l1),
        "medianGradientL1": round(gradients.l1.median().item(), 4),
        "meanAlignment": mean(aligned),
    }
