"""`gradlens run`."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from ..jobs import Executor
from ..jobs.choose import choose_executor
from ..jobs.finished_jobs import FinishedJobs
from ..planned_training.run import run_training
from .carry_out import BlockChain, PlanRun, finished_file, run_plan
from .compare import verdicts_of
from .images import open_images
from .judge import perform
from .models import find_models
from .plan import EvaluationPlan, evaluation_plan, read_plan
from .progress import Progress
from .results import now, results_of, write_results


def run(options: argparse.Namespace) -> int:
    content = read_plan(options.plan)
    if content["kind"] == "training":
        return run_training(options, content["plan"])
    plan = evaluation_plan(content["plan"])
    files = find_models(plan.models, options.models)
    images = open_images(plan, options.data)
    out: Path = options.out
    out.parent.mkdir(parents=True, exist_ok=True)
    kept = FinishedJobs(finished_file(out, plan))
    executor = choose_executor(perform, files, options)
    try:
        return _carry_out(PlanRun(plan, images, options.device), executor, kept, out)
    finally:
        executor.close()


def _carry_out(planned: PlanRun, executor: Executor, kept: FinishedJobs, out: Path) -> int:
    plan, started_at, began = planned.plan, now(), time.monotonic()
    progress, chains, seconds, status = Progress(plan), {}, 0.0, "done"
    try:
        for finished in run_plan(planned, executor, kept):
            chain: BlockChain = finished.chain
            chains[chain.block, chain.model["id"]] = chain
            seconds += finished.outcome["seconds"]
            progress.tell(finished)
    except KeyboardInterrupt:
        status = "stopped"
    records = [record for chain in chains.values() for record in chain.records]
    write_results(out, results_of(plan, records, status, started_at, seconds, planned.device))
    print(summary(plan, records))
    reused = f", {progress.reused} of {progress.done} jobs from an earlier run" if progress.reused else ""
    print(f"{out}: {status} in {time.monotonic() - began:.1f} s{reused}")
    return 0 if status == "done" else 1


def summary(plan: EvaluationPlan, records: list[dict]) -> str:
    lines = []
    for name, verdicts in verdicts_of(plan, records):
        counts = {word: list(verdicts.values()).count(word) for word in ("robust", "fooled", "wrong")}
        lines.append(f"{name}: " + ", ".join(f"{count} {word}" for word, count in counts.items()))
    return "\n".join(lines)
