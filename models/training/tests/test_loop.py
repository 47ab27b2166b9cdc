from pathlib import Path

import pytest
import torch

from gradlens_training import loop
from gradlens_training.recipe import read_recipe


class CutOff(Exception):
    pass


@pytest.mark.parametrize(
    ("objective", "batch_norm"),
    [
        ("natural", "train"),
        ("adversarial", "frozen"),
        ("fgsm", "frozen"),
        ("gradient-norm", "frozen"),
        ("gradient-norm-differences", "frozen"),
        ("edge-regularisation", "frozen"),
    ],
)
def test_resumed_run_gives_the_weights_of_an_uninterrupted_one(
    objective, batch_norm, recipe_file, images, tmp_path, monkeypatch
):
    recipe = read_recipe(recipe_file(objective, 2, batch_norm))
    whole = torch.load(loop.train(recipe, images, images, tmp_path / "whole"), weights_only=True)
    monitor, calls = loop.monitor, []

    def cut_off_in_second_epoch(*arguments):
        calls.append(1)
        if len(calls) == 2:
            raise CutOff
        return monitor(*arguments)

    monkeypatch.setattr(loop, "monitor", cut_off_in_second_epoch)
    with pytest.raises(CutOff):
        loop.train(recipe, images, images, tmp_path / "cut")
    cut = torch.load(tmp_path / "cut" / f"{recipe.id}.pt", weights_only=True)
    assert cut["epoch"] == 1
    monkeypatch.setattr(loop, "monitor", monitor)
    resumed = torch.load(loop.train(recipe, images, images, tmp_path / "cut"), weights_only=True)
    assert resumed["epoch"] == whole["epoch"] == 2
    for kind in ("model", "average"):
        for name, tensor in whole[kind].items():
            assert torch.equal(resumed[kind][name], tensor), f"{kind} {name}"
    assert not torch.equal(whole["model"]["conv1.weight"], cut["model"]["conv1.weight"])


def changed(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    return read_recipe(path)


def test_a_recipe_that_was_changed_under_its_checkpoint_is_refused(recipe_file, images, tmp_path):
    path = recipe_file("adversarial", 1)
    loop.train(read_recipe(path), images, images, tmp_path)
    told = (
        r"tiny-adversarial\.pt was trained by another tiny-adversarial; undo the recipe's change \(epochs may differ\)"
    )
    with pytest.raises(ValueError, match=told):
        loop.train(changed(path, "learning_rate = 0.05", "learning_rate = 0.04"), images, images, tmp_path)
    changed(path, "learning_rate = 0.04", "learning_rate = 0.05")
    with pytest.raises(ValueError, match=told):
        loop.train(changed(path, "steps = 3", "steps = 2"), images, images, tmp_path)
    changed(path, "steps = 2", "steps = 3")
    # Settings without effect on the computation may change, and so may the number of epochs.
    changed(path, 'name = "Tiny"', 'name = "Small"\ndata = "cifar10"')
    checkpoint = loop.train(changed(path, "epochs = 1\n", "epochs = 2\n"), images, images, tmp_path)
    assert torch.load(checkpoint, weights_only=True)["epoch"] == 2


def test_a_checkpoint_from_before_recipes_were_stored_is_resumed(recipe_file, images, tmp_path):
    path = recipe_file("natural", 1)
    checkpoint = loop.train(read_recipe(path), images, images, tmp_path)
    state = torch.load(checkpoint, weights_only=True)
    del state["recipe"]
    torch.save(state, checkpoint)
    loop.train(changed(path, "epochs = 1\n", "epochs = 2\n"), images, images, tmp_path)
    assert torch.load(checkpoint, weights_only=True)["epoch"] == 2


def test_starts_from_the_averaged_weights_that_the_recipe_names(recipe_file, images, tmp_path):
    start = torch.load(loop.train(read_recipe(recipe_file()), images, images, tmp_path), weights_only=True)
    path = recipe_file("adversarial", 1, "frozen")
    changed(path, "learning_rate = 0.05", 'learning_rate = 0.0\nstart_from = "tiny-natural"')
    state = torch.load(loop.train(read_recipe(path), images, images, tmp_path), weights_only=True)
    for name, tensor in start["average"].items():
        assert torch.equal(state["model"][name], tensor), name
    recipe = changed(path, '"tiny-natural"', '"tiny-lost"')
    (tmp_path / "tiny-adversarial.pt").unlink()
    with pytest.raises(FileNotFoundError, match=r"tiny-lost\.pt does not exist; train tiny-lost first"):
        loop.train(recipe, images, images, tmp_path)


def test_ramp_rises_to_one_over_its_epochs(recipe_file, images, tmp_path, monkeypatch):
    recipe, seen = read_recipe(recipe_file("edge-regularisation", 3)), []
    original = type(recipe.objective).loss

    def watched(self, model, pixels, labels, generator, ramp):
        seen.append(ramp)
        return original(self, model, pixels, labels, generator, ramp)

    monkeypatch.setattr(type(recipe.objective), "loss", watched)
    loop.train(recipe, images, images, tmp_path)
    assert seen == pytest.approx([(step + 1) / 6 for step in range(6)] + [1.0] * 3)  # 48 images, 16 a batch


def test_double_backward_that_is_written_out_trains_to_the_same_weights(recipe_file, images, tmp_path):
    recipe = read_recipe(recipe_file("gradient-norm", 2, "frozen"))
    states = [
        torch.load(
            loop.train(recipe, images, images, tmp_path / str(way), write_out_double_backward=way),
            weights_only=True,
        )
        for way in (False, True)
    ]
    for name, tensor in states[0]["average"].items():
        assert torch.allclose(states[1]["average"][name], tensor, rtol=1e-4, atol=1e-6), name


def test_norms_and_biases_do_not_decay():
    swin = read_recipe(Path(__file__).resolve().parents[1] / "recipes" / "cifar10-swin-gelu-natural.toml")
    model = loop.build_model(swin)
    names = {parameter: name for name, parameter in model.named_parameters()}
    decayed, free = ({names[p] for p in group["params"]} for group in loop.make_optimizer(model, swin).param_groups)
    assert decayed | free == set(names.values())
    assert all(name.endswith(".weight") and "norm" not in name for name in decayed)
    assert {"layers.0.blocks.1.attn.relative_position_bias_table", "norm.weight", "head.fc.bias"} < free


def test_learning_rate_rises_then_falls_to_nothing():
    rates = [loop.learning_rate_at(step, 100, 2.0, 0.1) for step in range(100)]
    assert rates[9] == max(rates) == 2.0
    assert rates[0] == pytest.approx(0.2)
    assert rates[-1] < 0.01
