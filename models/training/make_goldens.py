"""Golden files for the page's engine: python make_goldens.py --models FOLDER --images FOLDER --out FOLDER

One file per exported model for 32x32 images, the size of the golden
images; tiny-resnets.safetensors for untrained models with
every activation and stem, tiny-swins.safetensors for untrained Swins, and
index.json, which says what they were made from.
Every value is computed in float64 and checked against a second computation;
the script stops if the two disagree, and prints the largest deviations.
"""

import json
from pathlib import Path

import numpy as np
import safetensors.torch
import torch
import torchattacks
from PIL import Image

from gradlens_training import goldens, swin_goldens
from gradlens_training.golden_options import golden_options
from gradlens_training.model_folder import MANIFEST, read_model_folder

IMAGES = ("cifar10_00_3", "cifar10_03_0", "cifar10_09_1", "cifar10_13_7")
SIDE = 32
START_SEED = 20_240_920


def read_image(path: Path) -> torch.Tensor:
    pixels = np.asarray(Image.open(path).convert("RGB"))
    return torch.from_numpy(pixels.copy()).permute(2, 0, 1).float() / 255


def start_in_ball(pixels: torch.Tensor, generator: torch.Generator) -> torch.Tensor:
    epsilon = goldens.EPSILON_255 / 255
    return (pixels + (torch.rand(pixels.shape, generator=generator) * 2 - 1) * epsilon).clamp(0, 1)


def main() -> None:
    options = golden_options(__doc__)
    options.out.mkdir(parents=True, exist_ok=True)
    index = {
        "torch": torch.__version__,
        "torchattacks": torchattacks.__version__,
        "computedIn": "float64, from the float16 weights as shipped; stored as float32",
        "layout": "height, width, channels for images; PyTorch's for parameters and their gradients",
        "images": {name: {"label": int(name.rsplit("_", 1)[1])} for name in IMAGES},
        "pgd": {
            "epsilon255": goldens.EPSILON_255,
            "stepSize255": goldens.STEP_255,
            "steps": goldens.STEPS,
            "startSeed": START_SEED,
        },
        "models": {},
        "tiny": {
            "file": "tiny-resnets.safetensors",
            "widths": goldens.TINY_WIDTHS,
            "depths": goldens.TINY_DEPTHS,
            "classes": goldens.TINY_CLASSES,
            "mean": goldens.TINY_MEAN,
            "std": goldens.TINY_STD,
            "labels": goldens.TINY_LABELS,
            "models": [f"{a}-{stem}" for a in goldens.ACTIVATIONS for stem in goldens.STEMS],
        },
    }
    deviations = goldens.Deviations()
    for manifest_path in sorted(options.models.glob(f"*/{MANIFEST}")):
        manifest, model = read_model_folder(manifest_path.parent)
        side = manifest["input"]["height"]
        if side != SIDE:
            print(f"{manifest['id']}: no goldens, since it takes {side}x{side} images")
            continue
        tensors = {}
        generator = torch.Generator().manual_seed(START_SEED)
        for name in IMAGES:
            pixels = read_image(options.images / f"{name}.png")
            start = start_in_ball(pixels, generator)
            label = index["images"][name]["label"]
            values = goldens.image_goldens(model, manifest, pixels, label, start, deviations)
            tensors |= {f"{name}/{what}": value for what, value in values.items()}
        file = f"{manifest['id']}.safetensors"
        (options.out / file).write_bytes(safetensors.torch.save(tensors))
        index["models"][manifest["id"]] = {"file": file, "weightsSha256": manifest["weights"]["sha256"]}
        print(f"{file}: {(options.out / file).stat().st_size} bytes")
    tiny = options.out / index["tiny"]["file"]
    tiny.write_bytes(safetensors.torch.save(goldens.tiny_goldens(deviations)))
    print(f"{tiny.name}: {tiny.stat().st_size} bytes")
    (options.out / swin_goldens.FILE).write_bytes(safetensors.torch.save(swin_goldens.tiny_goldens(deviations)))
    index["tinySwins"] = swin_goldens.describe()
    (options.out / "index.json").write_text(json.dumps(index, indent=2) + "\n")
    for what, deviation in deviations.worst.items():
        print(f"worst deviation, {what}: {deviation:.2e}")


if __name__ == "__main__":
    main()
