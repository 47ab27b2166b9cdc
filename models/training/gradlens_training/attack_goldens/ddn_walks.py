"""Every image that DDN asks about, and how far its nearest adversarial images are, by adversarial-library and Foolbox."""

from __future__ import annotations

import foolbox
import torch
from adv_lib.attacks import ddn
from torch import Tensor, nn

from ..goldens import Deviations, to_page
from .float64 import computing_in_float64
from .watch import WatchedModel

STEPS, WALKED = 20, 4
COMPLETE_STEPS = 60
# An image nearer to the boundary than this may be judged either way in float32.
SURE = 5e-6


def ddn_goldens(
    exact: nn.Module, plain: nn.Module, pixels: Tensor, labels: Tensor, deviations: Deviations
) -> dict[str, Tensor]:
    """Walks in float64 from some of pixels (N, 3, H, W), and the sizes that complete attacks end with on all (float32).

    A size is infinite where the attack finds nothing. Images that are wrong without an attack have size 0.
    """
    tensors: dict[str, Tensor] = {}
    targets = (labels + 1) % 10
    x = pixels.double()
    for goal in ("untargeted", "targeted"):
        aimed = targets if goal == "targeted" else labels
        watched = WatchedModel(exact)
        with computing_in_float64():
            nearest = ddn(watched, x, aimed, targeted=goal == "targeted", steps=STEPS, levels=None)
        asked = torch.stack(watched.inputs)
        margins = torch.stack([_margin(exact(each), aimed) for each in asked])
        sure = (margins.abs() > SURE).cumprod(0).sum(0)
        chosen = sure.topk(WALKED).indices
        tensors |= {
            f"{goal}/asked": to_page(asked[:, chosen]),
            f"{goal}/images": chosen.float(),
            f"{goal}/sureSteps": sure[chosen].float(),
        }
        if goal == "untargeted":
            _hold_to_foolbox(exact, x[chosen], labels[chosen], nearest[chosen], deviations)
    tensors["rounded"] = _sizes(plain, pixels, labels, levels=256)
    tensors["unrounded"] = _sizes(plain, pixels, labels, levels=None)
    return tensors


def _margin(logits: Tensor, classes: Tensor) -> Tensor:
    own = logits.gather(1, classes[:, None])[:, 0]
    return logits.scatter(1, classes[:, None], -torch.inf).amax(1) - own


def _hold_to_foolbox(model: nn.Module, x: Tensor, labels: Tensor, nearest: Tensor, deviations: Deviations) -> None:
    wrapped = foolbox.PyTorchModel(model, bounds=(0, 1), device="cpu")
    attack = foolbox.attacks.DDNAttack(steps=STEPS)
    with computing_in_float64():
        theirs, _, _ = attack(wrapped, x, labels, epsilons=None)
    # Foolbox hands over the image where adversarial-library does too: nothing was found.
    deviations.hold("DDN, adversarial-library and Foolbox", nearest, theirs, 1e-6)


def _sizes(model: nn.Module, pixels: Tensor, labels: Tensor, levels: int | None) -> Tensor:
    found = ddn(model, pixels, labels, steps=COMPLETE_STEPS, levels=levels)
    sizes = (found - pixels).flatten(1).norm(dim=1)
    fooled = model(found).argmax(1) != labels
    return torch.where(fooled, sizes, torch.inf)
