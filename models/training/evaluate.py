"""Measure an exported model and write the figures into its manifest: python evaluate.py MODEL_FOLDER --data PLACE

Accuracy, accuracy under PGD-20 and under AutoAttack "standard" at half, once and twice the data set's epsilon
(8/255 for CIFAR-10, 4/255 for Tiny-ImageNet-10), and statistics of the loss-input gradient on [0, 1] pixels.
Weights are the float16 ones that ship, computed with in float32; the pictures are the first of the test split.
Pictures that are wrong without an attack count as fallen.

AutoAttack goes block by block of 50 pictures, in each from the smallest epsilon to the largest: what is broken
at a smaller one counts as broken at the larger. Results are kept in the cache, and the manifest is written after
every block: a run that was cut off goes on, and one with more pictures adds blocks.
"""

import argparse
import datetime
import json
import time
from pathlib import Path

import torch
from torch import Tensor, nn

from gradlens_training.data import DataSet, find_data_set
from gradlens_training.evaluation import autoattack, pgd
from gradlens_training.evaluation.blocks import BLOCK, Pictures, autoattack_entries, run_blocks
from gradlens_training.evaluation.epoch_cost import epoch_cost
from gradlens_training.evaluation.gradients import CleanPass, clean_pass, gradient_figures
from gradlens_training.evaluation.storage import largest_change_points, with_float32_weights
from gradlens_training.model_folder import MANIFEST, read_model_folder, write_manifest

SPEEDS = [Path(__file__).parent / name for name in ("speed.json", "speed-cuda.json")]


def describe_split(data: DataSet, loaded: int, count: int) -> str:
    """In words, which of the test pictures are used; a place that holds a part may hold it in another order."""
    whole = f"the {data.test_pictures:,} {data.name} {data.test_name} images"
    place = whole if loaded == data.test_pictures else f"a {loaded:,}-picture part of {whole}"
    return f"all of {place}" if count == loaded else f"the first {count:,} of {place}"


def measure(
    model: nn.Module, pixels: Tensor, labels: Tensor, epsilons_255: tuple[float, ...]
) -> tuple[CleanPass, dict[float, Tensor]]:
    """The clean pass, and which pictures (N,) hold under PGD-20 at each epsilon."""
    clean = clean_pass(model, pixels, labels)
    held = {epsilon: pgd.holds_under_pgd(model, pixels, labels, clean.right, epsilon) for epsilon in epsilons_255}
    return clean, held


def all_but_autoattack(
    options: argparse.Namespace, manifest: dict, model: nn.Module, chosen: Pictures, epsilons: tuple[float, ...]
) -> dict:
    """Of the manifest's figures what takes minutes."""
    pixels, labels = chosen.floats().to(options.device), chosen.labels.to(options.device)
    clean, held = measure(model, pixels, labels, epsilons)
    change = None
    if options.checkpoint:
        exact_clean, exact_held = measure(with_float32_weights(model, options.checkpoint), pixels, labels, epsilons)
        points = largest_change_points([clean.right, *held.values()], [exact_clean.right, *exact_held.values()])
        change = {"maxChangePoints": points}
    elif manifest["figures"]:
        change = manifest["figures"].get("float16")  # of the same weights: another export takes the figures away
    return {
        "cleanAccuracy": round(clean.right.double().mean().item(), 4),
        "robustAccuracy": [pgd.pgd_entry(held[epsilon], epsilon) for epsilon in epsilons],
        **gradient_figures(clean, held[epsilons[1]]),
        "float16": change,
    }


def write_figures(folder: Path, weights_sha256: str, figures: dict) -> None:
    """Into the manifest as it is now: a run takes hours. Raises ValueError where the weights have changed since."""
    manifest = json.loads((folder / MANIFEST).read_text())
    if manifest["weights"]["sha256"] != weights_sha256:
        raise ValueError(f"{folder} was exported again while it was being measured; measure it again")
    write_manifest(folder, {**manifest, "figures": figures})


def parse_options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path, help="folder that export.py wrote")
    parser.add_argument("--data", required=True, help="where the model's data set lies; its reader says in what form")
    parser.add_argument("--pictures", type=int, default=1000, help="for all but AutoAttack")
    parser.add_argument(
        "--autoattack-pictures",
        type=int,
        default=0,
        help=f"rounded up to blocks of {BLOCK}; 0: what the cache has, without it nothing",
    )
    parser.add_argument(
        "--autoattack-alone", action="store_true", help="leave all other figures as they were measured before"
    )
    parser.add_argument("--cache", type=Path, help="folder for AutoAttack's results, outside the repository")
    parser.add_argument("--checkpoint", type=Path, help="the .pt that was exported: float16 against float32")
    parser.add_argument("--device", choices=("cpu", "cuda"), default="cpu")
    parser.add_argument("--block", type=int, default=BLOCK, help="pictures that AutoAttack attacks at once")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--print-only", action="store_true", help="leave the manifest as it is")
    options = parser.parse_args(arguments)
    if options.pictures < 1 or options.autoattack_pictures < 0 or options.threads < 1:
        parser.error("--pictures and --threads are 1 or more, --autoattack-pictures 0 or more")
    if options.autoattack_pictures > options.pictures:
        parser.error(f"--autoattack-pictures is {options.autoattack_pictures}; give at least as many --pictures")
    if options.autoattack_pictures and options.cache is None:
        parser.error("AutoAttack takes hours; give a --cache folder, so that a cut run can go on")
    return options


def main(arguments: list[str] | None = None) -> None:
    options = parse_options(arguments)
    torch.set_num_threads(options.threads)
    torch.backends.cudnn.allow_tf32 = False  # on a GPU: float32 as on a processor
    started = time.monotonic()
    manifest, model = read_model_folder(options.model)
    model.to(options.device)
    sha256 = manifest["weights"]["sha256"]
    if options.autoattack_alone and not (manifest["figures"] and options.cache):
        raise SystemExit(f"{options.model} has no figures to add to, or --cache is missing; measure all of it")
    data = find_data_set(manifest["data"])
    epsilons = data.attacked_at_255
    all_pixels, all_labels = data.load(options.data, "test")
    chosen = Pictures(all_pixels[: options.pictures], all_labels[: options.pictures])
    attacked = min(-(-options.autoattack_pictures // BLOCK) * BLOCK, len(chosen.labels))
    command = f"python evaluate.py MODEL_FOLDER --data {data.name} --pictures {len(chosen.labels)}"
    if options.device != "cpu":
        command += f" --device {options.device}"
    if options.block != BLOCK:
        command += f" --block {options.block}"
    if options.autoattack_alone:
        figures = manifest["figures"]
    else:
        figures = {
            "pictures": len(chosen.labels),
            "split": describe_split(data, len(all_labels), len(chosen.labels)),
            **all_but_autoattack(options, manifest, model, chosen, epsilons),
            "command": command,
            "tool": pgd.TOOL,
        }
    others = [entry for entry in figures["robustAccuracy"] if entry["attack"] != autoattack.NAME]
    figures |= {"epochCost": epoch_cost(SPEEDS, manifest), "date": datetime.date.today().isoformat()}
    if attacked:
        command += f" --autoattack-pictures {attacked}"
    if options.cache:
        command += " --cache CACHE"
        figures["tool"] = f"{pgd.TOOL}, {autoattack.TOOL} AutoAttack"
    if options.autoattack_alone:  # the other figures are still those of the command before
        first = figures["command"].split("; ")[0]
        command = first if first == command else f"{first}; {command} --autoattack-alone"
    figures["command"] = command

    def write() -> None:
        if not options.print_only:
            write_figures(options.model, sha256, figures)

    results = []
    # First what the cache has: a cut then leaves the manifest with all that was ever measured.
    write()
    for compute in (0, attacked) if options.cache else ():
        for result in run_blocks(model, sha256, chosen, epsilons, options.cache, size=options.block, compute=compute):
            results.append(result)
            figures["robustAccuracy"] = [*others, *autoattack_entries(results)]
            if compute:
                write()
        write()
    for name, value in figures.items():
        print(f"{name}: {value}")
    for epsilon in epsilons if results else ():
        blocks = {result.block: result for result in results if result.epsilon_255 == epsilon}
        broken = [by or "held" for result in blocks.values() for by in result.broken_by]
        counts = {by: broken.count(by) for by in sorted(set(broken))}
        print(f"AutoAttack at {epsilon:g}/255: {counts}")
    print(f"took {time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    main()
