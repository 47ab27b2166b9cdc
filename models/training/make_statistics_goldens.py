"""Golden numbers of the statistics view: python make_statistics_goldens.py --out FOLDER

One file for the page's engine, statistics.safetensors: of each of the 1,000 test images of Fashion-MNIST that come with
the page, in their order, the loss, the logit margin, the norms of the loss gradient and its edge alignment, by a model of
the zoo, in float64. The script stops where the norms' means over the 10,000 test images, as the model's manifest has them,
are further from those of the 1,000 than four standard errors.
"""

import gzip
import json
from pathlib import Path

import numpy as np
import safetensors.torch
import torch
import torch.nn.functional as F
from torch import Tensor

from gradlens_training import goldens
from gradlens_training.data.fashion_mnist import FILE_SIDE, MARGIN
from gradlens_training.edges import edge_alignment, edge_energy
from gradlens_training.evaluation.gradients import logit_margin
from gradlens_training.golden_options import ROOT, golden_options
from gradlens_training.model_folder import read_model_folder

FILE = "statistics.safetensors"
MODEL = "fashion-mnist-resnet-gelu-adversarial"
DATA = ROOT / "public" / "data" / "fashion-mnist" / "images.bin"
BATCH = 50


def read_built_in(path: Path) -> tuple[Tensor, Tensor]:
    """Pixels (1000, 3, 32, 32) in [0, 1], float64, and labels of the test images, which follow the training images."""
    raw = gzip.decompress(path.read_bytes())
    end = raw.index(b"\n")
    header = json.loads(raw[:end])
    counts = {split["name"]: split["count"] for split in header["splits"]}
    train, test = counts["train"], counts["test"]
    labels = np.frombuffer(raw, np.uint8, count=train + test, offset=end + 1)[train:]
    pixels = np.frombuffer(raw, np.uint8, offset=len(raw) - test * FILE_SIDE**2).reshape(test, FILE_SIDE, FILE_SIDE)
    padded = np.pad(pixels, ((0, 0), (MARGIN, MARGIN), (MARGIN, MARGIN)))
    images = torch.from_numpy(padded).double()[:, None].expand(-1, 3, -1, -1) / 255
    return images.contiguous(), torch.from_numpy(labels.astype(np.int64))


def main() -> None:
    options = golden_options(__doc__)
    manifest, model = read_model_folder(options.models / MODEL)
    exact = goldens.in_float64(model)
    pixels, labels = read_built_in(DATA)
    found: dict[str, list[Tensor]] = {name: [] for name in ("loss", "margin", "l1", "l2", "alignment")}
    for x, y in zip(pixels.split(BATCH), labels.split(BATCH), strict=True):
        x = x.clone().requires_grad_(True)
        logits = exact(x)
        loss = F.cross_entropy(logits, y, reduction="none")
        (gradient,) = torch.autograd.grad(loss.sum(), x)
        found["loss"].append(loss.detach())
        found["margin"].append(logit_margin(logits, y).detach())
        found["l1"].append(gradient.abs().flatten(1).sum(1))
        found["l2"].append(gradient.flatten(1).norm(dim=1))
        found["alignment"].append(edge_alignment(edge_energy(x.detach()), gradient))
    tensors = {name: torch.cat(values) for name, values in found.items()}
    published = manifest["figures"]["gradients"]["loss"]
    for name, mean in (("l1", "meanL1"), ("l2", "meanL2"), ("alignment", "meanAlignment")):
        values = tensors[name]
        away = (values.mean() - published[mean]) / (values.std() / len(values) ** 0.5)
        print(f"{name}: mean {values.mean():.4f}, of 10,000 images {published[mean]}, {away:+.2f} standard errors away")
        if abs(away) > 4:
            raise AssertionError(f"the mean {name} of the 1,000 images is not that of the test set")
    file = options.out / FILE
    file.write_bytes(
        safetensors.torch.save({n: v.float().contiguous() for n, v in tensors.items()}, {"torch": torch.__version__})
    )
    print(f"{FILE}: {file.stat().st_size} bytes")


if __name__ == "__main__":
    main()
