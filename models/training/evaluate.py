"""Measure an exported model and write the figures into its manifest: python evaluate.py MODEL_FOLDER --data PLACE

Accuracy and statistics of input gradients on [0, 1] pixels; accuracy under PGD-20 and under AutoAttack "standard" at
half, once and twice the data set's epsilon (8/255 for CIFAR-10, 4/255 for Tiny-ImageNet-10).
The weights are the float16 ones that ship, used in float32; each figure is measured on the first images of the
test split and says how many. Images that are wrong without an attack count as fooled.

AutoAttack runs only if a cache is given; without one its earlier figures are kept. It works through blocks of 50
images, each from the smallest epsilon to the largest: an image that is fooled at a smaller epsilon counts as fooled at
the larger ones. Results are kept in the cache, and the manifest is written after every block, so an interrupted run can
be resumed, and a run with more images adds blocks.
"""

import argparse
import datetime
import json
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import torch
from torch import nn

from gradlens_training.data import DataSet, find_data_set
from gradlens_training.evaluation import autoattack, pgd
from gradlens_training.evaluation.blocks import BLOCK, BlockResult, attack_block, autoattack_entries, run_blocks
from gradlens_training.evaluation.epoch_cost import epoch_cost
from gradlens_training.evaluation.images import Images
from gradlens_training.evaluation.quick import float16_change, quick_figures
from gradlens_training.jobs.choose import add_worker_options, check_worker_options, choose_executor, uses_ray
from gradlens_training.model_folder import MANIFEST, read_model_files, read_model_folder, write_manifest

SPEEDS = [Path(__file__).parent / name for name in ("speed.json", "speed-cuda.json")]


def describe_place(data: DataSet, loaded: int) -> str:
    """The available test images, in words; a partial copy may have them in another order."""
    whole = f"the {data.test_images:,} {data.name} {data.test_name} images"
    return whole if loaded == data.test_images else f"a {loaded:,}-image part of {whole}"


def write_figures(folder: Path, weights_sha256: str, figures: dict) -> None:
    """Rereads the manifest first, as a run takes hours. Raises ValueError if the weights have changed since."""
    manifest = json.loads((folder / MANIFEST).read_text())
    if manifest["weights"]["sha256"] != weights_sha256:
        raise ValueError(f"{folder} was exported again while it was being measured; measure it again")
    write_manifest(folder, {**manifest, "figures": figures})


def parse_options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path, help="folder that export.py wrote")
    parser.add_argument("--data", required=True, help="where the model's data set lies; its reader says in what form")
    parser.add_argument("--images", type=int, help="for accuracy without an attack and gradients; all by default")
    parser.add_argument("--pgd-images", type=int, default=1000)
    parser.add_argument(
        "--autoattack-images", type=int, default=0, help=f"rounded up to blocks of {BLOCK}; 0: whatever the cache has"
    )
    parser.add_argument("--autoattack-alone", action="store_true", help="keep all other figures of the manifest")
    parser.add_argument("--cache", type=Path, help="folder for AutoAttack's results, outside the repository")
    parser.add_argument("--checkpoint", type=Path, help="the exported .pt, to compare float16 with float32")
    parser.add_argument("--block", type=int, default=BLOCK, help="number of images that AutoAttack attacks at once")
    add_worker_options(parser)
    parser.add_argument("--print-only", action="store_true", help="do not write the manifest")
    options = parser.parse_args(arguments)
    check_worker_options(parser, options)
    counts = options.pgd_images, 1 if options.images is None else options.images
    if min(counts) < 1 or options.autoattack_images < 0:
        parser.error("--images and --pgd-images are 1 or more, --autoattack-images 0 or more")
    if options.images and options.autoattack_images > options.images:
        parser.error(f"--autoattack-images is {options.autoattack_images}; give at least as many --images")
    if options.autoattack_images and options.cache is None:
        parser.error("AutoAttack takes hours; give a --cache folder, so that an interrupted run can be resumed")
    if options.autoattack_alone and options.cache is None:
        parser.error("--autoattack-alone measures nothing without a --cache folder")
    return options


def all_but_autoattack(options: argparse.Namespace, manifest: dict, model: nn.Module, chosen: Images) -> dict:
    """The figures of the manifest that take minutes."""
    epsilons = find_data_set(manifest["data"]).attacked_at_255
    pixels, labels = chosen.floats().to(options.device), chosen.labels.to(options.device)
    figures, right = quick_figures(model, pixels, labels, epsilons, options.pgd_images)
    change = (manifest["figures"] or {}).get("float16")
    if options.checkpoint:
        change = float16_change(model, options.checkpoint, pixels, labels, epsilons, right)
    command = f"{command_of(options, manifest, chosen)} --pgd-images {len(right[0])}"
    return {**figures, "float16": change, **run_of(pgd.TOOL, command, options)}


def measure_autoattack(
    options: argparse.Namespace, manifest: dict, model: nn.Module, chosen: Images, figures: dict
) -> Iterator[None]:
    """Puts cached and then computed results into `figures`; yields whenever there is something to write."""
    attacked = min(-(-options.autoattack_images // BLOCK) * BLOCK, len(chosen.labels))
    command = command_of(options, manifest, chosen)
    command += f" --block {options.block}" * (options.block != BLOCK)
    command += f" --autoattack-images {attacked}" * (attacked > 0) + " --cache CACHE --autoattack-alone"
    others = entries_of(figures, of_autoattack=False)
    sha256, epsilons = manifest["weights"]["sha256"], find_data_set(manifest["data"]).attacked_at_255
    # Each worker of Ray has the model of its own; without Ray the one here is used.
    executor = None
    if uses_ray(options) and options.autoattack_images:
        executor = choose_executor(attack_block, {sha256: read_model_files(options.model)}, options)
    results: list[BlockResult] = []
    # Cached results come first, so that an interrupted run leaves the manifest with everything measured so far.
    for compute in (0, attacked):
        how = {"size": options.block, "compute": compute, "executor": executor}
        for result in run_blocks(model, sha256, chosen, epsilons, options.cache, **how):
            results.append(result)
            figures["robustAccuracy"] = [*others, *autoattack_entries(results)]
            figures["autoAttackRun"] = run_of(f"{autoattack.TOOL} AutoAttack", command, options)
            if compute:
                yield
        yield
    for epsilon in epsilons if results else ():
        blocks = {result.block: result for result in results if result.epsilon_255 == epsilon}
        broken = [by or "held" for result in blocks.values() for by in result.broken_by]
        print(f"AutoAttack at {epsilon:g}/255: {dict(sorted(Counter(broken).items()))}")


def entries_of(figures: dict, *, of_autoattack: bool) -> list[dict]:
    return [entry for entry in figures["robustAccuracy"] if (entry["attack"] == autoattack.NAME) == of_autoattack]


def command_of(options: argparse.Namespace, manifest: dict, chosen: Images) -> str:
    device = "" if options.device == "cpu" else f" --device {options.device}"
    return f"python evaluate.py MODEL_FOLDER --data {manifest['data']} --images {len(chosen.labels)}{device}"


def run_of(tool: str, command: str, options: argparse.Namespace) -> dict[str, str]:
    """How, with what and when: the last digits depend on the processor and the library's version."""
    device = f" on {torch.cuda.get_device_name()}" if options.device == "cuda" else ""
    today = datetime.date.today().isoformat()
    return {"command": command, "tool": f"{tool}, torch {torch.__version__}{device}", "date": today}


def main(arguments: list[str] | None = None) -> None:
    options = parse_options(arguments)
    torch.set_num_threads(options.threads)
    torch.backends.cudnn.allow_tf32 = False  # float32 on a GPU too
    started = time.monotonic()
    manifest, model = read_model_folder(options.model)
    model.to(options.device)
    data, earlier = find_data_set(manifest["data"]), manifest["figures"]
    pixels, labels = data.load(options.data, "test")
    chosen = Images(pixels[: options.images], labels[: options.images])
    place = describe_place(data, len(labels))
    if options.autoattack_alone and not earlier:
        raise SystemExit(f"{options.model} has no figures to add to; measure all of it")
    was_attacked, is_same_place = "autoAttackRun" in (earlier or {}), (earlier or {}).get("split") == place
    if (options.autoattack_alone or (was_attacked and options.cache is None)) and not is_same_place:
        raise SystemExit(
            f"{options.model} was measured on {earlier['split']}, and DATA holds {place}; give that place again, or a"
            " --cache without --autoattack-alone, to measure all of it"
        )
    if options.autoattack_alone:
        figures = {**earlier}
    else:
        cost = {"epochCost": epoch_cost(SPEEDS, manifest)}
        measured = all_but_autoattack(options, manifest, model, chosen)
        figures = {"images": len(chosen.labels), "split": place, **measured, **cost}
        if was_attacked and is_same_place:
            figures["robustAccuracy"] += entries_of(earlier, of_autoattack=True)
            figures["autoAttackRun"] = earlier["autoAttackRun"]

    def write() -> None:
        if not options.print_only:
            write_figures(options.model, manifest["weights"]["sha256"], figures)

    write()
    for _ in measure_autoattack(options, manifest, model, chosen, figures) if options.cache else ():
        write()
    for name, value in figures.items():
        print(f"{name}: {value}")
    print(f"took {time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    main()
