"""Goldens of every architecture that the page opens: python make_architecture_goldens.py

Writes architectures.safetensors, architectures-full-size.safetensors and architectures-index.json to e2e/goldens.
Models with timm's or torchvision's parameter names are built by those packages, which little else needs; the others are
the plain definitions in gradlens_training/architectures. Computed in float64.
"""

import argparse
import json
from pathlib import Path

import safetensors.torch
import timm
import timm.layers
import torch
import torchvision

from gradlens_training import architecture_goldens as goldens
from gradlens_training.golden_options import ROOT


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=ROOT / "e2e" / "goldens")
    folder = parser.parse_args().out
    torch.set_num_threads(1)
    timm.layers.set_fused_attn(False)
    tensors = {}
    for name in goldens.CASES:
        tensors |= goldens.case_goldens(name)
    packages = {package.__name__: package.__version__ for package in (torch, timm, torchvision)}
    file = folder / goldens.FILE
    file.write_bytes(safetensors.torch.save(tensors, packages))
    full_size: dict[str, torch.Tensor] = {}
    for name in goldens.FULL_SIZE:
        full_size |= goldens.full_size_goldens(name)
    (folder / goldens.FULL_SIZE_FILE).write_bytes(safetensors.torch.save(full_size, packages))
    index = {
        "packages": packages,
        "classes": goldens.CLASSES,
        "mean": goldens.MEAN,
        "std": goldens.STD,
        "labels": goldens.LABELS,
        "directions": goldens.DIRECTIONS,
        "cases": {
            name: {"architecture": field, "side": side, "channels": goldens.channels_of(field)}
            for name, (field, side) in goldens.CASES.items()
        },
        "fullSize": {"side": goldens.FULL_SIDE, "classes": goldens.FULL_CLASSES, "square": goldens.SQUARE}
        | {"models": goldens.FULL_SIZE},
    }
    lines = json.dumps(index, indent=1)
    (folder / goldens.INDEX).write_text(lines + "\n")
    print(f"{file.name}: {len(goldens.CASES)} models, {file.stat().st_size} bytes")


if __name__ == "__main__":
    main()
