"""Makes the photographs of the page's gallery from the sample images of three Python packages.

Run with Pillow 13.0.0, whose encoder decides the bytes:

    pip download --no-deps foolbox==3.3.4 scikit-image==0.26.0 scikit-learn==1.9.1
    python tools/prepare_gallery.py foolbox-*.whl scikit_image-*.whl scikit_learn-*.whl

It writes public/images/photographs; with --check it writes nothing and fails where a file there is another.
Wheels of every platform hold the same images: each image is known by its own hash.
"""

import argparse
import hashlib
import io
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageCms

FOLDER = Path(__file__).parent.parent / "public" / "images" / "photographs"
SIDE = 256
"""Pixels: twice what a thumbnail shows on a dense screen, four times what models take."""
MAX_BYTES = 22_000
QUALITIES = range(90, 40, -2)


@dataclass(frozen=True)
class Source:
    """An image in a wheel, and what of it is shown: left, top and side of a square in its pixels."""

    path: str
    sha256: str
    square: tuple[int, int, int]


FOOLBOX = "foolbox/data/imagenet_"
SCIKIT_IMAGE = "skimage/data/"
SCIKIT_LEARN = "sklearn/datasets/images/"

SOURCES = {
    "mastiff": Source(
        FOOLBOX + "00_243.jpg", "28b7b933c8028c6e20bf74a86a709eda42ce99f14c8742cb657cb386f08a4c9d", (40, 0, 472)
    ),
    "dalmatian": Source(
        FOOLBOX + "16_251.jpg", "ce3440a3b7beb6ca3009817504c44d39fa789e7c2f70a2eef7e2f9cc9a87b129", (82, 0, 348)
    ),
    "chelsea": Source(
        SCIKIT_IMAGE + "chelsea.png", "596aa1e7cb875eb79f437e310381d26b338a81c2da23439704a73c4651e8c4bb", (80, 0, 300)
    ),
    "eagle": Source(
        FOOLBOX + "17_22.jpg", "b432341845620e9cfd67d848c4783c32dd6eaddad45513866b17180d2b09fcf5", (0, 0, 512)
    ),
    "geese": Source(
        FOOLBOX + "15_99.jpg", "4b588649cd835d4c65521727ebee03d9621baff1f54d3e8a53a26b53d983ec2e", (0, 40, 472)
    ),
    "ibises": Source(
        FOOLBOX + "14_129.jpg", "ad9371d813bf24b0365ee2f78f28c08718ee7c5975f060caa16c3f264e828139", (150, 70, 362)
    ),
    "leafhopper": Source(
        FOOLBOX + "18_317.jpg", "b9412f92f0b1c3faede45b55a44940977daa744f2040118d0538cf597fca785d", (40, 40, 472)
    ),
    "beetle": Source(
        FOOLBOX + "19_305.jpg", "e1f58f00e2e47ce930d7ecab0e46a78316054f68c10d0742e87c1cc092324556", (60, 40, 440)
    ),
    "off-roader": Source(
        FOOLBOX + "06_609.jpg", "fb061102a4e58b3ed942bb2a4f9542e1e1acdc8f225ef95498e93889290e192f", (40, 70, 442)
    ),
    "blue-suv": Source(
        FOOLBOX + "07_609.jpg", "2c297ad1e5c4804a647e9b34bc02ee2fc348b05a4d49050d170fb61c948efa5c", (20, 20, 492)
    ),
    "strawberries": Source(
        FOOLBOX + "04_949.jpg", "a7f62f3c1d214de4718c7253871ab38209283249e131faf65b8f2b7fdc970669", (0, 0, 512)
    ),
    "cottage": Source(
        FOOLBOX + "05_853.jpg", "8a449436c61da867528b1f4efaf8ae832ab9c9201705eae0d3af1353fbdac131", (92, 0, 420)
    ),
    "yurts": Source(
        FOOLBOX + "08_915.jpg", "c6a3411a3987799f0de45adc142f00ca412c3e14073c635e2adfae1f3913180c", (0, 0, 512)
    ),
    "pagoda": Source(
        SCIKIT_LEARN + "china.jpg", "8378025ad2519d649d02e32bd98990db4ab572357d9f09841c2fbfbb4fefad29", (20, 0, 427)
    ),
    "dahlia": Source(
        SCIKIT_LEARN + "flower.jpg", "a77f6ec41e353afdf8bdff2ea981b2955535d8d83294f8cfa49cf4e423dd5638", (95, 0, 427)
    ),
    "coffee": Source(
        SCIKIT_IMAGE + "coffee.png", "cc02f8ca188b167c775a7101b5d767d1e71792cf762c33d6fa15a4599b5a8de7", (80, 0, 400)
    ),
    "astronaut": Source(
        SCIKIT_IMAGE + "astronaut.png", "88431cd9653ccd539741b555fb0a46b61558b301d4110412b5bc28b5e3ea6cb5", (20, 0, 400)
    ),
    "rocket": Source(
        SCIKIT_IMAGE + "rocket.jpg", "c2dd0de7c538df8d111e479619b129464d0269d0ae5fd18ca91d33a7fdfea95c", (105, 0, 427)
    ),
}


def read_source(wheels: list[zipfile.ZipFile], source: Source) -> bytes:
    """Raises SystemExit where no wheel holds the image, or one holds another under its name."""
    for wheel in wheels:
        if source.path not in wheel.namelist():
            continue
        data = wheel.read(source.path)
        found = hashlib.sha256(data).hexdigest()
        if found != source.sha256:
            sys.exit(f"{source.path} has the hash {found[:12]}… where {source.sha256[:12]}… is expected.")
        return data
    sys.exit(f"{source.path} is in none of the wheels; give those of foolbox, scikit-image and scikit-learn.")


def to_srgb(image: Image.Image) -> Image.Image:
    """One photograph is in Adobe RGB, and readers without colour management would show it dull."""
    profile = image.info.get("icc_profile")
    if profile is None:
        return image.convert("RGB")
    srgb = ImageCms.createProfile("sRGB")
    source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    return ImageCms.profileToProfile(image, source, srgb, outputMode="RGB")


def prepare(data: bytes, square: tuple[int, int, int]) -> bytes:
    """The square at SIDE x SIDE pixels as WebP, at the best quality that stays within MAX_BYTES."""
    left, top, side = square
    image = to_srgb(Image.open(io.BytesIO(data)))
    image = image.crop((left, top, left + side, top + side)).resize((SIDE, SIDE), Image.Resampling.LANCZOS)
    for quality in QUALITIES:
        encoded = io.BytesIO()
        image.save(encoded, "WEBP", quality=quality, method=6)
        if encoded.tell() <= MAX_BYTES:
            return encoded.getvalue()
    raise ValueError(f"no quality down to {QUALITIES[-1]} brings the image to {MAX_BYTES} bytes; make SIDE smaller")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wheels", nargs="+", type=Path)
    parser.add_argument("--check", action="store_true", help="write nothing, fail where a file differs")
    arguments = parser.parse_args()
    wheels = [zipfile.ZipFile(path) for path in arguments.wheels]
    total = 0
    for name, source in SOURCES.items():
        path = FOLDER / f"{name}.webp"
        made = prepare(read_source(wheels, source), source.square)
        total += len(made)
        if not arguments.check:
            path.write_bytes(made)
        elif not path.is_file() or path.read_bytes() != made:
            sys.exit(f"{path.name} is not what this script makes; run it without --check and look at the image.")
    print(f"{len(SOURCES)} photographs, {total:,} bytes")


if __name__ == "__main__":
    main()
