"""Export a checkpoint for the page: python export.py RECIPE.toml --checkpoints FOLDER --models FOLDER"""

import argparse
import json
from pathlib import Path

from gradlens_training.model_folder import MANIFEST, write_model_folder
from gradlens_training.recipe import read_recipe


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("recipe", type=Path)
    parser.add_argument("--checkpoints", required=True, type=Path, help="where train.py put them")
    parser.add_argument("--models", required=True, type=Path, help="where to write a folder named after the recipe")
    options = parser.parse_args()
    folder = write_model_folder(read_recipe(options.recipe), options.checkpoints, options.models)
    manifest = json.loads((folder / MANIFEST).read_text())
    training, weights = manifest["training"], manifest["weights"]
    epochs = f"{training['epochsTrained']} of {training['epochsPlanned']} epochs"
    figures = "figures kept" if manifest["figures"] else "no figures yet"
    print(f"{folder}: {epochs}, {weights['parameters']} parameters, {weights['bytes']} bytes, {figures}")


if __name__ == "__main__":
    main()
