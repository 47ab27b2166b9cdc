"""results.json of a training (src/plans/trainingResults.ts), and the folder of its model, both of which the page opens."""

from __future__ import annotations

import datetime
import hashlib
from pathlib import Path
from typing import Any

import safetensors.torch
import torch

from ..checkpoints import device_name, libraries
from ..model_folder import FORMAT_VERSION, WEIGHTS, replace_file, write_manifest
from ..plans.results import RESULTS_HEAD, environment_of
from .carry_out import TrainingRun
from .held_out import HeldOutMeasure
from .trainer import stored_names

NOTES = [
    "Made by the Python package of Gradlens, from the page's own random numbers.",
    "Held-out images are not used in training.",
    "Robust: right without the attack and with it. Fooled: right without, wrong with it. Wrong: wrong without an attack.",
    "The L1 norm is that of the gradient of cross-entropy on pixels in [0, 1], averaged over images.",
]


def training_results(run: TrainingRun, status: str, device: str) -> dict[str, Any]:
    plan, data, objective, log = run.plan, run.data, run.trainer.objective, run.log
    return {
        **RESULTS_HEAD,
        "kind": "training",
        "notes": NOTES,
        "planSha256": plan.sha256,
        "status": status,
        "startedAt": log.started_at,
        "environments": [environment_of(device, log.started_at)],
        "plan": plan.source,
        "step": run.trainer.taken,
        "data": {
            "trainImages": len(data.train.labels),
            "heldOutImages": len(data.held_out.labels),
            "heldOutFrom": data.held_out_from,
            "shortage": data.shortage,
        },
        "classes": plan.model["classes"],
        "derivatives": objective.derivatives,
        "batches": {"images": plan.images_at_once, "memory": None},
        "terms": list(objective.labels),
        "series": log.series,
        "evaluations": log.evaluations,
        "divergences": log.divergences,
    }


def write_trained_model(run: TrainingRun, folder: Path) -> None:
    """The moving average of the weights, as manifest.json and weights.safetensors of float32."""
    plan, trainer = run.plan, run.trainer
    own = trainer.average_model.state_dict()
    tensors = {name: own[name].detach().cpu().float().contiguous() for name in stored_names(trainer.files)}
    raw = safetensors.torch.save(tensors, {"format": "pt"})
    settings, images = plan.settings, len(run.data.train.labels)
    objective = settings["objective"]
    before = {name: value for name, value in trainer.files.manifest.items() if name not in ("claims", "opened")}
    manifest = {
        **before,
        "formatVersion": FORMAT_VERSION,
        "id": f"trained-{objective['id']}-{plan.sha256[:8]}",
        "name": f"{trainer.objective.name} {plan.sha256[:8]}",
        "training": {
            "objective": objective["id"],
            "summary": f"{trainer.objective.name}: {trainer.taken} steps of {settings['batchSize']} images by the Python "
            f'package, from "{before["name"]}".',
            "epsilon255": objective["settings"].get("epsilon255") or None,
            "startedFrom": before["id"],
            "epochsTrained": round(trainer.taken * settings["batchSize"] / images),
            "epochsPlanned": round(plan.steps * settings["batchSize"] / images),
            "seed": settings["seed"],
            "recipe": {**settings, "images": images, "stepsTaken": trainer.taken, "planSha256": plan.sha256},
            "libraries": libraries(),
            "device": device_name(torch.device(trainer.device)),
            "secondsPerEpoch": None,
        },
        "weights": {
            "file": WEIGHTS,
            "sha256": hashlib.sha256(raw).hexdigest(),
            "bytes": len(raw),
            "dtype": "float32",
            "parameters": sum(each.numel() for name, each in tensors.items() if "running_" not in name),
        },
        "figures": _figures(run, run.measure()),
    }
    folder.mkdir(parents=True, exist_ok=True)
    replace_file(folder / WEIGHTS, raw)
    write_manifest(folder, manifest)


def _figures(run: TrainingRun, measure: HeldOutMeasure) -> dict[str, Any]:
    """As the page has them of a model that it trained (src/engine/training/trainedFigures.ts)."""
    figures, count = measure.figures, measure.figures["images"]

    def mean_norm(is_robust: bool) -> float | None:
        norms = [norm for norm, robust in zip(measure.gradient_l1, measure.robust, strict=True) if robust == is_robust]
        return sum(norms) / len(norms) if norms else None

    attack = {
        "attack": "pgd",
        **run.plan.settings["attack"],
        "norm": "Linf",
        "restarts": 1,
        "accuracy": figures["robust"] / count,
        "images": count,
        "meanGradientL1Robust": mean_norm(True),
        "meanGradientL1NotRobust": mean_norm(False),
    }
    return {
        "images": count,
        "split": f"the images that the training held out, {run.data.held_out_from}",
        "cleanAccuracy": sum(measure.right) / count,
        "robustAccuracy": [attack],
        "command": "gradlens run, on the training's last state",
        "tool": f"Gradlens, PyTorch {torch.__version__}",
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
    }
