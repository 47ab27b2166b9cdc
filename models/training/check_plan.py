"""Hold one process, Ray and the page to each other on the same plans: python check_plan.py FOLDER --data CIFAR10

Two plans of 200 CIFAR-10 test images on three models at 8/255, PGD-20 without a random start and APGD-CE of 100 steps,
are written into FOLDER and carried out by this package in one process, and on Ray with two workers, of which one is
killed in the middle.
The page carries them out by `node tools/runPlan.mjs`, whose results are compared too if they lie in FOLDER as
pgd-page.json and apgdCe-page.json. A verdict may differ on one image in 200.

An interrupted check goes on where it was. With --write, the figures are put into a Markdown file between its comments.
"""

import argparse
import json
import os
import signal
import statistics
import subprocess
import sys
import time
from pathlib import Path

from gradlens_training.data import cifar10
from gradlens_training.plans.compare import compare_files
from gradlens_training.plans.plan import evaluation_plan

IMAGES, BLOCK, EPSILON, AT_MOST = 200, 25, 8 / 255, 1
MODELS = ("cifar10-resnet-gelu-natural", "cifar10-resnet-gelu-adversarial", "cifar10-resnet-gelu-gradnorm")
ZOO = Path(__file__).resolve().parents[1]
BEGIN, END = "<!-- verdicts: written by models/training/check_plan.py -->", "<!-- end of verdicts -->"
PGD = {
    "steps": 20,
    "loss": "crossEntropy",
    "stepSize": {"rule": "shareOfEpsilon", "share": 2.5 / 20},
    "randomStart": False,
    "restarts": 1,
    "result": "last",
    "l1Share": 0.02,
}
HEAD_OF_PLAN = {"format": "gradlens-plan", "formatVersion": 1, "kind": "evaluation"}
ATTACKS = {"pgd": PGD, "apgdCe": {"steps": 100, "restarts": 1}}


def planned_model(name: str) -> dict:
    manifest = json.loads((ZOO / name / "manifest.json").read_text())
    kind = {"data": manifest["data"], "architecture": manifest["architecture"]}
    same = {"id": name, "name": manifest["name"], "classes": manifest["classes"], "kind": kind}
    return {**same, "sha256": manifest["weights"]["sha256"], "side": manifest["input"]["height"]}


def make_plan(data: Path, attack: str) -> dict:
    """Of the first images of test_batch.bin, as the page opens that file alone."""
    _, labels = cifar10.load(data, "test")
    counts = [int((labels == label).sum()) for label in range(10)]
    common = {"norm": "linf", "epsilon": EPSILON, "seed": 0}
    source = {
        "name": "test_batch.bin",
        "format": "CIFAR-10 binary batches",
        "count": len(labels),
        "classes": list(cifar10.CLASSES),
        "classCounts": counts,
        "splits": [{"name": "test", "start": 0, "count": len(labels)}],
        "origin": {"fileBytes": len(labels) * cifar10.RECORD_BYTES},
    }
    plan = {
        "formatVersion": 3,
        "measure": {
            "id": "accuracy",
            "attack": {"id": attack, "settings": {**ATTACKS[attack], **common}},
            "epsilons": [EPSILON],
        },
        "models": [planned_model(name) for name in MODELS],
        "source": {
            "kind": "dataSet",
            "dataSet": source,
            "choice": {"count": IMAGES, "seed": 0, "split": "test"},
            "labels": labels[:IMAGES].tolist(),
        },
        "indices": list(range(IMAGES)),
        "blockSize": BLOCK,
        "flags": None,
    }
    return {**HEAD_OF_PLAN, "plan": plan}


def start(plan: Path, data: Path, out: Path, *more: str) -> subprocess.Popen:
    command = [sys.executable, "-m", "gradlens_training.command", "run", plan, "--data", data, "--out", out, *more]
    return subprocess.Popen([str(each) for each in command], cwd=Path(__file__).parent)


def finished(folder: Path) -> list[dict]:
    lines = [line for file in folder.glob("*.blocks.jsonl") for line in file.read_text().splitlines()]
    return [json.loads(line) for line in lines if line.endswith("}")]


def alone(plan: Path, data: Path, out: Path) -> None:
    if not out.exists() and start(plan, data, out).wait() != 0:
        raise SystemExit(f"{plan} could not be carried out")


def with_a_loss(plan: Path, data: Path, out: Path) -> None:
    """Two workers; once each has finished a block, the one that finished last is killed in its next."""
    if out.exists():
        return
    out.parent.mkdir(parents=True, exist_ok=True)
    before = len(finished(out.parent))
    run = start(plan, data, out, "--workers", "2")
    while run.poll() is None and len(finished(out.parent)) < before + 3:
        time.sleep(0.1)
    if run.poll() is not None:
        raise SystemExit("the run ended before a worker could be killed; remove its finished blocks")
    time.sleep(0.5)  # so that the next block is under way
    worker = finished(out.parent)[-1]["outcome"]["worker"]
    os.kill(int(worker.split("/")[1]), signal.SIGKILL)
    (out.parent / "killed.txt").write_text(f"{worker}\n")
    print(f"killed worker {worker} after {len(finished(out.parent)) - before} blocks")
    if run.wait() != 0:
        raise SystemExit("the run did not survive the loss of a worker")


def rows(folder: Path, attack: str) -> list[str]:
    one = folder / attack / "alone" / "results.json"
    others = {"Ray, a worker killed": folder / attack / "ray" / "results.json", "page": folder / f"{attack}-page.json"}
    found = []
    for name, other in others.items():
        if not other.exists():
            continue
        for curve in compare_files(one, other):
            robust = [sum(verdict == "robust" for verdict in each.values()) for each in (curve.one, curve.other)]
            different = ", ".join(f"image {index}" for index in curve.different) or "none"
            model = curve.name.split(",")[0]
            cells = [attack_name(attack), model, name, len(curve.images), *robust, different]
            found.append(f"| {' | '.join(map(str, cells))} |")
            if len(curve.different) > AT_MOST:
                print(f"too many differ: {found[-1]}")
    return found


def attack_name(attack: str) -> str:
    return {"pgd": "PGD-20", "apgdCe": "APGD-CE, 100 steps"}[attack]


def speed(folder: Path, attack: str) -> str:
    """Images a second of one core: by the time that a core spent, so that other work on the machine does not count."""
    records = finished(folder / attack / "alone")
    plan = evaluation_plan(json.loads((folder / f"{attack}.json").read_text())["plan"])
    attacked = sum(verdict != "wrong" for record in records for verdict in record["outcome"]["outcome"]["verdicts"])
    core = sum(record["outcome"]["coreSeconds"] for record in records)
    each, block = [record["outcome"]["coreSeconds"] for record in records], plan.source["blockSize"]
    return (
        f"{attack_name(attack)}: {attacked} attacked images of {len(plan.models)} models in {core:.0f} core seconds, "
        f"{attacked / core:.2f} a second of one core; {statistics.median(each):.1f} s for a block of {block} images"
    )


HEAD = (
    "| attack | model | compared with one process | images | robust, one process | robust, other | judged differently |",
    "|---|---|---|---|---|---|---|",
)


def write(path: Path, lines: list[str]) -> None:
    before, rest = path.read_text().split(BEGIN)
    _, after = rest.split(END)
    path.write_text("\n".join([f"{before}{BEGIN}\n", *lines, f"\n{END}{after}"]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="outside the repository")
    parser.add_argument("--data", type=Path, required=True, help="folder with test_batch.bin")
    parser.add_argument("--plans-alone", action="store_true", help="write the plans, for the page to carry out first")
    parser.add_argument("--write", type=Path, help="Markdown file to write the figures into")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    for attack in ATTACKS:
        plan = (options.folder / f"{attack}.json").resolve()
        page = options.folder / f"{attack}-page.json"
        if options.plans_alone or not (plan.exists() or page.exists()):
            plan.write_text(json.dumps(make_plan(options.data, attack), indent=1) + "\n")
        elif page.exists():
            plan.write_text(json.dumps({**HEAD_OF_PLAN, "plan": json.loads(page.read_text())["plan"]}, indent=1) + "\n")
        if options.plans_alone:
            continue
        results = options.folder.resolve() / attack
        alone(plan, options.data.resolve(), results / "alone" / "results.json")
        with_a_loss(plan, options.data.resolve(), results / "ray" / "results.json")
    if options.plans_alone:
        return
    table = [row for attack in ATTACKS for row in rows(options.folder, attack)]
    lines = [*HEAD, *table, "", *(f"- {speed(options.folder, attack)}" for attack in ATTACKS)]
    print("\n".join(lines))
    if options.write:
        write(options.write, lines)


if __name__ == "__main__":
    main()
