"""What an epoch of a model's training costs, from the steps that `measure_speed.py` timed."""

from __future__ import annotations

import json
from pathlib import Path

TRAINING_PICTURES = {"CIFAR-10": 50_000, "Tiny-ImageNet-10": 24_500}
BASELINE = "adversarial"


def epoch_cost(speed: Path, manifest: dict) -> dict | None:
    """The manifest's `epochCost`: seconds an epoch, and their ratio to PGD-3 adversarial training's at the recipe's
    precision, both by PyTorch's own double backward.

    None where the file is missing, or timed another data set, architecture, objective, precision or batch size.
    """
    if not speed.exists():
        return None
    timed = json.loads(speed.read_text())
    recipe = manifest["training"]["recipe"]["training"]
    if (
        manifest["data"] != timed["data"]
        or manifest["architecture"] != timed["architecture"]
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
