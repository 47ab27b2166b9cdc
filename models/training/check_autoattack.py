"""Hold the page's AutoAttack to pyautoattack's: python check_autoattack.py MODEL_FOLDER --data PLACE --results FOLDER

Attacks the first pictures of the test split, or with --built-in those that the page has of it, by AutoAttack "standard"
in L∞ and notes what felled each, in the folder of results, where `npm run check:autoattack` notes the same of the page's engine. With --table the two are compared for
every model of that folder, and the comparison is written into a Markdown file between its two comments.
"""

import argparse
import json
import time
from pathlib import Path

import torch

from gradlens_training.data import find_data_set
from gradlens_training.data.built_in import read_places
from gradlens_training.evaluation import autoattack
from gradlens_training.evaluation.blocks import Pictures
from gradlens_training.model_folder import read_model_folder

CLEAN = "clean"
BEGIN, END = "<!-- verdicts: written by models/training/check_autoattack.py -->", "<!-- end of verdicts -->"
SAME = ("model", "weightsSha256", "pictures", "labels", "epsilon255")


def reference(folder: Path, data: str, count: int, epsilon_255: float, built_in: Path | None = None) -> dict:
    """What felled each of the first `count` pictures: null where it holds, "clean" where it was wrong before.

    The pictures are the first of the test split, or the first test pictures of `built_in`, a file that comes with the
    page.
    """
    manifest, model = read_model_folder(folder)
    all_pixels, all_labels = find_data_set(manifest["data"]).load(data, "test")
    places = read_places(built_in, "test")[:count] if built_in else list(range(count))
    chosen = Pictures(all_pixels[places], all_labels[places])
    pixels, labels = chosen.floats(), chosen.labels
    started = time.monotonic()
    with torch.no_grad():
        right = model(pixels).argmax(1) == labels
    fell_by: list[str | None] = [None if each else CLEAN for each in right.tolist()]
    attack = autoattack.standard(model, epsilon_255 / 255)
    fell_by, warnings = autoattack.attack_standing(attack, pixels, labels, fell_by)
    return {
        "model": folder.resolve().name,
        "weightsSha256": manifest["weights"]["sha256"],
        "data": Path(data).name,
        "pictures": count,
        "labels": labels.tolist(),
        "epsilon255": epsilon_255,
        "tool": autoattack.TOOL,
        "seconds": round(time.monotonic() - started),
        "fellBy": fell_by,
        "warnings": warnings,
    }


HEAD = (
    "| model | ε | pictures | right when clean | hold, pyautoattack | hold, engine | judged otherwise |",
    "|---|---|---|---|---|---|---|",
)


def rows(results: Path) -> dict[str, str]:
    """A row of the table for every pair in the folder, by its beginning: model and epsilon."""
    found = {}
    for path in sorted(results.glob("*-engine.json")):
        other = path.with_name(path.name.replace("-engine", "-reference"))
        if not other.exists():
            continue
        ours, theirs = json.loads(path.read_text()), json.loads(other.read_text())
        if any(ours[field] != theirs[field] for field in SAME):
            raise ValueError(f"{path} and {other} are not of the same pictures and weights; make both again")
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
    """Between the file's comments. Rows that stand there stay, unless they were found anew."""
    before, rest = path.read_text().split(BEGIN)
    table, after = rest.split(END)
    standing = {"|".join(line.split("|")[:3]) + "|": line for line in table.strip().splitlines()[len(HEAD) :]}
    table = "\n".join([*HEAD, *(line for _, line in sorted({**standing, **found}.items()))])
    path.write_text(f"{before}{BEGIN}\n\n{table}\n\n{END}{after}")
    return table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path, nargs="?", help="folder that export.py wrote; none where only --table is")
    parser.add_argument("--data", help="where the model's data set lies")
    parser.add_argument("--built-in", type=Path, help="the page's file of the data set, whose pictures are taken")
    parser.add_argument("--results", type=Path, required=True, help="folder, outside the repository")
    parser.add_argument("--pictures", type=int, default=200)
    parser.add_argument("--epsilon", type=float, default=8, help="in /255")
    parser.add_argument("--table", type=Path, help="Markdown file to write the comparison into")
    options = parser.parse_args()
    if (options.model is None) != (options.data is None):
        parser.error("a model and --data go together; give both")
    torch.set_num_threads(1)
    if options.model:
        result = reference(options.model, options.data, options.pictures, options.epsilon, options.built_in)
        options.results.mkdir(parents=True, exist_ok=True)
        name = f"{result['model']}-{options.epsilon:g}-{options.pictures}-reference.json"
        (options.results / name).write_text(json.dumps(result, indent=1) + "\n")
        print(f"{result['fellBy'].count(None)} of {options.pictures} hold, {result['seconds']} s: {name}")
    if options.table:
        print(write_table(options.table, rows(options.results)))


if __name__ == "__main__":
    main()
