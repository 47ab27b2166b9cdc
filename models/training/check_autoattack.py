"""Hold the page's AutoAttack to pyautoattack's: python check_autoattack.py MODEL_FOLDER --data PLACE --results FOLDER

Runs AutoAttack "standard" in L∞ on the first images of the test split, or with --built-in on those that come with the
page, and records in the folder of results which attack fooled the model on each. `npm run check:autoattack` records the
same for the page's engine. With --table the two are compared for every model in that folder, and the comparison is
written into a Markdown file between its two comments.

With --cache the verdicts of pyautoattack are those that evaluate.py found: there an image on which the model is fooled
at a smaller epsilon counts as fooled at the larger ones too.
"""

import argparse
import json
import time
from pathlib import Path

import torch
from torch import nn

from gradlens_training.data import DataSet, find_data_set
from gradlens_training.data.built_in import read_places
from gradlens_training.evaluation import autoattack
from gradlens_training.evaluation.blocks import BLOCK, CLEAN, run_blocks, wrong_when_clean
from gradlens_training.evaluation.images import Images
from gradlens_training.model_folder import read_model_folder

BEGIN, END = "<!-- verdicts: written by models/training/check_autoattack.py -->", "<!-- end of verdicts -->"
SAME = ("model", "weightsSha256", "images", "labels", "epsilon255")


def attack(model: nn.Module, images: Images, epsilon_255: float) -> tuple[list[str | None], list[str]]:
    """Which attack fooled the model on each image, "clean" where it was wrong before, and the tool's warnings."""
    complete, fell_by = autoattack.standard(model, epsilon_255 / 255), wrong_when_clean(model, images)
    return autoattack.attack_standing(complete, images.floats(), images.labels, fell_by)


def look_up(
    model: nn.Module, sha256: str, data: DataSet, test: Images, count: int, epsilon_255: float, cache: Path
) -> list[str | None]:
    """The same, as evaluate.py found it on the first `count` test images, after all smaller epsilons."""
    epsilons = tuple(each for each in data.attacked_at_255 if each <= epsilon_255)
    found = {}
    for result in run_blocks(model, sha256, test, epsilons, cache, compute=0):
        if result.epsilon_255 == epsilon_255:
            found |= {result.block * BLOCK + index: by for index, by in enumerate(result.broken_by)}
    missing = [place for place in range(count) if place not in found]
    if missing:
        raise ValueError(
            f"{cache} lacks image {missing[0]} of the first {count} at {epsilon_255:g}/255; "
            "attack them with evaluate.py, or leave --cache out"
        )
    return [found[place] for place in range(count)]


def reference(options: argparse.Namespace) -> dict:
    """Which attack fooled the model on each image: null if none did, "clean" where it was wrong before.

    The images are the first of the test split, or the first test images of `--built-in`, a file that comes with
    the page.
    """
    manifest, model = read_model_folder(options.model)
    data, count, sha256 = find_data_set(manifest["data"]), options.images, manifest["weights"]["sha256"]
    all_pixels, all_labels = data.load(options.data, "test")
    places = read_places(options.built_in, "test")[:count] if options.built_in else list(range(count))
    chosen = Images(all_pixels[places], all_labels[places])
    started = time.monotonic()
    if options.cache:
        test, warnings = Images(all_pixels, all_labels), []
        fell_by = look_up(model, sha256, data, test, count, options.epsilon, options.cache)
    else:
        fell_by, warnings = attack(model, chosen, options.epsilon)
    return {
        "model": options.model.resolve().name,
        "weightsSha256": sha256,
        "data": Path(options.data).name,
        "images": count,
        "labels": chosen.labels.tolist(),
        "epsilon255": options.epsilon,
        "tool": autoattack.TOOL,
        "seconds": round(time.monotonic() - started),
        "fellBy": fell_by,
        "warnings": warnings,
    }


HEAD = (
    "| model | ε | images | right without an attack | robust, pyautoattack | robust, engine | judged differently |",
    "|---|---|---|---|---|---|---|",
)


def rows(results: Path) -> dict[str, str]:
    """A row of the table for every pair in the folder, keyed by its first two cells: model and epsilon."""
    found = {}
    for path in sorted(results.glob("*-engine.json")):
        other = path.with_name(path.name.replace("-engine", "-reference"))
        if not other.exists():
            continue
        ours, theirs = json.loads(path.read_text()), json.loads(other.read_text())
        if any(ours[field] != theirs[field] for field in SAME):
            raise ValueError(f"{path} and {other} are not of the same images and weights; make both again")
        engine, reference = ours["fellBy"], theirs["fellBy"]
        cells = [
            len(engine),
            f"{len(reference) - reference.count(CLEAN)}, {len(engine) - engine.count(CLEAN)}",
            reference.count(None),
            engine.count(None),
            sum((a is None) != (b is None) for a, b in zip(engine, reference, strict=True)),
        ]
        begin = f"| {ours['model']} | {ours['epsilon255']:g}/255 |"
        found[begin] = f"{begin} {' | '.join(map(str, cells))} |"
    return found


def write_table(path: Path, found: dict[str, str]) -> str:
    """Writes the rows between the file's comments. Rows already there are kept unless they were measured again."""
    before, rest = path.read_text().split(BEGIN)
    table, after = rest.split(END)
    kept = {"|".join(line.split("|")[:3]) + "|": line for line in table.strip().splitlines()[len(HEAD) :]}
    table = "\n".join([*HEAD, *(line for _, line in sorted({**kept, **found}.items()))])
    path.write_text(f"{before}{BEGIN}\n\n{table}\n\n{END}{after}")
    return table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path, nargs="?", help="folder that export.py wrote; not needed for --table")
    parser.add_argument("--data", help="where the model's data set lies")
    parser.add_argument("--built-in", type=Path, help="the page's file of the data set, to attack its images")
    parser.add_argument("--results", type=Path, required=True, help="folder, outside the repository")
    parser.add_argument("--images", type=int, default=200)
    parser.add_argument("--epsilon", type=float, default=8, help="in /255")
    parser.add_argument("--cache", type=Path, help="of evaluate.py, to take its verdicts")
    parser.add_argument("--table", type=Path, help="Markdown file to write the comparison into")
    options = parser.parse_args()
    if (options.model is None) != (options.data is None):
        parser.error("a model and --data go together; give both")
    if options.cache and options.built_in:
        parser.error("--cache has verdicts on the first images of the test split; leave --built-in out")
    torch.set_num_threads(1)
    if options.model:
        result = reference(options)
        options.results.mkdir(parents=True, exist_ok=True)
        name = f"{result['model']}-{options.epsilon:g}-{options.images}-reference.json"
        (options.results / name).write_text(json.dumps(result, indent=1) + "\n")
        print(f"{result['fellBy'].count(None)} of {options.images} robust, {result['seconds']} s: {name}")
    if options.table:
        print(write_table(options.table, rows(options.results)))


if __name__ == "__main__":
    main()
