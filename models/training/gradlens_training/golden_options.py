"""Command-line options of the scripts that make golden files for the zoo's models."""

from __future__ import annotations

import argparse
from pathlib import Path

import torch

ROOT = Path(__file__).resolve().parents[3]


def golden_options(description: str | None) -> argparse.Namespace:
    """`models`, `images` and `out`: the folders of models and images, and where the golden files are written."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--models", type=Path, default=ROOT / "models")
    parser.add_argument("--images", type=Path, default=ROOT / "public" / "images" / "cifar10")
    parser.add_argument("--out", type=Path, default=ROOT / "e2e" / "goldens")
    options = parser.parse_args()
    torch.set_num_threads(1)  # so that sums are the same on all machines of one kind
    return options
