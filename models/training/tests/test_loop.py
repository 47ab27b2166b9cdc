import pytest
import torch

from gradlens_training import loop
from gradlens_training.recipe import read_recipe


class CutOff(Exception):
    pass


@pytest.mark.parametrize(
    ("objective", "batch_norm"), [("natural", "train"), ("adversarial", "frozen"), ("gradient-norm", "frozen")]
)
def test_resumed_run_gives_the_weights_of_an_uninterrupted_one(
    objective, batch_norm, recipe_file, pictures, tmp_path, monkeypatch
):
    recipe = read_recipe(recipe_file(objective, 2, batch_norm))
    whole = torch.load(loop.train(recipe, pictures, pictures, tmp_path / "whole"), weights_only=True)
    monitor, calls = loop.monitor, []

    def cut_off_in_second_epoch(*arguments):
        calls.append(1)
        if len(calls) == 2:
            raise CutOff
        return monitor(*arguments)

    monkeypatch.setattr(loop, "monitor", cut_off_in_second_epoch)
    with pytest.raises(CutOff):
        loop.train(recipe, pictures, pictures, tmp_path / "cut")
    cut = torch.load(tmp_path / "cut" / f"{recipe.id}.pt", weights_only=True)
    assert cut["epoch"] == 1
    monkeypatch.setattr(loop, "monitor", monitor)
    resumed = torch.load(loop.train(recipe, pictures, pictures, tmp_path / "cut"), weights_only=True)
    assert resumed["epoch"] == whole["epoch"] == 2
    for kind in ("model", "average"):
        for name, tensor in whole[kind].items():
            assert torch.equal(resumed[kind][name], tensor), f"{kind} {name}"
    assert not torch.equal(whole["model"]["conv1.weight"], cut["model"]["conv1.weight"])


def test_augmentation_flips_and_shifts_only(pictures):
    pixels = torch.arange(32).to(torch.uint8)[None, None, None, :].expand(64, 3, 32, 32)
    rows = loop.augment(pixels, torch.Generator().manual_seed(0)).mul(255).round()
    assert rows.shape == pixels.shape
    assert torch.equal(rows[:, 0, 0], rows[:, 2, 31])  # rows are alike, so a crop leaves them so
    steps = rows[:, 0, 0].diff(dim=1)[:, 4:-4]
    assert steps.abs().eq(1).all()
    assert 0 < (steps[:, 0] < 0).float().mean() < 1


def test_learning_rate_rises_then_falls_to_nothing():
    rates = [loop.learning_rate_at(step, 100, 2.0, 0.1) for step in range(100)]
    assert rates[9] == max(rates) == 2.0
    assert rates[0] == pytest.approx(0.2)
    assert rates[-1] < 0.01


def test_unknown_names_are_told(recipe_file):
    path = recipe_file()
    path.write_text(path.read_text().replace('"natural"', '"unnatural"'))
    with pytest.raises(ValueError, match='objective "unnatural" is unknown; use one of natural'):
        read_recipe(path)
