"""Golden values of untrained tiny Swins, made and checked like those of the tiny ResNets in goldens.py."""

from __future__ import annotations

from functools import partial

import torch
from torch import Tensor

from . import goldens, swin_reference
from .architectures import swin

FILE = "tiny-swins.safetensors"
TIMM_FILE = "timm-swins.safetensors"  # written by make_timm_goldens.py
SIDE = 16
# With windows of 2, both stages shift; with windows of 4, the second stage is one window.
MODELS = {
    "gelu-2": swin.Settings(8, (2, 2), (2, 4), window=2, patch=2, mlp_ratio=2.0, activation="gelu"),
    "gelu-4": swin.Settings(8, (2, 2), (2, 2), window=4, patch=2, mlp_ratio=2.5, activation="gelu"),
    "silu-4": swin.Settings(8, (2, 1), (1, 4), window=4, patch=1, mlp_ratio=1.0, activation="silu"),
}


def describe() -> dict[str, object]:
    """The entry of index.json for these models, with the counts of the full-size model."""
    full = swin.build(swin.Settings(), 10, (0, 0, 0), (1, 1, 1), 32)
    return {
        "file": FILE,
        "timmFile": TIMM_FILE,
        "side": SIDE,
        "classes": goldens.TINY_CLASSES,
        "mean": goldens.TINY_MEAN,
        "std": goldens.TINY_STD,
        "labels": goldens.TINY_LABELS,
        "models": {name: settings.to_manifest() for name, settings in MODELS.items()},
        "fullSize": {
            "architecture": swin.Settings().to_manifest(),
            "classes": 10,
            "side": 32,
            "parameters": sum(parameter.numel() for parameter in full.parameters()),
            "multiplyAdds": swin.multiply_adds(swin.Settings(), 10, 32),
        },
    }


def random_model(settings: swin.Settings, generator: torch.Generator) -> torch.nn.Module:
    """Weights with which every part of the model affects its gradients, and no class is certain."""
    model = swin.build(settings, goldens.TINY_CLASSES, goldens.TINY_MEAN, goldens.TINY_STD, SIDE)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            drawn = torch.randn(parameter.shape, generator=generator)
            if name.endswith("bias_table"):
                parameter.copy_(drawn)
            elif parameter.ndim > 1:
                parameter.copy_(drawn / parameter[0].numel() ** 0.5)
            elif name.endswith("bias"):
                parameter.copy_(drawn * 0.2)
            else:
                parameter.copy_(torch.rand(parameter.shape, generator=generator) + 0.5)
    return model.eval()


def tiny_goldens(deviations: goldens.Deviations) -> dict[str, Tensor]:
    generator = torch.Generator().manual_seed(13)
    pixels = torch.rand((len(goldens.TINY_LABELS), 3, SIDE, SIDE), generator=generator)
    tensors = {"pixels": goldens.to_page(pixels)}
    for name, settings in MODELS.items():
        values = _values(random_model(settings, generator), pixels, deviations)
        tensors |= {f"{name}/{what}": value for what, value in values.items()}
    return tensors


def _values(model: torch.nn.Module, pixels: Tensor, deviations: goldens.Deviations) -> dict[str, Tensor]:
    labels = torch.tensor(goldens.TINY_LABELS)
    weights = {f"weights/{name}": tensor.clone() for name, tensor in model.state_dict().items()}
    exact = model.double()
    parameters = dict(exact.named_parameters())
    leaves = list(parameters.values())
    x = pixels.double()
    mean, std = exact.mean.flatten().tolist(), exact.std.flatten().tolist()
    plain = partial(swin_reference.logits, parameters, exact.settings.to_manifest(), mean, std)
    logits, losses, gradient = goldens.input_gradient(exact, x, labels)
    other_logits, _, other_gradient = goldens.input_gradient(plain, x, labels)
    deviations.hold("tiny Swin logits, without windows", logits, other_logits, 1e-10)
    deviations.hold("tiny Swin gradient, without windows", gradient, other_gradient, 1e-10)
    values = {**weights, "logits": logits, "losses": losses, "gradient": goldens.to_page(gradient)}
    for what in goldens.MEASURES:
        value = goldens.measure(what, exact, x, labels)
        slopes = goldens.parameter_gradients(value, leaves)
        others = goldens.parameter_gradients(goldens.measure(what, plain, x, labels), leaves)
        scale = torch.cat([other.flatten() for other in others]).abs().max()
        for slope, other in zip(slopes, others, strict=True):
            # Relative to all parameters, as the gradient of the keys' bias is zero.
            deviations.hold(f"tiny Swin d {what} / d parameters", slope / scale + 1, other / scale + 1, 1e-10)
        again = partial(goldens.measure, what, exact, x, labels)
        goldens.check_along_a_direction(f"Swin {what}", again, leaves, slopes, deviations)
        values[f"mean/{what}"] = value.reshape(1)
        values |= {f"mean/{what}/{name}": slope for name, slope in zip(parameters, slopes, strict=True)}
    return {name: value.detach().float().contiguous() for name, value in values.items()}


def by_timm(name: str, stored: dict[str, Tensor]) -> tuple[Tensor, Tensor]:
    """Logits and input gradient (N, 3, SIDE, SIDE) of one of MODELS by timm's own class, from its stored weights."""
    from timm.models.swin_transformer import SwinTransformer

    settings = MODELS[name]
    model = SwinTransformer(
        img_size=SIDE,
        patch_size=settings.patch,
        num_classes=goldens.TINY_CLASSES,
        embed_dim=settings.embed_dim,
        depths=settings.depths,
        num_heads=settings.heads,
        window_size=settings.window,
        mlp_ratio=settings.mlp_ratio,
    )
    for module in list(model.modules()):  # it supports no activation but GELU
        if hasattr(module, "act") and settings.activation != "gelu":
            module.act = {"silu": torch.nn.SiLU()}[settings.activation]
    weights = f"{name}/weights/"
    model.load_state_dict(
        {key.removeprefix(weights): value for key, value in stored.items() if key.startswith(weights)}
    )
    model = model.double().eval()
    mean, std = (torch.tensor(values).double()[:, None, None] for values in (goldens.TINY_MEAN, goldens.TINY_STD))
    pixels, labels = stored["pixels"].movedim(-1, 1).double(), torch.tensor(goldens.TINY_LABELS)
    logits, _, gradient = goldens.input_gradient(lambda x: model((x - mean) / std), pixels, labels)
    return logits, gradient
