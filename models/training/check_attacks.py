"""Hold the page's MALT, PMA, DDN and worst case over norms to other code: python check_attacks.py --results FOLDER

`npm run check:attacks` wrote the verdicts of the page's engine on images into the folder, with their pixels. The same
pixels are attacked here in PyTorch: DDN by adversarial-library, PGD in L-infinity and L2 by Foolbox, MALT by
pyautoattack's APGD towards classes in the order of the paper, PMA as written from the paper. PGD in L1, which no public
package has with these steps, is the project's own Python package, a weaker check than the others. With --table the comparison is written into a
Markdown file between its two comments, where rows of other models stay. Random starts of MALT and PMA differ between the two, so that borderline images
may be judged differently.
"""

import argparse
import json
import math
from collections.abc import Callable
from pathlib import Path

import foolbox
import safetensors.torch
import torch
from adv_lib.attacks import ddn
from pyautoattack.autopgd_base import APGDAttack_targeted
from torch import Tensor, nn

from gradlens_training.attack_goldens import malt_orders, pma_walks
from gradlens_training.model_folder import read_model_folder
from gradlens_training.planned_attacks import Batch, find_runs, make_runs
from gradlens_training.tables import write_table

ZOO = Path(__file__).resolve().parents[1]
BEGIN, END = "<!-- verdicts: written by models/training/check_attacks.py -->", "<!-- end of verdicts -->"
HEAD = (
    "| model | attack | other code | images | right without an attack | robust, other code | robust, engine | judged differently |",
    "|---|---|---|---|---|---|---|---|",
)
SEED = 0

Attack = Callable[[nn.Module, Tensor, Tensor, dict], Tensor]
"""Whether each image (N,) is still right, of images that are right without an attack."""


def by_adv_lib(model: nn.Module, pixels: Tensor, labels: Tensor, settings: dict) -> Tensor:
    found = ddn(model, pixels, labels, steps=settings["steps"], levels=256 if settings["isRounded"] else None)
    size = (found - pixels).flatten(1).norm(dim=1)
    fooled = (model(found).argmax(1) != labels) & (size <= settings["epsilon"])
    return ~fooled


def by_order(model: nn.Module, pixels: Tensor, labels: Tensor, settings: dict) -> Tensor:
    order = malt_orders.linear_distances(model, pixels, labels, malt_orders.DUAL[settings["norm"]]).argsort(1)
    attack = APGDAttack_targeted(
        model, norm="Linf", eps=settings["epsilon"], n_iter=settings["steps"], seed=SEED, device="cpu"
    )
    attack.init_hyperparam(pixels)
    torch.manual_seed(SEED)
    holds = torch.ones(len(labels), dtype=torch.bool)
    for rank in range(settings["targetClasses"]):
        attack.y_target = order[:, rank]
        _, robust, _, _ = attack.attack_single_run(pixels, labels)
        holds &= robust.bool()
    return holds


def by_paper(model: nn.Module, pixels: Tensor, labels: Tensor, settings: dict) -> Tensor:
    generator = torch.Generator().manual_seed(SEED)
    return pma_walks.holds_after(model, pixels, labels, generator, settings["epsilon"], settings["steps"])


def by_foolbox(kind: type) -> Attack:
    def attack(model: nn.Module, pixels: Tensor, labels: Tensor, settings: dict) -> Tensor:
        share = settings["stepSize"]["share"]
        tool = kind(rel_stepsize=share, steps=settings["steps"], random_start=False)
        wrapped = foolbox.PyTorchModel(model, bounds=(0, 1), device="cpu")
        _, _, fooled = tool(wrapped, pixels, labels, epsilons=settings["epsilon"])
        return ~fooled

    return attack


def by_package(model: nn.Module, pixels: Tensor, labels: Tensor, settings: dict) -> Tensor:
    batch = Batch(pixels, labels, list(range(len(labels))))
    runs = find_runs("pgd", settings, 10)
    attacked = make_runs(model, runs, batch, settings["epsilon"], settings["norm"])
    return torch.tensor([by is None for by in attacked.fooled_by])


CHECKS: dict[str, tuple[str, Attack]] = {
    "malt": ("pyautoattack, and the paper", by_order),
    "pma": ("PyTorch, from the paper", by_paper),
    "ddn": ("adv-lib", by_adv_lib),
    "pgd-linf": ("Foolbox", by_foolbox(foolbox.attacks.LinfPGD)),
    "pgd-l2": ("Foolbox", by_foolbox(foolbox.attacks.L2PGD)),
    "pgd-l1": ("the Python package", by_package),
}
WORST = ("pgd-linf", "pgd-l2", "pgd-l1")


def check(path: Path) -> list[str]:
    """A row for each attack of one model, and one for the worst case over norms."""
    ours = json.loads(path.read_text())
    manifest, model = read_model_folder(ZOO / ours["model"])
    if manifest["weights"]["sha256"] != ours["weightsSha256"]:
        raise ValueError(f"{path} is of other weights than {ours['model']} has; run npm run check:attacks again")
    pixels = safetensors.torch.load_file(path.with_suffix(".safetensors"))["pixels"].permute(0, 3, 1, 2).contiguous()
    labels = torch.tensor(ours["labels"])
    model.requires_grad_(False)
    right = model(pixels).argmax(1) == labels
    theirs, engine = {}, {}
    for name, (_, attack) in CHECKS.items():
        holds = right.clone()
        holds[right] = attack(model, pixels[right].contiguous(), labels[right], ours["attacks"][name]["settings"])
        theirs[name] = holds
        engine[name] = torch.tensor([verdict == "robust" for verdict in ours["attacks"][name]["verdicts"]])
    theirs["worst case"] = torch.stack([theirs[name] for name in WORST]).all(0)
    engine["worst case"] = torch.stack([engine[name] for name in WORST]).all(0)
    tools = {**{name: tool for name, (tool, _) in CHECKS.items()}, "worst case": "of the three"}
    rows = []
    for name, holds in theirs.items():
        different = int((holds != engine[name]).sum())
        shown = f"{name}{_size(ours['attacks'], name)}"
        counts = [len(labels), int(right.sum()), int(holds.sum()), int(engine[name].sum()), different]
        rows.append(f"| {ours['model']} | {shown} | {tools[name]} | {' | '.join(map(str, counts))} |")
        print(rows[-1], flush=True)
    return rows


def _size(attacks: dict, name: str) -> str:
    if name not in attacks:
        return " over norms"
    settings = attacks[name]["settings"]
    epsilon = settings["epsilon"]
    size = f"{epsilon * 255:.4g}/255" if settings["norm"] == "linf" else f"{epsilon:.4g}"
    return f", {size}" if math.isfinite(epsilon) else ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--results", type=Path, required=True, help="folder that npm run check:attacks wrote")
    parser.add_argument("--table", type=Path, help="Markdown file to write the comparison into")
    options = parser.parse_args()
    torch.set_num_threads(1)
    rows = [row for path in sorted(options.results.glob("*.json")) for row in check(path)]
    if options.table:
        write_table(options.table, BEGIN, END, HEAD, rows)


if __name__ == "__main__":
    main()
