import pytest
import torch

from gradlens_training.attacks import pgd
from gradlens_training.loop import build_model
from gradlens_training.recipe import read_recipe

EPSILON = 8 / 255


@pytest.fixture
def model(recipe_file):
    return build_model(read_recipe(recipe_file())).eval()


def test_stays_in_the_ball_and_in_the_image_range(model, images):
    pixels, labels = images[0][:8].float() / 255, images[1][:8]
    before = pixels.clone()
    attacked = pgd(model, pixels, labels, EPSILON, EPSILON, 3, torch.Generator().manual_seed(0))
    assert torch.equal(pixels, before)
    assert (attacked - pixels).abs().max() <= EPSILON + 1e-6
    assert attacked.min() >= 0
    assert attacked.max() <= 1


def test_raises_the_loss(model, images):
    pixels, labels = images[0].float() / 255, images[1]
    attacked = pgd(model, pixels, labels, EPSILON, EPSILON / 4, 10)
    losses = [torch.nn.functional.cross_entropy(model(x), labels).item() for x in (pixels, attacked)]
    assert losses[1] > losses[0] + 0.01


def test_is_torchattacks_pgd(model, images):
    torchattacks = pytest.importorskip("torchattacks")
    pixels, labels = images[0][:8].float() / 255, images[1][:8]
    attack = torchattacks.PGD(model, eps=EPSILON, alpha=EPSILON / 4, steps=5, random_start=False)
    ours = pgd(model, pixels, labels, EPSILON, EPSILON / 4, 5)
    # A sign may flip where the gradient is zero up to rounding.
    assert ((ours - attack(pixels, labels)).abs() < 1e-6).float().mean() > 0.999
