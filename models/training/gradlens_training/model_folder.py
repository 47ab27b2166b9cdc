"""A model as the page loads it: a folder with manifest.json and weights.safetensors."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field
from pathlib import Path

import safetensors.torch
import torch
from torch import Tensor, nn

from . import architectures
from .checkpoints import libraries
from .data import DataSet
from .inputs_and_outputs import give_gradients_row_by_row, take_rgb_and_give_logits
from .loop import build_model
from .recipe import Recipe

FORMAT_VERSION = 1
MANIFEST = "manifest.json"
WEIGHTS = "weights.safetensors"
LOG = "training-log.jsonl"
# Buffers that follow from the rest, and that a page does not keep.
FOLLOWING = ("num_batches_tracked", "relative_position_index")
NUMBERS = re.compile(r"\[\n([-+.,\deE\s]+)\]")  # as json.dumps indents them; no string has a line break


def write_model_folder(recipe: Recipe, checkpoints: Path, models: Path) -> Path:
    """Export the averaged weights of the recipe's checkpoint, finished or not, to `models/<recipe id>`.

    Figures measured on an earlier export stay in the manifest only if the weights are identical byte for byte.
    """
    checkpoint = checkpoints / f"{recipe.id}.pt"
    if not checkpoint.exists():
        raise FileNotFoundError(f"{checkpoint} does not exist; train {recipe.id} for at least one epoch first")
    state = torch.load(checkpoint, weights_only=True, map_location="cpu")
    epochs = state["epoch"]
    log = _read_log(checkpoints / f"{recipe.id}.jsonl", epochs)
    raw = safetensors.torch.save(to_storage(state["average"]), {"format": "pt"})
    digest = hashlib.sha256(raw).hexdigest()
    folder, data = models / recipe.id, recipe.data
    manifest = {
        "formatVersion": FORMAT_VERSION,
        "id": recipe.id,
        "name": recipe.name,
        "training": _describe_training(recipe, state, log),
        "architecture": recipe.architecture.to_manifest(),
        "data": data.name,
        "classes": list(data.classes),
        "input": describe_input(data),
        "weights": {
            "file": WEIGHTS,
            "sha256": digest,
            "bytes": len(raw),
            "dtype": "float16",
            "parameters": sum(parameter.numel() for parameter in build_model(recipe).parameters()),
        },
        "licence": "MIT",
        "figures": _figures_of(folder / MANIFEST, digest),
    }
    folder.mkdir(parents=True, exist_ok=True)
    replace_file(folder / WEIGHTS, raw)
    replace_file(folder / LOG, "".join(json.dumps(line) + "\n" for line in log).encode())
    write_manifest(folder, manifest)
    return folder


def to_storage(state: dict[str, Tensor]) -> dict[str, Tensor]:
    """The exported tensors: parameters and batch-norm statistics in float16, under timm's names."""
    stored = {}
    for name, tensor in state.items():
        if name.endswith("num_batches_tracked"):
            continue
        half = tensor.to(torch.float16).contiguous()
        if not half.isfinite().all():
            raise ValueError(f"{name} reaches {tensor.abs().max():.4g}, past float16; the training has diverged")
        stored[name] = half
    return stored


@dataclass(frozen=True)
class ModelFiles:
    """A model's files in memory, equal if their weights are."""

    manifest: dict = field(compare=False)
    weights: bytes = field(compare=False, repr=False)
    sha256: str
    where: str = field(compare=False)  # for messages


def read_model_files(folder: Path) -> ModelFiles:
    """Raises ValueError if the weights are not those that the manifest names."""
    manifest = json.loads((folder / MANIFEST).read_text())
    raw = (folder / WEIGHTS).read_bytes()
    digest = hashlib.sha256(raw).hexdigest()
    if digest != manifest["weights"]["sha256"]:
        raise ValueError(f"{folder / WEIGHTS} has sha256 {digest}, not that of {MANIFEST}; export the model again")
    return ModelFiles(manifest, raw, digest, str(folder))


def build_from_files(files: ModelFiles) -> nn.Module:
    """The model in eval mode, of RGB pixels (N, 3, H, W) in [0, 1], which computes in float32."""
    manifest, where = files.manifest, files.where
    settings = architectures.read_architecture(manifest["architecture"], f"{where}, {MANIFEST}")
    inputs = manifest["input"]
    mean, std = tuple(inputs["mean"]), tuple(inputs["std"])
    model = architectures.build(settings, len(manifest["classes"]), mean, std, inputs["height"])
    tensors = {name: tensor.float() for name, tensor in safetensors.torch.load(files.weights).items()}
    missing, unexpected = model.load_state_dict(tensors, strict=False)
    wrong = [name for name in missing if not name.endswith(FOLLOWING)] + unexpected
    if wrong:
        raise ValueError(f"{where}: {WEIGHTS} does not fit {MANIFEST} at {', '.join(wrong)}; export the model again")
    take_rgb_and_give_logits(model, manifest)
    give_gradients_row_by_row(model)
    return model.to(memory_format=torch.channels_last).eval().requires_grad_(False)


def read_model_folder(folder: Path) -> tuple[dict, nn.Module]:
    """The manifest and the model in eval mode, of RGB pixels (N, 3, H, W) in [0, 1], which computes in float32."""
    files = read_model_files(folder)
    return files.manifest, build_from_files(files)


def write_manifest(folder: Path, manifest: dict) -> None:
    """JSON with each list of numbers on one line."""
    lines = json.dumps(manifest, indent=2) + "\n"
    replace_file(folder / MANIFEST, NUMBERS.sub(lambda found: f"[{' '.join(found[1].split())}]", lines).encode())


def describe_input(data: DataSet) -> dict:
    return {
        "height": data.side,
        "width": data.side,
        "channels": 3,
        "mean": list(data.mean),
        "std": list(data.std),
    }


def _describe_training(recipe: Recipe, state: dict, log: list[dict]) -> dict:
    training, objective = recipe.training, recipe.objective
    return {
        "objective": objective.name,
        "summary": objective.summary(),
        "epsilon255": _plain(objective.epsilon_255),
        "startedFrom": training.start_from,
        "epochsTrained": state["epoch"],
        "epochsPlanned": training.epochs,
        "seed": training.seed,
        "recipe": recipe.source,
        # A checkpoint from before these were stored in it was made here.
        "libraries": state.get("libraries") or libraries(),
        "device": state.get("device", "CPU"),
        "secondsPerEpoch": round(sum(line["seconds"] for line in log) / len(log), 1),
    }


def _plain(number: float | None) -> float | None:
    return int(number) if number is not None and float(number).is_integer() else number


def _read_log(path: Path, epochs: int) -> list[dict]:
    lines = [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []
    lines = [line for line in lines if line["epoch"] <= epochs]
    if not lines:
        raise ValueError(f"{path} has no line up to epoch {epochs}; restore the log that belongs to the checkpoint")
    return lines


def _figures_of(manifest: Path, digest: str) -> dict | None:
    if not manifest.exists():
        return None
    earlier = json.loads(manifest.read_text())
    return earlier["figures"] if earlier["weights"]["sha256"] == digest else None


def replace_file(path: Path, content: bytes) -> None:
    partial = path.with_name(path.name + ".partial")
    partial.write_bytes(content)
    partial.replace(path)  # never leaves half a file
