"""Train recipes: python train.py RECIPE.toml ... --data PLACE --checkpoints FOLDER"""

import argparse
from pathlib import Path

import torch

from gradlens_training.loop import train_by_steps
from gradlens_training.recipe import Recipe, read_recipe
from gradlens_training.turns import in_turns


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("recipes", type=Path, nargs="+", help="of one data set; side by side on a GPU")
    parser.add_argument("--data", required=True, help="where the recipes' data set lies; its reader says in what form")
    parser.add_argument("--checkpoints", required=True, type=Path, help="outside the repository")
    parser.add_argument("--models", type=Path, help="exported models, to start from where a checkpoint is gone")
    parser.add_argument("--device", choices=("cpu", "cuda"), default="cpu")
    parser.add_argument("--threads", type=int, default=0, help="0: all cores")
    parser.add_argument(
        "--write-out-double-backward",
        action="store_true",
        help="speeds up gradient penalties; keep it the same for a whole run, as it rounds differently",
    )
    parser.add_argument(
        "--keep-epochs", action="store_true", help="keep the weights of every epoch, for export.py --epochs"
    )
    options = parser.parse_args()
    if options.threads:
        torch.set_num_threads(options.threads)
    recipes = [read_recipe(path) for path in options.recipes]
    sets = {recipe.data.id: recipe.data for recipe in recipes}
    if len(sets) > 1:
        parser.error(f"the recipes are for {' and '.join(sets)}; give those of one data set")
    (data_set,) = sets.values()
    train, held_out = (
        tuple(tensor.to(options.device) for tensor in data_set.load(options.data, split)) for split in ("train", "test")
    )

    def begin(recipe: Recipe):
        return train_by_steps(
            recipe,
            train,
            held_out,
            options.checkpoints,
            options.models,
            options.write_out_double_backward,
            options.keep_epochs,
        )

    in_turns(recipes, begin, options.device)


if __name__ == "__main__":
    main()
