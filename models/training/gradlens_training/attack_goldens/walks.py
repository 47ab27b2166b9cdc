"""Every iterate of the reference packages' deterministic attacks from stored starts, in float64."""

from __future__ import annotations

from collections.abc import Callable

import foolbox
import torch
import torch.nn.functional as F
import torchattacks
from pyautoattack.autopgd_base import APGDAttack, APGDAttack_targeted
from torch import Tensor, nn

from ..goldens import Deviations, to_page
from .watch import WatchedModel

APGD_STEPS, PGD_STEPS, L1_STEPS, L1_ITERATIONS = 20, 6, 6, 150
WALKED = 3
# Losses closer to each other than this may compare differently in float32.
COMPARED = 2e-6
L1_SHARE = 0.2  # step size of pyautoattack's APGD in L1 until its first checkpoint, after 4 % of its iterations
EPSILONS = {"linf": 8 / 255, "l2": 0.6, "l1": 6.0}
STEP_SHARES = {"linf": 0.25, "l2": 0.3, "l1": 1.0}  # as a fraction of epsilon, in PGD
TARGET_RANK = 2
NORMS = {"linf": "Linf", "l2": "L2", "l1": "L1"}
FOOLBOX = {
    "linf": foolbox.attacks.LinfProjectedGradientDescentAttack,
    "l2": foolbox.attacks.L2ProjectedGradientDescentAttack,
}
Tensors = dict[str, Tensor]


def walk_goldens(model: nn.Module, pixels: Tensor, labels: Tensor, deviations: Deviations) -> Tensors:
    """Walks from those correctly classified images of pixels (N, 3, H, W) that stay unambiguous longest, in float64."""
    generator = torch.Generator().manual_seed(3)
    targets = model(pixels).sort(dim=1)[1][:, -1 - TARGET_RANK]
    starts = {norm: _start(norm, pixels, generator) for norm in ("linf", "l2")}
    cases = [(norm, loss) for norm in starts for loss in ("ce", "dlr", "dlr-targeted")]
    all_walks = {case: _apgd(model, *case, pixels, labels, targets, starts[case[0]]) for case in cases}
    sure = torch.stack([walk["sureSteps"] for walk in all_walks.values()]).sum(0)
    chosen = sure.topk(WALKED).indices
    pixels, labels, targets = pixels[chosen], labels[chosen], targets[chosen]
    tensors: Tensors = {"pixels": to_page(pixels), "labels": labels.float(), "targets": targets.float()}
    for norm, loss in cases:
        walk = all_walks[norm, loss]
        for name, value in walk.items():
            tensors[f"apgd-{loss}/{norm}/{name}"] = value[chosen] if value.shape[0] == len(sure) else value[:, chosen]
    for norm in starts:
        start = starts[norm][chosen]
        tensors[f"{norm}/start"] = to_page(start)
        _hold_apgd_to_torchattacks(model, norm, pixels, labels, deviations)
        for goal, classes in (("untargeted", labels), ("targeted", targets)):
            iterates = _foolbox_pgd(model, norm, goal, pixels, classes, start)
            tensors[f"pgd/{norm}/{goal}"] = _stacked(iterates)
            unstarted = _foolbox_pgd(model, norm, goal, pixels, classes, None)
            theirs = _torchattacks_pgd(model, norm, goal, pixels, labels, targets)
            for ours, other in zip(unstarted, theirs, strict=True):
                deviations.hold(f"PGD {norm} {goal}, Foolbox and torchattacks", ours, other, 1e-9)
    tensors |= {f"l1/{name}": value for name, value in _l1(model, pixels, labels).items()}
    fgsm = torchattacks.FGSM(model, eps=EPSILONS["linf"])
    tensors["fgsm/linf/untargeted"] = to_page(fgsm(pixels, labels))
    _aim(fgsm, targets)
    tensors["fgsm/linf/targeted"] = to_page(fgsm(pixels, labels))
    fgm = foolbox.attacks.L2FastGradientAttack()
    raw = fgm(foolbox.PyTorchModel(model, bounds=(0, 1)), pixels, labels, epsilons=EPSILONS["l2"])[0]
    tensors["fgsm/l2/untargeted"] = to_page(raw)
    return tensors


def _start(norm: str, pixels: Tensor, generator: torch.Generator) -> Tensor:
    noise = torch.rand(pixels.shape, generator=generator, dtype=torch.float64) * 2 - 1
    size = noise.abs().amax((1, 2, 3), keepdim=True) if norm == "linf" else noise.square().sum((1, 2, 3), True).sqrt()
    # Rounded to float32, so that the engine starts from exactly the same point.
    return (pixels + EPSILONS[norm] * 0.99 * noise / size).clamp(0, 1).float().double()


def _apgd(model: nn.Module, norm: str, loss: str, pixels: Tensor, labels: Tensor, targets: Tensor, start: Tensor):
    watched = WatchedModel(model, "attack_single_run", ("step_size",))
    settings = {"n_iter": APGD_STEPS, "norm": NORMS[norm], "eps": EPSILONS[norm], "device": "cpu"}
    if loss == "dlr-targeted":
        attack = APGDAttack_targeted(watched, **settings)
        attack.y_target = targets
    else:
        attack = APGDAttack(watched, loss=loss, **settings)
    attack.init_hyperparam(pixels)
    attack.attack_single_run(pixels, labels, x_init=start)
    steps = [seen["step_size"].flatten() for seen in watched.seen[1:]]
    losses = torch.stack([_loss(attack, loss, model(inputs), labels) for inputs in watched.inputs])
    return {
        "iterates": _stacked(watched.inputs),
        "stepSizes": torch.stack(steps).float(),  # for each iterate but the first
        "losses": losses.float(),
        "sureSteps": _sure_steps(losses),
    }


def _loss(attack: APGDAttack, name: str, logits: Tensor, labels: Tensor) -> Tensor:
    if name == "ce":
        return F.cross_entropy(logits, labels, reduction="none")
    return (attack.dlr_loss if name == "dlr" else attack.dlr_loss_targeted)(logits, labels)


def _sure_steps(losses: Tensor) -> Tensor:
    """(N) How many iterates depend only on losses (steps + 1, N) clearly unlike the previous and the best one."""
    best = losses.cummax(0).values
    nearest = torch.minimum((losses[1:] - losses[:-1]).abs(), (losses[1:] - best[:-1]).abs())
    # The first iterate, and those after it.
    return (nearest > COMPARED).cumprod(0).sum(0).float() + 1


def _hold_apgd_to_torchattacks(
    model: nn.Module, norm: str, pixels: Tensor, labels: Tensor, deviations: Deviations
) -> None:
    """Both packages draw the same start from the same seed. Images are attacked one by one, as torchattacks' targeted
    L2 attack uses the first image's step size for the whole batch."""
    for image, label in zip(pixels[:, None], labels[:, None], strict=True):
        for loss in ("ce", "dlr"):
            theirs = WatchedModel(model)
            torchattacks.APGD(theirs, NORMS[norm], EPSILONS[norm], APGD_STEPS, loss=loss)(image, label)
            ours = WatchedModel(model)
            attack = APGDAttack(ours, APGD_STEPS, NORMS[norm], eps=EPSILONS[norm], loss=loss, device="cpu")
            torch.random.manual_seed(0)
            attack.init_hyperparam(image)
            attack.attack_single_run(image, label)
            # torchattacks queries the clean image first.
            for one, other in zip(ours.inputs, theirs.inputs[-len(ours.inputs) :], strict=True):
                deviations.hold(f"APGD {norm}, pyautoattack and torchattacks", one, other, 1e-4)


def _foolbox_pgd(
    model: nn.Module, norm: str, goal: str, pixels: Tensor, classes: Tensor, start: Tensor | None
) -> list[Tensor]:
    class FromStart(FOOLBOX[norm]):
        def get_random_start(self, x0, epsilon):
            return type(x0)(start)

    watched = WatchedModel(model)
    attack = FromStart(rel_stepsize=STEP_SHARES[norm], steps=PGD_STEPS, random_start=start is not None)
    criterion = (
        foolbox.criteria.Misclassification if goal == "untargeted" else foolbox.criteria.TargetedMisclassification
    )
    wrapped = foolbox.PyTorchModel(watched, bounds=(0, 1))
    last = attack.run(wrapped, pixels, criterion(classes), epsilon=EPSILONS[norm])
    return [*watched.inputs, last]


def _torchattacks_pgd(
    model: nn.Module, norm: str, goal: str, pixels: Tensor, labels: Tensor, targets: Tensor
) -> list[Tensor]:
    watched = WatchedModel(model)
    make: Callable = torchattacks.PGD if norm == "linf" else torchattacks.PGDL2
    epsilon = EPSILONS[norm]
    attack = make(watched, eps=epsilon, alpha=epsilon * STEP_SHARES[norm], steps=PGD_STEPS, random_start=False)
    if goal == "targeted":
        _aim(attack, targets)
    last = attack(pixels, labels)
    return [*watched.inputs[-PGD_STEPS:], last]


def _aim(attack: torchattacks.attack.Attack, targets: Tensor) -> None:
    attack.set_mode_targeted_by_function(lambda images, labels: targets)


def _l1(model: nn.Module, pixels: Tensor, labels: Tensor) -> Tensors:
    watched = WatchedModel(model, "attack_single_run", ("topk", "step_size"))
    attack = APGDAttack(watched, L1_ITERATIONS, "L1", eps=EPSILONS["l1"], device="cpu")
    attack.init_hyperparam(pixels)
    torch.random.manual_seed(0)
    # The package draws the start itself: given one, it would begin with another sparsity.
    attack.attack_single_run(pixels, labels)
    for seen in watched.seen[1 : L1_STEPS + 1]:
        assert (
            seen["topk"].sub(L1_SHARE).abs().max() < 1e-6 and seen["step_size"].sub(EPSILONS["l1"]).abs().max() < 1e-6
        )
    return {"start": to_page(watched.inputs[0]), "iterates": _stacked(watched.inputs[: L1_STEPS + 1])}


def _stacked(images: list[Tensor]) -> Tensor:
    return torch.stack([to_page(each) for each in images])
