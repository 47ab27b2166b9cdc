"""Models of every architecture and set of parameter names, with derivatives of first and second order.

Their parameters and pixels are generated from names (seeded_values.py), so that the golden file holds results alone:
logits, input gradients, and for each parameter the gradient of the input gradient's squared norm, as its size and its
products with two directions.
"""

from __future__ import annotations

import re

import torch
from torch import Tensor
from torch.nn.attention import SDPBackend, sdpa_kernel

from . import architectures
from .goldens import in_float64, input_gradient, to_page
from .seeded_values import seed_parameters, seeded_parameter, seeded_unit

FILE, INDEX = "architectures.safetensors", "architectures-index.json"
FULL_SIZE_FILE = "architectures-full-size.safetensors"
CLASSES, LABELS = 10, (3, 7)
MEAN, STD = (0.5, 0.45, 0.4), (0.25, 0.2, 0.3)
DIRECTIONS = ("a", "b")

_RESNET = {"name": "resnet", "widths": [8, 16], "depths": [2, 1], "activation": "gelu", "stem": "small"}
# As in timm: four stages, with 64 channels before the first.
_FOUR = _RESNET | {"widths": [4, 8, 8, 12], "depths": [2, 1, 1, 1], "stem": "imagenet", "stem_widths": [64]}
_BOTTLENECK = _FOUR | {"block": "bottleneck", "activation": "relu"}
_PREACT = {"name": "preact-resnet", "widths": [8, 12], "depths": [2, 1], "stem_width": 8, "activation": "relu"}
_WIDE = _PREACT | {"widths": [12, 16], "stem_width": 8}
_VIT = {"name": "vit", "embed_dim": 16, "depth": 2, "heads": 2, "patch": 4, "grid": 4, "mlp_width": 24}
_VIT |= {"activation": "gelu"}
_SWIN = {"name": "swin", "embed_dim": 8, "depths": [2, 2], "heads": [2, 4], "window": 2, "patch": 2}
_SWIN |= {"mlp_ratio": 2, "activation": "gelu"}
_CONVNEXT = {"name": "convnext", "widths": [8, 12, 8, 8], "depths": [1, 2, 1, 1], "patch": 4, "activation": "gelu"}


def _sequential(geometry: str, *layers: tuple) -> dict:
    fields = {
        "convolution": ("name", "into", "out", "side", "bias"),
        "batch-norm": ("name", "width"),
        "dense": ("name", "into", "out", "bias"),
    }
    described = [{"type": kind} | dict(zip(fields.get(kind, ()), values, strict=True)) for kind, *values in layers]
    return {"name": "sequential", "activation": "relu", "layers": described, "geometry": geometry}


# By name: the manifest's field "architecture", and the side of the images.
CASES: dict[str, tuple[dict, int]] = {
    "resnet-bottleneck": (_BOTTLENECK, 32),
    "resnet-groups": (_BOTTLENECK | {"groups": 4, "base_width": 32}, 32),
    "resnet-wide": (_BOTTLENECK | {"base_width": 128, "activation": "silu"}, 32),
    "resnet-deep-stem": (_FOUR | {"stem": "deep", "stem_widths": [6, 8, 16]}, 32),
    "resnet-average-pool": (
        _FOUR | {"stem": "deep", "stem_widths": [6, 6, 12], "shortcut": "average-pool"},
        36,
    ),
    "resnet-timm-names": (_RESNET | {"block": "bottleneck", "widths": [8, 12], "channels": 1}, 16),
    "resnet-shortcut": (_RESNET | {"names": "shortcut"}, 16),
    "resnet-shortcut-bottleneck": (_RESNET | {"names": "shortcut", "block": "bottleneck"}, 16),
    "resnet-zero-padding": (_RESNET | {"names": "shortcut", "shortcut": "zero-padding", "widths": [8, 17]}, 15),
    "resnet-hidden": (
        _RESNET
        | {"names": "shortcut", "norm": "none", "widths": [16], "depths": [2], "strides": [2], "stem": "stride-2"}
        | {"stem_widths": [8], "hidden": {"side": 4, "width": 20}, "activation": "relu"},
        16,
    ),
    "preact-activated": (_PREACT | {"final_norm": False}, 16),
    "preact-input": (_PREACT | {"shortcut_from": "input", "activation": "gelu"}, 16),
    "preact-bottleneck": (_PREACT | {"channels": 1} | {"block": "bottleneck", "final_norm": False}, 16),
    "wide": (_WIDE | {"names": "wide", "head_bias": False}, 16),
    "deepmind-wide": (_WIDE | {"names": "deepmind-wide", "padding": "end", "activation": "silu"}, 16),
    "deepmind-preact": (
        _PREACT | {"names": "deepmind-preact", "padding": "end", "shortcut_from": "input", "shortcut_side": 3},
        16,
    ),
    "vit": (_VIT, 16),
    "vit-distilled": (_VIT | {"tokens": "class-and-distillation"}, 16),
    "vit-mean": (_VIT | {"tokens": "none", "pool": "norm-then-mean"}, 16),
    "vit-mean-then-norm": (_VIT | {"pool": "mean-then-norm", "registers": 3}, 16),
    "vit-deit3": (_VIT | {"names": "deit3", "layer_scale": True, "positions_of_all": False}, 16),
    "vit-pre-norm": (_VIT | {"pre_norm": True, "norm_epsilon": 1e-5}, 16),
    "vit-qk-norm": (_VIT | {"qk_norm": True, "qkv_bias": False, "layer_scale": True}, 16),
    "vit-grey": (_VIT | {"channels": 1}, 16),
    "vit-torchvision": (_VIT | {"names": "torchvision"}, 16),
    "swin-windows": (_SWIN | {"window": [4, 2], "patch": 4}, 32),
    "swin-grey": (_SWIN | {"channels": 1}, 16),
    "swin-authors": (_SWIN | {"names": "authors"}, 16),
    "swin-torchvision": (_SWIN | {"names": "torchvision"}, 16),
    "convnext": (_CONVNEXT, 32),
    "convnext-authors": (_CONVNEXT | {"names": "authors"}, 32),
    "convnext-torchvision": (
        _CONVNEXT | {"names": "torchvision", "patch": 4, "widths": [8, 12], "depths": [1, 1]},
        24,
    ),
    "convnext-grey": (_CONVNEXT | {"channels": 1}, 32),
    "convnext-v2": (_CONVNEXT | {"layer_scale": False, "response_norm": True}, 32),
    "convnext-convolutions": (_CONVNEXT | {"mlp": "convolution", "head_norm": "before-mean", "kernel": 5}, 32),
    "sequential-grey": (
        _sequential(
            "4x4 stride 2 padding 1, 4x4 stride 2 padding 1",
            ("convolution", "0", 1, 4, 4, True),
            ("activation",),
            ("convolution", "2", 4, 8, 4, True),
            ("activation",),
            ("flatten",),
            ("dense", "5", 8 * 3 * 3, 20, True),
            ("activation",),
            ("dense", "7", 20, CLASSES, True),
        ),
        12,
    ),
    "sequential-pools": (
        _sequential(
            "3x3 stride 1 padding 1, 3x3 stride 1 padding 0 max-pool 2",
            ("convolution", "features.0", 3, 6, 3, False),
            ("batch-norm", "features.1", 6),
            ("activation",),
            ("convolution", "features.3", 6, 8, 3, True),
            ("activation",),
            ("flatten",),
            ("dense", "classifier.0", 8 * 5 * 5, 12, False),
            ("batch-norm", "classifier.1", 12),
            ("activation",),
            ("dense", "classifier.3", 12, CLASSES, True),
        ),
        12,
    ),
    "sequential-dense": (
        _sequential(
            "", ("flatten",), ("dense", "1", 192, 16, True), ("activation",), ("dense", "3", 16, CLASSES, True)
        ),
        8,
    ),
    "sequential-mean": (
        _sequential(
            "3x3 stride 2 padding 1",
            ("convolution", "0", 3, 8, 3, True),
            ("activation",),
            ("mean",),
            ("dense", "4", 8, CLASSES, True),
        ),
        8,
    ),
}


# As they are published, for images of 224 pixels and ImageNet's classes.
FULL_SIDE, FULL_CLASSES = 224, 1000
_RESNET_50 = {"name": "resnet", "widths": [64, 128, 256, 512], "depths": [3, 4, 6, 3], "block": "bottleneck"}
_SWIN_T = {"name": "swin", "embed_dim": 96, "depths": [2, 2, 6, 2], "heads": [3, 6, 12, 24], "window": 7, "patch": 4}
_VIT_S = {"name": "vit", "embed_dim": 384, "depth": 12, "heads": 6, "patch": 16, "grid": 14, "mlp_width": 1536}
FULL_SIZE: dict[str, dict] = {
    "ResNet-50": _RESNET_50 | {"activation": "relu", "stem": "imagenet"},
    "Swin-T": _SWIN_T | {"mlp_ratio": 4, "activation": "gelu"},
    "ConvNeXt-T": {"name": "convnext", "widths": [96, 192, 384, 768], "depths": [3, 3, 9, 3], "patch": 4}
    | {"activation": "gelu"},
    "ViT-S": _VIT_S | {"activation": "gelu"},
}
SQUARE = 16  # pixels of the gradient that are added up


def full_size_goldens(name: str) -> dict[str, Tensor]:
    """Logits, and the input gradient's size, its products with two directions and its sums over squares."""
    model = seeded_model(name, FULL_SIZE[name], FULL_SIDE, FULL_CLASSES)
    pixels, labels = pixels_of(FULL_SIDE)[:1].double(), torch.tensor(LABELS[:1])
    with sdpa_kernel(SDPBackend.MATH):
        logits, _, gradient = input_gradient(in_float64(model), pixels, labels)
    page = gradient[0].movedim(0, -1)
    squares = page.reshape(FULL_SIDE // SQUARE, SQUARE, FULL_SIDE // SQUARE, SQUARE, 3).sum((1, 3))
    values = {"logits": logits.detach(), "gradient": digest("gradient", page), "squares": squares}
    return {f"{name}/{what}": value.float().contiguous() for what, value in values.items()}


def seeded_model(name: str, architecture: dict, side: int, classes: int = CLASSES) -> torch.nn.Module:
    settings = architectures.read_architecture(architecture, name)
    channels = channels_of(architecture)
    model = architectures.build(settings, classes, MEAN[:channels], STD[:channels], side).eval()
    names = source_names(architecture, model)
    if names is None:
        seed_parameters(model)
    else:
        state = {source: seeded_parameter(source, shape) for source, shape in names.items()}
        missing, unexpected = model.load_state_dict(state, strict=False)
        assert not unexpected, unexpected
        assert all(own.endswith(("num_batches_tracked", "relative_position_index")) for own in missing), missing
    return model


# From timm's names to those of authors whose checkpoints timm can convert.
AUTHORS = {
    "swin": [(r"^head\.fc\.", "head."), (r"^layers\.1\.downsample\.", "layers.0.downsample.")],
    "vit": [(r"\.ls([12])\.gamma$", r".gamma_\1")],
    "convnext": [
        (r"^stem\.", "downsample_layers.0."),
        (r"^stages\.(\d)\.downsample\.", r"downsample_layers.\1."),
        (r"^stages\.(\d)\.blocks\.", r"stages.\1."),
        (r"\.conv_dw\.", ".dwconv."),
        (r"\.mlp\.fc", ".pwconv"),
        (r"^head\.norm\.", "norm."),
        (r"^head\.fc\.", "head."),
    ],
}


def source_names(architecture: dict, model: torch.nn.Module) -> dict[str, tuple[int, ...]] | None:
    """Names and shapes of a source that the model reads under other names; None if it keeps its source's names."""
    if architecture.get("names") not in ("authors", "deit3"):
        return None
    spelled = {}
    for name, tensor in model.state_dict().items():
        for pattern, replacement in AUTHORS[architecture["name"]]:
            name = re.sub(pattern, replacement, name)
        spelled[name] = tuple(tensor.shape)
    return spelled


def channels_of(architecture: dict) -> int:
    """Channels of a model's images: as in its settings, or 1 if its first convolution takes one."""
    if "channels" in architecture:
        return architecture["channels"]
    first = next((layer for layer in architecture.get("layers", ()) if "into" in layer), {})
    return 1 if first.get("type") == "convolution" and first["into"] == 1 else 3


def pixels_of(side: int, channels: int = 3) -> Tensor:
    """(2, channels, side, side) in [0, 1], generated in the page's order of axes."""
    values = seeded_unit("pixels", len(LABELS) * side * side * channels)
    return torch.from_numpy(values).float().reshape(len(LABELS), side, side, channels).permute(0, 3, 1, 2)


def case_goldens(name: str) -> dict[str, Tensor]:
    architecture, side = CASES[name]
    model = seeded_model(name, architecture, side)
    exact = in_float64(model).requires_grad_(True)
    # The faster kernels have no second derivative.
    pixels = pixels_of(side, channels_of(architecture)).double()
    with sdpa_kernel(SDPBackend.MATH):
        logits, _, gradient = input_gradient(exact, pixels, torch.tensor(LABELS), create_graph=True)
        named = dict(exact.named_parameters())
        penalty = gradient.square().flatten(1).sum(1).mean()
        slopes = torch.autograd.grad(penalty, list(named.values()), allow_unused=True, materialize_grads=True)
    values = {f"{name}/logits": logits.detach().float(), f"{name}/gradient": to_page(gradient.detach())}
    by_name = dict(zip(named, slopes, strict=True))
    for source, slope in _by_source(architecture, model, by_name).items():
        values[f"{name}/slope/{source}"] = digest(source, slope)
    return values


def _by_source(architecture: dict, model: torch.nn.Module, by_name: dict[str, Tensor]) -> dict[str, Tensor]:
    names = source_names(architecture, model)
    if names is None:
        return by_name
    own = [name for name in model.state_dict() if name in by_name]
    assert len(own) == len(by_name) == len(names)
    return {source: by_name[name] for source, name in zip(names, model.state_dict(), strict=True)}


def digest(name: str, slope: Tensor) -> Tensor:
    """Size of a gradient, and its products with two directions generated from the parameter's name."""
    flat = slope.detach().flatten().numpy()
    products = [float(flat @ (2 * seeded_unit(f"{direction}/{name}", flat.size) - 1)) for direction in DIRECTIONS]
    return torch.tensor([float((flat**2).sum() ** 0.5), *products], dtype=torch.float32)
