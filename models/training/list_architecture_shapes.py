"""Names and shapes of the tensors of published models: python list_architecture_shapes.py

Writes architecture-shapes.json.gz to e2e/goldens, which tests how the page recognises architectures: every size in timm
and torchvision of the families it knows, the plain definitions of this folder in the sizes used by RobustBench and for
CIFAR-10, and some models that it must refuse. No memory is allocated for any model.
"""

import argparse
import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import timm
import torch
import torchvision
from torch import nn

from gradlens_training import architectures
from gradlens_training.golden_options import ROOT

FILE = "architecture-shapes.json.gz"

# timm's models by the page's family; a star matches any ending.
TIMM = {
    "resnet": [
        *["resnet10t", "resnet14t", "resnet18", "resnet18d", "resnet26", "resnet26d", "resnet26t", "resnet34"],
        *["resnet34d", "resnet50", "resnet50c", "resnet50d", "resnet50s", "resnet50t", "resnet101", "resnet101d"],
        *["resnet152", "resnet200", "resnext50_32x4d", "resnext50d_32x4d", "resnext101_32x4d", "resnext101_32x8d"],
        *["resnext101_64x4d", "wide_resnet50_2", "wide_resnet101_2"],
    ],
    "vit": [
        *["vit_tiny_patch16_224", "vit_small_patch8_224", "vit_small_patch16_224", "vit_small_patch32_384"],
        *["vit_base_patch8_224", "vit_base_patch16_224", "vit_base_patch16_384", "vit_base_patch32_224"],
        *["vit_large_patch16_224", "vit_large_patch14_224", "vit_huge_patch14_224", "vit_giant_patch14_224"],
        *["vit_base_patch16_gap_224", "vit_base_patch16_clip_224", "vit_medium_patch16_gap_256"],
        *["vit_medium_patch16_reg4_gap_256", "vit_small_patch14_dinov2", "vit_base_patch14_reg4_dinov2"],
        *["vit_so400m_patch14_siglip_gap_224", "deit_*", "deit3_*"],
    ],
    "swin": ["swin_*"],
    "convnext": [
        *["convnext_atto", "convnext_femto", "convnext_pico", "convnext_nano", "convnext_tiny", "convnext_tiny_hnf"],
        *["convnext_small", "convnext_base", "convnext_large", "convnext_xlarge", "convnextv2_*"],
    ],
}
TORCHVISION = {
    "resnet": [
        *["resnet18", "resnet34", "resnet50", "resnet101", "resnet152", "resnext50_32x4d", "resnext101_32x8d"],
        *["wide_resnet50_2", "wide_resnet101_2"],
    ],
    "vit": ["vit_b_16", "vit_b_32", "vit_l_16", "vit_l_32", "vit_h_14"],
    "swin": ["swin_t", "swin_s", "swin_b"],
    "convnext": ["convnext_tiny", "convnext_small", "convnext_base", "convnext_large"],
}
CIFAR = {"name": "resnet", "activation": "relu", "stem": "small", "names": "shortcut"}
PREACT = {"name": "preact-resnet", "activation": "relu", "stem_width": 64, "depths": [2, 2, 2, 2]}
PREACT |= {"widths": [64, 128, 256, 512]}
DEEPMIND = {"padding": "end", "activation": "silu"}


def wide(depth: int, factor: int, **others: object) -> dict:
    blocks, widths = [(depth - 4) // 6] * 3, [factor * width for width in (16, 32, 64)]
    return PREACT | {"depths": blocks, "widths": widths, "stem_width": 16, "names": "wide"} | others


# By name: the manifest's field "architecture" for plain definitions.
OWN = {
    "ResNet-18 of kuangliu": CIFAR | {"widths": [64, 128, 256, 512], "depths": [2, 2, 2, 2]},
    "ResNet-50 of kuangliu": CIFAR | {"widths": [64, 128, 256, 512], "depths": [3, 4, 6, 3], "block": "bottleneck"},
    "ResNet-20": CIFAR | {"widths": [16, 32, 64], "depths": [3, 3, 3], "shortcut": "zero-padding"},
    "ResNet-56": CIFAR | {"widths": [16, 32, 64], "depths": [9, 9, 9]},
    "ResNet-2B": CIFAR
    | {"widths": [16], "depths": [2], "stem": "stride-2", "stem_widths": [8], "strides": [2], "norm": "none"}
    | {"hidden": {"side": 8, "width": 100}},
    "ResNet-4B": CIFAR
    | {"widths": [32, 64], "depths": [2, 2], "stem": "stride-2", "stem_widths": [16], "strides": [2, 2]}
    | {"norm": "none", "hidden": {"side": 4, "width": 100}},
    "PreActResNet-18": PREACT | {"final_norm": False},
    "PreActResNet-18 of RobustBench": PREACT,
    "WideResNet-28-10": wide(28, 10),
    "WideResNet-34-10": wide(34, 10, head_bias=False),
    "WideResNet-34-20": wide(34, 20),
    "WideResNet-70-16": wide(70, 16),
    "WideResNet-28-10 of DeepMind": wide(28, 10, names="deepmind-wide", **DEEPMIND),
    "WideResNet-70-16 of DeepMind": wide(70, 16, names="deepmind-wide", **DEEPMIND),
    "PreActResNet-18 of DeepMind": PREACT
    | DEEPMIND
    | {"names": "deepmind-preact", "shortcut_from": "input", "shortcut_side": 3},
}
REFUSED = [
    *["resnet50_gn", "seresnet50", "ecaresnet50d", "skresnet34", "resnetv2_50", "resnet50_mlp", "resnet50_clip"],
    *[
        "vit_base_patch16_siglip_224",
        "vit_small_patch16_18x2_224",
        "vit_relpos_small_patch16_224",
        "beit_base_patch16_224",
    ],
    *["vit_giant_patch14_dinov2", "swinv2_tiny_window8_256", "convnext_atto_ols", "convnext_atto_rms", "mixer_s16_224"],
    *["efficientnet_b0", "mobilenetv2_100", "densenet121", "vgg11", "regnetx_002", "xcit_nano_12_p16_224"],
    *["maxvit_tiny_tf_224", "poolformer_s12", "inception_v3"],
]


def shapes_of(model: nn.Module) -> dict[str, list[int]]:
    return {name: list(tensor.shape) for name, tensor in model.state_dict().items()}


def timm_facts(model: nn.Module) -> dict[str, object]:
    """What the shapes of a model do not say, or say only indirectly."""
    facts: dict[str, object] = {"side": model.default_cfg["input_size"][-1]}
    if hasattr(model, "pos_embed") and hasattr(model, "blocks"):
        facts["heads"] = model.blocks[0].attn.num_heads
        facts["norm_epsilon"] = model.blocks[0].norm1.eps
        facts["mean"] = model.global_pool == "avg"
    if hasattr(model, "layers") and hasattr(model.layers[0].blocks[0], "window_size"):
        facts["windows"] = [stage.blocks[0].window_size[0] for stage in model.layers]
    return facts


def all_models() -> Iterator[dict[str, object]]:
    for family, patterns in TIMM.items():
        for pattern in patterns:
            for name in timm.list_models(pattern):
                # Models that only extract features.
                model = timm.create_model(name, num_classes=1000)
                yield {"name": f"timm {name}", "family": family, "facts": timm_facts(model), "shapes": shapes_of(model)}
    for family, names in TORCHVISION.items():
        for name in names:
            model = torchvision.models.get_model(name)
            yield {"name": f"torchvision {name}", "family": family, "facts": {"side": 224}, "shapes": shapes_of(model)}
    for name, field in OWN.items():
        model = architectures.build(architectures.read_architecture(field, name), 10, (0.5,) * 3, (0.5,) * 3, 32)
        yield {"name": name, "family": field["name"], "facts": {"side": 32, "field": field}, "shapes": shapes_of(model)}
    for name in REFUSED:
        yield {"name": f"timm {name}", "family": None, "shapes": shapes_of(timm.create_model(name, num_classes=1000))}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=ROOT / "e2e" / "goldens")
    folder = parser.parse_args().out
    with torch.device("meta"):
        models = list(all_models())
    packages = {package.__name__: package.__version__ for package in (torch, timm, torchvision)}
    text = json.dumps({"packages": packages, "models": models}, separators=(",", ":"))
    file = folder / FILE
    file.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))
    print(f"{file.name}: {len(models)} models, {file.stat().st_size} bytes")


if __name__ == "__main__":
    main()
