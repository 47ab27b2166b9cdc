"""Choose between runs: python compare_checkpoints.py RECIPE.toml ... --data PLACE --checkpoints FOLDER

Clean and PGD-20 accuracy of the averaged weights at half the data set's epsilon and at epsilon itself, on held-out
images after the first 1,000, which no figure of AutoAttack rests on. Prints a table in Markdown, sorted by accuracy at
the larger epsilon, the most robust run last; writes nothing.
"""

import argparse
from pathlib import Path

import torch

from gradlens_training.checkpoints import read_checkpoint
from gradlens_training.evaluation.gradients import clean_pass
from gradlens_training.evaluation.pgd import holds_under_pgd
from gradlens_training.loop import build_model
from gradlens_training.recipe import read_recipe

ATTACKED = 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("recipes", type=Path, nargs="+", help="of one data set")
    parser.add_argument("--data", required=True)
    parser.add_argument("--checkpoints", required=True, type=Path)
    parser.add_argument("--images", type=int, default=1000)
    parser.add_argument("--device", choices=("cpu", "cuda"), default="cpu")
    options = parser.parse_args()
    rows = []
    images = None
    for path in options.recipes:
        recipe = read_recipe(path)
        if images is None:
            pixels, labels = recipe.data.load(options.data, "test")
            chosen = slice(ATTACKED, ATTACKED + options.images)
            images = (pixels[chosen].float() / 255).to(options.device), labels[chosen].to(options.device)
        model = build_model(recipe)
        model.load_state_dict(read_checkpoint(options.checkpoints / f"{recipe.id}.pt", recipe)["average"])
        model.to(options.device).eval().requires_grad_(False)
        clean = clean_pass(model, *images, quantities=("loss",))
        epsilons = recipe.data.epsilon_255 / 2, recipe.data.epsilon_255
        held = [holds_under_pgd(model, *images, clean.right, epsilon) for epsilon in epsilons]
        shares = [f"{100 * right.double().mean().item():.1f} %" for right in (clean.right, *held)]
        rows.append(
            (
                held[1].sum().item(),
                f"| {recipe.id} | {' | '.join(shares)} | {clean.gradients['loss'].l1.mean().item():.3g} |",
            )
        )
    heads = "clean", *(f"PGD-20 at {epsilon:g}/255" for epsilon in epsilons), "mean L1"
    print(f"On {len(images[1])} images after the first {ATTACKED}, {recipe.data.name}\n")
    print(f"| run | {' | '.join(heads)} |\n" + "|---" * (len(heads) + 1) + "|")
    print("\n".join(row for _, row in sorted(rows)))


if __name__ == "__main__":
    torch.backends.cudnn.allow_tf32 = False
    main()
