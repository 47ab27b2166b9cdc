import hashlib
import json
from dataclasses import replace

import pytest
import safetensors.torch
import torch

from gradlens_training import epochs, loop
from gradlens_training.recipe import read_recipe


@pytest.fixture
def run(recipe_file, images, tmp_path):
    """A run of two epochs, exported; its test split is the images that it was trained on."""
    recipe = read_recipe(recipe_file("fgsm", 2, "frozen"))
    for _ in loop.train_by_steps(recipe, images, images, tmp_path / "checkpoints", None, False, keep_epochs=True):
        pass
    recipe = replace(recipe, data=replace(recipe.data, load=lambda *_: images))
    folder = epochs.write_run(recipe, tmp_path / "checkpoints", "anywhere", tmp_path / "models", 20)
    return recipe, tmp_path / "checkpoints", folder, json.loads((folder / epochs.RUN).read_text())


def test_every_epoch_has_its_weights_and_the_start_is_epoch_0(run):
    recipe, checkpoints, folder, written = run
    assert [epoch["epoch"] for epoch in written["epochs"]] == [0, 1, 2]
    for epoch in written["epochs"]:
        raw = (folder / epoch["file"]).read_bytes()
        assert (epoch["bytes"], epoch["sha256"]) == (len(raw), hashlib.sha256(raw).hexdigest())
    first, last = (safetensors.torch.load_file(folder / written["epochs"][i]["file"]) for i in (0, -1))
    start = loop.build_model(recipe).state_dict()
    end = torch.load(checkpoints / f"{recipe.id}.pt", weights_only=True)["average"]
    for name, tensor in first.items():
        torch.testing.assert_close(tensor.float(), start[name], rtol=1e-3, atol=1e-6)
        torch.testing.assert_close(last[name].float(), end[name], rtol=1e-3, atol=1e-6)


def test_figures_of_an_epoch_are_those_of_its_weights(run, images):
    recipe, _, folder, written = run
    last = written["epochs"][-1]
    model = loop.build_model(recipe)
    tensors = safetensors.torch.load_file(folder / last["file"])
    model.load_state_dict({name: tensor.float() for name, tensor in tensors.items()}, strict=False)
    model.eval()
    pixels, labels = images[0][:20].float() / 255, images[1][:20]
    with torch.no_grad():
        assert last["cleanAccuracy"] == pytest.approx((model(pixels).argmax(1) == labels).float().mean().item())
    assert last["pgdAccuracy"] <= last["fgsmAccuracy"] <= last["cleanAccuracy"]
    assert set(last["trainingLoss"]) == {"ce_attacked"} and written["epochs"][0]["trainingLoss"] == {}
    assert written["measured"]["epsilon255"] == 8
    assert written["measured"]["zooEpsilon255"] == recipe.data.epsilon_255
    assert 0 <= last["zooPgdAccuracy"] <= last["cleanAccuracy"]
    assert written["weights"]["parameters"] == sum(parameter.numel() for parameter in model.parameters())


def test_a_run_without_kept_epochs_is_refused(recipe_file, images, tmp_path):
    recipe = read_recipe(recipe_file("natural", 1))
    loop.train(recipe, images, images, tmp_path)
    with pytest.raises(FileNotFoundError, match="no epochs of tiny-natural .* train it with --keep-epochs"):
        epochs.write_run(recipe, tmp_path, "anywhere", tmp_path, 20)
