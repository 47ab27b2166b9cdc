"""Golden values for the page's engine: computed in float64, checked against second computations, stored as float32.

Layout is that of the page: images, gradients and iterates are (height,
width, channels), batches of them (N, height, width, channels); parameters and
their gradients keep PyTorch's layout, as in weights.safetensors.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

import safetensors.torch
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from . import reference, swin_reference
from .architectures.resnet import ACTIVATIONS, FoldingBatchNorm, ResNet
from .architectures.resnet import Settings as ResNetSettings
from .edges import edge_alignment, edge_energy

EPSILON_255, STEP_255, STEPS = 8, 2, 5
STEMS = ("small", "imagenet", "stride-2")
PROBED_PIXELS = 12
DIFFERENCE = 1e-5  # of central finite differences, in pixels
Forward = Callable[[Tensor], Tensor]
Model = TypeVar("Model", bound=nn.Module)
REFERENCES = {"resnet": reference, "swin": swin_reference}  # by architecture


class Deviations:
    """Worst deviation between two computations of the same numbers, each within a limit."""

    def __init__(self) -> None:
        self.worst: dict[str, float] = {}

    def hold(self, what: str, ours: Tensor, other: Tensor, limit: float) -> None:
        """Largest difference, relative to the largest magnitude of the second computation."""
        deviation = ((ours - other).abs().max() / other.abs().max().clamp(min=1e-30)).item()
        self.worst[what] = max(self.worst.get(what, 0.0), deviation)
        if not deviation <= limit:
            raise AssertionError(f"{what}: two routes deviate by {deviation:.3g}, more than {limit:.3g}")


def to_page(images: Tensor) -> Tensor:
    return images.movedim(-3, -1).float().contiguous()


def input_gradient(forward: Forward, pixels: Tensor, labels: Tensor, create_graph: bool = False):
    """Logits, loss per image, and the gradient of each image's loss on its [0, 1] pixels."""
    pixels = pixels.detach().requires_grad_(True)
    logits = forward(pixels)
    losses = F.cross_entropy(logits, labels, reduction="none")
    (gradient,) = torch.autograd.grad(losses.sum(), pixels, create_graph=create_graph)
    return logits, losses, gradient


def image_goldens(
    model: nn.Module, manifest: dict, pixels: Tensor, label: int, start: Tensor, deviations: Deviations
) -> dict[str, Tensor]:
    """All values for one image: pixels and start are float32 of (3, H, W); the model is float32, in eval mode."""
    labels = torch.tensor([label])
    exact = in_float64(model)
    x = pixels[None].double()
    logits, losses, gradient = input_gradient(exact, x, labels)
    _check_by_second_routes(model, exact, manifest, x, labels, (logits, gradient), deviations)
    energy = edge_energy(x)
    iterates, iterate_losses = _walk(exact, x, labels, start[None].double())
    _check_walk(exact, x, labels, iterates, deviations)
    _, unstarted_losses = _walk(exact, x, labels, x)  # the page offers it: a start at the image
    scalars = {
        "loss": losses[0],
        "gradientL1": gradient.abs().sum(),
        "gradientL2": gradient.square().sum().sqrt(),
        "edgeAlignment": edge_alignment(energy, gradient)[0],
    }
    return {
        "pixels": to_page(x[0]),
        "logits": logits[0].detach().float(),
        "gradient": to_page(gradient[0]),
        "edgeEnergy": energy[0].float(),
        **{name: value.detach().float().reshape(1) for name, value in scalars.items()},
        "pgd/start": to_page(iterates[0][0]),
        **{f"pgd/iterate{step}": to_page(iterates[step][0]) for step in range(1, STEPS + 1)},
        "pgd/losses": torch.stack(iterate_losses).float(),
        "pgd/fromImageLosses": torch.stack(unstarted_losses).float(),
    }


def _walk(model: nn.Module, x: Tensor, labels: Tensor, start: Tensor) -> tuple[list[Tensor], list[Tensor]]:
    """Iterates 0 (the start) to STEPS of PGD and the loss at each."""
    epsilon, step_size = EPSILON_255 / 255, STEP_255 / 255
    iterates, losses = [start], []
    for step in range(STEPS + 1):
        _, loss, gradient = input_gradient(model, iterates[-1], labels)
        losses.append(loss[0].detach())
        if step < STEPS:
            stepped = iterates[-1] + step_size * gradient.sign()
            iterates.append(torch.minimum(torch.maximum(stepped, x - epsilon), x + epsilon).clamp(0, 1))
    return iterates, losses


def _check_walk(exact: nn.Module, x: Tensor, labels: Tensor, iterates: list[Tensor], deviations: Deviations) -> None:
    """torchattacks can start only at the image: a whole attack from there, and single steps from our iterates."""
    from torchattacks import PGD

    epsilon, step_size = EPSILON_255 / 255, STEP_255 / 255
    for before, after in pairwise(iterates):
        attack = PGD(exact, eps=step_size, alpha=step_size, steps=1, random_start=False)
        theirs = attack(before, labels)
        # Projected here onto the ball around the image: the only part that their single step lacks.
        theirs = torch.minimum(torch.maximum(theirs, x - epsilon), x + epsilon)
        deviations.hold("PGD step, torchattacks", after, theirs, 1e-12)
    attack = PGD(exact, eps=epsilon, alpha=step_size, steps=STEPS, random_start=False)
    unstarted, _ = _walk(exact, x, labels, x)
    deviations.hold("whole PGD from the image, torchattacks", unstarted[-1], attack(x, labels), 1e-12)


def _check_by_second_routes(
    model: nn.Module,
    exact: nn.Module,
    manifest: dict,
    x: Tensor,
    labels: Tensor,
    ours: tuple[Tensor, Tensor],
    deviations: Deviations,
) -> None:
    logits, gradient = ours
    tensors = {name: tensor.double() for name, tensor in model.state_dict().items()}
    mean, std = exact.mean.flatten().tolist(), exact.std.flatten().tolist()

    def plain(pixels: Tensor) -> Tensor:
        architecture = manifest["architecture"]
        return REFERENCES[architecture["name"]].logits(tensors, architecture, mean, std, pixels)

    other_logits, _, other_gradient = input_gradient(plain, x, labels)
    deviations.hold("logits, plain forward pass", logits, other_logits, 1e-10)
    deviations.hold("gradient, plain forward pass", gradient, other_gradient, 1e-10)
    probed = gradient[0].abs().flatten().topk(PROBED_PIXELS // 2).indices.tolist()
    probed += torch.randperm(gradient[0].numel(), generator=torch.Generator().manual_seed(0)).tolist()
    probed = probed[:PROBED_PIXELS]
    # A ReLU's gradient jumps where a unit switches: a far smaller step, so that none does.
    difference = DIFFERENCE / 1000 if manifest["architecture"]["activation"] == "relu" else DIFFERENCE
    shifts = torch.zeros(PROBED_PIXELS, x[0].numel(), dtype=torch.float64)
    shifts[torch.arange(PROBED_PIXELS), probed] = difference
    shifts = shifts.reshape(PROBED_PIXELS, *x[0].shape)
    repeated = labels.expand(PROBED_PIXELS)
    with torch.no_grad():
        above = F.cross_entropy(exact(x + shifts), repeated, reduction="none")
        below = F.cross_entropy(exact(x - shifts), repeated, reduction="none")
    slopes = (above - below) / (2 * difference)
    deviations.hold("gradient, finite differences", gradient[0].flatten()[probed], slopes, 1e-4)
    _, _, single = input_gradient(model, x.float(), labels)
    deviations.hold("gradient, float32", single.double(), gradient, 1e-3)


def in_float64(model: Model) -> Model:
    return copy.deepcopy(model).double().eval().requires_grad_(False)


TINY_WIDTHS, TINY_DEPTHS, TINY_CLASSES = (8, 12), (1, 1), 10
TINY_MEAN, TINY_STD = (0.5, 0.45, 0.4), (0.25, 0.2, 0.3)
TINY_LABELS = (3, 7)
TINY_FILE = "tiny-resnets.safetensors"
PARAMETER_DIFFERENCE = 1e-6
# What training minimises: means over the batch, as functions of (logits, losses, input gradient).
MEASURES: dict[str, Callable[[Tensor, Tensor, Tensor], Tensor]] = {
    "loss": lambda logits, losses, gradient: losses.mean(),
    "l1": lambda logits, losses, gradient: gradient.abs().flatten(1).sum(1).mean(),
    "squaredL2": lambda logits, losses, gradient: gradient.square().flatten(1).sum(1).mean(),
}


def tiny_goldens(deviations: Deviations) -> dict[str, Tensor]:
    """An untrained ResNet for every activation and stem, with derivatives of first and second order."""
    generator = torch.Generator().manual_seed(7)
    pixels = torch.rand((len(TINY_LABELS), 3, 32, 32), generator=generator)
    tensors = {"pixels": to_page(pixels)}
    for activation in ACTIVATIONS:
        for stem in STEMS:
            settings = ResNetSettings(TINY_WIDTHS, TINY_DEPTHS, activation, stem)
            model = random_model(settings, generator)
            for name, value in _tiny_values(model, pixels, deviations).items():
                tensors[f"{activation}-{stem}/{name}"] = value
    return tensors


def random_model(settings: ResNetSettings, generator: torch.Generator) -> ResNet:
    model = ResNet(settings, TINY_CLASSES, TINY_MEAN, TINY_STD)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if parameter.ndim > 1:  # keeps activations near unit scale, so that no class is certain
                spread = 1 / parameter[0].numel() ** 0.5
                parameter.copy_(torch.randn(parameter.shape, generator=generator) * spread)
            elif name.endswith("bias"):
                parameter.copy_(torch.randn(parameter.shape, generator=generator) * 0.2)
            else:
                parameter.copy_(torch.rand(parameter.shape, generator=generator) + 0.5)
        for module in model.modules():
            if isinstance(module, FoldingBatchNorm):
                module.running_mean.copy_(torch.randn(module.num_features, generator=generator) * 0.3)
                module.running_var.copy_(torch.rand(module.num_features, generator=generator) + 0.5)
    return model.eval()


def read_tiny(folder: Path, name: str) -> tuple[ResNet, Tensor]:
    """A tiny ResNet from its golden file, in float64, with the batch's pixels (N, 3, H, W)."""
    stored = safetensors.torch.load_file(folder / TINY_FILE)
    activation, _, stem = name.partition("-")
    model = ResNet(ResNetSettings(TINY_WIDTHS, TINY_DEPTHS, activation, stem), TINY_CLASSES, TINY_MEAN, TINY_STD)
    weights = {key.removeprefix(f"{name}/weights/"): value for key, value in stored.items()}
    model.load_state_dict({key: weights.get(key, value) for key, value in model.state_dict().items()})
    return in_float64(model), stored["pixels"].movedim(-1, -3).double()


def _tiny_values(model: ResNet, pixels: Tensor, deviations: Deviations) -> dict[str, Tensor]:
    labels = torch.tensor(TINY_LABELS)
    exact = in_float64(model).requires_grad_(True)
    parameters = dict(exact.named_parameters())
    x = pixels.double()
    architecture, mean, std = exact.settings.to_manifest(), exact.mean.flatten().tolist(), exact.std.flatten().tolist()

    def plain(pixels: Tensor) -> Tensor:
        tensors = {**dict(exact.named_buffers()), **parameters}
        return reference.logits(tensors, architecture, mean, std, pixels)

    logits, losses, gradient = input_gradient(exact, x, labels)
    other_logits, _, other_gradient = input_gradient(plain, x, labels)
    deviations.hold("tiny logits, unfolded forward pass", logits, other_logits, 1e-10)
    deviations.hold("tiny gradient, unfolded forward pass", gradient, other_gradient, 1e-10)
    values = {f"weights/{n}": t for n, t in model.state_dict().items() if not n.endswith("num_batches_tracked")}
    values |= {"logits": logits, "losses": losses, "gradient": to_page(gradient)}
    leaves = list(parameters.values())
    for what in MEASURES:
        value = measure(what, exact, x, labels)
        slopes, others = (
            parameter_gradients(value, leaves),
            parameter_gradients(measure(what, plain, x, labels), leaves),
        )
        for slope, other in zip(slopes, others, strict=True):
            # Relative to all parameters, as a penalty's gradient in fc.bias may be practically zero.
            scale = torch.cat([o.flatten() for o in others]).abs().max()
            deviations.hold(f"tiny d {what} / d parameters, unfolded", slope / scale + 1, other / scale + 1, 1e-10)
        if exact.settings.activation != "relu" and exact.settings.stem != "imagenet":
            # Not for ReLU and max-pool: their gradient jumps, which finite differences
            # see and double backprop by its nature does not.
            again = partial(measure, what, exact, x, labels)
            check_along_a_direction(what, again, leaves, slopes, deviations)
        values[f"mean/{what}"] = value.reshape(1)
        values |= {f"mean/{what}/{name}": slope for name, slope in zip(parameters, slopes, strict=True)}
    return {name: value.detach().float().contiguous() for name, value in values.items()}


def measure(what: str, forward: Forward, x: Tensor, labels: Tensor) -> Tensor:
    return MEASURES[what](*input_gradient(forward, x, labels, create_graph=True))


def parameter_gradients(value: Tensor, leaves: list[Tensor]) -> tuple[Tensor, ...]:
    return torch.autograd.grad(value, leaves, allow_unused=True, materialize_grads=True)


def check_along_a_direction(
    what: str, measure: Callable[[], Tensor], leaves: list[Tensor], slopes: tuple[Tensor, ...], deviations: Deviations
) -> None:
    """Compares the slope along one random direction in parameter space with central differences of the measure."""
    generator = torch.Generator().manual_seed(11)
    directions = [torch.randn(leaf.shape, generator=generator, dtype=torch.float64) for leaf in leaves]
    originals = [leaf.detach().clone() for leaf in leaves]

    def at(shift: float) -> Tensor:
        with torch.no_grad():
            for leaf, original, direction in zip(leaves, originals, directions, strict=True):
                leaf.copy_(original + shift * direction)
        return measure().detach()

    slope = sum((slope * direction).sum() for slope, direction in zip(slopes, directions, strict=True))
    differences = (at(PARAMETER_DIFFERENCE) - at(-PARAMETER_DIFFERENCE)) / (2 * PARAMETER_DIFFERENCE)
    at(0)
    deviations.hold(f"tiny d {what} / d parameters, finite differences", slope, differences, 1e-4)
