"""Compare AutoAttack's verdicts on a GPU with those on a CPU: python compare_devices.py CACHE

For every model and epsilon that evaluate.py attacked on both, counts the images that are fooled on one device and
robust on the other. Random starts differ between devices, so an image close to the boundary may be judged differently.
"""

import argparse
import json
from collections import defaultdict
from pathlib import Path

from gradlens_training.evaluation.block_cache import first_place
from gradlens_training.jobs.finished_jobs import read_records

Verdicts = dict[int, bool]  # whether it is robust, by its place in the test split


def verdicts(records: list[dict]) -> Verdicts:
    found = {}
    for record in records:
        found |= {first_place(record) + index: by is None for index, by in enumerate(record["brokenBy"])}
    return found


def compare(cache: Path, names: dict[str, str]) -> list[tuple[str, int, int, int, int]]:
    """Rows: model and epsilon, images attacked on both, robust on the CPU, robust on the GPU, judged differently."""
    rows = []
    for path in sorted(cache.glob("*.jsonl")):
        by_device = defaultdict(list)
        for record in read_records(path):
            by_device[record.get("device", "cpu")].append(record)
        cpu, gpu = (verdicts(by_device[device]) for device in ("cpu", "cuda"))
        both = sorted(cpu.keys() & gpu.keys())
        if both:
            record = by_device["cpu"][0]
            name = f"{names.get(record['weights'], record['weights'][:16])} at {record['epsilon255']:g}/255"
            otherwise = sum(cpu[place] != gpu[place] for place in both)
            rows.append((name, len(both), sum(cpu[p] for p in both), sum(gpu[p] for p in both), otherwise))
    return sorted(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cache", type=Path, help="the --cache of evaluate.py")
    parser.add_argument("--models", type=Path, default=Path(__file__).resolve().parents[1], help="for their names")
    options = parser.parse_args()
    manifests = [json.loads(path.read_text()) for path in options.models.glob("*/manifest.json")]
    rows = compare(options.cache, {manifest["weights"]["sha256"]: manifest["id"] for manifest in manifests})
    print("| model | images | robust, CPU | robust, GPU | judged differently |\n|---|---|---|---|---|")
    for row in [*rows, ("all", *(sum(row[column] for row in rows) for column in range(1, 5)))]:
        print(f"| {' | '.join(map(str, row))} |")


if __name__ == "__main__":
    main()
