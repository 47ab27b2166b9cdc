"""Hold numbers, maps and the loss's geometry to PyTorch and captum: python check_quantities.py --results FOLDER

`npm run check:quantities` wrote what the page's engine measures on images into the folder, with the images' pixels. Here
the same is computed of the same pixels and weights in float64: numbers of statistics, normalised curvature by double
backward, the local linearity error, the GradAlign cosine, and loss, gradient norm and curvature along the sign of the
gradient by PyTorch; SmoothGrad, integrated gradients and gradient times input by captum. What is random is drawn by the
package's own generator of the page's numbers. With --table the comparison is written into a Markdown file between its
two comments, where rows of other models stay. Needs captum.
"""

import argparse
import json
import math
from collections.abc import Iterator
from pathlib import Path

import safetensors.torch
import torch
from torch import Tensor, nn

from gradlens_training import goldens
from gradlens_training.edges import edge_alignment, edge_energy
from gradlens_training.evaluation.gradients import logit_margin
from gradlens_training.model_folder import read_model_folder
from gradlens_training.page_random import Draws, mix_seeds
from gradlens_training.tables import write_table
from make_gradient_goldens import QUANTITIES
from make_map_goldens import NOISE_SHARE, integrated, smooth_grad

ZOO = Path(__file__).resolve().parents[1]
BEGIN, END = "<!-- deviations: written by models/training/check_quantities.py -->", "<!-- end of deviations -->"
HEAD = (
    "| model | images | what | other code | deviation, median | largest |",
    "|---|---|---|---|---|---|",
)
# As in src/engine/quantities: draws and seeds.
SAMPLES, NOISE_SEED = 32, 1
ITERATIONS, LEAST, CURVATURE_SEED = 20, 1e-6, 1
PAIRS, LINEARITY_SEED = 4, 2
NOISY, GRADALIGN_SEED = 4, 3
ABSOLUTE = {"alignment", "gradalign"}
SMALLEST = torch.finfo(torch.float32).tiny


def cross_entropy(logits: Tensor, labels: Tensor) -> Tensor:
    """(N,), as log(1 + Σ exp(z_k − z_y)): PyTorch's leaves nothing of a loss below 1e-16 in float64."""
    above = logits - logits.gather(1, labels[:, None])
    others = above.scatter(1, labels[:, None], -math.inf).logsumexp(1)
    # Far below float32's smallest number, where its second derivative is none.
    others = others.clamp(min=-500)
    return torch.logaddexp(torch.zeros_like(others), others)


class Loss:
    """Cross-entropy of a model at one label, of pixels (N, 3, side, side)."""

    def __init__(self, model: nn.Module, label: int):
        self.model, self.label = model, label

    def of(self, pixels: Tensor) -> Tensor:
        labels = torch.full((len(pixels),), self.label)
        return cross_entropy(self.model(pixels), labels)

    def gradient(self, pixels: Tensor, create_graph: bool = False) -> Tensor:
        pixels = pixels if pixels.requires_grad else pixels.detach().requires_grad_(True)
        return torch.autograd.grad(self.of(pixels).sum(), pixels, create_graph=create_graph)[0]

    def curvature(self, pixels: Tensor) -> tuple[float, float]:
        """|uᵀHu| and its quotient by the gradient's L2 norm, of one image, by power iteration with double backward."""
        leaf = pixels.detach().clone().requires_grad_(True)
        slope = self.gradient(leaf, create_graph=True)

        def product(direction: Tensor) -> Tensor:
            return torch.autograd.grad((slope * direction).sum(), leaf, retain_graph=True)[0]

        direction = from_page(torch.from_numpy(Draws([CURVATURE_SEED]).gaussian(leaf.numel())), leaf.shape[-1])
        direction = direction / direction.norm()
        for _ in range(ITERATIONS):
            bent = product(direction)
            length = bent.norm()
            if length == 0:
                break
            direction = bent / length
        bend = (direction * product(direction)).sum().abs()
        return bend.item(), (bend / (slope.norm() + LEAST)).item()


def from_page(values: Tensor, side: int) -> Tensor:
    """(N, side * side * 3), the channels last, to (N, 3, side, side) in float64."""
    return values.double().reshape(-1, side, side, 3).permute(0, 3, 1, 2).contiguous()


def uniform_noise(x: Tensor, epsilon: float, count: int, seed: int) -> Tensor:
    drawn = torch.from_numpy(Draws([mix_seeds(seed, copy) for copy in range(count)]).uniform(x.numel()))
    return (x + epsilon * (2 * from_page(drawn, x.shape[-1]) - 1)).float().double()


def numbers_of(model: nn.Module, x: Tensor, label: int, epsilon: float) -> dict[str, float]:
    loss = Loss(model, label)
    slopes = loss.gradient(x)
    spectral, curvature = loss.curvature(x)
    corners = uniform_noise(x, epsilon, 2 * PAIRS, LINEARITY_SEED)
    shares = torch.from_numpy(Draws([mix_seeds(LINEARITY_SEED, PAIRS)]).uniform(PAIRS))[0]
    first, second, weights = corners[0::2], corners[1::2], shares[:, None, None, None]
    between = loss.of((1 - weights) * first + weights * second)
    line = (1 - shares) * loss.of(first) + shares * loss.of(second)
    noisy = uniform_noise(x, epsilon, NOISY, GRADALIGN_SEED)
    own, others = slopes.flatten(1), loss.gradient(noisy).flatten(1)
    # Not F.cosine_similarity, which takes norms below 1e-8 for 1e-8.
    cosine = (others @ own[0] / (others.norm(dim=1) * own.norm())).mean()
    if any(not each.float().any() for each in (own, *others)):
        cosine = torch.tensor(math.nan)
    return {
        "loss": loss.of(x).item(),
        "margin": logit_margin(model(x), torch.tensor([label])).item(),
        "l1": slopes.abs().sum().item(),
        "l2": slopes.norm().item(),
        **{f"l1_{name}": slopes[:, c].abs().sum().item() for c, name in enumerate(("red", "green", "blue"))},
        "alignment": edge_alignment(edge_energy(x), slopes).item(),
        "curvature": curvature,
        "hessian_norm": spectral,
        "linearity_error": (between - line).square().mean().item(),
        "gradalign": cosine.item(),
    }


def maps_of(model: nn.Module, x: Tensor, label: int) -> Iterator[tuple[str, Tensor]]:
    from captum.attr import InputXGradient

    side = x.shape[-1]
    drawn = torch.from_numpy(Draws([mix_seeds(NOISE_SEED, sample) for sample in range(SAMPLES)]).gaussian(x.numel()))
    noise = NOISE_SHARE * (x.max() - x.min()) * from_page(drawn, side)
    for scalar, quantity in {**QUANTITIES, "loss": cross_entropy}.items():

        def forward(pixels: Tensor, quantity=quantity) -> Tensor:
            return quantity(model(pixels), torch.full((len(pixels),), label))

        yield f"{scalar}/smoothGrad", smooth_grad(forward, x, noise, SAMPLES)
        yield f"{scalar}/integratedGradients", integrated(forward, x)
        yield f"{scalar}/gradientTimesInput", InputXGradient(forward).attribute(x)


def along_of(model: nn.Module, x: Tensor, label: int, about: dict) -> dict[str, Tensor]:
    loss = Loss(model, label)
    change = about["epsilon255"] / 255 * loss.gradient(x).float().sign().double()
    if not change.any():
        return {
            "losses": torch.full((len(about["places"]),), math.nan),
            "l1": torch.full((len(about["places"]),), math.nan),
            "curvatures": torch.full((len(about["curvedPlaces"]),), math.nan),
        }
    along = torch.cat([x + place * change for place in about["places"]])
    bent = [loss.curvature(x + place * change)[1] for place in about["curvedPlaces"]]
    slopes = loss.gradient(along).abs().flatten(1).sum(1)
    return {"losses": loss.of(along), "l1": slopes, "curvatures": torch.tensor(bent)}


class Sharpened(nn.Module):
    """A model with its logits times a factor."""

    def __init__(self, model: nn.Module, factor: float):
        super().__init__()
        self.model, self.factor = model, factor

    def forward(self, pixels: Tensor) -> Tensor:
        return self.factor * self.model(pixels)


def deviation(name: str, ours: Tensor, theirs: Tensor, loss: float) -> float:
    """
    Of numbers relative, of correlations absolute, of an array the L2 norm of the difference over that of the other. 0 where
    neither is defined; NaN where one alone is. `loss`: of the image, in nats.
    """
    if ours.isnan().all() and theirs.isnan().all():
        return 0.0
    if name == "linearity_error":
        # The distance of the loss from the line, beside which float32 rounds the loss itself.
        return abs(ours.sqrt() - theirs.sqrt()).item() / max(1, loss)
    difference = (ours.double() - theirs.double()).norm()
    if name in ABSOLUTE or difference == 0:
        return difference.item()
    # Below float32's normal numbers there is no more to agree on.
    return (difference / theirs.double().norm().clamp(min=SMALLEST)).item()


WORDS = {
    "loss": "loss",
    "margin": "logit margin",
    "l1": "‖∇L‖₁",
    "l2": "‖∇L‖₂",
    "alignment": "edge alignment r, absolute",
    "curvature": "normalised curvature",
    "hessian_norm": "‖H‖₂",
    "linearity_error": "root of the local linearity error, absolute, nats",
    "gradalign": "GradAlign cosine, absolute",
    "smoothGrad": "SmoothGrad",
    "integratedGradients": "integrated gradients",
    "gradientTimesInput": "gradient × input",
    "losses": "loss along the gradient’s sign",
    "along l1": "‖∇L‖₁ along it",
    "curvatures": "normalised curvature along it",
}


def check(path: Path) -> list[str]:
    """A row for each quantity of one model."""
    about = json.loads(path.read_text())
    manifest, model = read_model_folder(ZOO / about["model"])
    if manifest["weights"]["sha256"] != about["weightsSha256"]:
        raise ValueError(f"{path} is of other weights than {about['model']} has; run npm run check:quantities again")
    factor = about.get("logitFactor", 1)
    exact = Sharpened(goldens.in_float64(model), factor)
    found = safetensors.torch.load_file(path.with_suffix(".safetensors"))
    pixels = from_page(found["pixels"], about["side"])
    deviations: dict[str, list[float]] = {}

    def hold(name: str, ours: Tensor, theirs: Tensor) -> None:
        loss = found["numbers/loss"][place].item()
        deviations.setdefault(name, []).append(deviation(name, ours, theirs, loss))

    for place, label in enumerate(about["labels"]):
        x = pixels[place : place + 1]
        for name, value in numbers_of(exact, x, label, about["epsilon255"] / 255).items():
            # The channels count as the L1 norm does.
            hold("l1" if name.startswith("l1") else name, found[f"numbers/{name}"][place], torch.tensor([value]))
        for name, map_ in maps_of(exact, x, label):
            hold(name.split("/")[1], from_page(found[f"maps/{name}"][place], about["side"]), map_.detach())
        for name, values in along_of(exact, x, label, about).items():
            hold("along l1" if name == "l1" else name, found[f"along/{name}"][place], values.detach())
    rows = []
    for name, values in deviations.items():
        by = "captum" if name in ("smoothGrad", "integratedGradients", "gradientTimesInput") else "PyTorch"
        middle, most = torch.tensor(values).median().item(), max(values)
        if not all(map(math.isfinite, values)):
            raise ValueError(f"{about['model']}: {name} is not a number on one of the images; look at {path}")
        images = f"{len(about['labels'])}, {about['data']}" + (f", logits × {factor:g}" if factor != 1 else "")
        rows.append(f"| {about['model']} | {images} | {WORDS[name]} | {by} | {middle:.1e} | {most:.1e} |")
        print(rows[-1], flush=True)
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--results", type=Path, required=True, help="folder that npm run check:quantities wrote")
    parser.add_argument("--table", type=Path, help="Markdown file to write the comparison into")
    options = parser.parse_args()
    torch.set_num_threads(1)
    rows = [row for path in sorted(options.results.glob("*.json")) for row in check(path)]
    if options.table:
        write_table(options.table, BEGIN, END, HEAD, rows, told_apart_by=2)


if __name__ == "__main__":
    main()
