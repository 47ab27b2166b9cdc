"""Golden numbers of the loss's geometry: python make_geometry_goldens.py --out FOLDER

One file for the page's engine, geometry.safetensors: a product with the Hessian of the loss, normalised curvature by power
iteration, the local linearity error (ELLE) and the GradAlign cosine of a tiny ResNet of make_goldens.py; loss, norm of the
gradient and curvature on the way to an attacked image and beyond; and the loss on a plane. All in float64 with PyTorch's
double backward. What is random is stored beside them. The script stops where a product with the Hessian is not what central
differences of the gradient give, where the power iteration is not near the largest eigenvalue, or where the slope along the
way is not what central differences of the loss give. One more image is one of which the model, made sharper, is certain:
there the spectral norm is the largest eigenvalue of the whole Hessian.
"""

import safetensors.torch
import torch
import torch.nn.functional as F
from torch import Tensor

from gradlens_training import goldens
from gradlens_training.golden_options import golden_options

FILE = "geometry.safetensors"
MODEL = "gelu-small"
EPSILON, PAIRS, NOISY = 8 / 255, 3, 2
ITERATIONS, LEAST = 20, 1e-6
CERTAIN = 16.0  # nats: the margin at which the loss and its Hessian are tiny
PLACES = [0.0, 0.25, 0.5, 1.0, 1.5, 2.0]
COLUMNS, ROWS = [-1.0, 0.0, 0.5, 2.0], [-1.5, 0.0, 1.0]


def main() -> None:
    options = golden_options(__doc__)
    deviations = goldens.Deviations()
    model, pixels = goldens.read_tiny(options.out, MODEL)
    x, label = pixels[:1], goldens.TINY_LABELS[0]
    generator = torch.Generator().manual_seed(11)

    def losses(images: Tensor) -> Tensor:
        return F.cross_entropy(model(images), torch.full((len(images),), label), reduction="none")

    def gradient(images: Tensor, create_graph: bool = False) -> Tensor:
        images = images if images.requires_grad else images.detach().requires_grad_(True)
        return torch.autograd.grad(losses(images).sum(), images, create_graph=create_graph)[0]

    def product(direction: Tensor, at: Tensor = x) -> Tensor:
        leaf = at.detach().clone().requires_grad_(True)
        return torch.autograd.grad((gradient(leaf, create_graph=True) * direction).sum(), leaf)[0]

    start = torch.randn(x.shape, generator=generator).double()
    unit = start / start.norm()
    step = 1e-5
    differences = (gradient(x + step * unit) - gradient(x - step * unit)) / (2 * step)
    deviations.hold("product with the Hessian, finite differences", product(unit), differences, 1e-6)

    def power_iteration(direction: Tensor, at: Tensor, iterations: int) -> Tensor:
        for _ in range(iterations):
            direction = product(direction, at)
            direction = direction / direction.norm()
        return direction

    def curvature(at: Tensor) -> Tensor:
        leading = power_iteration(unit, at, ITERATIONS)
        return (leading * product(leading, at)).sum().abs() / (gradient(at).norm() + LEAST)

    direction = power_iteration(unit, x, ITERATIONS)
    spectral = (direction * product(direction)).sum().abs()
    longer = power_iteration(direction, x, 300)
    largest = (longer * product(longer)).sum().abs()
    deviations.hold("spectral norm, 300 more iterations", spectral.reshape(1), largest.reshape(1), 0.3)
    normalised = spectral / (gradient(x).norm() + LEAST)

    corners = x + EPSILON * (2 * torch.rand((2 * PAIRS, *x.shape[1:]), generator=generator).double() - 1)
    corners = corners.float().double()
    shares = torch.rand(PAIRS, generator=generator).double()
    first, second = corners[0::2], corners[1::2]
    weights = shares[:, None, None, None]
    between = losses((1 - weights) * first + weights * second)
    error = (between - (1 - shares) * losses(first) - shares * losses(second)).square().mean()

    noisy = x + EPSILON * (2 * torch.rand((NOISY, *x.shape[1:]), generator=generator).double() - 1)
    noisy = noisy.float().double()
    cosine = F.cosine_similarity(gradient(x).flatten(1), gradient(noisy).flatten(1)).mean()

    # The attack of one step, moved a little at random, so that it is not the direction of the sign.
    attacked = x + EPSILON * (gradient(x).sign() + 0.5 * torch.rand(x.shape, generator=generator).double() - 0.25)
    attacked = attacked.clamp(0, 1).float().double()
    change = attacked - x
    along = torch.cat([x + share * change for share in PLACES])
    slope = (gradient(x) * change).sum()
    tiny = 1e-5
    rise = (losses(x + tiny * change) - losses(x - tiny * change)) / (2 * tiny)
    deviations.hold("slope along the attack, finite differences", slope.reshape(1), rise, 1e-6)
    curvatures = torch.stack([curvature(image) for image in along.split(1)])

    across = EPSILON * (2 * torch.randint(0, 2, x.shape, generator=generator).double() - 1)
    across = across.float().double()
    plane = torch.cat([x + a * change + b * across for b in ROWS for a in COLUMNS])
    slopes = gradient(x)

    certain = certain_image(model, x)

    tensors = {
        **{f"certain/{name}": value for name, value in certain.items()},
        "attacked": goldens.to_page(attacked[0]),
        "places": torch.tensor(PLACES),
        "along/losses": losses(along).float(),
        "along/l1": gradient(along).abs().flatten(1).sum(1).float(),
        "along/slope": slope.reshape(1).float(),
        "along/curvatures": curvatures.float(),
        "along/products": goldens.to_page(torch.cat([product(unit, image) for image in along.split(1)])),
        "across": goldens.to_page(across[0]),
        "columns": torch.tensor(COLUMNS),
        "rows": torch.tensor(ROWS),
        "plane/losses": losses(plane).float(),
        # Steps of size EPSILON in a norm.
        "step/sign/linf": goldens.to_page((EPSILON * slopes.sign())[0]),
        "step/gradient/linf": goldens.to_page((EPSILON * slopes / slopes.abs().max())[0]),
        "step/gradient/l2": goldens.to_page((EPSILON * slopes / slopes.norm())[0]),
        "step/gradient/l1": goldens.to_page((EPSILON * slopes / slopes.abs().sum())[0]),
        "start": goldens.to_page(start[0]),
        "unit": goldens.to_page(unit[0]),
        "product": goldens.to_page(product(unit)[0]),
        "spectral": spectral.reshape(1).float(),
        "normalised": normalised.reshape(1).float(),
        "corners": goldens.to_page(corners),
        "shares": shares.float(),
        "linearityError": error.reshape(1).float(),
        "noisy": goldens.to_page(noisy),
        "cosine": cosine.reshape(1).float(),
    }
    file = options.out / FILE
    file.write_bytes(
        safetensors.torch.save({n: t.detach().contiguous() for n, t in tensors.items()}, {"torch": torch.__version__})
    )
    print(f"{FILE}: {file.stat().st_size} bytes; curvature {normalised:.4g}, error {error:.4g}, cosine {cosine:.4f}")
    for what, deviation in deviations.worst.items():
        print(f"worst deviation, {what}: {deviation:.2e}")


def certain_image(model: torch.nn.Module, x: Tensor) -> dict[str, Tensor]:
    """Of the model's own prediction with logits times `factor`: the Hessian's largest eigenvalue, the gradient's norm."""
    logits = model(x)[0].detach()
    first, second = logits.topk(2).values
    factor, label = CERTAIN / (first - second), logits.argmax()

    def loss(flat: Tensor) -> Tensor:
        return F.cross_entropy(factor * model(flat.reshape(x.shape)), label[None])

    hessian = torch.autograd.functional.hessian(loss, x.flatten())
    slope = torch.autograd.functional.jacobian(loss, x.flatten())
    spectral = torch.linalg.eigvalsh(hessian).abs().max()
    return {
        "factor": factor.reshape(1).float(),
        "label": label.reshape(1).float(),
        "loss": loss(x.flatten()).detach().reshape(1).float(),
        "spectral": spectral.reshape(1).float(),
        "normalised": (spectral / (slope.norm() + LEAST)).reshape(1).float(),
    }


if __name__ == "__main__":
    main()
