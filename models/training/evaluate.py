"""Measure an exported model and write the figures into its manifest: python evaluate.py MODEL_FOLDER --data PLACE

Accuracy, accuracy under PGD-20 (torchattacks, unmodified; random start, step a
quarter of epsilon) at 4/255 and 8/255, and statistics of the loss-input
gradient on [0, 1] pixels. Weights are the float16 ones that ship, computed
with in float32.
"""

import argparse
import datetime
import time
from pathlib import Path

import torch
import torch.nn.functional as F
import torchattacks
from torch import Tensor, nn

from gradlens_training import cifar10
from gradlens_training.edges import edge_alignment, edge_energy
from gradlens_training.model_folder import read_model_folder, write_manifest

BATCH = 250
STEPS = 20
EPSILONS_255 = (4, 8)
SEED = 0
TEST_PICTURES = 10_000  # in the official test batch; the data given may hold fewer


def clean_pass(model: nn.Module, pixels: Tensor, labels: Tensor) -> tuple[Tensor, dict[str, float]]:
    """Which pictures are classified rightly, and the means of the gradient statistics."""
    right, l1, l2, alignment = [], [], [], []
    for x, y in zip(pixels.split(BATCH), labels.split(BATCH), strict=True):
        x = x.clone().requires_grad_(True)
        logits = model(x)
        # Summed, so that a picture's gradient does not depend on its batch.
        (gradient,) = torch.autograd.grad(F.cross_entropy(logits, y, reduction="sum"), x)
        right.append(logits.argmax(1) == y)
        l1.append(gradient.abs().flatten(1).sum(1))
        l2.append(gradient.flatten(1).norm(dim=1))
        alignment.append(edge_alignment(edge_energy(x.detach()), gradient))
    means = {"meanGradientL1": l1, "meanGradientL2": l2, "meanEdgeAlignment": alignment}
    return torch.cat(right), {name: torch.cat(values).double().mean().item() for name, values in means.items()}


def robust_accuracy(model: nn.Module, pixels: Tensor, labels: Tensor, right: Tensor, epsilon_255: float) -> float:
    """Share of all pictures that are right before and after the attack; those wrong before are not attacked."""
    torch.manual_seed(SEED)
    attack = torchattacks.PGD(model, eps=epsilon_255 / 255, alpha=epsilon_255 / 4 / 255, steps=STEPS, random_start=True)
    kept = 0
    for x, y in zip(pixels[right].split(BATCH), labels[right].split(BATCH), strict=True):
        attacked = attack(x, y)
        with torch.no_grad():
            kept += int((model(attacked).argmax(1) == y).sum())
    return kept / len(labels)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path, help="folder that export.py wrote")
    parser.add_argument("--data", required=True, help="cifar-10-binary.tar.gz, its folder, or a mosaic folder")
    parser.add_argument("--pictures", type=int, default=5000, help="how many of the test pictures, from the first")
    parser.add_argument("--threads", type=int, default=0, help="0: all cores")
    parser.add_argument("--print-only", action="store_true", help="leave the manifest as it is")
    options = parser.parse_args()
    if options.threads:
        torch.set_num_threads(options.threads)
    manifest, model = read_model_folder(options.model)
    pixels, labels = cifar10.load(options.data, "test")
    count = min(options.pictures, len(labels))
    pixels = (pixels[:count].float() / 255).contiguous(memory_format=torch.channels_last)
    labels = labels[:count]
    started = time.monotonic()
    right, gradients = clean_pass(model, pixels, labels)
    robust = [
        {
            "attack": "pgd",
            "steps": STEPS,
            "stepSize255": epsilon / 4,
            "epsilon255": epsilon,
            "restarts": 1,
            "accuracy": round(robust_accuracy(model, pixels, labels, right, epsilon), 4),
        }
        for epsilon in EPSILONS_255
    ]
    figures = {
        "pictures": count,
        "split": f"{'all' if count == TEST_PICTURES else f'{count:,} of the'} {TEST_PICTURES:,} CIFAR-10 test images",
        "cleanAccuracy": round(right.float().mean().item(), 4),
        "robustAccuracy": robust,
        **{name: float(f"{value:.5g}") for name, value in gradients.items()},
        "command": f"python evaluate.py MODEL_FOLDER --data CIFAR-10 --pictures {count}",
        "tool": f"torchattacks {torchattacks.__version__} PGD",
        "date": datetime.date.today().isoformat(),
    }
    if not options.print_only:
        write_manifest(options.model, {**manifest, "figures": figures})
    for name, value in figures.items():
        print(f"{name}: {value}")
    print(f"took {time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    main()
