"""Golden values for classifiers read from ONNX: what PyTorch computes, and the graphs that it exports.

The parameters are not stored: they are generated from their names, here and in the page's tests (src/testing/drawn.ts).
"""

from __future__ import annotations

import io
import itertools
import logging
import unittest.mock
import warnings
from collections.abc import Iterator

import numpy as np
import onnx
import onnx.numpy_helper
import torch
from torch import Tensor, nn
from torch.nn.attention import SDPBackend, sdpa_kernel

BATCH = 2
LABELS = (3, 7)
#: Directions along which the parameter gradients are compared.
DIRECTIONS = 2
NOT_DRAWN = ("num_batches_tracked",)
DRAWN_BUFFERS = ("running_mean", "running_var")


def noise(name: str, count: int) -> np.ndarray:
    """Numbers in [-1, 1) from a hash of the name and their position, as in src/testing/drawn.ts."""
    seed = np.uint32(2166136261)
    with np.errstate(over="ignore"):
        for byte in name.encode():
            seed = (seed ^ np.uint32(byte)) * np.uint32(16777619)
        x = seed + np.arange(1, count + 1, dtype=np.uint32) * np.uint32(0x9E3779B9)
        for shift, factor in ((16, 0x85EBCA6B), (13, 0xC2B2AE35)):
            x = (x ^ (x >> np.uint32(shift))) * np.uint32(factor)
        x ^= x >> np.uint32(16)
    return x.astype(np.float64) / 2**31 - 1


def draw(name: str, shape: tuple[int, ...]) -> Tensor:
    """A parameter under which every part of a model matters and no class is certain."""
    u = noise(name, int(np.prod(shape)))
    if name.endswith("running_var"):
        u = 1 + 0.5 * u
    elif name.endswith("running_mean"):
        u = 0.2 * u
    elif len(shape) > 1:
        u = u * np.sqrt(3 / np.prod(shape[1:]))
    elif name.endswith(("bias", "beta")):
        u = 0.2 * u
    else:
        u = 1 + 0.3 * u
    return torch.from_numpy(u.astype(np.float32).reshape(shape))


def drawn_names(model: nn.Module) -> list[str]:
    parameters = [name for name, _ in model.named_parameters()]
    return parameters + [name for name, _ in model.named_buffers() if name.endswith(DRAWN_BUFFERS)]


def draw_all(model: nn.Module) -> nn.Module:
    state = model.state_dict()
    with torch.no_grad():
        for name in drawn_names(model):
            state[name].copy_(draw(name, tuple(state[name].shape)))
    return model.eval()


def draw_images(side: int) -> Tensor:
    """Normalised images (2, 3, side, side)."""
    return torch.from_numpy(noise("images", BATCH * 3 * side * side).astype(np.float32).reshape(BATCH, 3, side, side))


def _hardsigmoid(x: Tensor, inplace: bool = False) -> Tensor:
    """Replaces PyTorch's own, which cannot be differentiated twice."""
    return nn.functional.relu6(x + 3) / 6


@unittest.mock.patch.object(nn.functional, "hardsigmoid", _hardsigmoid)
@sdpa_kernel(SDPBackend.MATH)  # the others cannot be differentiated twice
def values(model: nn.Module, images: Tensor, *, to_parameters: bool = True) -> dict[str, Tensor]:
    """In float64: logits (2, classes), the gradient of the summed loss with respect to the normalised images, and

    "parameterGradients" (parameters, 2): the gradient of its mean squared L2 norm, times each of the directions.
    """
    exact = model.double()
    x = images.double().requires_grad_()
    logits = exact(x)
    loss = nn.functional.cross_entropy(logits, torch.tensor(LABELS), reduction="sum")
    (gradient,) = torch.autograd.grad(loss, x, create_graph=to_parameters)
    found = {
        "logits": logits.detach().float(),
        "gradient": gradient.detach().permute(0, 2, 3, 1).float().contiguous(),
    }
    if not to_parameters:
        model.float()
        return found
    parameters = dict(exact.named_parameters())
    norm = gradient.square().sum(dim=(1, 2, 3)).mean()
    slopes = torch.autograd.grad(norm, list(parameters.values()), allow_unused=True)
    rows = []
    for (name, parameter), slope in zip(parameters.items(), slopes, strict=True):
        directions = noise(f"{name} direction", DIRECTIONS * parameter.numel()).reshape(DIRECTIONS, -1)
        rows.append(
            torch.from_numpy(directions)
            @ (torch.zeros(parameter.numel()) if slope is None else slope.flatten()).double()
        )
    model.float()
    return found | {"parameterGradients": torch.stack(rows).float()}


def export(model: nn.Module, images: Tensor, *, dynamo: bool, dynamic: bool, opset: int) -> onnx.ModelProto:
    """Exports by one of PyTorch's two exporters, for any number of images or for exactly one."""
    logging.getLogger("torch.onnx").setLevel(logging.ERROR)
    file = io.BytesIO()
    shapes = {}
    if dynamic:
        batch = torch.export.Dim("batch")
        shapes = (
            {"dynamic_shapes": ({0: batch},)}
            if dynamo
            else {"dynamic_axes": {"image": {0: "batch"}, "logits": {0: "batch"}}}
        )
    example = images if dynamic else images[:1]
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")
        names = {"input_names": ["image"], "output_names": ["logits"]}
        if dynamo:
            program = torch.onnx.export(
                model, (example,), dynamo=True, opset_version=opset, verbose=False, **names, **shapes
            )
            return program.model_proto
        torch.onnx.export(model, (example,), file, dynamo=False, opset_version=opset, **names, **shapes)
    return onnx.load_from_string(file.getvalue())


def strip(proto: onnx.ModelProto, model: nn.Module) -> list[dict[str, object]]:
    """Removes from the graph the values that are computed from the model's parameters, and says how they are computed.

    Documentation is removed too. Each entry is {"tensor", "from": a state dict's names, "by": "same", "transpose",
    "reshape", "filter" (a convolution's weight with the batch norm after it folded in) or "shift" (its bias)}.
    """
    state = {name: model.state_dict()[name].numpy() for name in drawn_names(model)}
    entries = []
    for tensor in proto.graph.initializer:
        if tensor.data_type != onnx.TensorProto.FLOAT:
            continue
        array = onnx.numpy_helper.to_array(tensor)
        found = None if array.size == 1 else _origin(tensor.name, array, state)
        if found is None:
            continue
        by, names = found
        entry = {"tensor": tensor.name, "from": names, "by": by}
        if by == "reshape":
            entry["shape"] = list(array.shape)
        entries.append(entry)
        tensor.ClearField("raw_data")
        tensor.ClearField("float_data")
    proto.graph.ClearField("value_info")
    for node in [*proto.graph.node, *(node for function in proto.functions for node in function.node)]:
        node.ClearField("doc_string")
        node.ClearField("metadata_props")
    proto.graph.ClearField("doc_string")
    proto.graph.ClearField("metadata_props")
    for value in [*proto.graph.input, *proto.graph.output, *proto.graph.initializer]:
        value.ClearField("metadata_props")
        value.ClearField("doc_string")
    return entries


def _origin(name: str, array: np.ndarray, state: dict[str, np.ndarray]) -> tuple[str, list[str]] | None:
    named = [name] if name in state else []
    for source in itertools.chain(named, state):
        value = state[source]
        if value.size != array.size:
            continue
        if value.shape == array.shape and np.array_equal(value, array):
            return "same", [source]
        if value.ndim == 2 and value.T.shape == array.shape and np.array_equal(value.T, array):
            return "transpose", [source]
        if np.array_equal(value.ravel(), array.ravel()):
            return "reshape", [source]
    return next(_folded(array, state), None)


def _folded(array: np.ndarray, state: dict[str, np.ndarray]) -> Iterator[tuple[str, list[str]]]:
    norms = [name.removesuffix(".running_var") for name in state if name.endswith(".running_var")]
    for norm in norms:
        weight, bias, mean, variance = (
            state[f"{norm}.{part}"] for part in ("weight", "bias", "running_mean", "running_var")
        )
        if len(weight) != array.shape[0]:
            continue
        for epsilon in (1e-5, 1e-3):
            scale = weight / np.sqrt(variance + np.float32(epsilon))
            sources = [f"{norm}.{part}" for part in ("weight", "bias", "running_mean", "running_var")]
            for name, value in state.items():
                if (
                    value.shape == array.shape
                    and value.ndim == 4
                    and np.allclose(value * scale[:, None, None, None], array, 1e-4, 1e-6)
                ):
                    yield f"filter {epsilon}", [name, *sources]
            if array.ndim != 1:
                continue
            if np.allclose(bias - mean * scale, array, 1e-4, 1e-6):
                yield f"shift {epsilon}", sources
            for name, value in state.items():
                if (
                    name.endswith("bias")
                    and value.shape == array.shape
                    and np.allclose(bias + (value - mean) * scale, array, 1e-4, 1e-6)
                ):
                    yield f"shift {epsilon}", [name, *sources]
