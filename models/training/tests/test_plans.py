import hashlib
import json

import pytest
import torch
import torchattacks
from plan_fixtures import IMAGES, PGD, plan_file, write_images, write_model

from gradlens_training.command import main
from gradlens_training.model_folder import read_model_folder
from gradlens_training.plans.canonical import canonical_json
from gradlens_training.plans.courses import next_epsilon
from gradlens_training.plans.plan import evaluation_plan


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder with models, images and the planned models and labels."""
    root = tmp_path_factory.mktemp("plans")
    models = [write_model(root / "models" / f"tiny-{seed}", seed) for seed in (1, 2)]
    return root, models, write_images(root / "data", root / "models" / "tiny-1")


@pytest.fixture
def run(place, tmp_path):
    root, models, labels = place

    def start(attack="pgd", settings=PGD, out="results.json", change=lambda _: None, more=(), **measure):
        content = plan_file(models, labels, attack, settings, **measure)
        change(content)
        (tmp_path / "plan.json").write_text(json.dumps(content))
        where = ["--data", str(root / "data"), "--models", str(root / "models"), "--out", str(tmp_path / out)]
        code = main(["run", str(tmp_path / "plan.json"), *where, *more])
        return code, json.loads((tmp_path / out).read_text()) if (tmp_path / out).exists() else None

    return start


def test_numbers_are_written_as_ecmascript_writes_them():
    numbers = [0.0, -0.0, 1.0, 100, 0.5, 8 / 255, 1e21, 1.5e-7, 123456789012345680000.0, 1e-6, -2.5, 3e100, 12.25]
    written = "[0,0,1,100,0.5,0.03137254901960784,1e+21,1.5e-7,123456789012345680000,0.000001,-2.5,3e+100,12.25]"
    assert canonical_json(numbers) == written
    assert canonical_json({"b": None, "a": ["ε", True]}) == '{"a":["ε",true],"b":null}'


def test_verdicts_are_those_of_torchattacks_on_each_image_alone(run, place):
    root, _, labels = place
    code, results = run()
    assert code == 0
    raw = (root / "data" / "test_batch.bin").read_bytes()
    pixels = torch.frombuffer(bytearray(raw), dtype=torch.uint8).reshape(IMAGES, 3073)[:, 1:].reshape(-1, 3, 32, 32)
    expected = {}
    for name in ("tiny-1", "tiny-2"):
        _, model = read_model_folder(root / "models" / name)
        for index, (image, label) in enumerate(zip(pixels.float() / 255, labels, strict=True)):
            x, y = image[None], torch.tensor([label])
            verdict = "robust" if model(x).argmax(1) == y else "wrong"
            for step, epsilon in enumerate((1 / 255, 4 / 255)):
                attack = torchattacks.PGD(model, eps=epsilon, alpha=epsilon / 4, steps=10, random_start=False)
                if verdict == "robust" and model(attack(x, y)).argmax(1) != y:
                    verdict = "fooled"
                    expected[name, step, index] = verdict
                elif verdict == "robust" or step == 0:
                    expected[name, step, index] = verdict
                if verdict != "robust":
                    break
    found = {
        (record["modelId"], record["step"], index): verdict
        for record in results["records"]
        for index, verdict in zip(record["outcome"]["indices"], record["outcome"]["verdicts"], strict=True)
    }
    assert found == expected
    assert {"robust", "fooled", "wrong"} == set(found.values())


def test_a_fooling_perturbation_has_a_size_within_epsilon_and_a_name(run):
    _, results = run()
    for record in results["records"]:
        epsilon = (1 / 255, 4 / 255)[record["step"]]
        outcome = record["outcome"]
        for verdict, size, by in zip(outcome["verdicts"], outcome["sizes"], outcome["fooledBy"], strict=True):
            assert (size is None) == (verdict == "robust")
            assert verdict != "fooled" or (0 < size <= epsilon * 1.00001 and by == "PGD, start 1")
            assert verdict == "fooled" or by is None


def test_results_name_their_plan_by_its_canonical_form(run, place):
    _, models, labels = place
    _, results = run()
    plan = plan_file(models, labels, "pgd", PGD)["plan"]
    assert results["planSha256"] == hashlib.sha256(canonical_json(plan).encode()).hexdigest()
    assert results["plan"] == plan
    assert (results["status"], results["flags"]) == ("done", {})


def test_a_second_run_takes_what_the_first_one_finished(run, tmp_path, capsys):
    _, first = run()
    (finished,) = tmp_path.glob("*.blocks.jsonl")
    assert finished.name.startswith(first["planSha256"][:16])
    lines = finished.read_text().splitlines()
    # As an interruption leaves it: two blocks finished, a third half-written.
    finished.write_text("\n".join(lines[:2]) + "\n" + lines[2][:40])
    _, second = run(out="second.json")
    assert second["records"] == first["records"]
    assert f"2 of {len(lines)} jobs from an earlier run" in capsys.readouterr().out


def test_what_was_finished_with_other_images_is_not_taken(run, tmp_path, capsys):
    run()
    (finished,) = tmp_path.glob("*.blocks.jsonl")
    changed = [json.loads(line) for line in finished.read_text().splitlines()]
    for record in changed:
        record["key"]["images"] = "0" * 64
    finished.write_text("".join(json.dumps(record) + "\n" for record in changed))
    run()
    assert "from an earlier run" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("fooled", "expected"),
    [([], 2), ([False], 4), ([False, False, False], None), ([True], 1), ([False, True], 3), ([False, True, True], 2.5)],
)
def test_the_search_doubles_and_then_bisects(fooled, expected):
    assert next_epsilon({"start": 2, "doublings": 2, "bisections": 2}, fooled) == expected


def test_the_smallest_epsilons_are_searched_image_by_image(run):
    search = {"start": 1 / 255, "doublings": 3, "bisections": 2}
    _, results = run(id="minimalEpsilon", search=search)
    sizes = {}
    for record in results["records"]:
        outcome = record["outcome"]
        for index, verdict, size in zip(outcome["indices"], outcome["verdicts"], outcome["sizes"], strict=True):
            if verdict == "fooled":
                sizes[record["modelId"], index] = min(size, sizes.get((record["modelId"], index), 1))
    assert len({round(size, 5) for size in sizes.values()}) > 5
    assert all(0 < size <= 8 / 255 * 1.00001 for size in sizes.values())


def test_a_ranking_searches_with_one_attack_after_another(run):
    search = {"start": 2 / 255, "doublings": 2, "bisections": 1}
    common = {"norm": "linf", "epsilon": 8 / 255, "seed": 3}
    fab = {"id": "fabT", "settings": {**common, "steps": 5, "targetClasses": 3, "restarts": 1}}
    _, results = run(id="ranking", search=search, others=[fab], budget=100, nearest=["fabT"])
    steps = {record["step"] for record in results["records"]}
    assert steps == set(range(4 + 1))
    by_fab = [record["outcome"] for record in results["records"] if record["step"] == 4]
    sizes = [size for outcome in by_fab for size in outcome["sizes"] if size]
    assert len(sizes) > 5
    # The nearest image is anywhere within epsilon, where a search has sizes of its own.
    assert len({round(size, 6) for size in sizes}) > 5
    assert max(sizes) <= 8 / 255 * 1.0001


def test_transfer_judges_every_model_on_the_images_of_each(run):
    _, results = run(id="transfer", settings={**PGD, "epsilon": 8 / 255})
    (first, *_) = [record for record in results["records"] if record["modelId"] == "tiny-1"]
    own, other = first["outcome"]["verdicts"]["tiny-1"], first["outcome"]["verdicts"]["tiny-2"]
    assert own.count("fooled") > 5
    assert own != other
    assert not any(first["outcome"]["unperturbed"])


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda content: content.pop("format"), "'format' is a required property"),
        (lambda content: content.update(kind="dream"), "its kind must be evaluation or training"),
        (lambda content: content["plan"]["models"][0].update(sha256="0" * 64), "is in none of"),
        (lambda content: content["plan"]["source"]["labels"].reverse(), "give the files that the plan was made with"),
        (lambda content: content["plan"].update(indices=[0, 0]), "an image twice"),
        (lambda content: content["plan"]["source"]["labels"].pop(), "39 labels of 40 images"),
        (lambda content: content["plan"]["measure"].update(epsilons=[0.1, 0.05]), "ascending order"),
        (lambda content: content["plan"]["source"]["dataSet"]["splits"][0].update(count=39), "give the same files"),
        (
            lambda content: content["plan"]["models"][0]["classes"].__setitem__(slice(None), list("abcdefghij")),
            "does not know",
        ),
    ],
)
def test_a_plan_that_cannot_be_carried_out_is_refused_in_a_sentence(run, change, message, capsys):
    assert run(change=change) == (2, None)
    said = capsys.readouterr().err
    assert message in said
    assert said.count("\n") == 1


def test_images_of_the_gallery_are_found_in_the_checkout(place, tmp_path, capsys):
    root, models, labels = place
    content = plan_file(models, labels, "pgd", PGD)
    ids = ["cifar10_03_0", "cifar10_19_6", "chelsea", "geese"]  # a size of its own has the third
    content["plan"].update(source={"kind": "gallery", "ids": ids}, indices=[3, 0, 1, 2])
    (tmp_path / "plan.json").write_text(json.dumps(content))
    where = ["--models", str(root / "models"), "--out", str(tmp_path / "results.json")]
    assert main(["run", str(tmp_path / "plan.json"), *where]) == 0, capsys.readouterr().err
    (first, *_) = json.loads((tmp_path / "results.json").read_text())["records"]
    assert first["outcome"]["indices"] == [3, 0, 1, 2]
    assert main(["run", str(tmp_path / "plan.json"), *where, "--data", str(tmp_path)]) == 2
    assert "give the page's folder public/images" in capsys.readouterr().err
    content["plan"]["source"]["ids"][3] = "../cifar10/cifar10_00_3"
    (tmp_path / "plan.json").write_text(json.dumps(content))
    assert main(["run", str(tmp_path / "plan.json"), *where]) == 2
    assert "has no image" in capsys.readouterr().err


def test_compare_tells_each_image_that_is_judged_differently(run, tmp_path, capsys):
    _, results = run()
    record = next(record for record in results["records"] if "fooled" in record["outcome"]["verdicts"])
    place = record["outcome"]["verdicts"].index("fooled")
    record["outcome"]["verdicts"][place] = "robust"
    record["outcome"]["sizes"][place] = None
    (tmp_path / "other.json").write_text(json.dumps(results))
    same, other = str(tmp_path / "results.json"), str(tmp_path / "other.json")
    assert main(["compare", same, same, "--at-most", "0"]) == 0
    capsys.readouterr()
    assert main(["compare", same, other, "--at-most", "0"]) == 1
    index = record["outcome"]["indices"][place]
    assert f"image {index}: fooled in results, robust in other" in capsys.readouterr().out


def test_results_of_different_plans_are_not_compared(run, tmp_path, capsys):
    run()
    run(settings={**PGD, "steps": 3}, out="other.json")
    assert main(["compare", str(tmp_path / "results.json"), str(tmp_path / "other.json")]) == 2
    assert "measure differ" in capsys.readouterr().err


def test_the_last_block_may_be_smaller():
    plan = evaluation_plan({"measure": {}, "models": [], "indices": list(range(10)), "blockSize": 4})
    assert [plan.indices_of(block) for block in range(plan.blocks)] == [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9]]
