"""What timm itself computes for the tiny Swins of make_goldens.py: python make_timm_goldens.py --out FOLDER

Writes timm-swins.safetensors beside tiny-swins.safetensors: logits and input
gradient of every model in float64, computed from the weights and images in that file.
Needs timm and torchvision; run it again only when tiny-swins.safetensors
has changed.
"""

import argparse
from pathlib import Path

import safetensors.torch
import timm
import torch

from gradlens_training import goldens, swin_goldens


def main() -> None:
    here = Path(__file__).resolve().parents[2]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=here / "e2e" / "goldens")
    folder = parser.parse_args().out
    torch.set_num_threads(1)
    stored = safetensors.torch.load_file(folder / swin_goldens.FILE)
    tensors = {}
    for name in swin_goldens.MODELS:
        logits, gradient = swin_goldens.by_timm(name, stored)
        tensors[f"{name}/logits"] = logits.detach().float()
        tensors[f"{name}/gradient"] = goldens.to_page(gradient)
    file = folder / swin_goldens.TIMM_FILE
    file.write_bytes(safetensors.torch.save(tensors, {"timm": timm.__version__, "torch": torch.__version__}))
    print(f"{file.name}: {file.stat().st_size} bytes by timm {timm.__version__}")


if __name__ == "__main__":
    main()
