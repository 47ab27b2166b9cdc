"""Golden values of every epoch of models/epochs: python make_epoch_goldens.py --out FOLDER

One file for the page's engine, epochs.safetensors: for each run, of one image of the gallery, its pixels, the logits (E, classes) and
the L1 norm (E) of the loss gradient on [0, 1] pixels, computed in float64 from the exported weights. Run it again after
every export of a run.
"""

import json
from pathlib import Path

import numpy as np
import safetensors.torch
import torch
import torch.nn.functional as F
from PIL import Image

from gradlens_training import architectures, goldens
from gradlens_training.epochs import FOLDER, RUN
from gradlens_training.golden_options import golden_options

FILE = "epochs.safetensors"
IMAGE = "fashion-mnist_00001_2"


def main() -> None:
    options = golden_options(__doc__)
    repository = Path(__file__).parents[2]
    with Image.open(repository / "public/images/fashion-mnist" / f"{IMAGE}.png") as image:
        pixels = torch.tensor(np.asarray(image.convert("RGB"))).permute(2, 0, 1)[None].double() / 255
    label = torch.tensor([int(IMAGE.rsplit("_", 1)[1])])
    tensors = {"pixels": goldens.to_page(pixels)}
    for path in sorted((repository / "models" / FOLDER).glob(f"*/{RUN}")):
        run = json.loads(path.read_text())
        logits, norms = zip(*(_answers(run, path.parent / epoch["file"], pixels, label) for epoch in run["epochs"]))
        tensors[f"{run['id']}/logits"] = torch.stack(logits).float()
        tensors[f"{run['id']}/l1"] = torch.stack(norms).float()
    metadata = {"torch": torch.__version__, "image": IMAGE}
    safetensors.torch.save_file(tensors, options.out / FILE, metadata)
    print(", ".join(sorted(tensors)))


def _answers(run: dict, weights: Path, pixels: torch.Tensor, label: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    settings = architectures.read_architecture(run["architecture"], str(weights))
    inputs = run["input"]
    model = architectures.build(
        settings, len(run["classes"]), tuple(inputs["mean"]), tuple(inputs["std"]), inputs["height"]
    )
    stored = safetensors.torch.load_file(weights)
    model.load_state_dict({name: tensor.float() for name, tensor in stored.items()}, strict=False)
    model = model.double().eval().requires_grad_(False)
    pixels = pixels.clone().requires_grad_()
    logits = model(pixels)
    (gradient,) = torch.autograd.grad(F.cross_entropy(logits, label), pixels)
    return logits.detach()[0], gradient.abs().sum()


if __name__ == "__main__":
    main()
