"""What an epoch of a model's training costs, from the steps that `measure_speed.py` timed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

TRAINING_IMAGES = {"CIFAR-10": 50_000, "Tiny-ImageNet-10": 24_500}
BASELINE = "adversarial"
WRITTEN_OUT = "secondsPerStepWrittenOut"
INTERVALS = "relativeWrittenOut"  # missing from speed files older than this field


def epoch_cost(speeds: Iterable[Path], manifest: dict) -> dict | None:
    """The manifest's `epochCost`: seconds per epoch, and their ratio to PGD-3 adversarial training in the same run of
    `measure_speed.py`, at the recipe's precision, both with the double backward written out (double_backward.py).

    From the first file that timed the model's data set, architecture, objective, precision and batch size; None if
    there is none. The processor is named, since the ratio depends on it and on the precision.
    """
    recipe = manifest["training"]["recipe"]["training"]
    for path in speeds:
        timed = json.loads(path.read_text()) if path.exists() else {}
        of_model = manifest["data"], manifest["architecture"], recipe["batch_size"]
        if of_model != tuple(timed.get(name) for name in ("data", "architecture", "batch")):
            continue
        seconds, baseline = (
            timed[WRITTEN_OUT].get(objective, {}).get(recipe["precision"])
            for objective in (manifest["training"]["objective"], BASELINE)
        )
        if seconds and baseline:
            on_gpu = timed["device"] == "cuda"
            interval = timed.get(INTERVALS, {}).get(manifest["training"]["objective"], {}).get(recipe["precision"])
            return {
                "secondsPerEpoch": round(seconds * (TRAINING_IMAGES[manifest["data"]] // recipe["batch_size"]), 2),
                "relativeToAdversarial": round(seconds / baseline, 3),
                **({"relativeInterval": interval} if interval else {}),
                "processor": timed["processor"],
                "command": "python measure_speed.py" + " --device cuda" * on_gpu,
                "date": timed["date"],
            }
    return None
