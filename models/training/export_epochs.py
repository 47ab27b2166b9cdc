"""Export the weights of every epoch of a run that train.py --keep-epochs trained, with figures of each:
python export_epochs.py RECIPE.toml --checkpoints FOLDER --data PLACE --models FOLDER

Writes FOLDER/epochs/<recipe id>/run.json and one file of float16 weights for each epoch. The figures are measured with
these weights, used in float32, on the first test images.
"""

import argparse
import json
from pathlib import Path

import torch

from gradlens_training.epochs import RUN, write_run
from gradlens_training.recipe import read_recipe


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("recipe", type=Path)
    parser.add_argument("--checkpoints", required=True, type=Path, help="where train.py put them")
    parser.add_argument("--data", required=True, help="where the recipe's data set lies; its reader says in what form")
    parser.add_argument("--models", required=True, type=Path, help="where to write the folder")
    parser.add_argument(
        "--images", type=int, default=1000, help="number of test images that the figures are measured on"
    )
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    folder = write_run(read_recipe(options.recipe), options.checkpoints, options.data, options.models, options.images)
    for epoch in json.loads((folder / RUN).read_text())["epochs"]:
        print({name: value for name, value in epoch.items() if name not in ("file", "sha256", "bytes")})


if __name__ == "__main__":
    main()
