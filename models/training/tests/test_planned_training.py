"""A training of the page, made by the package: against what the page made of its plan, and against itself resumed."""

import json
from pathlib import Path

import pytest
import safetensors.torch
import torch

from gradlens_training.command import main
from gradlens_training.model_folder import read_model_folder
from gradlens_training.planned_training import carry_out
from gradlens_training.plans.schema import find_problem

ROOT = Path(__file__).parents[3]
GOLDENS = ROOT / "src" / "plans" / "goldens"
PLAN = json.loads((GOLDENS / "trainingPlan.json").read_text())


@pytest.fixture
def run(tmp_path):
    def start(change=lambda _: None, out="results.json", more=()):
        content = json.loads(json.dumps(PLAN))
        change(content["plan"])
        (tmp_path / "plan.json").write_text(json.dumps(content))
        code = main(["run", str(tmp_path / "plan.json"), "--out", str(tmp_path / out), *more])
        return code, json.loads((tmp_path / out).read_text()) if (tmp_path / out).exists() else None

    return start


def trained(folder):
    return safetensors.torch.load_file(folder / "weights.safetensors")


GOLDEN_WEIGHTS = Path(__file__).parent / "goldens" / "trained-by-page.safetensors"


def test_losses_figures_and_weights_are_those_of_the_page(run, tmp_path):
    code, results = run()
    page = json.loads((GOLDENS / "trainingResults.json").read_text())
    assert (code, find_problem(results, "results")) == (0, None)
    same = ("planSha256", "status", "step", "classes", "derivatives", "batches", "terms", "divergences", "plan")
    assert {name: results[name] for name in same} == {name: page[name] for name in same}
    assert results["data"].items() <= page["data"].items()
    assert [point["step"] for point in results["series"]] == [point["step"] for point in page["series"]]
    for own, other in zip(results["series"], page["series"], strict=True):
        # The first steps agree to seven digits; later, signs of gradients near zero differ.
        assert own["loss"] == pytest.approx(other["loss"], rel=2e-6 if own["step"] <= 3 else 5e-3)
        assert own["parts"] == pytest.approx(other["parts"], rel=5e-3)
        assert own["terms"] == pytest.approx(other["terms"], rel=5e-3)
        assert own["gradientNorm"] == pytest.approx(other["gradientNorm"], rel=5e-3)
        assert [own["learningRate"], own["ramp"]] == pytest.approx([other["learningRate"], other["ramp"]], rel=1e-12)
    for own, other in zip(results["evaluations"], page["evaluations"], strict=True):
        for verdict in ("robust", "fooled", "wrong"):
            assert abs(own[verdict] - other[verdict]) <= 1
        for figure in ("meanLoss", "meanGradientL1", "meanEdgeAlignment"):
            assert own[figure] == pytest.approx(other[figure], rel=5e-3)
    start = safetensors.torch.load_file(ROOT / "models" / PLAN["plan"]["model"]["id"] / "weights.safetensors")
    ours, theirs = (
        trained(tmp_path / "results-model"),
        safetensors.torch.load_file(GOLDEN_WEIGHTS),
    )
    assert ours.keys() == theirs.keys() == start.keys()
    difference = sum((ours[name] - theirs[name]).square().sum() for name in start).sqrt()
    change = sum((theirs[name] - start[name].float()).square().sum() for name in start).sqrt()
    assert difference / change < 0.02


def test_a_killed_training_ends_with_the_weights_of_one_that_was_not(run, tmp_path, monkeypatch):
    _, whole = run(out="whole/results.json")

    class Killed(Exception):
        pass

    taken = carry_out.Trainer.step

    def killed(trainer):
        if trainer.taken == 6:
            raise Killed
        return taken(trainer)

    with monkeypatch.context() as patch:
        patch.setattr(carry_out.Trainer, "step", killed)
        with pytest.raises(Killed):
            run()
    assert not (tmp_path / "results.json").exists()
    code, resumed = run()
    assert code == 0
    timeless = [[{**point, "seconds": 0} for point in each["series"]] for each in (whole, resumed)]
    assert timeless[0] == timeless[1]
    assert resumed["evaluations"] == whole["evaluations"]
    one, other = trained(tmp_path / "whole" / "results-model"), trained(tmp_path / "results-model")
    assert all(torch.equal(one[name], other[name]) for name in one)


def test_a_broken_checkpoint_is_begun_anew(run, tmp_path):
    _, first = run()
    (kept,) = tmp_path.glob("*.training.pt")
    kept.write_bytes(kept.read_bytes()[:1000])
    _, second = run()
    assert [point["loss"] for point in second["series"]] == [point["loss"] for point in first["series"]]


def test_the_trained_model_is_a_model_folder_of_its_own(run, tmp_path):
    run()
    manifest, model = read_model_folder(tmp_path / "results-model")
    assert manifest["training"]["startedFrom"] == PLAN["plan"]["model"]["id"]
    assert manifest["figures"]["images"] == 40
    assert model(torch.rand(2, 3, 32, 32)).shape == (2, 10)


def test_a_training_that_diverges_goes_back_to_its_last_good_weights(run, tmp_path):
    def change(plan):
        plan["settings"].update(learningRate=10, clipNorm=None, averageDecay=0)

    code, results = run(change)
    assert (code, results["status"]) == (1, "diverged")
    (divergence,) = results["divergences"]
    assert results["step"] == divergence["rolledBackTo"] < divergence["step"]
    assert find_problem(results, "results") is None
    assert all(tensor.isfinite().all() for tensor in trained(tmp_path / "results-model").values())


@pytest.mark.parametrize(
    ("change", "more", "message"),
    [
        (lambda plan: plan["model"].update(sha256="0" * 64), (), "is in none of"),
        (lambda plan: plan["dataSet"]["classCounts"].reverse(), (), None),
        (lambda plan: plan["dataSet"]["classCounts"].__setitem__(0, 499), (), "give the files"),
        (lambda plan: plan["settings"]["trained"].update(lastStages=7), (), "where the model has 3; plan fewer"),
        (lambda plan: plan["settings"]["data"].update(trainImages=1), (), "a training needs two classes"),
        (lambda plan: plan["model"].update(classes=["a", "b"]), (), "too few images of the model's classes"),
        (lambda plan: plan["settings"].update(activation="sine"), (), "activation"),
        (lambda plan: None, ("--workers", "2"), "leave --workers and --ray out"),
        (lambda plan: None, ("--data", "nowhere"), "does not exist"),
    ],
)
def test_a_plan_that_cannot_be_carried_out_is_refused_in_a_sentence(run, change, more, message, capsys):
    code, results = run(change, more=more)
    if message is None:
        assert code == 0
        return
    assert (code, results) == (2, None)
    said = capsys.readouterr().err
    assert message in said
    assert said.count("\n") == 1
