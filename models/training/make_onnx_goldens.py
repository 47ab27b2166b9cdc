"""What PyTorch computes for classifiers that the page reads from ONNX: python make_onnx_goldens.py

Writes NAME.graphs and NAME.safetensors per model. Needs timm, torchvision, onnx and onnxscript beside what
requirements.txt names.
"""

import argparse
import base64
import gzip
import json
import sys
from functools import partial
from pathlib import Path

import safetensors.torch
import timm
import torch

from gradlens_training import onnx_goldens
from gradlens_training.onnx_layers import LAYER_MODELS
from gradlens_training.onnx_models import MODELS as FAMILIES

MODELS = FAMILIES | LAYER_MODELS
#: As published, for ImageNet; their gradients in the parameters take too long in float64.
FULL_SIZE = ("resnet50", "convnext_tiny", "swin_tiny_patch4_window7_224")

#: Taken in turn, so that each family is exported by one of them and all are tried.
EXPORTS = (
    {"dynamo": True, "dynamic": True, "opset": 20},
    {"dynamo": False, "dynamic": True, "opset": 17},
    {"dynamo": False, "dynamic": False, "opset": 13},
    {"dynamo": True, "dynamic": False, "opset": 18},
)
#: Single layers have few nodes, so each is exported by all of them.
LAYER_EXPORTS = (
    *EXPORTS,
    {"dynamo": False, "dynamic": True, "opset": 10},
    {"dynamo": True, "dynamic": True, "opset": 24},
)


def main() -> None:
    here = Path(__file__).resolve().parents[2]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=here / "e2e" / "goldens" / "onnx")
    parser.add_argument("--only", nargs="*", default=list(MODELS))
    parser.add_argument("--all-exports", action="store_true", help="each model by every exporter instead of one")
    parser.add_argument(
        "--full-size", action="store_true", help=f"{', '.join(FULL_SIZE)} of 224 pixels, and nothing else"
    )
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    timm.layers.set_fused_attn(False)
    if arguments.full_size:
        for turn, name in enumerate(FULL_SIZE):
            write(arguments.out, name, partial(timm.create_model, name), 224, [EXPORTS[turn]], is_full_size=True)
        return
    for turn, (name, (build, side)) in enumerate(MODELS.items()):
        if name in arguments.only:
            write(arguments.out, name, build, side, exports_of(name, turn, arguments.all_exports))


def exports_of(name: str, turn: int, is_all: bool):
    if name in LAYER_MODELS:
        return LAYER_EXPORTS
    return EXPORTS if is_all else [EXPORTS[turn % len(EXPORTS)]]


def write(folder: Path, name: str, build, side: int, exports, *, is_full_size: bool = False) -> None:
    timm.layers.set_exportable(True)
    model = onnx_goldens.draw_all(build())
    images = onnx_goldens.draw_images(side)
    values = onnx_goldens.values(model, images, to_parameters=not is_full_size)
    graphs = []
    for options in exports:
        try:
            proto = onnx_goldens.export(model, images, **options)
        except Exception as error:  # noqa: BLE001
            print(name, options, "is not exported:", str(error).splitlines()[0][:200], file=sys.stderr)
            continue
        origins = onnx_goldens.strip(proto, model)
        kept = sum(len(tensor.raw_data) for tensor in proto.graph.initializer)
        graphs.append({**options, "origins": origins, "graph": base64.b64encode(proto.SerializeToString()).decode()})
        print(
            f"{name} {options}: {len(proto.graph.node)} nodes, {proto.ByteSize()} bytes, {kept} of them values; "
            f"operators {sorted({node.op_type for node in proto.graph.node})}"
        )
    parameters = {
        key: list(value.shape) for key, value in model.state_dict().items() if key in onnx_goldens.drawn_names(model)
    }
    # Some parameters are folded into constants by the exporter, and cannot be learned from the graph.
    learned = [key for key, _ in model.named_parameters()]
    used = {key for graph in graphs for origin in graph["origins"] for key in origin["from"]}
    print(name, "without", [key for key in learned if key not in used])
    text = json.dumps(
        {"side": side, "parameters": parameters, "learned": [key for key in learned if key in used], "graphs": graphs}
    )
    (folder / f"{name}.graphs").write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    if not is_full_size:
        values["parameterGradients"] = values["parameterGradients"][[key in used for key in learned]]
    (folder / f"{name}.safetensors").write_bytes(
        safetensors.torch.save(values, {"timm": timm.__version__, "torch": torch.__version__})
    )


if __name__ == "__main__":
    main()
