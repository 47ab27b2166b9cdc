"""Golden file for the page's reader of checkpoints: python make_checkpoint_goldens.py --out FOLDER

checkpoints.safetensors holds small files written by torch.save, each as
bytes under "FILE", and what torch.load reads from them, each tensor under
"FILE NAME"; for the model among them, its logits too. They cover every number format,
views, pickle protocols, and both file formats. The legacy format contains memory addresses,
so no two runs write the same bytes.
"""

import argparse
import io
import pathlib
import tempfile
import zipfile
from collections import OrderedDict
from pathlib import Path

import numpy as np
import safetensors.torch
import torch
from torch import nn

from gradlens_training.architectures.resnet import ResNet, Settings

ROOT = Path(__file__).resolve().parents[2]
DTYPES = ("float64", "float32", "float16", "bfloat16", "int64", "int32", "int16", "int8", "uint8", "bool")
NEW_DTYPES = ("uint16", "uint32", "uint64")


class AuthorsConfig:
    """An object of a class that only its author has."""

    def __init__(self) -> None:
        self.name = "config"


class AuthorsDict(dict):
    """State dicts of such a class are still read."""


class OldTensor:
    """Pickled the way PyTorch 0.3 pickled tensors."""

    def __init__(self, tensor: torch.Tensor) -> None:
        self.tensor = tensor

    def __reduce__(self):
        tensor = self.tensor
        arguments = (tensor.storage(), tensor.storage_offset(), tuple(tensor.size()), tensor.stride())
        return (torch._utils._rebuild_tensor, arguments)


class WithMask(nn.Module):
    """Has a buffer that its state dict does not have."""

    def __init__(self) -> None:
        super().__init__()
        self.dense = nn.Linear(3, 2)
        self.register_buffer("mask", torch.ones(2, 3), persistent=False)
        self.register_buffer("scale", torch.full((2, 1), 0.5))


class Subclass(torch.Tensor):
    """Is rebuilt from its type."""


def values_of(dtype: str) -> torch.Tensor:
    numbers = torch.tensor([[0, 1, 2], [100, 7, 0]])
    if dtype.startswith(("float", "bfloat")):
        numbers = numbers / 3 - 2
    return numbers.to(getattr(torch, dtype))


def every_kind() -> OrderedDict:
    """Every number format, and views of one storage."""
    base = torch.arange(60, dtype=torch.float32) / 7 - 3
    tensors = OrderedDict((f"dtype.{name}", values_of(name)) for name in DTYPES)
    tensors |= {
        "view.all": base.view(3, 4, 5),
        "view.transposed": base.view(3, 4, 5).transpose(0, 2),
        "view.row": base.view(3, 4, 5)[1, 2],
        "view.column": base.view(3, 4, 5)[:, 1, 3],
        "view.stepped": base[3::7],
        "view.offset": base[17:23].view(2, 3),
        "view.one": base[31],
        "view.middle": base.view(3, 4, 5)[1:, 1:3, ::2],
        "layout.channelsLast": base.view(1, 3, 4, 5).contiguous(memory_format=torch.channels_last),
        "shape.none": torch.tensor(2.5),
        "shape.empty": torch.zeros(0, 3),
        "shape.eight": base[:8].view(1, 2, 1, 2, 1, 2, 1, 1),
        "parameter": nn.Parameter(torch.tensor([1.5, -2.5])),
        "parameter.half": nn.Parameter(torch.tensor([[1.5, -2.5]]).half()),
        "tied": base.view(3, 4, 5),
    }
    return tensors


def with_state() -> dict:
    """A checkpoint as training scripts save it: weights among much else."""
    model = nn.Sequential(nn.Conv2d(3, 2, 3), nn.BatchNorm2d(2), nn.Flatten(), nn.Linear(2, 4))
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    model(torch.rand(2, 3, 3, 3, generator=torch.Generator().manual_seed(1))).sum().backward()
    optimizer.step()
    namespace = argparse.Namespace(
        lr=0.1, depths=[2, 2], folder=pathlib.PurePosixPath("runs/1"), config=AuthorsConfig()
    )
    return {
        "epoch": 12,
        "state_dict": model.state_dict(),
        "state_dict_ema": OrderedDict((name, value * 2) for name, value in model.state_dict().items()),
        "optimizer": optimizer.state_dict(),
        "scheduler": torch.optim.lr_scheduler.StepLR(optimizer, 3).state_dict(),
        "args": namespace,
        "best_acc": np.float64(0.625),
        "robust_acc": np.float32(0.5),
        "history": np.arange(1000, dtype=np.float64),
        "rng": torch.get_rng_state(),
        "classes": ["cat", "dog", "frog", "ship"],
        "big": 2**200,
        "none": None,
        "sets": {frozenset([1, 2]), (3, 4)},
        "nested": {"best": AuthorsDict(model.state_dict())},
    }


def robust_model() -> tuple[dict, dict[str, torch.Tensor]]:
    """A ResNet as saved by adversarial training on several GPUs, and its logits for two images."""
    mean, std = (0.4914, 0.4822, 0.4465), (0.2471, 0.2435, 0.2616)
    model = ResNet(Settings((8, 12), (1, 1), "relu", "small"), 10, mean, std).eval()
    for name, tensor in model.state_dict().items():
        if name.endswith("running_mean"):
            tensor.uniform_(-0.2, 0.2)
        if name.endswith("running_var"):
            tensor.uniform_(0.5, 1.5)
    layer = {"new_mean": torch.tensor(mean).view(3, 1, 1), "new_std": torch.tensor(std).view(3, 1, 1)}
    tensors = OrderedDict((f"module.normalizer.{name}", value) for name, value in layer.items())
    tensors |= {f"module.model.{name}": value for name, value in model.state_dict().items()}
    tensors |= {f"module.attacker.normalize.{name}": value for name, value in layer.items()}
    tensors |= {f"module.attacker.model.{name}": value for name, value in model.state_dict().items()}
    images = torch.rand(2, 3, 32, 32)
    with torch.no_grad():
        logits = model(images)
    saved = {"model": tensors, "args": argparse.Namespace(eps=8 / 255), "epoch": 90, "nat_prec1": 69.5}
    return saved, {"images": images, "logits": logits}


def save(value: object, protocol: int = 2, is_zip: bool = True) -> bytes:
    file = io.BytesIO()
    torch.save(value, file, pickle_protocol=protocol, _use_new_zipfile_serialization=is_zip)
    return file.getvalue()


def saved_as(stem: str, value: object) -> bytes:
    """Written to a file of this name, by which torch.save calls the folder in its zip."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{stem}.pth"
        torch.save(value, path)
        return path.read_bytes()


def packed_again(data: bytes, change=lambda name, content: content, method: int = zipfile.ZIP_STORED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", method) as new:
        for info in old.infolist():
            new.writestr(zipfile.ZipInfo(info.filename), change(info.filename, old.read(info)), compress_type=method)
    return file.getvalue()


def big_endian(name: str, content: bytes) -> bytes:
    if name.endswith("/byteorder"):
        return b"big"
    return np.frombuffer(content, "<f4").astype(">f4").tobytes() if "/data/" in name else content


def on_cuda(value: object, **options) -> bytes:
    """As a machine with a GPU writes it: every storage is tagged with its device."""
    tag = torch.serialization.location_tag
    torch.serialization.location_tag = lambda storage: "cuda:0"
    try:
        return save(value, **options)
    finally:
        torch.serialization.location_tag = tag


def without_checksums(value: object) -> bytes:
    torch.serialization.set_crc32_options(False)
    try:
        return save(value)
    finally:
        torch.serialization.set_crc32_options(True)


def files() -> dict[str, bytes]:
    kinds, state = every_kind(), with_state()
    floats = OrderedDict(a=torch.arange(6.0).view(2, 3).t(), b=torch.tensor([[1e-3, -7.0]]))
    subclass = torch.rand(2, 2, generator=torch.Generator().manual_seed(2)).as_subclass(Subclass)
    marked = nn.Parameter(torch.ones(2, 2))
    marked.note = "kept by its author"
    old = OrderedDict(a=OldTensor(floats["a"]), b=OldTensor(floats["b"]))
    network = nn.Sequential(
        OrderedDict(conv=nn.Conv2d(1, 2, 3), inner=nn.Sequential(nn.BatchNorm2d(2), nn.Linear(2, 2)))
    )
    # The imaginary part of a conjugate stands in the file with the other sign, which is not read.
    negated = torch.tensor([[1 + 2j, 3 - 4j]]).conj().imag
    made = {f"zip-{protocol}.pth": save(kinds, protocol) for protocol in (2, 3, 4, 5)}
    made |= {f"legacy-{protocol}.pth": save(kinds, protocol, is_zip=False) for protocol in (2, 3, 4, 5)}
    made |= {f"state-zip-{protocol}.pth": save(state, protocol) for protocol in (2, 4, 5)}
    made |= {f"state-legacy-{protocol}.pth": save(state, protocol, is_zip=False) for protocol in (2, 4)}
    made |= {
        "cuda-zip.pth": on_cuda(floats),
        "cuda-legacy.pth": on_cuda(floats, is_zip=False),
        "no-checksums.pth": without_checksums(floats),
        "big-endian.pth": packed_again(save(floats), big_endian),
        "deflated.pth": packed_again(save(floats), method=zipfile.ZIP_DEFLATED),
        "new-dtypes.pth": save(OrderedDict((name, values_of(name)) for name in NEW_DTYPES)),
        "old-tensors-zip.pth": save(old),
        "old-tensors-legacy.pth": save(old, is_zip=False),
        "subclass.pth": save(OrderedDict(a=subclass, b=marked)),
        "module-zip.pth": save(network),
        "module-legacy.pth": save(network, is_zip=False),
        "module-mask.pth": save(WithMask()),
        "negated.pth": save(floats | {"negated": negated}),
    }
    # With 21 characters the first record of the zip's list is as long as the 64-bit end behind the list.
    made |= {f"{'n' * length}.pth": saved_as("n" * length, floats) for length in (1, 20, 21, 22)}
    return made


def tensors_in(value: object) -> dict[str, torch.Tensor]:
    """The tensors of a state dict, of the first one within a checkpoint, or of a module."""
    if isinstance(value, nn.Module):
        return value.state_dict()
    for key in ("state_dict_ema", "model"):
        if key in value:
            return value[key]
    return value


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=ROOT / "e2e" / "goldens")
    options = parser.parse_args()
    torch.manual_seed(20_261_130)
    golden: dict[str, torch.Tensor] = {}
    robust, run = robust_model()
    made = {**files(), "robust-model.pth": save(robust)}
    golden |= {f"robust-model {name}": tensor for name, tensor in run.items()}
    for name, data in made.items():
        golden[name] = torch.frombuffer(bytearray(data), dtype=torch.uint8)
        loaded = torch.load(io.BytesIO(data), map_location="cpu", weights_only=False)
        for key, tensor in tensors_in(loaded).items():
            if tensor.is_neg():
                continue
            golden[f"{name} {key}"] = (
                tensor.detach().as_subclass(torch.Tensor).clone(memory_format=torch.contiguous_format)
            )
    path = options.out / "checkpoints.safetensors"
    safetensors.torch.save_file(golden, path, metadata={"torch": torch.__version__})
    print(f"{path}: {len(made)} files, {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
