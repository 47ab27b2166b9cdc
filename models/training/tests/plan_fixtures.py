"""A tiny data set in CIFAR-10's format, two tiny models, and plans of them."""

import copy
import hashlib
import json
from pathlib import Path

import numpy as np
import safetensors.torch
import torch

from gradlens_training import architectures
from gradlens_training.data.cifar10 import CLASSES, MEAN, STD
from gradlens_training.model_folder import to_storage

ARCHITECTURE = {"name": "resnet", "widths": [4, 6], "depths": [1, 1], "activation": "gelu", "stem": "small"}
IMAGES = 40


def write_model(folder: Path, seed: int) -> dict:
    """As a plan names it. Its weights are large, so that small perturbations change its answers."""
    torch.manual_seed(seed)
    settings = architectures.read_architecture(ARCHITECTURE, "test")
    model = architectures.build(settings, 10, MEAN, STD, 32)
    for parameter in model.fc.parameters():
        parameter.data *= 3
    raw = safetensors.torch.save(to_storage(model.state_dict()), {"format": "pt"})
    weights = {"file": "weights.safetensors", "sha256": hashlib.sha256(raw).hexdigest(), "bytes": len(raw)}
    manifest = {
        "id": folder.name,
        "name": f"Tiny {seed}",
        "architecture": ARCHITECTURE,
        "data": "CIFAR-10",
        "classes": list(CLASSES),
        "input": {"height": 32, "width": 32, "channels": 3, "mean": list(MEAN), "std": list(STD)},
        "weights": {**weights, "dtype": "float16"},
    }
    folder.mkdir(parents=True)
    (folder / "weights.safetensors").write_bytes(raw)
    (folder / "manifest.json").write_text(json.dumps(manifest))
    return {
        "id": folder.name,
        "name": manifest["name"],
        "sha256": weights["sha256"],
        "side": 32,
        "classes": list(CLASSES),
    }


def write_images(folder: Path, models: Path) -> list[int]:
    """test_batch.bin of smooth random images, whose labels are mostly the first model's predictions; the labels."""
    from gradlens_training.model_folder import read_model_folder

    generator = torch.Generator().manual_seed(1)
    coarse = torch.rand((IMAGES, 3, 4, 4), generator=generator)
    smooth = torch.nn.functional.interpolate(coarse, (32, 32), mode="bilinear")
    pixels = (smooth * 255).round().to(torch.uint8)
    _, model = read_model_folder(models)
    with torch.no_grad():
        labels = model(pixels.float() / 255).argmax(1)
    labels[::10] = (labels[::10] + 1) % 10
    records = np.concatenate([labels.numpy()[:, None].astype(np.uint8), pixels.flatten(1).numpy()], 1)
    folder.mkdir(parents=True)
    (folder / "test_batch.bin").write_bytes(records.tobytes())
    return labels.tolist()


def plan_file(models: list[dict], labels: list[int], attack: str, settings: dict, **measure) -> dict:
    common = {"norm": "linf", "epsilon": 8 / 255, "seed": 3}
    given = measure or {"id": "accuracy", "epsilons": [1 / 255, 4 / 255]}
    return copy.deepcopy(
        {
            "format": "gradlens-plan",
            "formatVersion": 1,
            "kind": "evaluation",
            "plan": {
                "formatVersion": 3,
                "measure": {**given, "attack": {"id": attack, "settings": {**common, **settings}}},
                "models": models,
                "source": {
                    "kind": "dataSet",
                    "dataSet": {
                        "name": "test_batch.bin",
                        "format": "CIFAR-10 binary batches",
                        "count": IMAGES,
                        "classes": list(CLASSES),
                        "classCounts": [labels.count(label) for label in range(10)],
                        "splits": [{"name": "test", "start": 0, "count": IMAGES}],
                        "origin": {"fileBytes": IMAGES * 3073},
                    },
                    "choice": {"count": IMAGES, "seed": 0, "split": "test"},
                    "labels": labels,
                },
                "indices": list(range(IMAGES)),
                "blockSize": 16,
                "flags": None,
            },
        }
    )


PGD = {
    "steps": 10,
    "stepSize": {"rule": "shareOfEpsilon", "share": 0.25},
    "randomStart": False,
    "restarts": 1,
    "result": "last",
    "l1Share": 0.02,
}
