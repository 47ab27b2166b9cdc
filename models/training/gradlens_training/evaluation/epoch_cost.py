"""What an epoch of a model's training costs, from the steps that `measure_speed.py` timed."""

from __future__ import annotations

import json
from pathlib import Path

TRAINING_PICTURES = {"CIFAR-10": 50_000, "Tiny-ImageNet-10": 24_500}
BASELINE = "adversarial"
# What speed.json times where it does not say so itself.
TIMED_DATA = "CIFAR-10"
TIMED_ARCHITECTURE = {
    "name": "resnet",
    "widths": [32, 64, 128, 128],
    "depths": [1, 1, 1, 1],
    "activation": "gelu",
    "stem": "small",
}


def epoch_cost(speed: Path, manifest: dict) -> dict | None:
    """The manifest's `epochCost`: seconds an epoch, and their ratio to PGD-3 adversarial training's at the recipe's
    precision. None where the file is missing, or timed another architecture, objective, precision or batch size."""
    if not speed.exists():
        return None
    timed = json.loads(speed.read_text())
    recipe = manifest["training"]["recipe"]["training"]
    if (
        manifest["data"] != timed.get("data", TIMED_DATA)
        or manifest["architecture"] != timed.get("architecture", TIMED_ARCHITECTURE)
        or recipe["batch_size"] != timed["batch"]
    ):
        return None
    precision = recipe["precision"]
    seconds = timed["secondsPerStep"].get(manifest["training"]["objective"], {}).get(precision)
    baseline = timed["secondsPerStep"].get(BASELINE, {}).get(precision)
    if not seconds or not baseline:
        return None
    steps = TRAINING_PICTURES[manifest["data"]] // recipe["batch_size"]
    return {
        "secondsPerEpoch": round(seconds * steps, 1),
        "relativeToAdversarial": round(seconds / baseline, 3),
        "command": "python measure_speed.py",
        "date": timed["date"],
    }
