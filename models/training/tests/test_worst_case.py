"""A worst case over norms: each image is attacked in every norm, and robust only where all leave it right."""

from gradlens_training.plans.compare import verdicts_of
from gradlens_training.plans.courses import BlockCourses
from gradlens_training.plans.plan import EvaluationPlan


def attack(norm, epsilon):
    return {"id": "pgd", "settings": {"norm": norm, "epsilon": epsilon}}


SOURCE = {
    "measure": {"id": "worstCase", "attack": attack("linf", 0.03), "others": [attack("l2", 0.5), attack("l1", 12)]},
    "models": [{"id": "one"}],
    "indices": [0, 1, 2],
    "blockSize": 4,
}
PLAN = EvaluationPlan(SOURCE, "")


def judged(indices, verdicts):
    sizes = [{"robust": None, "wrong": 0, "fooled": 0.1}[verdict] for verdict in verdicts]
    return {"indices": indices, "verdicts": verdicts, "sizes": sizes}


OUTCOMES = [
    judged([0, 1, 2], ["fooled", "robust", "wrong"]),
    judged([0, 1], ["robust", "robust"]),
    judged([0, 1], ["robust", "robust"]),
]


def test_every_norm_is_asked_of_every_image_that_is_right():
    courses = BlockCourses(PLAN, 0)
    for step, outcome in enumerate(OUTCOMES):
        asks = courses.asks(step)
        assert [ask.index for ask in asks] == outcome["indices"]
        assert {ask.epsilon for ask in asks} == {[0.03, 0.5, 12][step]}
        courses.take(outcome)


def test_an_image_is_robust_only_where_it_is_in_all_norms():
    where = {"block": 0, "modelId": "one"}
    records = [{**where, "step": step, "outcome": outcome} for step, outcome in enumerate(OUTCOMES)]
    assert dict(verdicts_of(PLAN, records)) == {
        "one, worst case over norms": {0: "fooled", 1: "robust", 2: "wrong"},
    }
