"""AutoAttack "standard" (Croce and Hein, ICML 2020) of an unmodified pyautoattack 0.2.0.

PyPI has no package under the name of the authors' repository, fra31/auto-attack. pyautoattack is that
repository's code (MIT licence, its authors named as authors) without support for TensorFlow models, and is
what RobustBench 1.1.1 requires. Checked against the repository: `version="standard"` is APGD-CE (100 iterations,
1 start), APGD-T (targeted DLR, 9 targets, 100 iterations), FAB-T (9 targets, 100 iterations) and Square (5,000
queries, p from 0.8, schedule not rescaled), each on the images that are still robust. Every attack starts from the seed
again, so an image's random start depends on the other images in its batch: blocks are therefore always the same.

On a GPU all of these but FAB-T, which ends on the decision boundary, compute convolutions and matrix products in TF32
(PyTorch's default there for convolutions), and their results are judged in float32: an image that is wrong only in
TF32 does not count as fooled, and the next attack tries it.

The `AutoAttack` of torchattacks 3.5.1 is a different attack: its APGD, APGD-T and FAB run 10 iterations instead of
100, and its Square rescales the schedule of p.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pyautoattack
import torch
from pyautoattack import AutoAttack
from torch import Tensor, nn

NAME = "autoattack-standard"
NORM = "Linf"
TOOL = f"pyautoattack {pyautoattack.__version__}"
SEED = 0
ROUNDING = 1e-6  # rounding of a difference of float32 pixels
LOGIT_ROUNDING = 1e-3  # FAB ends on the decision boundary

MakeAttack = Callable[[nn.Module, float], AutoAttack]


def standard(model: nn.Module, epsilon: float, norm: str = NORM, seed: int = SEED) -> AutoAttack:
    """The published attack, at an epsilon on [0, 1] pixels."""
    return AutoAttack(model, norm=norm, eps=epsilon, seed=seed, version="standard", device=device_of(model))


def attack_standing(
    attack: AutoAttack, pixels: Tensor, labels: Tensor, broken_by: list[str | None]
) -> tuple[list[str | None], list[str]]:
    """Which attack fooled the model on each image, and the tool's warnings.

    `pixels` (N, 3, H, W) in [0, 1], on the model's device, are one batch; `broken_by` (N) has None for images that are
    robust so far, and only these are attacked. The attacks run one by one, as in the tool's own
    `run_standard_evaluation_individual`, but each on the images that the previous ones left: the result is that of one
    run of all, since each starts from the seed. Raises RuntimeError if an image counted as fooled is outside the ball
    or still right.
    """
    broken_by = list(broken_by)
    warnings: list[str] = []
    handler = _Collect(warnings)
    attack.logger.addHandler(handler)
    try:
        for part in attack.attacks_to_run:
            standing = [index for index, broken in enumerate(broken_by) if broken is None]
            if not standing:
                break
            _, fallen = run_part(attack, part, pixels[standing].contiguous(), labels[standing])
            for index, fell in zip(standing, fallen.tolist(), strict=True):
                broken_by[index] = part if fell else None
    finally:
        attack.logger.removeHandler(handler)
    return broken_by, sorted(set(warnings))


def run_part(attack: AutoAttack, part: str, x: Tensor, y: Tensor) -> tuple[Tensor, Tensor]:
    """One of its attacks on a batch: the attacked pixels, and which images (N,) are fooled, judged in float32."""
    parts = attack.attacks_to_run
    attack.attacks_to_run = [part]
    try:
        with quick_on_a_gpu(x.is_cuda and part != "fab-t"):
            adversarial, predicted = attack.run_standard_evaluation(x, y, batch_size=len(y))
    finally:
        attack.attacks_to_run = parts
    if x.is_cuda:
        with torch.no_grad():
            predicted = attack.model(adversarial).argmax(1)
    fallen = predicted != y
    _check(attack, x[fallen], y[fallen], adversarial[fallen])
    return adversarial, fallen


def _check(attack: AutoAttack, pixels: Tensor, labels: Tensor, adversarial: Tensor) -> None:
    """Check the images that the tool counts as fooled: within epsilon and [0, 1], and wrong."""
    if len(labels) == 0:
        return
    with torch.no_grad():
        logits = attack.model(adversarial)
    own = logits.gather(1, labels[:, None])[:, 0]
    others = logits.scatter(1, labels[:, None], -torch.inf).amax(1)
    distance = _size(adversarial - pixels, attack.norm)
    margin = (own - others).max().item()
    inside = adversarial.min() >= 0 and adversarial.max() <= 1
    if distance > attack.epsilon + ROUNDING or margin > LOGIT_ROUNDING or not inside:
        raise RuntimeError(
            f"{TOOL} counts an image as fooled at distance {distance:.6f} and margin {margin:.2g}, where at most"
            f" {attack.epsilon:.6f} and 0 are right; its result cannot be used"
        )


def _size(perturbations: Tensor, norm: str) -> float:
    """The largest one's."""
    order = {"Linf": torch.inf, "L2": 2, "L1": 1}[norm]
    return torch.linalg.vector_norm(perturbations.flatten(1), order, dim=1).max().item()


@contextmanager
def quick_on_a_gpu(quick: bool = True) -> Iterator[None]:
    """TF32 within the context, float32 outside."""
    backends = torch.backends.cudnn, torch.backends.cuda.matmul
    for backend in backends:
        backend.allow_tf32 = quick
    try:
        yield
    finally:
        for backend in backends:
            backend.allow_tf32 = False


def device_of(model: nn.Module) -> torch.device:
    return next((tensor.device for tensor in (*model.parameters(), *model.buffers())), torch.device("cpu"))


class _Collect(logging.Handler):
    def __init__(self, messages: list[str]):
        super().__init__(logging.WARNING)
        self.messages = messages

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())
