"""Every image that FAB-T queries the model with on its way to one class, in float64."""

from __future__ import annotations

import torch
from pyautoattack.fab_pt import FABAttack_PT
from torch import Tensor, nn

from ..goldens import to_page
from .float64 import computing_in_float64
from .watch import WatchedModel

STEPS, WALKED, TARGET_RANK = 20, 3, 2
# An image nearer to the boundary than this may be judged either way in float32.
SURE = 5e-6
NORMS = {"linf": "Linf", "l2": "L2"}


def fab_goldens(model: nn.Module, pixels: Tensor, labels: Tensor) -> dict[str, Tensor]:
    """Walks from those correctly classified images of pixels (N, 3, H, W) that stay unambiguous longest, in float64."""
    tensors: dict[str, Tensor] = {}
    targets = model(pixels).sort(dim=1)[1][:, -1 - TARGET_RANK]
    for norm, name in NORMS.items():
        watched = WatchedModel(model)
        # Epsilon is used only for random starts.
        attack = FABAttack_PT(watched, norm=name, n_iter=STEPS, eps=1.0, device="cpu")
        attack.target_class = TARGET_RANK + 1
        with computing_in_float64():
            attack.attack_single_run(pixels, labels, is_targeted=True)
        asked = torch.stack(watched.inputs[1:])  # the clean images, then two per step
        logits = torch.stack([model(each) for each in asked[2::2]])
        own = logits.gather(2, labels.expand(STEPS, -1)[..., None])[..., 0]
        margin = logits.scatter(2, labels.expand(STEPS, -1)[..., None], -torch.inf).amax(2) - own
        sure = (margin.abs() > SURE).cumprod(0).sum(0)
        fell = (margin > 0).any(0)
        chosen = (sure + fell).topk(WALKED).indices
        tensors |= {
            f"{norm}/pixels": to_page(pixels[chosen]),
            f"{norm}/labels": labels[chosen].float(),
            f"{norm}/targets": targets[chosen].float(),
            f"{norm}/asked": to_page(asked[:, chosen]),
            f"{norm}/sureSteps": sure[chosen].float(),
            f"{norm}/fallen": (margin > 0)[:, chosen].float(),
        }
    return tensors
