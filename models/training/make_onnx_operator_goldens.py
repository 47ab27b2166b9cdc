"""What onnxruntime computes of single ONNX operators: python make_onnx_operator_goldens.py

Writes onnx-operators.safetensors: small classifiers of one operator each, with settings that no exporter of PyTorch
writes but other software does, as bytes under "NAME", and their logits for the images under "images". Needs onnx and
onnxruntime beside what requirements.txt names.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import safetensors.numpy
from onnx import TensorProto, helper, numpy_helper

SIDE, CLASSES = 8, 5
RANDOM = np.random.default_rng(20_261_130)

Weights = dict[str, np.ndarray]
#: The operator's nodes, from "x" to "y"; its constants; the opset.
Case = tuple[list[onnx.NodeProto], Weights, int]

node = helper.make_node


def normal(*shape: int) -> np.ndarray:
    return RANDOM.normal(size=shape).astype(np.float32)


def floats(*values: float) -> np.ndarray:
    return np.array(values, np.float32)


def ints(*values: int) -> np.ndarray:
    return np.array(values, np.int64)


def windows() -> Iterator[tuple[str, Case]]:
    """Kernels, strides and dilations that are not square, where padding is the same all around."""
    pads = [1, 1, 1, 1]
    kinds = {
        "stride": ((3, 2), {"strides": [1, 2]}),
        "rows": ((3, 1), {}),
        "columns": ((1, 3), {}),
        "padded": ((3, 3), {"strides": [2, 1], "pads": pads}),
        "dilation": ((3, 3), {"dilations": [1, 2], "pads": pads}),
    }
    for name, (kernel, settings) in kinds.items():
        yield f"Conv {name}", ([node("Conv", ["x", "w"], ["y"], **settings)], {"w": normal(4, 3, *kernel)}, 17)
        depthwise = node("Conv", ["x", "w"], ["y"], group=3, **settings)
        yield f"Conv depthwise {name}", ([depthwise], {"w": normal(3, 1, *kernel)}, 17)
        if name != "dilation":
            for pool in ("MaxPool", "AveragePool"):
                yield f"{pool} {name}", ([node(pool, ["x"], ["y"], kernel_shape=kernel, **settings)], {}, 17)


def remainders() -> Iterator[tuple[str, Case]]:
    centred = node("Sub", ["x", "half"], ["c"])
    for divisor in (0.3, -0.3):
        constants = {"half": floats(0.5), "d": floats(divisor)}
        yield f"Mod of C by {divisor}", ([centred, node("Mod", ["c", "d"], ["y"], fmod=1)], constants, 17)


def infinities() -> Iterator[tuple[str, Case]]:
    constants = {"half": floats(0.5), "zero": floats(0), "z": normal(SIDE)}
    for positive, negative in ((0, 0), (0, 1), (1, 0), (1, 1)):
        settings = {"detect_positive": positive, "detect_negative": negative}
        nodes = [
            node("Sub", ["x", "half"], ["c"]),
            node("Div", ["c", "zero"], ["d"]),
            node("IsInf", ["d"], ["q"], **settings),
            node("Where", ["q", "z", "x"], ["y"]),
        ]
        yield f"IsInf {positive} {negative}", (nodes, constants, 17)
        known = [node("IsInf", ["a"], ["q"], **settings), node("Where", ["q", "z", "x"], ["y"])]
        values = floats(1, np.inf, -np.inf, 2, 3, np.inf, 0, -np.inf)
        yield f"IsInf known {positive} {negative}", (known, {"a": values, "z": constants["z"]}, 17)


def casts() -> Iterator[tuple[str, Case]]:
    values = {
        "UINT8": ints(256, 300, 255, 1, 2, 3, 513, 0),
        "INT8": ints(128, 200, 127, 1, 2, 3, -129, 0),
        "INT32": ints(2**31, 2**32 + 5, 1, 1, 2, 3, -(2**31) - 1, 0),
    }
    for name, numbers in values.items():
        nodes = [
            node("Cast", ["a"], ["i"], to=getattr(TensorProto, name)),
            node("Cast", ["i"], ["f"], to=TensorProto.FLOAT),
            node("Mul", ["x", "f"], ["y"]),
        ]
        yield f"Cast to {name}", (nodes, {"a": numbers}, 17)


def reductions() -> Iterator[tuple[str, Case]]:
    for name in ("ReduceL1", "ReduceL2", "ReduceSumSquare", "ReduceLogSum", "ReduceMean"):
        yield f"{name} over no axis", ([node(name, ["x"], ["y"], noop_with_empty_axes=1)], {}, 18)


def pads() -> Iterator[tuple[str, Case]]:
    for mode in ("wrap", "reflect", "edge", "constant"):
        for numbers in ((0, 0, -1, 2, 0, 0, 1, -2), (0, 0, 1, 2, 0, 0, 3, 0), (0, 0, -2, -1, 0, 0, -1, -3)):
            name = f"Pad {mode} {' '.join(map(str, numbers))}"
            yield name, ([node("Pad", ["x", "p"], ["y"], mode=mode)], {"p": ints(*numbers)}, 19)


def resizes() -> Iterator[tuple[str, Case]]:
    for mode in ("nearest", "linear", "cubic"):
        for scale in ((1.5, 1.5), (0.6, 0.7), (1.3, 1.3)):
            resize = node("Resize", ["x", "", "s"], ["y"], mode=mode)
            yield f"Resize {mode} by {scale[0]} {scale[1]}", ([resize], {"s": floats(1, 1, *scale)}, 19)
    for name, coefficient in (("sharp", -0.75), ("soft", -0.5)):
        settings = {"mode": "cubic", "exclude_outside": 1, "cubic_coeff_a": coefficient}
        resize = node("Resize", ["x", "", "", "s"], ["y"], **settings)
        yield f"Resize within the image, {name}", ([resize], {"s": ints(1, 3, 12, 5)}, 19)
    yield "Upsample by opset 9", ([node("Upsample", ["x", "s"], ["y"])], {"s": floats(1, 1, 2, 3)}, 9)
    yield "Resize by opset 10", ([node("Resize", ["x", "s"], ["y"])], {"s": floats(1, 1, 3, 3)}, 10)


def dense() -> Iterator[tuple[str, Case]]:
    """A bias that is one number for all, which the fused kernels do not take."""
    nodes = [
        node("GlobalAveragePool", ["x"], ["p"]),
        node("Flatten", ["p"], ["f"]),
        node("Gemm", ["f", "w", "b"], ["y"]),
    ]
    for name, shape in {"one bias": (1,), "biases": (6,), "a row of biases": (1, 6)}.items():
        yield f"Gemm with {name}", (nodes, {"w": normal(3, 6), "b": normal(*shape)}, 17)


def cases() -> dict[str, Case]:
    families = (windows, remainders, infinities, casts, reductions, pads, resizes, dense)
    return {name: case for family in families for name, case in family()}


def classifier(case: Case, features: int | None) -> onnx.ModelProto:
    """With a dense layer behind the operator; without `features` it gives the operator's result."""
    nodes, constants, opset = case
    named = dict(constants)
    output = helper.make_empty_tensor_value_info("y")
    if features is not None:
        named |= {"weight": normal(features, CLASSES) / np.float32(features**0.5), "bias": normal(CLASSES)}
        nodes = [*nodes, node("Flatten", ["y"], ["flat"]), node("Gemm", ["flat", "weight", "bias"], ["logits"])]
        output = helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["N", CLASSES])
    image = helper.make_tensor_value_info("x", TensorProto.FLOAT, ["N", 3, SIDE, SIDE])
    initialisers = [numpy_helper.from_array(values, name) for name, values in named.items()]
    graph = helper.make_graph(nodes, "operator", [image], [output], initialisers)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)])
    model.ir_version = 9
    return model


def run(model: onnx.ModelProto, images: np.ndarray) -> np.ndarray:
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    return session.run(None, {"x": images})[0]


def main() -> None:
    root = Path(__file__).resolve().parents[2]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=root / "e2e" / "goldens")
    options = parser.parse_args()
    images = RANDOM.uniform(0.05, 0.95, (1, 3, SIDE, SIDE)).astype(np.float32)
    golden = {"images": np.ascontiguousarray(images.transpose(0, 2, 3, 1))}
    for name, case in cases().items():
        model = classifier(case, run(classifier(case, None), images).size)
        golden[name] = np.frombuffer(model.SerializeToString(), np.uint8)
        golden[f"{name} logits"] = run(model, images)
    path = options.out / "onnx-operators.safetensors"
    versions = {"onnx": onnx.__version__, "onnxruntime": onnxruntime.__version__}
    safetensors.numpy.save_file(golden, path, metadata=versions)
    print(f"{path}: {(len(golden) - 1) // 2} operators, {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
