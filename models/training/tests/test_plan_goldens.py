"""The plan and the results that the page wrote, src/plans/goldens."""

import json
from pathlib import Path

import pytest

from gradlens_training.command import main
from gradlens_training.plans.canonical import sha256_of
from gradlens_training.plans.compare import compare_files
from gradlens_training.plans.schema import find_problem, read_checked

ROOT = Path(__file__).parents[3]
GOLDENS = ROOT / "src" / "plans" / "goldens"


@pytest.mark.parametrize("kind", ["plan", "results"])
def test_the_pages_files_fit_the_schemas(kind):
    assert find_problem(read_checked(GOLDENS / f"{kind}.json", kind), kind) is None


def test_the_page_and_the_package_give_a_plan_the_same_name():
    results = json.loads((GOLDENS / "results.json").read_text())
    assert sha256_of(results["plan"]) == results["planSha256"]


def test_the_package_judges_the_pages_plan_as_the_page_did(tmp_path, capsys):
    out = tmp_path / "results.json"
    data = ROOT / "public" / "data" / "fashion-mnist" / "images.bin"
    assert main(["run", str(GOLDENS / "plan.json"), "--data", str(data), "--out", str(out)]) == 0, (
        capsys.readouterr().err
    )
    curves = compare_files(GOLDENS / "results.json", out)
    assert sum(len(curve.images) for curve in curves) == 40 * 3 * 2
    assert {curve.name: curve.different for curve in curves if curve.different} == {}
