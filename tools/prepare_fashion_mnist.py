"""Makes what the page has of Fashion-MNIST: a compact data set to train and evaluate on, and images of its gallery.

Run with Python 3.11, NumPy 2 and Pillow on the files of Debian's package:

    apt-get install dataset-fashion-mnist
    python tools/prepare_fashion_mnist.py /usr/share/datasets/fashion-mnist

It writes public/data/fashion-mnist/images.bin and public/images/fashion-mnist; with --check it writes nothing
and fails where what a file holds is something else (how it is packed depends on zlib and Pillow).

images.bin is gzip around: a header, one line of JSON; a label byte an image; the image's place in the original
split, a little-endian uint16; its grey pixels, row by row. Training images come first. Classes take turns, so that
every beginning of a split is balanced. src/images/datasets/builtIn reads it.
"""

import argparse
import gzip
import hashlib
import io
import json
import sys
from pathlib import Path

import numpy as np
from PIL import Image

PUBLIC = Path(__file__).parent.parent / "public"
DATA = PUBLIC / "data" / "fashion-mnist" / "images.bin"
GALLERY = PUBLIC / "images" / "fashion-mnist"
SIDE = 28
MARGIN = 2
"""Black pixels on every side that bring the images to the models' 32x32."""
SEED = 1
CLASSES = [
    "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat",
    "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot",
]  # fmt: skip
SPLITS = {"train": ("train", 4000), "test": ("t10k", 1000)}
SHA256 = {
    "train-images-idx3-ubyte.gz": "b0564c3eedabfbf835052cff8503ea422014ce006caf5b757f851416ee8300c7",
    "train-labels-idx1-ubyte.gz": "0ae29f65d86684f32d1b9c85147786c547b9c6aebcaf235f0400a0cce308b056",
    "t10k-images-idx3-ubyte.gz": "cc1d090a38ace84dfa1aa66e3ada7c336ef481a96936906477e6dd344da56eaa",
    "t10k-labels-idx1-ubyte.gz": "8d3605d196f4be44669e46906da9733c8131fef761fdbfec72c424d5222f1a05",
}


def read_source(folder: Path, name: str, header_bytes: int) -> np.ndarray:
    """The bytes behind the IDX header. Raises SystemExit where the file is another than expected."""
    packed = (folder / name).read_bytes()
    found = hashlib.sha256(packed).hexdigest()
    if found != SHA256[name]:
        sys.exit(f"{name} has the hash {found[:12]}… where {SHA256[name][:12]}… is expected.")
    return np.frombuffer(gzip.decompress(packed), np.uint8, offset=header_bytes)


def read_split(folder: Path, prefix: str) -> tuple[np.ndarray, np.ndarray]:
    pixels = read_source(folder, f"{prefix}-images-idx3-ubyte.gz", 16).reshape(-1, SIDE, SIDE)
    return pixels, read_source(folder, f"{prefix}-labels-idx1-ubyte.gz", 8)


def choose(labels: np.ndarray, count: int) -> np.ndarray:
    """Places of `count` images, as many of every class, the classes in turns."""
    generator = np.random.Generator(np.random.PCG64(SEED))
    each = count // len(CLASSES)
    chosen = [generator.permutation(np.flatnonzero(labels == label))[:each] for label in range(len(CLASSES))]
    return np.stack(chosen, axis=1).reshape(-1)


def pack(splits: dict[str, tuple[np.ndarray, np.ndarray]]) -> bytes:
    labels, places, pixels = [], [], []
    for name, (_, count) in SPLITS.items():
        split_pixels, split_labels = splits[name]
        chosen = choose(split_labels, count)
        labels.append(split_labels[chosen].tobytes())
        places.append(chosen.astype("<u2").tobytes())
        pixels.append(split_pixels[chosen].tobytes())
    header = {
        "format": "gradlens-grey-pictures-1",
        "side": SIDE,
        "classes": CLASSES,
        "splits": [{"name": name, "count": count} for name, (_, count) in SPLITS.items()],
    }
    return json.dumps(header).encode() + b"\n" + b"".join(labels + places + pixels)


def gallery_images(pixels: np.ndarray, labels: np.ndarray) -> dict[str, np.ndarray]:
    """The first test image of every class, with the margin, as the models take it."""
    firsts = {label: int(np.flatnonzero(labels == label)[0]) for label in range(len(CLASSES))}
    return {f"fashion-mnist_{place:05}_{label}.png": np.pad(pixels[place], MARGIN) for label, place in firsts.items()}


def to_png(pixels: np.ndarray) -> bytes:
    encoded = io.BytesIO()
    Image.fromarray(pixels).save(encoded, "PNG", optimize=True)
    return encoded.getvalue()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--check", action="store_true", help="write nothing, fail where a file differs")
    arguments = parser.parse_args()
    splits = {name: read_split(arguments.folder, prefix) for name, (prefix, _) in SPLITS.items()}
    packed, images = pack(splits), gallery_images(*splits["test"])
    if arguments.check:
        if gzip.decompress(DATA.read_bytes()) != packed:
            sys.exit(f"{DATA.name} is not what this script makes; run it without --check.")
        for name, pixels in images.items():
            if not np.array_equal(np.asarray(Image.open(GALLERY / name)), pixels):
                sys.exit(f"{name} is not what this script makes; run it without --check and look at the image.")
    else:
        for folder in (DATA.parent, GALLERY):
            folder.mkdir(parents=True, exist_ok=True)
        DATA.write_bytes(gzip.compress(packed, 9, mtime=0))
        for name, pixels in images.items():
            (GALLERY / name).write_bytes(to_png(pixels))
    data = DATA.read_bytes()
    print(f"{len(images)} images; {DATA.name}: {len(data):,} bytes, sha256 {hashlib.sha256(data).hexdigest()}")


if __name__ == "__main__":
    main()
