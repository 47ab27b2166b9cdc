"""The plan and the results that the page wrote, src/plans/goldens."""

import json
from pathlib import Path

import pytest

from gradlens_training.command import main
from gradlens_training.plans.canonical import canonical_json, sha256_of_plan
from gradlens_training.plans.compare import compare_files
from gradlens_training.plans.schema import find_problem, read_checked

ROOT = Path(__file__).parents[3]
GOLDENS = ROOT / "src" / "plans" / "goldens"


@pytest.mark.parametrize(
    ("name", "kind"),
    [("plan", "plan"), ("results", "results"), ("trainingPlan", "plan"), ("trainingResults", "results")],
)
def test_the_pages_files_fit_the_schemas(name, kind):
    content = read_checked(GOLDENS / f"{name}.json", kind)
    assert find_problem(content, kind) is None
    del content["plan"]
    assert find_problem(content, kind) is not None


@pytest.mark.parametrize("name", ["results", "trainingResults"])
def test_the_page_and_the_package_give_a_plan_the_same_name(name):
    results = json.loads((GOLDENS / f"{name}.json").read_text())
    assert sha256_of_plan(results["plan"]) == results["planSha256"]


def test_odd_numbers_texts_and_keys_have_the_pages_canonical_form():
    canonical = json.loads((GOLDENS / "choices.json").read_text())["canonical"]
    assert canonical_json(json.loads(canonical["json"])) == canonical["text"]


@pytest.mark.parametrize(
    ("change", "is_told"),
    [
        (lambda results: results["plan"]["measure"]["attack"]["settings"].update(seed=77), True),
        (lambda results: results.update(planSha256="0" * 64), True),
        (lambda results: results["plan"].pop("attackDescription"), False),
        (lambda results: results.pop("planSha256"), False),
    ],
)
def test_a_plan_that_was_changed_is_told_in_a_sentence(change, is_told, tmp_path, capsys):
    results = json.loads((GOLDENS / "results.json").read_text())
    change(results)
    (tmp_path / "changed.json").write_text(json.dumps(dict(reversed(results.items()))))
    assert main(["compare", str(tmp_path / "changed.json"), str(tmp_path / "changed.json")]) == 0
    said = capsys.readouterr().err.splitlines()
    assert len(said) == (2 if is_told else 0)
    assert all("is not the plan that these results name" in line for line in said)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("NaN", "which is no number of JSON"),
        ('{"kind": "evaluation", "x": Infinity}', "which is no number of JSON"),
        ("[" * 100_000, "is not JSON"),
        ('{"kind": ' + "9" * 5000 + "}", "is not JSON"),
        ("\udcff", "is not JSON"),
    ],
)
def test_a_file_that_is_no_json_is_refused_in_a_sentence(text, words, tmp_path, capsys):
    (tmp_path / "plan.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    assert main(["run", str(tmp_path / "plan.json")]) == 2
    said = capsys.readouterr().err
    assert words in said
    assert said.count("\n") == 1


def test_the_package_judges_the_pages_plan_as_the_page_did(tmp_path, capsys):
    out = tmp_path / "results.json"
    data = ROOT / "public" / "data" / "fashion-mnist" / "images.bin"
    assert main(["run", str(GOLDENS / "plan.json"), "--data", str(data), "--out", str(out)]) == 0, (
        capsys.readouterr().err
    )
    curves = compare_files(GOLDENS / "results.json", out)
    assert sum(len(curve.images) for curve in curves) == 40 * 3 * 2
    assert {curve.name: curve.different for curve in curves if curve.different} == {}
