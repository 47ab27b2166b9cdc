"""Seconds per training step: python measure_speed.py [--rounds 10] [--threads 1] [--precisions float32] [--out FOLDER]

Every objective on the architecture that ships, in float32 and, unless left out,
bfloat16 (minutes per step on processors that only emulate it), with PyTorch's own
double backward and with gradlens_training/double_backward.py.
The images are random: the time of a step does not depend on their content. All
configurations take turns, one step per round, so that whatever slows the machine slows
all of them alike; the median is reported. Run it while nothing else runs. Writes
speed.md, and speed.json for evaluate.py; with --device cuda speed-cuda.md and speed-cuda.json.
"""

import argparse
import datetime
import json
import os
import platform
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from gradlens_training import double_backward
from gradlens_training.loop import build_model
from gradlens_training.objectives import OBJECTIVES, read_objective
from gradlens_training.recipe import Recipe, read_recipe
from gradlens_training.step import RecordedStep, Step, make_optimizer

HERE = Path(__file__).parent
# These recipes give the optimiser and whether batch norm is frozen; the second is for all robust objectives.
NATURAL, ROBUST = "cifar10-resnet-gelu-natural", "cifar10-resnet-gelu-adversarial"
SETTINGS = {
    "natural": {},
    "adversarial": {"epsilon_255": 8, "steps": 3, "ramp_epochs": 1},
    "fgsm": {"epsilon_255": 8, "step_share": 1.25, "random_start": True, "ramp_epochs": 1},
    "gradient-norm": {"epsilon_255": 8, "lambda_ce": 1, "lambda_gn": 1, "ramp_epochs": 1},
    "gradient-norm-differences": {
        "epsilon_255": 8,
        "lambda_ce": 1,
        "lambda_gn": 1,
        "difference_step_255": 1,
        "ramp_epochs": 1,
    },
    "edge-regularisation": {"alpha_start": 1, "alpha_end": 10, "temperature": 0.5, "ramp_epochs": 1},
}
PRECISIONS = ("float32", "bfloat16")
BASELINE = "adversarial"
Key = tuple[str, str, bool]  # objective, precision, whether the double backward is written out


def timed_recipes(batch: int | None) -> dict[str, Recipe]:
    """A recipe for every objective of the registry."""
    recipes = {}
    for name in OBJECTIVES:
        recipe = read_recipe(HERE / "recipes" / f"{NATURAL if name == 'natural' else ROBUST}.toml")
        training = replace(recipe.training, batch_size=batch or recipe.training.batch_size)
        objective = read_objective({"name": name, **SETTINGS[name]}, "measure_speed.py")
        recipes[name] = replace(recipe, objective=objective, training=training)
    return recipes


def make_step(recipe: Recipe, precision: str, written_out: bool, device: str = "cpu") -> Callable[[], None]:
    """One complete step, as train.py takes it."""
    settings, side = recipe.training, recipe.data.side
    recipe = replace(recipe, training=replace(settings, precision=precision))
    generator = torch.Generator(device).manual_seed(0)
    model, average = build_model(recipe).to(device), build_model(recipe).to(device)
    if written_out:
        double_backward.write_out(model)
    model.train(settings.batch_norm == "train")
    count = settings.batch_size
    pixels = torch.randint(0, 256, (count, 3, side, side), generator=generator, device=device).to(torch.uint8)
    labels = torch.randint(0, len(recipe.data.classes), (count,), generator=generator, device=device)
    chosen = torch.arange(count, device=device)
    step = Step(recipe, (pixels, labels), model, average, make_optimizer(model, recipe))
    if device == "cuda":
        step = RecordedStep(step, count, generator)

    def to_its_end() -> None:
        step(chosen, generator, 1e-4, 1.0, 1 - settings.ema_decay)
        if device == "cuda":
            torch.cuda.synchronize()

    return to_its_end


def timed_seconds(steps: dict[Key, Callable[[], None]], rounds: int) -> dict[Key, list[float]]:
    """Seconds of every step in every round."""
    times: dict[Key, list[float]] = {key: [] for key in steps}
    for turn in range(rounds + 1):
        for key, step in steps.items():
            started = time.perf_counter()
            step()
            times[key].append(time.perf_counter() - started)
        print(f"round {turn} of {rounds}", flush=True)
    # The first step allocates memory and picks kernels.
    return {key: taken[1:] for key, taken in times.items()}


def ratio_interval(taken: list[float], baseline: list[float]) -> dict[str, float]:
    """95 % interval of the ratio of two medians, by percentile bootstrap over the rounds, in which both took turns."""
    chosen = np.random.default_rng(0).integers(len(taken), size=(2000, len(taken)))
    ratios = np.median(np.array(taken)[chosen], axis=1) / np.median(np.array(baseline)[chosen], axis=1)
    low, high = np.quantile(ratios, (0.025, 0.975)).round(4).tolist()
    return {"low": low, "high": high}


def processor(device: str) -> str:
    if device == "cuda":
        return torch.cuda.get_device_name()
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text().splitlines() if cpuinfo.exists() else []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def to_json(times: dict[Key, list[float]], recipe: Recipe, threads: int, device: str = "cpu") -> dict:
    precisions = [precision for precision in PRECISIONS if (BASELINE, precision, False) in times]

    def table(written_out: bool) -> dict[str, dict[str, float]]:
        return {n: {p: round(statistics.median(times[n, p, written_out]), 6) for p in precisions} for n in OBJECTIVES}

    def interval(name: str, precision: str) -> dict[str, float]:
        return ratio_interval(times[name, precision, True], times[BASELINE, precision, True])

    return {
        "date": datetime.date.today().isoformat(),
        "device": device,
        "processor": processor(device),
        "torch": torch.__version__,
        "threads": threads,
        "batch": recipe.training.batch_size,
        "data": recipe.data.name,
        "architecture": recipe.architecture.to_manifest(),
        "secondsPerStep": table(False),
        "secondsPerStepWrittenOut": table(True),
        "relativeWrittenOut": {n: {p: interval(n, p) for p in precisions} for n in OBJECTIVES},
    }


def to_markdown(speed: dict, rounds: int) -> str:
    where = f"{speed['threads']} of {os.cpu_count()} logical processors ({speed['processor']})"
    if speed["device"] == "cuda":
        note = ", float32's convolutions in TF32" if "float32" in speed["secondsPerStep"][BASELINE] else ""
        where = f"one {speed['processor']}, each step a CUDA graph{note}"
    conditions = (
        f"Median of {rounds} steps of {speed['batch']} images of {speed['data']}, on {where},"
        f" torch {speed['torch']}, {speed['date']}."
        " In brackets: as a share of a step of PGD-3 adversarial training in the same precision, by PyTorch's own"
        " double backward. Written out: by `gradlens_training/double_backward.py`."
    )
    ways = {"": "secondsPerStep", ", written out": "secondsPerStepWrittenOut"}
    precisions = list(speed["secondsPerStep"][BASELINE])
    heads = ["objective", *(f"{precision}{words}" for precision in precisions for words in ways)]
    digits = 3 if speed["device"] == "cpu" else 5
    lines = ["# Seconds per training step", "", conditions, "", f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    for name in OBJECTIVES:
        cells = []
        for precision in precisions:
            baseline = speed["secondsPerStep"][BASELINE][precision]
            taken = [speed[table][name][precision] for table in ways.values()]
            cells += [f"{seconds:.{digits}f} ({seconds / baseline:.2f})" for seconds in taken]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=10, help="timed steps of each")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--device", choices=("cpu", "cuda"), default="cpu")
    parser.add_argument("--batch", type=int, help="instead of the recipes' own")
    parser.add_argument("--precisions", nargs="+", choices=PRECISIONS, default=PRECISIONS)
    parser.add_argument("--out", type=Path, default=HERE, help="gets speed.md and speed.json")
    options = parser.parse_args(arguments)
    torch.set_num_threads(options.threads)
    recipes = timed_recipes(options.batch)
    steps = {
        (name, precision, written_out): make_step(recipe, precision, written_out, options.device)
        for name, recipe in recipes.items()
        for precision in options.precisions
        for written_out in (False, True)
    }
    speed = to_json(timed_seconds(steps, options.rounds), recipes[BASELINE], options.threads, options.device)
    name = "speed" if options.device == "cpu" else f"speed-{options.device}"
    (options.out / f"{name}.json").write_text(json.dumps(speed, indent=2) + "\n")
    (options.out / f"{name}.md").write_text(to_markdown(speed, options.rounds))
    print(to_markdown(speed, options.rounds))


if __name__ == "__main__":
    main()
