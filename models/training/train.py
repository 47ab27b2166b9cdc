"""Train one recipe: python train.py RECIPE.toml --data PLACE --checkpoints FOLDER"""

import argparse
from pathlib import Path

import torch

from gradlens_training import cifar10
from gradlens_training.loop import train
from gradlens_training.recipe import read_recipe


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("recipe", type=Path)
    parser.add_argument("--data", required=True, help="cifar-10-binary.tar.gz, its folder, or a mosaic folder")
    parser.add_argument("--checkpoints", required=True, type=Path, help="outside the repository")
    parser.add_argument("--threads", type=int, default=0, help="0: all cores")
    options = parser.parse_args()
    if options.threads:
        torch.set_num_threads(options.threads)
    recipe = read_recipe(options.recipe)
    train(recipe, cifar10.load(options.data, "train"), cifar10.load(options.data, "test"), options.checkpoints)


if __name__ == "__main__":
    main()
