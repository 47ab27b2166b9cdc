import json

import numpy as np
import pytest
import scipy.stats
import torch

import measure_speed
from gradlens_training import double_backward
from gradlens_training.objectives import OBJECTIVES


@pytest.mark.parametrize("precisions", [["float32"], pytest.param(["float32", "bfloat16"], marks=pytest.mark.bfloat16)])
def test_every_objective_is_timed_both_ways(precisions, tmp_path):
    measure_speed.main(["--rounds", "1", "--batch", "2", "--out", str(tmp_path), "--precisions", *precisions])
    speed = json.loads((tmp_path / "speed.json").read_text())
    assert (speed["batch"], speed["threads"], speed["data"]) == (2, 1, "CIFAR-10")
    assert speed["architecture"]["widths"] == [32, 64, 128, 128]
    for table in ("secondsPerStep", "secondsPerStepWrittenOut"):
        assert list(speed[table]) == list(OBJECTIVES)
        for seconds in speed[table].values():
            assert list(seconds) == precisions
            assert min(seconds.values()) > 0
    assert speed["relativeWrittenOut"]["adversarial"] == {key: {"low": 1, "high": 1} for key in precisions}
    row = next(line for line in (tmp_path / "speed.md").read_text().splitlines() if line.startswith("| adversarial"))
    assert f"{speed['secondsPerStep']['adversarial']['float32']:.3f} (1.00)" in row


def test_an_interval_is_that_of_scipys_bootstrap():
    generator = np.random.default_rng(1)
    baseline = generator.normal(2, 0.1, 40)
    taken = 0.7 * baseline + generator.normal(0, 0.05, 40)
    found = measure_speed.ratio_interval(taken.tolist(), baseline.tolist())
    theirs = scipy.stats.bootstrap(
        (taken, baseline),
        lambda a, b, axis: np.median(a, axis) / np.median(b, axis),
        paired=True,
        vectorized=True,
        method="percentile",
        rng=np.random.default_rng(2),
    ).confidence_interval
    assert (found["low"], found["high"]) == pytest.approx((theirs.low, theirs.high), abs=0.005)
    assert measure_speed.ratio_interval([2, 2, 2], [4, 4, 4]) == {"low": 0.5, "high": 0.5}


def test_times_leave_the_first_step_out(monkeypatch):
    clock = iter([0.0, 9.0, 10.0, 11.0, 20.0, 23.0, 30.0, 32.0])
    monkeypatch.setattr(measure_speed.time, "perf_counter", lambda: next(clock))
    assert measure_speed.timed_seconds({("natural", "float32", False): lambda: None}, 3) == {
        ("natural", "float32", False): [1.0, 3.0, 2.0]
    }


@pytest.mark.parametrize("written_out", [False, True])
def test_a_step_uses_the_double_backward_that_it_is_named_for(written_out, monkeypatch):
    used, kernel = [], double_backward._backward_kernel
    monkeypatch.setattr(double_backward, "_backward_kernel", lambda *a: used.append(1) or kernel(*a))
    recipe = measure_speed.timed_recipes(2)["gradient-norm"]
    measure_speed.make_step(recipe, "float32", written_out)()
    assert bool(used) == written_out


def test_steps_descend(monkeypatch):
    models, build = [], measure_speed.build_model
    monkeypatch.setattr(measure_speed, "build_model", lambda recipe: models.append(build(recipe)) or models[-1])
    step = measure_speed.make_step(measure_speed.timed_recipes(2)["edge-regularisation"], "float32", False)
    before = models[0].conv1.weight.clone()
    step()
    assert not torch.equal(models[0].conv1.weight, before)
    assert not torch.equal(models[1].conv1.weight, before)
