import importlib
import re
from pathlib import Path

import numpy as np
import pytest
import safetensors.torch
import torch
from evaluation_models import NearestGrey, as_floats

from gradlens_training.attack_goldens import stored
from gradlens_training.inputs_and_outputs import give_gradients_row_by_row
from gradlens_training.page_random import Draws, mix_seeds
from gradlens_training.planned_attacks import PLANNED_ATTACKS, Batch, find_runs, make_runs
from gradlens_training.planned_attacks.norms import NORMS

GOLDENS = Path(__file__).parents[3] / "e2e" / "goldens"
STEP = {"rule": "shareOfEpsilon", "share": 2.5 / 20}
SETTINGS = {
    "fgsm": {"randomStart": False, "stepShare": 1, "restarts": 1},
    "pgd": {"steps": 20, "stepSize": STEP, "randomStart": False, "restarts": 1, "result": "last", "l1Share": 0.02},
    "apgdCe": {"steps": 20, "restarts": 1},
    "apgdDlr": {"steps": 20, "restarts": 1},
    "apgdT": {"steps": 10, "targetClasses": 3, "restarts": 1},
    "fabT": {"steps": 10, "targetClasses": 3, "restarts": 1},
    "square": {"queries": 100, "firstShare": 0.8, "restarts": 1},
    "malt": {"steps": 10, "targetClasses": 3, "candidates": 5, "restarts": 1},
    "pma": {"steps": 10, "restarts": 1},
    "ddn": {"steps": 20, "firstNorm": 1, "growth": 0.05, "isRounded": True},
    "ensemble": {"steps": 6, "targetClasses": 2, "queries": 30},
    "autoAttack": {},
    "randomSign": {"restarts": 3},
    "gaussianNoise": {"restarts": 3},
}
EPSILONS = {"linf": 8 / 255, "l2": 0.4, "l1": 4.0}
IN_L1 = {"fgsm", "pgd", "apgdCe", "apgdDlr", "apgdT", "malt", "randomSign", "gaussianNoise"}
ONLY_IN = {"pma": "linf", "ddn": "l2"}
SLOW = {"autoAttack"}


@pytest.fixture(scope="module")
def tiny():
    """The classifier of the attacks' goldens, and its 64 images."""
    model, pixels, labels = stored.read(GOLDENS)
    give_gradients_row_by_row(model)
    right = model(pixels).argmax(1) == labels
    indices = right.nonzero().flatten().tolist()
    return model, Batch(pixels[right][:, :, 1:11, 1:11].contiguous(), labels[right], indices), indices


def held(model, attacked):
    return [by is None for by in attacked.fooled_by]


@pytest.mark.parametrize("norm", ["linf", "l2", "l1"])
@pytest.mark.parametrize("attack", [name for name in PLANNED_ATTACKS if name not in SLOW])
def test_stays_in_the_ball_and_repeats_with_its_seed(attack, norm, tiny):
    if (norm == "l1" and attack not in IN_L1) or ONLY_IN.get(attack, norm) != norm:
        pytest.skip("not offered")
    model, batch, _ = tiny
    with torch.no_grad():
        batch = Batch(batch.pixels[:12], model(batch.pixels[:12]).argmax(1), batch.indices[:12])
    settings = {**SETTINGS[attack], "norm": norm, "epsilon": EPSILONS[norm], "seed": 1}
    first, second = (make_runs(model, find_runs(attack, settings, 10), batch, EPSILONS[norm], norm) for _ in range(2))
    assert first.fooled_by == second.fooled_by
    assert torch.equal(first.pixels, second.pixels)
    size = NORMS[norm].size(first.pixels - batch.pixels)
    assert size.max() <= EPSILONS[norm] * 1.0001
    assert 0 <= first.pixels.min() and first.pixels.max() <= 1


@pytest.mark.parametrize("attack", ["apgdCe", "apgdDlr", "apgdT"])
@pytest.mark.parametrize("norm", ["linf", "l2", "l1"])
def test_apgd_fools_as_many_as_the_package_called_as_published(attack, norm):
    model, pixels, labels = stored.read(GOLDENS)
    goldens = safetensors.torch.load_file(GOLDENS / stored.VERDICTS)
    right = (model(pixels).argmax(1) == labels).nonzero().flatten().tolist()
    batch = Batch(pixels[right].contiguous(), labels[right], right)
    settings = {"steps": 100, "restarts": 1, "targetClasses": 5 if norm == "l1" else 9, "norm": norm, "seed": 0}
    attacked = make_runs(model, find_runs(attack, settings, 10), batch, EPSILONS[norm], norm)
    counts = goldens[f"held/{attack}/{norm}"].sum(1).tolist()
    assert min(counts) - 1 <= held(model, attacked).count(True) <= max(counts) + 1


@pytest.mark.parametrize("result", ["last", "worst"])
def test_our_own_pgd_is_that_of_torchattacks_where_both_exist(result, tiny):
    pgd = importlib.import_module("gradlens_training.planned_attacks.pgd")
    model, batch, _ = tiny
    settings = {**SETTINGS["pgd"], "norm": "linf", "seed": 0, "loss": "crossEntropy", "result": result}
    own = pgd._own({**settings, "result": "last"}, 0, model, batch, 8 / 255)
    public = pgd._public(settings, 0, model, batch, 8 / 255)
    assert (own - public).abs().max() < 1e-6
    worst = pgd._own({**settings, "result": "worst"}, 0, model, batch, 8 / 255)
    fell, fell_worst = model(own).argmax(1) != batch.labels, model(worst).argmax(1) != batch.labels
    assert (fell & ~fell_worst).sum() == 0


def test_projections_are_those_of_the_page_and_its_references():
    goldens = safetensors.torch.load_file(GOLDENS / "attacks-formulas.safetensors")
    pixels, moved = (goldens[f"projections/{name}"].movedim(-1, 1) for name in ("pixels", "moved"))
    for norm, definition in NORMS.items():
        for row, epsilon in enumerate(goldens[f"projections/{norm}/epsilons"].tolist()):
            found = definition.project(moved[row : row + 1], pixels[row : row + 1], epsilon)
            expected = goldens[f"projections/{norm}/projected"].movedim(-1, 1)[row : row + 1]
            assert (found - expected).abs().max() < 2e-6


def test_a_grey_image_falls_exactly_where_arithmetic_says():
    model = NearestGrey()
    pixels = as_floats(torch.tensor([20, 30, 40, 45], dtype=torch.uint8)).expand(-1, 3, 8, 8).contiguous()
    labels = model(pixels).argmax(1)
    settings = {**SETTINGS["pgd"], "norm": "linf", "seed": 0, "epsilon": 8 / 255}
    attacked = make_runs(model, find_runs("pgd", settings, 10), Batch(pixels, labels, [0, 1, 2, 3]), 8 / 255, "linf")
    to_boundary = [min(grey % 25.5, 25.5 - grey % 25.5) if grey > 25.5 else 25.5 - grey for grey in (20, 30, 40, 45)]
    assert [by is not None for by in attacked.fooled_by] == [distance < 8 for distance in to_boundary]


def test_draws_are_the_pages():
    """src/engine/random.test.ts has the same numbers."""
    assert [mix_seeds(0, 5, 1), mix_seeds(7, 123456, 3)] == [1267424714, 1687964600]
    draws = Draws([1267424714, 1687964600])
    uniform = [[0.9540561437606812, 0.014055609703063965], [0.015152275562286377, 0.00535660982131958]]
    assert draws.uniform(2).tolist() == uniform
    draws.uniform(1)
    gaussian = [[0.6285310909432845, -1.2170444533108862], [-0.1829264747864679, -0.5048887555129651]]
    assert np.allclose(draws.gaussian(2), gaussian, rtol=1e-14, atol=0)


def test_every_attack_of_the_page_is_there():
    page = (Path(__file__).parents[3] / "src/engine/attacks/registry.ts").read_text()
    names = re.search(r"ATTACKS = \{(.*?)\}", page, re.DOTALL)[1]
    assert set(re.findall(r"\w+", names)) == set(PLANNED_ATTACKS)


def test_an_unknown_attack_is_refused():
    with pytest.raises(ValueError, match='"deepFool" is unknown; the package has fgsm, pgd'):
        find_runs("deepFool", {}, 10)


def test_an_image_outside_of_the_ball_is_refused():
    from gradlens_training.planned_attacks.runs import Run

    model = NearestGrey()
    pixels = torch.full((1, 3, 8, 8), 0.45)
    cheat = Run("cheat", "a tool", lambda model, batch, epsilon: batch.pixels + 0.2)
    with pytest.raises(RuntimeError, match="cannot be used"):
        make_runs(model, [cheat], Batch(pixels, model(pixels).argmax(1), [0]), 8 / 255, "linf")
