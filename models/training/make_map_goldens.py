"""Golden maps of the comparison, by captum: python make_map_goldens.py --out FOLDER

One file for the page's engine, maps.safetensors: SmoothGrad, integrated gradients and gradient times input of the loss,
the logit margin and the true logit, of a tiny ResNet of make_goldens.py, in float64. SmoothGrad's noisy images are
stored beside its map, as captum would draw its own noise. Each map is also computed here from its definition, and the
script stops where the two differ. Needs captum; run it again only when tiny-resnets.safetensors has changed.
"""

from unittest import mock

import captum
import numpy as np
import safetensors.torch
import torch
from captum.attr import InputXGradient, IntegratedGradients, NoiseTunnel, Saliency
from torch import Tensor

from gradlens_training import goldens
from gradlens_training.golden_options import golden_options
from make_gradient_goldens import QUANTITIES, input_gradient

FILE = "maps.safetensors"
MODEL = "gelu-small"
SAMPLES, NOISE_SHARE = 8, 0.15
STEPS = 50


def smooth_grad(forward, x: Tensor, noise: Tensor, samples: int = SAMPLES) -> Tensor:
    """captum's, with this noise (samples, 3, H, W) in place of what it draws."""
    tunnel = NoiseTunnel(Saliency(forward))
    with mock.patch("torch.normal", lambda mean, std, *args, **kwargs: noise):
        return tunnel.attribute(x, nt_type="smoothgrad", nt_samples=samples, stdevs=1.0, abs=False)


def integrated(forward, x: Tensor) -> Tensor:
    return IntegratedGradients(forward).attribute(
        x, baselines=torch.zeros_like(x), n_steps=STEPS, method="gausslegendre"
    )


def main() -> None:
    options = golden_options(__doc__)
    deviations = goldens.Deviations()
    exact, pixels = goldens.read_tiny(options.out, MODEL)
    x, label = pixels[:1], goldens.TINY_LABELS[0]
    generator = torch.Generator().manual_seed(5)
    spread = NOISE_SHARE * (x.max() - x.min())
    noise = (spread * torch.randn((SAMPLES, *x.shape[1:]), generator=generator)).float().double()
    tensors = {"noisy": goldens.to_page(x + noise)}
    for name, quantity in QUANTITIES.items():

        def forward(pixels: Tensor, quantity=quantity) -> Tensor:
            return quantity(exact(pixels), torch.full((len(pixels),), label))

        def gradient(pixels: Tensor, quantity=quantity) -> Tensor:
            return input_gradient(exact, quantity, pixels, torch.full((len(pixels),), label))[1]

        maps = {
            "smoothGrad": smooth_grad(forward, x, noise),
            "integratedGradients": integrated(forward, x),
            "gradientTimesInput": InputXGradient(forward).attribute(x),
        }
        deviations.hold("SmoothGrad", maps["smoothGrad"][0], gradient(x + noise).mean(0), 1e-9)
        deviations.hold("gradient times input", maps["gradientTimesInput"], x * gradient(x), 1e-9)
        nodes, weights = (torch.from_numpy(v)[:, None, None, None] for v in np.polynomial.legendre.leggauss(STEPS))
        mean = (weights / 2 * gradient((nodes + 1) / 2 * x)).sum(0)
        # captum has its weights in float32.
        deviations.hold("integrated gradients", maps["integratedGradients"], x * mean, 1e-7)
        fine = torch.linspace(0, 1, 513, dtype=torch.float64)[:, None, None, None]
        line = torch.cat([gradient(share[None] * x) for share in fine])
        weights = torch.ones(513, dtype=torch.float64)
        weights[1:-1:2], weights[2:-1:2] = 4, 2  # Simpson's rule
        along = x * (weights[:, None, None, None] * line).sum(0) / (3 * 512)
        # The margin has kinks, at which the other class changes; no rule is exact across them.
        limit = 0.05 if name == "margin" else 2e-3
        deviations.hold(f"{name}: integrated gradients, Simpson's rule", maps["integratedGradients"], along, limit)
        with torch.no_grad():
            rise = forward(x) - forward(torch.zeros_like(x))
        # Of what they sum up, as values of either sign all but cancel.
        size = maps["integratedGradients"].abs().sum()
        deviations.hold(
            f"{name}: sum", 1 + (maps["integratedGradients"].sum() - rise) / size, torch.ones_like(rise), limit
        )
        print(f"{name}: sum {maps['integratedGradients'].sum():.4f}, rise {rise.item():.4f}, size {size:.4f}")
        tensors |= {f"{name}/{kind}": goldens.to_page(map_[0]) for kind, map_ in maps.items()}
        tensors[f"{name}/rise"] = rise.float()
    file = options.out / FILE
    versions = {"captum": captum.__version__, "torch": torch.__version__}
    file.write_bytes(safetensors.torch.save({k: v.detach().contiguous() for k, v in tensors.items()}, versions))
    print(f"{FILE}: {file.stat().st_size} bytes")
    for what, deviation in deviations.worst.items():
        print(f"worst deviation, {what}: {deviation:.2e}")


if __name__ == "__main__":
    main()
