from dataclasses import replace

import pytest

from gradlens_training.recipe import read_recipe
from gradlens_training.turns import in_turns


@pytest.fixture
def recipe(recipe_file):
    return read_recipe(recipe_file("adversarial", 1, "frozen"))


def named(recipe, id, start=None):
    return replace(recipe, id=id, training=replace(recipe.training, start_from=start))


def test_a_start_comes_before_what_starts_from_it(recipe):
    taken = []

    def begin(recipe):
        for step in range(2):
            taken.append((recipe.id, step))
            yield

    in_turns([named(recipe, "b", "a"), named(recipe, "c", "elsewhere"), named(recipe, "a")], begin, "cpu")
    assert taken == [("c", 0), ("c", 1), ("a", 0), ("a", 1), ("b", 0), ("b", 1)]


def test_starts_that_go_in_a_circle_are_told(recipe):
    with pytest.raises(ValueError, match="a, b start from each other; change start_from"):
        in_turns([named(recipe, "a", "b"), named(recipe, "b", "a")], lambda _: iter(()), "cpu")
