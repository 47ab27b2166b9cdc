"""Golden universal perturbations: python make_universal_goldens.py --out FOLDER

universal.safetensors: of a tiny ResNet of make_goldens.py and the images of its batch, the perturbation that a few steps of
signed gradients of the clipped loss find (Shafahi et al. 2020, algorithm 1, with all images in every step), the loss before
each step, and the logits at its end, by PyTorch's autograd through the clipping of images and of the loss, in float64.
Values whose slope is too near zero for float32 to tell its sign at some step are marked, and left out of comparisons.
"""

import safetensors.torch
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from gradlens_training import goldens
from gradlens_training.golden_options import golden_options

FILE = "universal.safetensors"
MODEL = "gelu-small"
EPSILON, STEPS = 8 / 255, 4
STEP_SIZE = EPSILON / 4
MOST_LOSS = 9.0
SURE = 1e-5  # of the largest slope


def clipped_loss(model: nn.Module, pixels: Tensor, labels: Tensor, perturbation: Tensor, most: float) -> Tensor:
    logits = model((pixels + perturbation).clamp(0, 1))
    return F.cross_entropy(logits, labels, reduction="none").clamp(max=most)


def find(model: nn.Module, pixels: Tensor, labels: Tensor, most: float) -> dict[str, Tensor]:
    perturbation = torch.zeros_like(pixels[0])
    sure = torch.ones_like(perturbation, dtype=torch.bool)
    losses = []
    for _ in range(STEPS):
        leaf = perturbation.clone().requires_grad_(True)
        each = clipped_loss(model, pixels, labels, leaf, most)
        (slope,) = torch.autograd.grad(each.sum(), leaf)
        losses.append(each.mean().detach())
        sure &= slope.abs() > SURE * slope.abs().max()
        perturbation = (perturbation + STEP_SIZE * slope.sign()).clamp(-EPSILON, EPSILON)
    with torch.no_grad():
        losses.append(clipped_loss(model, pixels, labels, perturbation, most).mean())
        logits = model((pixels + perturbation).clamp(0, 1))
    if not losses[-1] > losses[0]:
        raise RuntimeError("the perturbation does not raise the loss; the model or the images have changed")
    return {
        "perturbation": goldens.to_page(perturbation),
        "sure": goldens.to_page(sure.double()),
        "losses": torch.stack(losses).float(),
        "logits": logits.float(),
    }


def main() -> None:
    options = golden_options(__doc__)
    model, pixels = goldens.read_tiny(options.out, MODEL)
    model.requires_grad_(False)
    labels = torch.tensor(goldens.TINY_LABELS)
    tensors = find(model, pixels, labels, MOST_LOSS)
    path = options.out / FILE
    path.write_bytes(safetensors.torch.save(tensors, metadata={"torch": torch.__version__.split("+")[0]}))
    print(f"{FILE}: {path.stat().st_size} bytes, {tensors['sure'].mean():.4f} of the values are sure")
    print("mean loss", [round(loss, 4) for loss in tensors["losses"].tolist()])


if __name__ == "__main__":
    main()
