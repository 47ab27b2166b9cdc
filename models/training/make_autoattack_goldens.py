"""Golden files of AutoAttack and its parts for the page's engine: python make_autoattack_goldens.py --out FOLDER

attacks-autoattack.safetensors: FAB's projections onto hyperplanes, every image that FAB-T and Square query the model
with, and the images on which FAB-T, Square and AutoAttack "standard" fail. Computed by unmodified pyautoattack with the
tiny classifier of attacks-verdicts.safetensors (make_attack_goldens.py), read from the folder.
"""

import argparse
import json
from importlib.metadata import version
from pathlib import Path

import safetensors.torch
import torch

from gradlens_training.attack_goldens import (
    autoattack_verdicts,
    fab_walks,
    hyperplanes,
    square_walks,
    stored,
    tiny_model,
)
from gradlens_training.goldens import Deviations, in_float64

PACKAGES = ("torch", "pyautoattack")
# Pixels cropped from every border in L2, as pyautoattack's Square does not accept images of 12 × 12.
CROP = 1


def main() -> None:
    here = Path(__file__).resolve().parents[2]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=here / "e2e" / "goldens", help="also the folder with the model")
    options = parser.parse_args()
    torch.set_num_threads(1)
    deviations = Deviations()
    model, pixels, labels = stored.read(options.out)
    images = {"linf": pixels, "l2": pixels[:, :, CROP:-CROP, CROP:-CROP].contiguous()}
    plain = tiny_model.PlainModel(model).eval()
    exact = tiny_model.PlainModel(in_float64(model)).eval()
    right = {norm: plain(each).argmax(1) == labels for norm, each in images.items()}
    doubles = {norm: each[right[norm]].double() for norm, each in images.items()}
    parts = {
        "hyperplanes": hyperplanes.hyperplane_goldens(deviations),
        "fab": fab_walks.fab_goldens(exact, doubles["linf"], labels[right["linf"]]),
        "square": square_walks.square_goldens(exact, doubles, {norm: labels[right[norm]] for norm in right}),
        "verdicts": autoattack_verdicts.verdict_goldens(plain, images, labels),
    }
    tensors = {
        f"{part}/{n}": t.detach().contiguous() for part, all_of_it in parts.items() for n, t in all_of_it.items()
    }
    path = options.out / "attacks-autoattack.safetensors"
    path.write_bytes(safetensors.torch.save(tensors))
    print(f"{path.name}: {path.stat().st_size} bytes")
    accuracies = {name: value.mean(-1).tolist() for name, value in parts["verdicts"].items()}
    index = {
        "packages": {name: version(name) for name in PACKAGES},
        "crop": CROP,
        "fab": {"steps": fab_walks.STEPS},
        "square": {
            "queries": square_walks.QUERIES,
            "every": square_walks.EVERY,
            "images": square_walks.WALKED,
            "epsilons": square_walks.EPSILONS,
            "sides": square_walks.sides(),
        },
        "verdicts": {
            "epsilons": autoattack_verdicts.EPSILONS,
            "squareQueries": autoattack_verdicts.QUERIES,
            "seeds": autoattack_verdicts.SEEDS,
            "accuracies": accuracies,
        },
    }
    (options.out / "attacks-autoattack-index.json").write_text(json.dumps(index, indent=2) + "\n")
    print(json.dumps(accuracies, indent=1))
    for norm in fab_walks.NORMS:
        print(f"FAB-T in {norm} is clear for {parts['fab'][f'{norm}/sureSteps'].tolist()} of {fab_walks.STEPS} steps")
    for what, deviation in deviations.worst.items():
        print(f"worst deviation, {what}: {deviation:.2e}")


if __name__ == "__main__":
    main()
