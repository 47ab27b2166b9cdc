"""Seconds per training step: python measure_speed.py [--steps 10] [--out speed.md]

Every objective of the recipes, in float32 and bfloat16, on 1 and 2 threads,
with channels last and first, on random pictures: the time of a step does not
depend on what is in them. Run it while nothing else runs.
"""

import argparse
import datetime
import os
import platform
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import torch
from torch import Tensor, nn

from gradlens_training.loop import MEAN, STD, augment, make_optimizer, update_average
from gradlens_training.objectives import OBJECTIVES
from gradlens_training.recipe import Recipe, read_recipe
from gradlens_training.resnet import ResNet, conv_norm

HERE = Path(__file__).parent
RECIPES = ("cifar10-resnet-gelu-natural", "cifar10-resnet-gelu-adversarial", "cifar10-resnet-gelu-gradnorm")
PRECISIONS = ("float32", "bfloat16")
LAYOUTS = ("channels last", "channels first")


class ChannelsFirstResNet(ResNet):
    """The same forward pass without its turn to channels last."""

    def forward(self, pixels: Tensor) -> Tensor:
        x = (pixels - self.mean) / self.std
        x = self.pool(self.activation(conv_norm(self.conv1, self.bn1, x)))
        for stage in range(self.stages):
            x = getattr(self, f"layer{stage + 1}")(x)
        with torch.autocast("cpu", enabled=False):
            return self.fc(x.to(self.fc.weight.dtype).mean((2, 3)))


def make_step(recipe: Recipe, precision: str, layout: str) -> Callable[[], None]:
    """One step as loop.py takes it: augment, objective, backward, clip, descend, average."""
    settings = recipe.training
    generator = torch.Generator().manual_seed(0)
    torch.manual_seed(0)

    def build() -> ResNet:
        if layout == "channels first":
            return ChannelsFirstResNet(recipe.architecture, 10, MEAN, STD)
        return ResNet(recipe.architecture, 10, MEAN, STD).to(memory_format=torch.channels_last)

    model, average = build(), build()
    model.train(settings.batch_norm == "train")
    optimizer = make_optimizer(model, recipe)
    for group in optimizer.param_groups:
        group["lr"] = 1e-4
    pixels = torch.randint(0, 256, (settings.batch_size, 3, 32, 32), generator=generator).to(torch.uint8)
    labels = torch.randint(0, 10, (settings.batch_size,), generator=generator)
    objective = OBJECTIVES[recipe.objective.name]

    def step() -> None:
        with torch.autocast("cpu", torch.bfloat16, enabled=precision == "bfloat16"):
            loss, _ = objective(model, augment(pixels, generator), labels, recipe.objective, generator, 1.0)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        if settings.clip_norm:
            nn.utils.clip_grad_norm_(model.parameters(), settings.clip_norm)
        optimizer.step()
        update_average(average, model, settings.ema_decay, 1000)

    return step


def seconds_per_step(step: Callable[[], None], steps: int) -> float:
    step()  # allocates and picks kernels
    times = []
    for _ in range(steps):
        started = time.perf_counter()
        step()
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text().splitlines() if cpuinfo.exists() else []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--steps", type=int, default=10, help="timed steps a row; their median counts")
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--recipes", nargs="+", default=RECIPES)
    parser.add_argument("--out", type=Path, default=HERE / "speed.md")
    options = parser.parse_args()
    recipes = [read_recipe(HERE / "recipes" / f"{name}.toml") for name in options.recipes]
    conditions = (
        f"Median of {options.steps} steps of {recipes[0].training.batch_size} pictures, by"
        f" `python measure_speed.py --steps {options.steps}`: {processor()}, {os.cpu_count()} logical processors,"
        f" torch {torch.__version__}, {datetime.date.today().isoformat()}."
    )
    heads = ["objective", "precision", "layout", *(f"{n} thread{'s' * (n > 1)}" for n in options.threads)]
    lines = ["# Seconds per training step", "", conditions, "", f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    print("\n".join(lines))
    for recipe in recipes:
        for precision in PRECISIONS:
            for layout in LAYOUTS:
                cells = []
                for threads in options.threads:
                    torch.set_num_threads(threads)
                    cells.append(f"{seconds_per_step(make_step(recipe, precision, layout), options.steps):.3f}")
                lines.append(f"| {recipe.objective.name} | {precision} | {layout} | {' | '.join(cells)} |")
                print(lines[-1], flush=True)
    options.out.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
