import hashlib
import json

import pytest
import torch

from gradlens_training import loop
from gradlens_training.model_folder import read_model_folder, write_manifest, write_model_folder
from gradlens_training.recipe import read_recipe


@pytest.fixture
def trained(recipe_file, images, tmp_path):
    recipe = read_recipe(recipe_file(epochs=2))
    loop.train(recipe, images, images, tmp_path / "checkpoints")
    return recipe, tmp_path / "checkpoints"


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_round_trip(trained, images, tmp_path):
    recipe, checkpoints = trained
    folder = write_model_folder(recipe, checkpoints, tmp_path / "models")
    manifest, model = read_model_folder(folder)
    original = loop.build_model(recipe).eval()
    original.load_state_dict(torch.load(checkpoints / f"{recipe.id}.pt", weights_only=True)["average"])
    pixels = images[0].float() / 255
    assert (model(pixels) - original(pixels)).abs().max() < 0.01
    assert manifest["weights"]["parameters"] == sum(p.numel() for p in original.parameters())
    raw = (folder / "weights.safetensors").read_bytes()
    assert manifest["weights"]["bytes"] == len(raw)
    assert manifest["weights"]["sha256"] == hashlib.sha256(raw).hexdigest()
    assert (manifest["training"]["epochsTrained"], manifest["training"]["epochsPlanned"]) == (2, 2)
    assert len((folder / "training-log.jsonl").read_text().splitlines()) == 2
    assert manifest["figures"] is None


def test_manifest_says_what_the_model_was_trained_on_and_from(trained, images, tmp_path, recipe_file):
    _, checkpoints = trained
    path = recipe_file("edge-regularisation", 1, "frozen")
    text = 'data = "tiny_imagenet10"\n' + path.read_text().replace("small", "stride-2")
    path.write_text(text + 'start_from = "tiny-natural"\n')
    recipe = read_recipe(path)
    larger = images[0].repeat(1, 1, 2, 2), images[1]
    loop.train(recipe, larger, larger, checkpoints)
    manifest, model = read_model_folder(write_model_folder(recipe, checkpoints, tmp_path / "models"))
    assert manifest["data"] == "Tiny-ImageNet-10"
    assert manifest["classes"][7] == "fruit"
    assert (manifest["input"]["height"], manifest["input"]["width"]) == (64, 64)
    assert manifest["input"]["mean"] == [0.479, 0.455, 0.392]
    assert model.std.flatten().tolist() == pytest.approx([0.265, 0.256, 0.275])
    assert manifest["architecture"] == {
        "name": "resnet",
        "widths": [4, 6],
        "depths": [1, 1],
        "activation": "gelu",
        "stem": "stride-2",
    }
    training = manifest["training"]
    assert (training["objective"], training["epsilon255"]) == ("edge-regularisation", None)
    assert training["startedFrom"] == "tiny-natural"
    assert "plus 1 to 10 times the squared distance" in training["summary"]
    assert training["recipe"] == recipe.source
    assert set(training["libraries"]) == {"python", "torch", "numpy", "pillow", "safetensors"}


def test_swin_comes_back_as_it_went(recipe_file, images, tmp_path):
    path = recipe_file(epochs=1)
    table = '[architecture]\nname = "swin"\nembed_dim = 8\ndepths = [1, 1]\nheads = [2, 2]\nwindow = 4\npatch = 2\n'
    head, rest = path.read_text().split("[architecture]")
    path.write_text(head + table + rest[rest.index("\n[objective]") :])
    recipe = read_recipe(path)
    loop.train(recipe, images, images, tmp_path / "checkpoints")
    manifest, model = read_model_folder(write_model_folder(recipe, tmp_path / "checkpoints", tmp_path / "models"))
    assert manifest["architecture"] == recipe.architecture.to_manifest()
    original = loop.build_model(recipe).eval()
    original.load_state_dict(torch.load(tmp_path / "checkpoints" / f"{recipe.id}.pt", weights_only=True)["average"])
    pixels = images[0].float() / 255
    assert (model(pixels) - original(pixels)).abs().max() < 0.01


def test_second_export_is_the_same_to_the_byte_and_keeps_figures(trained, tmp_path):
    recipe, checkpoints = trained
    folder = write_model_folder(recipe, checkpoints, tmp_path / "models")
    manifest = json.loads((folder / "manifest.json").read_text())
    write_manifest(folder, {**manifest, "figures": {"cleanAccuracy": 0.5}})
    before = contents(folder)
    write_model_folder(recipe, checkpoints, tmp_path / "models")
    assert contents(folder) == before


def test_figures_go_when_the_weights_change(trained, tmp_path):
    recipe, checkpoints = trained
    folder = write_model_folder(recipe, checkpoints, tmp_path / "models")
    manifest = json.loads((folder / "manifest.json").read_text())
    write_manifest(folder, {**manifest, "figures": {"cleanAccuracy": 0.5}})
    state = torch.load(checkpoints / f"{recipe.id}.pt", weights_only=True)
    state["average"]["fc.bias"] += 1
    torch.save(state, checkpoints / f"{recipe.id}.pt")
    write_model_folder(recipe, checkpoints, tmp_path / "models")
    assert json.loads((folder / "manifest.json").read_text())["figures"] is None


def test_half_trained_checkpoint_says_so(trained, tmp_path):
    recipe, checkpoints = trained
    state = torch.load(checkpoints / f"{recipe.id}.pt", weights_only=True)
    torch.save({**state, "epoch": 1}, checkpoints / f"{recipe.id}.pt")
    folder = write_model_folder(recipe, checkpoints, tmp_path / "models")
    training = read_model_folder(folder)[0]["training"]
    assert (training["epochsTrained"], training["epochsPlanned"]) == (1, 2)
    assert len((folder / "training-log.jsonl").read_text().splitlines()) == 1


def test_what_is_wrong_is_told(trained, tmp_path):
    recipe, checkpoints = trained
    folder = write_model_folder(recipe, checkpoints, tmp_path / "models")
    raw = bytearray((folder / "weights.safetensors").read_bytes())
    raw[-1] ^= 1
    (folder / "weights.safetensors").write_bytes(raw)
    with pytest.raises(ValueError, match=r"not that of manifest\.json"):
        read_model_folder(folder)
    state = torch.load(checkpoints / f"{recipe.id}.pt", weights_only=True)
    state["average"]["fc.bias"] += 1e5
    torch.save(state, checkpoints / f"{recipe.id}.pt")
    with pytest.raises(ValueError, match=r"fc\.bias reaches 1e\+05, past float16"):
        write_model_folder(recipe, checkpoints, tmp_path / "models")
    (checkpoints / f"{recipe.id}.pt").unlink()
    with pytest.raises(FileNotFoundError, match="train tiny-natural for at least one epoch"):
        write_model_folder(recipe, checkpoints, tmp_path / "models")
