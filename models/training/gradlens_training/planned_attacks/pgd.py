"""PGD and its single step, FGSM: torchattacks where it has them, else the project's own definition."""

from __future__ import annotations

import torch
import torchattacks
from torch import Tensor, nn

from .norms import NORMS
from .runs import Batch, Run, loss_gradient, losses_at
from .settings import Settings, step_length, torch_seed

TORCHATTACKS = f"torchattacks {torchattacks.__version__}"
OWN = "Gradlens"
FGSM_L1_SHARE = 0.2  # the page's: one step has to find room within [0, 1] for all of epsilon


def pgd(settings: Settings, class_count: int) -> list[Run]:
    return [_run(settings, f"PGD, start {run + 1}", run) for run in range(settings["restarts"])]


def fgsm(settings: Settings, class_count: int) -> list[Run]:
    step_size = {"rule": "shareOfEpsilon", "share": settings["stepShare"]}
    as_pgd = {**settings, "steps": 1, "stepSize": step_size, "result": "last", "l1Share": FGSM_L1_SHARE}
    return [_run(as_pgd, f"FGSM, start {run + 1}", run) for run in range(settings["restarts"])]


def _run(settings: Settings, name: str, run: int) -> Run:
    if settings["norm"] != "l1" and settings["result"] == "last" and _loss_of(settings) == "crossEntropy":
        return Run(name, TORCHATTACKS, lambda model, batch, epsilon: _public(settings, run, model, batch, epsilon))
    # torchattacks has no PGD in L1, none on margins, and none that keeps the worst iterate.
    return Run(name, OWN, lambda model, batch, epsilon: _own(settings, run, model, batch, epsilon))


def _public(settings: Settings, run: int, model: nn.Module, batch: Batch, epsilon: float) -> Tensor:
    kind = torchattacks.PGD if settings["norm"] == "linf" else torchattacks.PGDL2
    attack = kind(
        model,
        eps=epsilon,
        alpha=step_length(settings, epsilon),
        steps=settings["steps"],
        random_start=settings["randomStart"],
    )
    attack.set_device(batch.pixels.device)
    torch.manual_seed(torch_seed(settings, batch.indices, run))
    return attack(batch.pixels, batch.labels)


def _own(settings: Settings, run: int, model: nn.Module, batch: Batch, epsilon: float) -> Tensor:
    norm, length, pixels = NORMS[settings["norm"]], step_length(settings, epsilon), batch.pixels
    iterate = _start(settings, run, batch, epsilon) if settings["randomStart"] else pixels
    loss = _loss_of(settings)
    worst = _Worst(model, batch, loss)
    for _ in range(settings["steps"]):
        if settings["result"] == "worst":
            worst.see(iterate)
        direction = norm.ascent(loss_gradient(model, iterate, batch.labels, loss), settings["l1Share"])
        iterate = norm.project(iterate + length * direction, pixels, epsilon)
    worst.see(iterate)
    return worst.pixels if settings["result"] == "worst" else iterate


def _loss_of(settings: Settings) -> str:
    """Plans of earlier releases do not name it."""
    return settings.get("loss", "crossEntropy")


def _start(settings: Settings, run: int, batch: Batch, epsilon: float) -> Tensor:
    """A uniform point of the ball."""
    generator = torch.Generator().manual_seed(torch_seed(settings, batch.indices, run))
    count, size = len(batch.labels), batch.pixels[0].numel()
    name = settings["norm"]
    if name == "linf":
        noise = 2 * torch.rand((count, size), generator=generator) - 1
    elif name == "l2":
        direction = torch.randn((count, size), generator=generator)
        radius = torch.rand((count, 1), generator=generator) ** (1 / size)
        noise = radius * direction / direction.norm(dim=1, keepdim=True)
    else:  # Exponential changes beside one more that is left out make their shares uniform in the ball.
        changes = torch.empty((count, size + 1)).exponential_(generator=generator)
        signs = torch.randint(0, 2, (count, size), generator=generator) * 2 - 1
        noise = signs * changes[:, :-1] / changes.sum(1, keepdim=True)
    return (batch.pixels + epsilon * noise.reshape(batch.pixels.shape).to(batch.pixels.device)).clamp(0, 1)


class _Worst:
    """The worst iterate of each image so far: one that fools the model, then the one of the largest loss."""

    def __init__(self, model: nn.Module, batch: Batch, loss: str):
        self.model, self.labels, self.pixels = model, batch.labels, batch.pixels.clone()
        self.loss_name = loss
        self.fooled = torch.zeros_like(batch.labels, dtype=torch.bool)
        self.loss = torch.full(batch.labels.shape, -torch.inf, device=batch.pixels.device)

    def see(self, iterate: Tensor) -> None:
        with torch.no_grad():
            logits = self.model(iterate)
        loss = losses_at(logits, self.labels, self.loss_name)
        fooled = logits.argmax(1) != self.labels
        is_worse = (fooled & ~self.fooled) | ((fooled == self.fooled) & (loss > self.loss))
        self.pixels = torch.where(is_worse[:, None, None, None], iterate, self.pixels)
        self.loss = torch.where(is_worse, loss, self.loss)
        self.fooled = self.fooled | fooled
