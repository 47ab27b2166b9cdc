"""Local Ray with two workers, of which one is killed while it works."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from plan_fixtures import PGD, plan_file, write_images, write_model

pytest.importorskip("ray")
TRAINING = Path(__file__).parents[1]
STEPS = 150  # so that a job takes long enough to be killed in its middle


def start(plan: Path, root: Path, out: Path, *more: str) -> subprocess.Popen:
    where = ["--data", root / "data", "--models", root / "models", "--out", out]
    command = [sys.executable, "-m", "gradlens_training.command", "run", plan, *where, *more]
    return subprocess.Popen([str(each) for each in command], cwd=TRAINING, stderr=subprocess.PIPE, text=True)


def finished(out: Path) -> list[dict]:
    lines = [line for file in out.parent.glob("*.blocks.jsonl") for line in file.read_text().splitlines()]
    return [json.loads(line) for line in lines if line.endswith("}")]


def test_a_killed_worker_loses_one_block_and_changes_no_verdict(tmp_path):
    models = [write_model(tmp_path / "models" / f"tiny-{seed}", seed) for seed in (1, 2)]
    labels = write_images(tmp_path / "data", tmp_path / "models" / "tiny-1")
    plan = tmp_path / "plan.json"
    plan.write_text(json.dumps(plan_file(models, labels, "pgd", {**PGD, "steps": STEPS})))
    for folder in ("ray", "alone"):
        (tmp_path / folder).mkdir()
    out = tmp_path / "ray" / "results.json"
    run = start(plan, tmp_path, out, "--workers", "2")
    deadline = time.monotonic() + 240
    while len(finished(out)) < 2 and run.poll() is None and time.monotonic() < deadline:
        time.sleep(0.05)
    before = finished(out)
    killed = before[-1]["outcome"]["worker"]
    os.kill(int(killed.split("/")[1]), signal.SIGKILL)
    _, said = run.communicate(timeout=240)
    assert run.returncode == 0, said
    after = finished(out)
    assert after[: len(before)] == before
    assert len({json.dumps(record["key"]) for record in after}) == len(after) > len(before)
    assert len({record["outcome"]["worker"] for record in after}) == 3  # one took the place of the killed one

    alone = tmp_path / "alone" / "results.json"
    assert start(plan, tmp_path, alone).wait(timeout=240) == 0
    one, other = (json.loads(path.read_text())["records"] for path in (out, alone))
    judged = [[{**record["outcome"], "sizes": None} for record in records] for records in (one, other)]
    assert judged[0] == judged[1]
