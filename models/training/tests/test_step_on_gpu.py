"""Tests that need a GPU; `npm test` and machines without one skip them."""

from dataclasses import replace

import pytest
import torch

from gradlens_training import loop, step
from gradlens_training.recipe import read_recipe
from gradlens_training.turns import in_turns

pytestmark = pytest.mark.skipif(not torch.cuda.is_available(), reason="there is no GPU")


@pytest.fixture(autouse=True)
def float32():
    for backend in (torch.backends.cudnn, torch.backends.cuda.matmul):
        backend.allow_tf32 = False


def on(device, data):
    return tuple(tensor.to(device) for tensor in data)


@pytest.mark.parametrize("objective", ["natural", "gradient-norm", "gradient-norm-differences"])
def test_a_recorded_step_changes_the_weights_as_a_step_on_a_cpu_does(objective, recipe_file, images):
    recipe = read_recipe(recipe_file(objective, 1, "frozen"))
    # Random draws differ between devices, so nothing is drawn here.
    recipe = replace(recipe, data=replace(recipe.data, augment=lambda pixels, _: pixels.float() / 255))
    averages = []
    for device in ("cpu", "cuda"):
        model, average = (loop.build_model(recipe).to(device).eval() for _ in range(2))
        take = step.Step(recipe, on(device, images), model, average, step.make_optimizer(model, recipe))
        generator = torch.Generator(device)
        if device == "cuda":
            take = step.RecordedStep(take, 16, generator)
        for start in (0, 16, 32):
            take(torch.arange(start, start + 16, device=device), generator, 0.05, 0.5, 0.1)
        averages.append({name: tensor.cpu() for name, tensor in average.state_dict().items()})
    for name, tensor in averages[0].items():
        torch.testing.assert_close(
            averages[1][name], tensor, rtol=1e-3, atol=1e-5, msg=lambda told, n=name: f"{n}: {told}"
        )


def test_side_by_side_gives_the_weights_of_one_after_another(recipe_file, images, tmp_path):
    data = on("cuda", images)
    recipes = []
    for objective in ("natural", "adversarial", "gradient-norm", "edge-regularisation"):
        recipe = read_recipe(recipe_file(objective, 3, "frozen"))
        start = None if objective == "natural" else "tiny-natural"
        recipes.append(replace(recipe, training=replace(recipe.training, start_from=start)))
    for recipe in recipes:
        loop.train(recipe, data, data, tmp_path / "alone")
    in_turns(recipes, lambda recipe: loop.train_by_steps(recipe, data, data, tmp_path / "turns", None, False), "cuda")
    for recipe in recipes:
        alone, turns = (torch.load(tmp_path / way / f"{recipe.id}.pt")["average"] for way in ("alone", "turns"))
        for name, tensor in alone.items():
            torch.testing.assert_close(
                turns[name], tensor, rtol=1e-2, atol=1e-4, msg=lambda told, n=name: f"{n}: {told}"
            )
