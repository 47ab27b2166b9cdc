"""What TensorFlow computes for classifiers that the page reads from TensorFlow.js: python make_tfjs_goldens.py

Writes a folder NAME per model, with model.json and its shards as tensorflowjs_converter writes them, and
expected.safetensors. Needs tensorflow-cpu==2.19.1, tf-keras==2.19.0, safetensors and, installed with --no-deps,
tensorflowjs==4.22.0 and tensorflow-hub==0.16.1.
"""

import argparse
import builtins
import importlib.metadata
import json
import os
import shutil
import subprocess
import sys
import tempfile
import types
from pathlib import Path

NAMES = ("keras3-nested", "keras2-sequential", "keras2-functional", "graph", "quantised")
#: Keras 2 is chosen before TensorFlow is imported, so each model has a process of its own.
OF_KERAS_2 = ("keras2-sequential", "keras2-functional")
SIDE, CLASSES, LABELS = 12, 10, (3, 7)


def main() -> None:
    here = Path(__file__).resolve().parents[2]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=here / "e2e" / "goldens" / "tfjs")
    parser.add_argument("--only", choices=NAMES)
    arguments = parser.parse_args()
    if arguments.only is not None:
        write(arguments.only, arguments.out / arguments.only)
        return
    for name in NAMES:
        legacy = {"TF_USE_LEGACY_KERAS": "1"} if name in OF_KERAS_2 else {}
        command = [sys.executable, __file__, "--out", str(arguments.out), "--only", name]
        subprocess.run(command, check=True, env=os.environ | legacy | {"TF_CPP_MIN_LOG_LEVEL": "3"})
        print(name)


def import_converters():
    """tensorflowjs asks for packages that converting Keras's models does not use, and is of NumPy 1's time."""
    import keras  # noqa: F401 (it looks for jax, so before there is one in name)
    import numpy as np

    for name in ("object", "bool"):
        if name not in vars(np):
            setattr(np, name, vars(builtins)[name])
    for name in ("tensorflow_decision_forests", "jax", "jax.experimental", "jax.experimental.jax2tf"):
        sys.modules[name] = types.ModuleType(name)
    sys.modules["jax.experimental"].jax2tf = sys.modules["jax.experimental.jax2tf"]
    import tensorflowjs

    return tensorflowjs.converters


def plain(keras, activation):
    """The same without what is random in training, whose state TensorFlow does not save with a function."""
    return nested(keras, activation, augment=lambda layers: [])


def nested(keras, activation, augment=lambda layers: [layers.RandomFlip("horizontal")]):
    """Models within a model, augmentation, and batch norm without a scale."""
    layers = keras.layers
    features = keras.Sequential(
        [
            keras.Input((SIDE, SIDE, 3)),
            *augment(layers),
            layers.ZeroPadding2D(((0, 1), (1, 0))),
            layers.Conv2D(6, 3, strides=2, use_bias=False),
            layers.BatchNormalization(scale=False),
            layers.Activation("swish"),
        ],
        name="features",
    )
    images = keras.Input((SIDE, SIDE, 3))
    x = features(layers.Rescaling(1 / 127.5, offset=-1)(images))
    y = layers.DepthwiseConv2D(3, padding="same")(x)
    y = layers.LeakyReLU(negative_slope=0.1)(layers.BatchNormalization()(y))
    y = layers.Activation("hard_sigmoid")(y)
    x = layers.Concatenate()([layers.Add()([x, y]), layers.AveragePooling2D(3, strides=1, padding="same")(x)])
    x = layers.SeparableConv2D(8, 3, padding="same", activation="relu")(x)
    x = layers.GlobalAveragePooling2D()(x)
    if augment(layers):
        x = layers.Dropout(0.5)(x)
    return keras.Model(images, layers.Dense(CLASSES, activation=activation)(x), name="nested")


def functional(keras, activation):
    """Residual blocks with a squeeze and excitation, and outputs through a layer of their own."""
    layers = keras.layers
    images = keras.Input((SIDE, SIDE, 3))
    x = layers.Conv2D(6, 3, padding="same", activation="elu")(images)
    y = layers.Conv2D(6, 3, padding="same", dilation_rate=2)(x)
    y = layers.PReLU(shared_axes=[1, 2])(layers.BatchNormalization(center=False)(y))
    gate = layers.Dense(6, activation="sigmoid")(layers.Dense(3, activation="relu")(layers.GlobalAveragePooling2D()(y)))
    x = layers.Add()([x, layers.Multiply()([y, layers.Reshape((1, 1, 6))(gate)])])
    x = layers.MaxPooling2D(2)(layers.LayerNormalization()(x))
    x = layers.Conv2DTranspose(4, 3, strides=2, padding="same", activation="softplus")(x)
    x = layers.Dense(CLASSES)(layers.Flatten()(layers.AveragePooling2D(3)(x)))
    return keras.Model(images, layers.Activation(activation)(x))


def sequential(keras, activation):
    layers = keras.layers
    return keras.Sequential(
        [
            layers.Conv2D(6, 3, input_shape=(SIDE, SIDE, 1), activation="hard_sigmoid"),
            layers.BatchNormalization(),
            layers.MaxPooling2D(2),
            layers.Flatten(),
            layers.Dense(16, activation="gelu"),
            layers.Dense(CLASSES),
            layers.Softmax() if activation == "softmax" else layers.Activation(activation),
        ]
    )


BUILDERS = {"keras2-sequential": sequential, "keras2-functional": functional, "graph": plain}


def write(name: str, folder: Path) -> None:
    import numpy as np
    import safetensors.numpy
    import tensorflow as tf

    converters = import_converters()
    keras = tf.keras
    keras.utils.set_random_seed(17)
    random = np.random.default_rng(17)
    build = BUILDERS.get(name, nested)
    logits_model = build(keras, "linear")
    # Else the names of its layers are numbered on.
    keras.backend.clear_session()
    model = build(keras, "softmax")
    model.set_weights([drawn(random, weight.name, value) for weight, value in zip(model.weights, model.get_weights())])
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    if name == "graph":
        with tempfile.TemporaryDirectory() as saved:
            save_function(tf, model, saved)
            converters.convert_tf_saved_model(saved, str(folder))
    else:
        quantised = {"uint8": "*"} if name == "quantised" else None
        converters.save_keras_model(model, str(folder), quantization_dtype_map=quantised)
        if quantised:
            set_by_name(model, read_quantised(np, folder))
    logits_model.set_weights(model.get_weights())
    channels = model.input_shape[-1]
    scale = 255 if build in (nested, plain) else 1
    images = random.random((len(LABELS), SIDE, SIDE, channels), dtype=np.float32) * scale
    expected = {"images": images} | measured(tf, logits_model, images)
    versions = {
        name: importlib.metadata.version(name) for name in ("tensorflow-cpu", "keras", "tf-keras", "tensorflowjs")
    }
    safetensors.numpy.save_file(expected, folder / "expected.safetensors", versions)


def save_function(tf, model, folder: str) -> None:
    module = tf.Module()
    module.model = model
    images = tf.TensorSpec((None, *model.input_shape[1:]), name="images")
    module.classify = tf.function(lambda images: model(images, training=False), input_signature=[images])
    tf.saved_model.save(module, folder, signatures={"serving_default": module.classify})


def drawn(random, name: str, value):
    """Values under which every layer matters and no class is certain."""
    u = random.uniform(-1, 1, value.shape)
    if "variance" in name:
        u = 1 + 0.5 * u
    elif "gamma" in name:
        u = 1 + 0.3 * u
    elif value.ndim > 1:
        u = u * (3 / value[..., 0].size) ** 0.5
    else:
        u = 0.2 * u
    return u.astype("float32")


def read_quantised(np, folder: Path):
    """By the ends of their names, as TensorFlow.js reads them."""
    (group,) = json.loads((folder / "model.json").read_text())["weightsManifest"]
    stored = b"".join((folder / path).read_bytes() for path in group["paths"])
    weights, begin = {}, 0
    for spec in group["weights"]:
        size = int(np.prod(spec["shape"]))
        quantisation = spec["quantization"]
        codes = np.frombuffer(stored, np.uint8, size, begin).astype(np.float64)
        values = (codes * quantisation["scale"] + quantisation["min"]).astype(np.float32)
        weights["/".join(spec["name"].split("/")[-2:])] = values.reshape(spec["shape"])
        begin += size
    return weights


def set_by_name(model, weights) -> None:
    model.set_weights([weights["/".join(weight.path.split("/")[-2:])] for weight in model.weights])


def measured(tf, model, images):
    """Logits, the gradient of the summed cross-entropy in the images, and that of its mean squared norm in weights."""
    with tf.GradientTape() as outer:
        pixels = tf.constant(images)
        with tf.GradientTape() as inner:
            inner.watch(pixels)
            logits = model(pixels, training=False)
            loss = tf.reduce_sum(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=LABELS, logits=logits))
        gradient = inner.gradient(loss, pixels)
        norm = tf.reduce_mean(tf.reduce_sum(tf.square(gradient), axis=[1, 2, 3]))
    trained = model.trainable_variables
    slopes = outer.gradient(norm, trained, unconnected_gradients="zero")
    named = {f"slope {ending(variable)}": slope.numpy() for variable, slope in zip(trained, slopes)}
    return {"logits": logits.numpy(), "gradient": gradient.numpy(), **named}


def ending(variable) -> str:
    """ "features/conv2d/kernel:0" is `conv2d/kernel`."""
    path = getattr(variable, "path", variable.name).removesuffix(":0")
    return "/".join(path.split("/")[-2:])


if __name__ == "__main__":
    main()
