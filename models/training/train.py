"""Train one recipe: python train.py RECIPE.toml --data PLACE --checkpoints FOLDER"""

import argparse
from pathlib import Path

import torch

from gradlens_training.loop import train
from gradlens_training.recipe import read_recipe


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("recipe", type=Path)
    parser.add_argument("--data", required=True, help="where the recipe's data set lies; its reader says in what form")
    parser.add_argument("--checkpoints", required=True, type=Path, help="outside the repository")
    parser.add_argument("--models", type=Path, help="exported models, for a start whose checkpoint is gone")
    parser.add_argument("--threads", type=int, default=0, help="0: all cores")
    parser.add_argument(
        "--write-out-double-backward",
        action="store_true",
        help="gradient penalties in less time; the same for the whole of a run, as it rounds otherwise",
    )
    options = parser.parse_args()
    if options.threads:
        torch.set_num_threads(options.threads)
    recipe = read_recipe(options.recipe)
    data, held_back = (recipe.data.load(options.data, split) for split in ("train", "test"))
    train(
        recipe,
        data,
        held_back,
        options.checkpoints,
        models=options.models,
        write_out_double_backward=options.write_out_double_backward,
    )


if __name__ == "__main__":
    main()
