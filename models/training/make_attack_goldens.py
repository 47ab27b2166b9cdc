"""Golden files of attacks for the page's engine: python make_attack_goldens.py --out FOLDER

attacks-walks.safetensors: every iterate of deterministic attacks; attacks-formulas.safetensors:
projections and losses; attacks-verdicts.safetensors: on which images complete attacks fail, and the
tiny model and the images that are used throughout. Computed by unmodified torchattacks, Foolbox, ART and
pyautoattack, whose results are compared with each other along the way.
"""

import argparse
import json
from importlib.metadata import version
from pathlib import Path

import safetensors.torch
import torch

from gradlens_training.attack_goldens import formulas, tiny_model, verdicts, walks
from gradlens_training.goldens import Deviations, in_float64, to_page

IMAGES = 64
PACKAGES = ("torch", "torchattacks", "foolbox", "adversarial-robustness-toolbox", "pyautoattack")


def main() -> None:
    here = Path(__file__).resolve().parents[2]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=here / "e2e" / "goldens")
    options = parser.parse_args()
    torch.set_num_threads(1)  # so that sums are the same on all machines of one kind
    deviations = Deviations()
    model, patterns = tiny_model.train()
    pixels, labels = patterns.images(IMAGES)
    plain = tiny_model.PlainModel(model).eval()
    held = verdicts.verdict_goldens(plain, pixels, labels)
    right = held["held/clean"] == 1
    exact = tiny_model.PlainModel(in_float64(model)).eval()
    weights = {f"weights/{n}": t for n, t in model.state_dict().items() if not n.endswith("num_batches_tracked")}
    files = {
        "verdicts": {"pixels": to_page(pixels), "labels": labels.float(), "logits": plain(pixels), **weights, **held},
        "walks": walks.walk_goldens(exact, pixels[right].double(), labels[right], deviations),
        "formulas": {
            **{f"projections/{n}": t for n, t in formulas.projection_goldens(deviations).items()},
            **{f"losses/{n}": t for n, t in formulas.loss_goldens().items()},
        },
    }
    for name, tensors in files.items():
        path = options.out / f"attacks-{name}.safetensors"
        path.write_bytes(safetensors.torch.save({n: t.detach().contiguous() for n, t in tensors.items()}))
        print(f"{path.name}: {path.stat().st_size} bytes")
    accuracies = {name: value.mean(-1).tolist() for name, value in held.items()}
    index = {
        "packages": {name: version(name) for name in PACKAGES},
        "model": {
            "architecture": tiny_model.SETTINGS.to_manifest(),
            "classes": tiny_model.CLASSES,
            "side": tiny_model.SIDE,
            "mean": tiny_model.MEAN,
            "std": tiny_model.STD,
        },
        "walks": {
            "epsilons": walks.EPSILONS,
            "stepShares": walks.STEP_SHARES,
            "apgdSteps": walks.APGD_STEPS,
            "pgdSteps": walks.PGD_STEPS,
            "l1Steps": walks.L1_STEPS,
            "l1Share": walks.L1_SHARE,
        },
        "verdicts": {
            "epsilons": verdicts.EPSILONS,
            "pgdSteps": verdicts.PGD_STEPS,
            "apgdSteps": verdicts.APGD_STEPS,
            "seeds": verdicts.SEEDS,
            "accuracies": accuracies,
        },
    }
    (options.out / "attacks-index.json").write_text(json.dumps(index, indent=2) + "\n")
    print(json.dumps(accuracies, indent=1))
    for name, value in files["walks"].items():
        if name.endswith("sureSteps"):
            print(f"{name}: {value.tolist()} of {walks.APGD_STEPS + 1}")
    for what, deviation in deviations.worst.items():
        print(f"worst deviation, {what}: {deviation:.2e}")


if __name__ == "__main__":
    main()
