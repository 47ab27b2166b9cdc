"""A ranking of attacks: each searches anew for the smallest epsilon, or makes one trial if it looks for the nearest."""

import pytest
import torch

from gradlens_training.planned_attacks import Batch, Run, find_runs, make_every_run, make_runs
from gradlens_training.plans.compare import verdicts_of
from gradlens_training.plans.courses import BlockCourses
from gradlens_training.plans.plan import EvaluationPlan


def attack(name):
    return {"id": name, "settings": {"norm": "l2", "epsilon": 0.4}}


SOURCE = {
    "measure": {
        "id": "ranking",
        "attack": attack("pgd"),
        "others": [attack("ddn"), attack("apgdCe")],
        "search": {"start": 0.2, "doublings": 1, "bisections": 1},
        "budget": 100,
        "nearest": ["ddn"],
    },
    "models": [{"id": "one"}],
    "indices": [4, 5, 6],
    "blockSize": 3,
}
PLAN = EvaluationPlan(SOURCE, "")


def judged(step, indices, verdicts):
    sizes = [{"robust": None, "wrong": 0, "fooled": 0.1}[verdict] for verdict in verdicts]
    outcome = {"indices": indices, "verdicts": verdicts, "sizes": sizes}
    return {"block": 0, "step": step, "modelId": "one", "outcome": outcome}


RECORDS = [
    judged(0, [4, 5, 6], ["fooled", "robust", "wrong"]),
    judged(1, [4, 5], ["robust", "fooled"]),
    judged(2, [5], ["robust"]),
    judged(3, [4, 5, 6], ["fooled", "fooled", "wrong"]),
    judged(4, [4, 5, 6], ["robust", "robust", "wrong"]),
    judged(5, [4, 5], ["robust", "robust"]),
    judged(6, [], []),
]


def test_the_trials_of_one_attack_follow_those_of_another():
    assert PLAN.steps == 7
    assert [PLAN.attack_of(step)["id"] for step in range(7)] == ["pgd"] * 3 + ["ddn"] + ["apgdCe"] * 3
    ddn = PLAN.search_at(3)
    assert [ask.epsilon for ask in BlockCourses(ddn.plan, 0).asks(0)] == [0.4, 0.4, 0.4]


def test_every_attack_has_its_own_verdicts():
    assert dict(verdicts_of(PLAN, RECORDS)) == {
        "one, smallest epsilon, pgd": {4: "fooled", 5: "fooled", 6: "wrong"},
        "one, smallest epsilon, ddn": {4: "fooled", 5: "fooled", 6: "wrong"},
        "one, smallest epsilon, apgdCe": {4: "robust", 5: "robust", 6: "wrong"},
    }


def test_of_every_run_the_nearest_image_counts():
    model = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(3, 2))
    with torch.no_grad():
        model[1].weight.copy_(torch.tensor([[0.0, 0, 0], [1, 1, 1]]))
        model[1].bias.copy_(torch.tensor([1.0, 0]))
    pixels = torch.full((2, 3, 1, 1), 0.2)
    batch = Batch(pixels, torch.tensor([0, 0]), [0, 1])
    far, near = (
        Run(name, "", lambda model, batch, epsilon, by=by: (batch.pixels + by).clamp(0, 1))
        for name, by in (("far", 0.5), ("near", torch.tensor([0.2, 0.0])[:, None, None, None]))
    )
    attacked = make_every_run(model, [far, near], batch, 1.0, "linf")
    assert attacked.fooled_by == ["near", "far"]


# Of 3 steps, as the page counts them: a pass there and back each, and a look at the result.
@pytest.mark.parametrize(
    ("attack_id", "settings", "expected"),
    [
        ("pgd", {"loss": "crossEntropy", "result": "last", "restarts": 1}, 3 * 2 + 1),
        ("pgd", {"loss": "crossEntropy", "result": "last", "restarts": 2}, 2 * (3 * 2 + 1)),
        # The worst iterate is looked at once more to be judged.
        ("pgd", {"loss": "margin", "result": "worst", "restarts": 1}, 3 * 2 + 2),
        ("pma", {"restarts": 1}, 2 * (3 * 2 + 2)),
        # In both runs a pass there, one back for each of 4 candidates, 4 there and back, and a look at the result.
        ("malt", {"restarts": 1, "targetClasses": 2, "candidates": 4}, 28),
    ],
)
def test_passes_are_counted_image_by_image(attack_id, settings, expected):
    torch.manual_seed(0)
    model = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(48, 6))
    pixels = torch.rand((3, 3, 4, 4))
    batch = Batch(pixels, model(pixels).argmax(1), [0, 1, 2])
    step_size = {"rule": "shareOfEpsilon", "share": 0.5}
    common = {"norm": "linf", "seed": 1, "steps": 3, "stepSize": step_size, "randomStart": True, "l1Share": 0.1}
    # So small that every image holds, and every run is made on it.
    attacked = make_runs(model, find_runs(attack_id, {**common, **settings}, 6), batch, 1e-7, "linf")
    assert attacked.fooled_by == [None] * 3
    assert attacked.passes == [expected] * 3


def test_passes_of_an_attack_that_goes_on_with_some_images_are_not_known():
    model = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(48, 6))
    pixels = torch.rand((2, 3, 4, 4))

    def attack(asked, batch, epsilon):
        asked(batch.pixels[:1])
        return batch.pixels

    batch = Batch(pixels, model(pixels).argmax(1), [0, 1])
    assert make_runs(model, [Run("some", "", attack)], batch, 0.1, "linf").passes == [None, None]
