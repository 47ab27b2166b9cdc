"""Golden files of training for the page's engine: python make_training_goldens.py [--goldens FOLDER]

Takes the weights of an untrained tiny ResNet from tiny-resnets.safetensors
(make_goldens.py) and writes training-objectives.safetensors (loss, parts and
parameter gradients of every objective), training-steps.safetensors (ten steps
of every optimiser, augmentation, held-out images) and training-index.json,
which lists their settings. All in float64; gradients are checked against finite
differences of the loss, and the script stops if they differ.
"""

import argparse
import json
from pathlib import Path

import safetensors.torch
import torch

from gradlens_training import training_goldens, training_goldens_steps
from gradlens_training.training_scene import Case, Scene, to_page

TINY = "tiny-resnets.safetensors"
MODEL = "gelu-small"
LABELS = (3, 7, 0)
HEIGHT, WIDTH = 12, 10
SEED = 3

EVEN = [1.0, 1.0, 1.0]
GREEN = [1.0, 2.0, 0.5]
NORM = {"lambda": 1.2, "epsilon255": 8.0, "norm": "l1", "channelWeights": EVEN}
DIFFERENCES = {"lambda": 1.2, "epsilon255": 8.0, "channelWeights": EVEN, "differenceStep255": 1.0}
PGD = {"epsilon255": 8.0, "steps": 3, "stepSize255": None}
CASES = (
    Case("natural", "natural", {}),
    Case("gradient-norm l1", "gradient-norm", NORM),
    Case("gradient-norm l1, ramp", "gradient-norm", {**NORM, "lambda": 0.7}, ramp=0.3),
    Case("gradient-norm l2", "gradient-norm", {**NORM, "norm": "l2", "epsilon255": 128.0}),
    Case("gradient-norm squaredL2", "gradient-norm", {**NORM, "norm": "squaredL2", "epsilon255": 255.0}),
    Case("gradient-norm l1, channels", "gradient-norm", {**NORM, "channelWeights": GREEN}),
    Case("gradient-norm l2, channels", "gradient-norm", {**NORM, "norm": "l2", "channelWeights": GREEN}),
    Case("differences, one side", "gradient-norm-differences", {**DIFFERENCES, "sides": "one"}),
    Case("differences, both sides", "gradient-norm-differences", {**DIFFERENCES, "sides": "both"}, ramp=0.6),
    Case(
        "differences, channels",
        "gradient-norm-differences",
        {**DIFFERENCES, "sides": "both", "channelWeights": GREEN},
    ),
    Case("edges", "edge-regularisation", {"alphaStart": 1.0, "alphaEnd": 10.0, "temperature": 0.5}, ramp=0.4),
    Case("pgd-3", "adversarial", PGD),
    Case("pgd-2, ramp", "adversarial", {"epsilon255": 8.0, "steps": 2, "stepSize255": 3.0}, ramp=0.5),
    Case("fgsm", "fgsm", {"epsilon255": 8.0, "stepShare": 1.25}),
    # Starting 0.001 away, as usual, leaves the divergence's gradient too few digits in float32 to compare.
    Case("trades", "trades", {**PGD, "beta": 6.0, "startDeviation": 0.05}),
    Case("gradient-norm and pgd-3", "gradient-norm-adversarial", {**NORM, **PGD, "lambda": 0.667}),
)

SCHEDULE = {"learningRate": 0.05, "warmupShare": 0.25, "steps": training_goldens_steps.STEPS}
SGD = {"id": "sgd", "momentum": 0.9, "nesterov": True, "weightDecay": 0.05}
ADAMW = {"id": "adamw", "beta1": 0.9, "beta2": 0.99, "epsilon": 1e-8, "weightDecay": 0.1}
DESCENTS = {
    "sgd": {"optimizer": SGD, "schedule": SCHEDULE, "clipNorm": 1.0, "averageDecay": 0.5},
    "sgd, plain momentum": {
        "optimizer": {**SGD, "nesterov": False},
        "schedule": SCHEDULE,
        "clipNorm": None,
        "averageDecay": 0.998,
    },
    "adamw": {
        "optimizer": ADAMW,
        "schedule": {**SCHEDULE, "learningRate": 0.01},
        "clipNorm": 1.0,
        "averageDecay": 0.998,
    },
}
HELD_BACK = {"epsilon255": 4.0, "stepSize255": 1.0, "steps": 4}


def read_scene(goldens: Path, index: dict) -> Scene:
    weights = {
        name.removeprefix(f"{MODEL}/weights/"): tensor.double()
        for name, tensor in safetensors.torch.load_file(goldens / TINY).items()
        if name.startswith(f"{MODEL}/weights/")
    }
    frozen = {name: tensor for name, tensor in weights.items() if "running_" in name}
    leaves = {name: tensor for name, tensor in weights.items() if name not in frozen}
    tiny = index["tiny"]
    activation, stem = MODEL.split("-")
    architecture = {"widths": tiny["widths"], "depths": tiny["depths"], "activation": activation, "stem": stem}
    pixels = torch.rand((len(LABELS), 3, HEIGHT, WIDTH), generator=torch.Generator().manual_seed(SEED))
    return Scene(architecture, tiny["mean"], tiny["std"], leaves, frozen, pixels.double(), torch.tensor(LABELS))


def main() -> None:
    here = Path(__file__).resolve().parents[2]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--goldens", type=Path, default=here / "e2e" / "goldens")
    folder = parser.parse_args().goldens
    torch.set_num_threads(1)  # so that sums are the same on all machines of one kind
    scene = read_scene(folder, json.loads((folder / "index.json").read_text()))

    objectives = {"pixels": to_page(scene.pixels).float().contiguous()}
    # Stored here too, so that these files stay consistent even if the others change.
    objectives |= {f"weights/{name}": tensor.float() for name, tensor in (scene.leaves | scene.frozen).items()}
    for number, case in enumerate(CASES):
        values = training_goldens.case_goldens(scene, case, SEED + number)
        objectives |= {f"{case.name}/{name}": tensor for name, tensor in values.items()}
    deviation = training_goldens.hold_differences_to_double_backprop(scene)

    generator = torch.Generator().manual_seed(SEED)
    steps = {}
    for name, settings in DESCENTS.items():
        given = training_goldens_steps.optimizer_goldens(settings, generator)
        steps |= {f"optimizer/{name}/{what}": tensor for what, tensor in given.items()}
        trained = training_goldens_steps.training_goldens(scene, settings)
        steps |= {f"training/{name}/{what}": tensor for what, tensor in trained.items()}
    augmentation, places = training_goldens_steps.augmentation_goldens(generator)
    steps |= {f"augmentation/{name}": tensor for name, tensor in augmentation.items()}
    held_out, figures = training_goldens_steps.held_out_goldens(scene, HELD_BACK, generator)
    steps |= {f"heldOut/{name}": tensor for name, tensor in held_out.items()}

    index = {
        "torch": torch.__version__,
        "computedIn": "float64, stored as float32",
        "architecture": {"name": "resnet", **scene.architecture},
        "mean": scene.mean,
        "std": scene.std,
        "classes": len(scene.leaves["fc.bias"]),
        "labels": LABELS,
        "cases": [vars(case) for case in CASES],
        "descents": DESCENTS,
        "augmentation": places,
        "heldOut": {"settings": HELD_BACK, "figures": figures},
    }
    for name, tensors in (("objectives", objectives), ("steps", steps)):
        path = folder / f"training-{name}.safetensors"
        path.write_bytes(safetensors.torch.save(tensors))
        print(f"{path.name}: {path.stat().st_size} bytes")
    (folder / "training-index.json").write_text(json.dumps(index, indent=2) + "\n")
    print(f"central differences from double backprop: {deviation:.2g}")


if __name__ == "__main__":
    main()
