"""Golden gradients of the logit margin and the true logit: python make_gradient_goldens.py --out FOLDER

One file for the page's engine, gradients.safetensors: a ResNet and a Swin on
two images of the gallery, one of which the ResNet classifies with near certainty.
Every value is computed in float64 and checked against a second forward pass and
finite differences; the script stops if they disagree.
"""

from collections.abc import Callable
from pathlib import Path

import safetensors.torch
import torch
import torch.nn.functional as F
from torch import Tensor

from gradlens_training import goldens
from gradlens_training.edges import edge_alignment, edge_energy
from gradlens_training.evaluation import gradients
from gradlens_training.golden_options import golden_options
from gradlens_training.model_folder import read_model_folder
from make_goldens import read_image

FILE = "gradients.safetensors"
MODELS = ("cifar10-resnet-gelu-natural", "cifar10-swin-gelu-adversarial")
IMAGES = ("cifar10_03_0", "cifar10_19_6")
PROBED_PIXELS = 8


# In float64 PyTorch's own cross-entropy is accurate enough.
QUANTITIES: dict[str, Callable[[Tensor, Tensor], Tensor]] = {
    **gradients.QUANTITIES,
    "loss": lambda logits, labels: F.cross_entropy(logits, labels, reduction="none"),
}


def input_gradient(forward: goldens.Forward, quantity: Callable, pixels: Tensor, labels: Tensor):
    pixels = pixels.detach().requires_grad_(True)
    values = quantity(forward(pixels), labels)
    (gradient,) = torch.autograd.grad(values.sum(), pixels)
    return values.detach(), gradient


def check(
    what: str, forward: goldens.Forward, quantity: Callable, x: Tensor, gradient: Tensor, labels: Tensor, deviations
) -> None:
    """Central differences at the pixels with the largest slopes and at some others."""
    order = gradient[0].abs().flatten().argsort(descending=True)
    probed = torch.cat([order[: PROBED_PIXELS // 2], order[:: len(order) // (PROBED_PIXELS // 2)]])
    shifts = torch.zeros(len(probed), x[0].numel(), dtype=torch.float64)
    shifts[torch.arange(len(probed)), probed] = goldens.DIFFERENCE
    shifts = shifts.reshape(len(probed), *x[0].shape)
    repeated = labels.expand(len(probed))
    with torch.no_grad():
        above, below = quantity(forward(x + shifts), repeated), quantity(forward(x - shifts), repeated)
    slopes = (above - below) / (2 * goldens.DIFFERENCE)
    deviations.hold(f"{what}, finite differences", gradient[0].flatten()[probed], slopes, 1e-4)


def model_goldens(folder: Path, images: Path, deviations: goldens.Deviations) -> dict[str, Tensor]:
    manifest, model = read_model_folder(folder)
    exact, architecture = goldens.in_float64(model), manifest["architecture"]
    tensors = {name: tensor.double() for name, tensor in model.state_dict().items()}
    mean, std = exact.mean.flatten().tolist(), exact.std.flatten().tolist()

    def plain(pixels: Tensor) -> Tensor:
        return goldens.REFERENCES[architecture["name"]].logits(tensors, architecture, mean, std, pixels)

    found = {}
    for name in IMAGES:
        x = read_image(images / f"{name}.png")[None].double()
        labels = torch.tensor([int(name.rsplit("_", 1)[1])])
        for what, quantity in QUANTITIES.items():
            values, gradient = input_gradient(exact, quantity, x, labels)
            _, other = input_gradient(plain, quantity, x, labels)
            deviations.hold(f"{what}, plain forward pass", gradient, other, 1e-8)
            check(what, exact, quantity, x, gradient, labels, deviations)
            place = f"{manifest['id']}/{name}/{what}"
            found |= {
                f"{place}/value": values.float(),
                f"{place}/gradient": goldens.to_page(gradient[0]),
                f"{place}/l1": gradient.abs().sum().float().reshape(1),
                f"{place}/l2": gradient.square().sum().sqrt().float().reshape(1),
                f"{place}/alignment": edge_alignment(edge_energy(x), gradient).float(),
            }
    return found


def main() -> None:
    options = golden_options(__doc__)
    deviations = goldens.Deviations()
    tensors = {f"pixels/{name}": goldens.to_page(read_image(options.images / f"{name}.png")) for name in IMAGES}
    for model in MODELS:
        tensors |= model_goldens(options.models / model, options.images, deviations)
    file = options.out / FILE
    file.write_bytes(safetensors.torch.save(tensors))
    print(f"{FILE}: {file.stat().st_size} bytes")
    for what, deviation in deviations.worst.items():
        print(f"worst deviation, {what}: {deviation:.2e}")


if __name__ == "__main__":
    main()
