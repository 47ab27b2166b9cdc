"""Golden files of MALT, PMA and DDN for the page's engine: python make_individual_attack_goldens.py --out FOLDER

attacks-individual.safetensors: MALT's distances, every image that PMA and DDN ask about, sizes and verdicts of complete
attacks, and the probability margin with its gradient. DDN by unmodified adversarial-library and Foolbox; MALT's APGD by
unmodified pyautoattack; MALT's order and PMA, which no package has, written from the papers in attack_goldens. Uses the
tiny classifier of attacks-verdicts.safetensors and the logits of attacks-formulas.safetensors, read from the folder.
"""

import argparse
import json
from importlib.metadata import version
from pathlib import Path

import safetensors.torch
import torch

from gradlens_training.attack_goldens import ddn_walks, malt_orders, pma_walks, stored, tiny_model
from gradlens_training.goldens import Deviations, in_float64

PACKAGES = ("torch", "adv-lib", "foolbox", "pyautoattack")


def main() -> None:
    here = Path(__file__).resolve().parents[2]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=here / "e2e" / "goldens", help="also the folder with the model")
    options = parser.parse_args()
    torch.set_num_threads(1)
    deviations = Deviations()
    model, pixels, labels = stored.read(options.out)
    plain = tiny_model.PlainModel(model).eval()
    exact = tiny_model.PlainModel(in_float64(model)).eval()
    parts = {
        "malt": malt_orders.malt_goldens(exact, plain, pixels, labels),
        "pma": pma_walks.pma_goldens(exact, plain, pixels, labels),
        "ddn": ddn_walks.ddn_goldens(exact, plain, pixels, labels, deviations),
        "losses": loss_goldens(options.out),
    }
    tensors = {f"{part}/{n}": t.detach().contiguous() for part, own in parts.items() for n, t in own.items()}
    index = {
        **{name: version(name) for name in PACKAGES},
        "settings": json.dumps(
            {
                "malt": {"epsilons": malt_orders.EPSILONS, "steps": malt_orders.STEPS, "targets": malt_orders.TARGETS},
                "pma": {"epsilon": pma_walks.EPSILON, "steps": pma_walks.STEPS, "complete": pma_walks.COMPLETE_STEPS},
                "ddn": {"steps": ddn_walks.STEPS, "complete": ddn_walks.COMPLETE_STEPS},
            }
        ),
    }
    path = options.out / "attacks-individual.safetensors"
    path.write_bytes(safetensors.torch.save(tensors, metadata=index))
    print(f"{path.name}: {path.stat().st_size} bytes")
    for name, tensor in tensors.items():
        if "held" in name:
            print(f"{name}: {tensor.mean(-1).tolist()}")
    for name in ("rounded", "unrounded"):
        print(f"DDN, {name}, median size {parts['ddn'][name].median():.4f}")
    for what, deviation in deviations.worst.items():
        print(f"worst deviation, {what}: {deviation:.2e}")


def loss_goldens(folder: Path) -> dict[str, torch.Tensor]:
    """The probability margin of the logits of attacks-formulas.safetensors, at labels and towards targets."""
    stored_tensors = safetensors.torch.load_file(folder / "attacks-formulas.safetensors")
    logits, labels, targets = (stored_tensors[f"losses/{name}"] for name in ("logits", "labels", "targets"))
    losses = {
        "probabilityMargin": lambda z: pma_walks.probability_margin(z, labels.long()),
        "probabilityMargin-targeted": lambda z: -pma_walks.probability_margin(z, targets.long()),
    }
    tensors = {}
    for name, loss in losses.items():
        leaf = logits.double().requires_grad_(True)
        values = loss(leaf)
        (gradient,) = torch.autograd.grad(values.sum(), leaf)
        tensors |= {f"{name}/values": values.float(), f"{name}/gradient": gradient.float()}
    return tensors


if __name__ == "__main__":
    main()
