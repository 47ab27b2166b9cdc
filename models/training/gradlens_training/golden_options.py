"""What the scripts that make golden files of the zoo's models are asked."""

from __future__ import annotations

import argparse
from pathlib import Path

import torch

ROOT = Path(__file__).resolve().parents[3]


def golden_options(description: str | None) -> argparse.Namespace:
    """`models`, `images` and `out`: where models and images lie, and where the golden files go."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--models", type=Path, default=ROOT / "models")
    parser.add_argument("--images", type=Path, default=ROOT / "public" / "images" / "cifar10")
    parser.add_argument("--out", type=Path, default=ROOT / "e2e" / "goldens")
    options = parser.parse_args()
    torch.set_num_threads(1)  # so that sums come out the same on every machine of one kind
    return options
