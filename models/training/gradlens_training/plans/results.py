"""results.json, as the page writes and reads it (src/plans/resultsFile.ts). Curves follow from the records."""

from __future__ import annotations

import datetime
import functools
import importlib.metadata
import json
import platform
from pathlib import Path
from typing import Any

import pyautoattack
import torch
import torchattacks

from ..model_folder import replace_file
from .plan import EvaluationPlan
from .schema import find_problem

RESULTS_HEAD = {"format": "gradlens-results", "formatVersion": 1}
NOTES = [
    "Made by the Python package of Gradlens; random starts that a public package draws itself differ from the page's.",
    "Records list what each job judged: blocks and steps count from 0, indices are positions in the source.",
    "Epsilons and sizes are in the attack's norm, on pixels in [0, 1]; in L-infinity, multiply by 255 for the usual units.",
]


def results_of(
    plan: EvaluationPlan, records: list[dict[str, Any]], status: str, started_at: str, seconds: float, device: str
) -> dict[str, Any]:
    places = {model["id"]: place for place, model in enumerate(plan.models)}
    ordered = sorted(records, key=lambda record: (record["block"], record["step"], places[record["modelId"]]))
    return {
        **RESULTS_HEAD,
        "kind": "evaluation",
        "notes": NOTES,
        "planSha256": plan.sha256,
        "status": status,
        "startedAt": started_at,
        "secondsComputing": round(seconds, 3),
        "environments": [environment_of(device, started_at)],
        "plan": plan.source,
        "records": ordered,
        "flags": {},
    }


def environment_of(device: str, since: str) -> dict[str, Any]:
    """What computed."""
    return {
        "backend": "pytorch",
        "device": describe_device(device),
        "userAgent": "",
        "versions": versions(),
        "since": since,
    }


def write_results(path: Path, results: dict[str, Any]) -> None:
    problem = find_problem(results, "results")
    if problem is not None:
        raise RuntimeError(f"the results do not fit their schema at {problem}; report this")
    replace_file(path, (json.dumps(results, indent=1, allow_nan=False) + "\n").encode())


@functools.cache
def versions() -> dict[str, str]:
    """Of everything that verdicts depend on."""
    return {
        "gradlens": own_version(),
        "torch": torch.__version__,
        "torchattacks": torchattacks.__version__,
        "pyautoattack": pyautoattack.__version__,
    }


def own_version() -> str:
    try:
        return importlib.metadata.version("gradlens")
    except importlib.metadata.PackageNotFoundError:
        return "checkout"


def describe_device(device: str) -> str:
    return torch.cuda.get_device_name() if device == "cuda" and torch.cuda.is_available() else platform.machine()


def now() -> str:
    """ISO 8601, UTC."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
