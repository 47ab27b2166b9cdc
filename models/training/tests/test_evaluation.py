import functools
import hashlib
import json

import numpy as np
import pytest
import safetensors.torch
import torch
from evaluation_models import NearestGrey, grey_images, holds_by_arithmetic, reduced

import evaluate
from gradlens_training import architectures
from gradlens_training.data import find_data_set
from gradlens_training.data.protocol import DataSet
from gradlens_training.evaluation import pgd
from gradlens_training.evaluation.blocks import run_blocks
from gradlens_training.evaluation.distribution import from_bits
from gradlens_training.evaluation.epoch_cost import epoch_cost
from gradlens_training.evaluation.storage import largest_change_points, with_float32_weights
from gradlens_training.model_folder import MANIFEST, WEIGHTS, read_model_folder, to_storage, write_manifest

ARCHITECTURE = {"name": "resnet", "widths": [4, 6], "depths": [1, 1], "activation": "gelu", "stem": "small"}


def build():
    settings = architectures.read_architecture(ARCHITECTURE, "test")
    return architectures.build(settings, 10, (0.5,) * 3, (0.2,) * 3, 32).eval()


@pytest.fixture
def exported(tmp_path):
    """A tiny model's folder, and the checkpoint from which it was exported."""
    torch.manual_seed(3)
    average = build().state_dict()
    raw = safetensors.torch.save(to_storage(average))
    folder = tmp_path / "tiny"
    folder.mkdir()
    (folder / WEIGHTS).write_bytes(raw)
    manifest = {
        "id": "tiny",
        "training": {"objective": "natural", "recipe": {"training": {"batch_size": 128, "precision": "bfloat16"}}},
        "architecture": ARCHITECTURE,
        "data": "CIFAR-10",
        "classes": [str(index) for index in range(10)],
        "input": {"height": 32, "width": 32, "channels": 3, "mean": [0.5] * 3, "std": [0.2] * 3},
        "weights": {"sha256": hashlib.sha256(raw).hexdigest()},
        "figures": None,
    }
    write_manifest(folder, manifest)
    torch.save({"average": average}, tmp_path / "tiny.pt")
    return folder, tmp_path / "tiny.pt"


@pytest.fixture
def place(exported, tmp_path):
    """60 images in CIFAR-10's binary format; the model classifies three of four correctly."""
    _, model = read_model_folder(exported[0])
    pixels = np.random.default_rng(0).integers(0, 256, (60, 3, 32, 32), np.uint8)
    labels = model(torch.from_numpy(pixels).float() / 255).argmax(1).numpy().astype(np.uint8)
    labels[::4] = (labels[::4] + 1) % 10
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "test_batch.bin").write_bytes(np.concatenate([labels[:, None], pixels.reshape(60, -1)], 1).tobytes())
    return folder


def figures_of(folder):
    return json.loads((folder / MANIFEST).read_text())["figures"]


@pytest.mark.parametrize("epsilon_255", [4, 8])
def test_pgd_fools_what_can_be_fooled_and_counts_the_wrong_as_fooled(epsilon_255):
    pixels, labels = grey_images(120)
    x, model = pixels.float() / 255, NearestGrey()
    right = model(x).argmax(1) == labels
    held = pgd.holds_under_pgd(model, x, labels, right, epsilon_255)
    possible = holds_by_arithmetic(pixels, labels, epsilon_255)
    assert not (possible & ~held).any()
    # Untargeted cross-entropy pushes a few images towards the more distant neighbour.
    assert (held & ~possible).sum() <= 6
    assert not (held & ~right).any()
    entry = pgd.pgd_entry(held, torch.ones(120), epsilon_255)
    assert (entry["steps"], entry["stepSize255"], entry["images"]) == (20, epsilon_255 / 4, 120)
    assert entry["accuracy"] == round(held.sum().item() / 120, 4)
    assert torch.equal(from_bits(entry["robustPerImage"], 120), held)


def test_held_and_fallen_make_up_the_whole():
    l1, held = torch.tensor([1.0, 2, 3, 6]), torch.tensor([True, True, False, False])

    def parts(held):
        entry = pgd.pgd_entry(held, l1, 8)
        return entry["meanGradientL1Robust"], entry["meanGradientL1NotRobust"]

    assert parts(held) == (1.5, 4.5)
    assert parts(torch.ones(4, dtype=torch.bool)) == (3, None)
    assert parts(torch.zeros(4, dtype=torch.bool)) == (None, 3)


def test_pgd_of_fewer_images_is_its_beginning():
    pixels, labels = grey_images(120)
    x, model = pixels.float() / 255, NearestGrey()
    right = model(x).argmax(1) == labels
    fewer = pgd.holds_under_pgd(model, x[:100], labels[:100], right[:100], 8)
    assert torch.equal(fewer, pgd.holds_under_pgd(model, x, labels, right, 8)[:100])


def test_float32_weights_come_from_the_checkpoint_that_was_exported(exported, tmp_path):
    folder, checkpoint = exported
    _, model = read_model_folder(folder)
    exact = with_float32_weights(model, checkpoint)
    average = torch.load(checkpoint, weights_only=True)["average"]
    assert all(torch.equal(tensor, average[name]) for name, tensor in exact.state_dict().items())
    assert any(not torch.equal(tensor, average[name]) for name, tensor in model.state_dict().items())
    average["fc.bias"] += 0.01
    torch.save({"average": average}, tmp_path / "other.pt")
    with pytest.raises(ValueError, match=r"not what the model was exported from: fc\.bias"):
        with_float32_weights(model, tmp_path / "other.pt")


def test_largest_change_is_in_points():
    ours = [torch.arange(1000) < 720, torch.arange(1000) < 400]
    theirs = [torch.arange(1000) < 721, torch.arange(1000) < 397]
    assert largest_change_points(ours, theirs) == 0.3


def test_epoch_cost_is_of_the_recipes_precision(tmp_path):
    cpu = {
        "date": "2026-11-20",
        "device": "cpu",
        "processor": "AMD EPYC",
        "batch": 128,
        "data": "CIFAR-10",
        "architecture": ARCHITECTURE,
        "secondsPerStepWrittenOut": {"adversarial": {"float32": 2.0}, "gradient-norm": {"float32": 1.8}},
    }
    gpu = {
        **cpu,
        "device": "cuda",
        "processor": "NVIDIA H200",
        "secondsPerStepWrittenOut": {"adversarial": {"bfloat16": 1.0}, "gradient-norm": {"bfloat16": 0.6}},
    }
    paths = [tmp_path / "speed.json", tmp_path / "speed-cuda.json"]

    def manifest(precision="bfloat16", objective="gradient-norm", **more):
        recipe = {"training": {"batch_size": 128, "precision": precision}}
        training = {"objective": objective, "recipe": recipe}
        return {"data": "CIFAR-10", "architecture": ARCHITECTURE, "training": training, **more}

    assert epoch_cost(paths, manifest()) is None
    for path, speed in zip(paths, (cpu, gpu), strict=True):
        path.write_text(json.dumps(speed))
    assert epoch_cost(paths, manifest()) == {
        "secondsPerEpoch": 0.6 * (50_000 // 128),
        "relativeToAdversarial": 0.6,
        "processor": "NVIDIA H200",
        "command": "python measure_speed.py --device cuda",
        "date": "2026-11-20",
    }
    gpu["relativeWrittenOut"] = {"gradient-norm": {"bfloat16": {"low": 0.58, "high": 0.63}}}
    paths[1].write_text(json.dumps(gpu))
    assert epoch_cost(paths, manifest())["relativeInterval"] == {"low": 0.58, "high": 0.63}
    on_cpu = epoch_cost(paths, manifest("float32"))
    assert (on_cpu["relativeToAdversarial"], on_cpu["processor"]) == (0.9, "AMD EPYC")
    assert on_cpu["command"] == "python measure_speed.py"
    assert epoch_cost(paths, manifest(data="Tiny-ImageNet-10")) is None
    assert epoch_cost(paths, manifest(architecture={**ARCHITECTURE, "activation": "relu"})) is None
    assert epoch_cost(paths, manifest(objective="edge-regularisation")) is None


@pytest.mark.parametrize(
    ("loaded", "words"),
    [
        (10_000, "the 10,000 CIFAR-10 test images"),
        (5_000, "a 5,000-image part of the 10,000 CIFAR-10 test images"),
    ],
)
def test_the_place_says_which_images_it_holds(loaded, words):
    assert evaluate.describe_place(find_data_set("CIFAR-10"), loaded) == words


@pytest.fixture
def arguments(exported, place, monkeypatch):
    cifar10 = find_data_set("CIFAR-10")
    data = type("Weak", (DataSet,), {"epsilon_255": 1})(**vars(cifar10))  # a net so small is fooled at 4/255
    monkeypatch.setattr(evaluate, "find_data_set", lambda _: data)
    monkeypatch.setattr(evaluate, "run_blocks", functools.partial(run_blocks, make_attack=reduced))
    return [str(exported[0]), "--data", str(place), "--pgd-images", "40"]


@pytest.fixture
def attacked(arguments, tmp_path):
    return [*arguments, "--autoattack-images", "10", "--cache", str(tmp_path / "cache")]


def entries_of(figures, attack):
    return [entry for entry in figures["robustAccuracy"] if entry["attack"] == attack]


def test_measures_a_folder_and_writes_its_manifest(exported, attacked):
    folder, checkpoint = exported
    evaluate.main([*attacked, "--checkpoint", str(checkpoint), "--print-only"])
    assert figures_of(folder) is None
    evaluate.main([*attacked, "--checkpoint", str(checkpoint)])
    figures = figures_of(folder)
    assert (figures["images"], figures["cleanAccuracy"]) == (60, 0.75)
    assert from_bits(figures["rightPerImage"], 60).tolist() == [index % 4 > 0 for index in range(60)]
    for attack, count in ("pgd", 40), ("autoattack-standard", 50):
        entries = entries_of(figures, attack)
        assert [entry["epsilon255"] for entry in entries] == [0.5, 1, 2]
        assert 0.75 >= entries[0]["accuracy"] >= entries[1]["accuracy"] >= entries[2]["accuracy"]
        for entry in entries:
            assert entry["images"] == count
            held = from_bits(entry["robustPerImage"], count)
            assert entry["accuracy"] == round(held.double().mean().item(), 4)
    assert figures["robustAccuracy"][0]["attack"] == "pgd"
    assert figures["float16"]["images"] == 40
    assert figures["gradients"]["images"] == 60
    assert len(figures["gradients"]["lossL1PerBlock"]["means"]) == 2
    assert figures["command"] == "python evaluate.py MODEL_FOLDER --data CIFAR-10 --images 60 --pgd-images 40"
    assert figures["autoAttackRun"]["command"] == (
        "python evaluate.py MODEL_FOLDER --data CIFAR-10 --images 60 --autoattack-images 50 --cache CACHE"
        " --autoattack-alone"
    )
    assert "pyautoattack" in figures["autoAttackRun"]["tool"]
    assert f"torch {torch.__version__}" in figures["tool"]


def test_a_run_without_a_cache_leaves_autoattack_as_it_was_measured(exported, arguments, attacked, place, tmp_path):
    folder, _ = exported
    evaluate.main(attacked)
    before = figures_of(folder)
    evaluate.main([*arguments, "--images", "30"])
    after = figures_of(folder)
    assert after["images"] == after["gradients"]["images"] == entries_of(after, "pgd")[0]["images"] == 30
    assert entries_of(after, "autoattack-standard") == entries_of(before, "autoattack-standard")
    assert after["autoAttackRun"] == before["autoAttackRun"]
    assert "autoattack" not in after["command"]

    evaluate.main([*arguments, "--images", "30", "--cache", str(tmp_path / "empty")])
    assert figures_of(folder) == after

    records = (place / "test_batch.bin").read_bytes()
    (place / "test_batch.bin").write_bytes(records[: 50 * 3073])
    with pytest.raises(SystemExit, match="was measured on a 60-image part"):
        evaluate.main(arguments)
    assert figures_of(folder) == after


def test_autoattack_alone_leaves_the_other_figures(exported, arguments, attacked, monkeypatch):
    folder, _ = exported
    with pytest.raises(SystemExit, match="has no figures to add to"):
        evaluate.main([*attacked, "--autoattack-alone"])
    evaluate.main(arguments)
    before = figures_of(folder)
    assert "autoAttackRun" not in before

    def nothing_else(*_):
        raise AssertionError("AutoAttack alone was asked for")

    monkeypatch.setattr(evaluate, "quick_figures", nothing_else)
    evaluate.main([*attacked, "--autoattack-alone"])
    once = figures_of(folder)
    assert len(entries_of(once, "autoattack-standard")) == 3
    evaluate.main([*attacked, "--autoattack-alone"])
    assert figures_of(folder) == once
    del once["autoAttackRun"]
    assert {**once, "robustAccuracy": entries_of(once, "pgd")} == before


def test_a_model_that_was_exported_anew_meanwhile_keeps_its_manifest(exported):
    folder, _ = exported
    with pytest.raises(ValueError, match="exported again while"):
        evaluate.write_figures(folder, "0" * 64, {"images": 1})
    assert figures_of(folder) is None


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--images", "0"], "1 or more"),
        (["--images", "100", "--autoattack-images", "200", "--cache", "x"], "at least as many"),
        (["--autoattack-images", "50"], "give a --cache folder"),
        (["--autoattack-alone"], "without a --cache folder"),
        (["--pgd-images", "0"], "1 or more"),
    ],
)
def test_refuses_options_that_can_not_be(arguments, message, capsys):
    with pytest.raises(SystemExit):
        evaluate.parse_options(["folder", "--data", "place", *arguments])
    assert message in capsys.readouterr().err
