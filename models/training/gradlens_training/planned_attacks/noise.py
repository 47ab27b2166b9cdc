"""Noise of epsilon's size, by the page's own generators, so that both draw the same: no public attack does."""

from __future__ import annotations

from torch import Tensor, nn

from .draws import Distribution, draw_images, scaled
from .runs import Batch, Run
from .settings import Settings


def random_sign(settings: Settings, class_count: int) -> list[Run]:
    return _draws(settings, "Random sign", "sign")


def gaussian_noise(settings: Settings, class_count: int) -> list[Run]:
    return _draws(settings, "Gaussian noise", "gaussian")


def _draws(settings: Settings, name: str, distribution: Distribution) -> list[Run]:
    def run_of(run: int) -> Run:
        def attack(_: nn.Module, batch: Batch, epsilon: float) -> Tensor:
            noise = draw_images(batch.pixels, batch.indices, settings["seed"], run, distribution)
            return (batch.pixels + scaled(noise, epsilon, settings["norm"])).clamp(0, 1)

        return Run(f"{name}, draw {run + 1}", "Gradlens", attack)

    return [run_of(run) for run in range(settings["restarts"])]
