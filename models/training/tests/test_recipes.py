import re
from pathlib import Path

import pytest
from torch import nn

from gradlens_training.loop import build_model
from gradlens_training.recipe import read_recipe
from gradlens_training.settings import read_settings

FOLDER = Path(__file__).resolve().parents[1] / "recipes"
RECIPES = {path.stem: path for path in sorted(FOLDER.glob("*.toml"))}
ZOO = {
    "cifar10-resnet-gelu": ("natural", "adversarial", "gradnorm", "gradnorm-differences", "edge"),
    "cifar10-resnet-relu": ("natural", "adversarial", "gradnorm"),
    "cifar10-swin-gelu": ("natural", "adversarial", "gradnorm"),
    "tiny10-resnet-gelu": ("natural", "adversarial", "gradnorm-differences", "edge"),
    "fashion-mnist-resnet-gelu": ("natural", "adversarial", "gradnorm"),
}
DATA = {"cifar10": "cifar10", "tiny10": "tiny_imagenet10", "fashion-mnist": "fashion_mnist"}
SMALL = "fashion-mnist-resnet-gelu"  # small enough for a minute of training in a browser


def test_every_model_of_the_zoo_has_its_recipe():
    assert {f"{family}-{training}" for family, trainings in ZOO.items() for training in trainings} <= set(RECIPES)


@pytest.mark.parametrize("name", RECIPES)
def test_recipe_is_what_its_name_says(name):
    recipe = read_recipe(RECIPES[name])
    data, architecture, activation, training = re.fullmatch(r"(.+)-(resnet|swin)-(\w+?)-(.+)", name).groups()
    described = recipe.architecture.to_manifest()
    assert recipe.data.id == DATA[data]
    assert (described["name"], described["activation"]) == (architecture, activation)
    training, for_every_epoch = re.fullmatch(r"(.+?)(-epochs)?", training).groups()
    objectives = {"edge": "edge-regularisation", "gradnorm": "gradient-norm"}
    expected = objectives.get(training, training.replace("gradnorm", "gradient-norm"))
    assert recipe.objective.name in (expected, f"{expected}-differences")
    if recipe.objective.epsilon_255 is not None and for_every_epoch is None:
        assert recipe.objective.epsilon_255 == recipe.data.epsilon_255
    start = f"{data}-{architecture}-{activation}-natural"
    assert recipe.training.start_from == (None if training == "natural" else start)


@pytest.mark.parametrize("family", ZOO)
def test_models_that_are_compared_differ_in_their_training_alone(family):
    recipes = [read_recipe(RECIPES[f"{family}-{training}"]) for training in ZOO[family]]
    assert len({str(recipe.architecture) for recipe in recipes}) == 1
    robust = [recipe.training for recipe in recipes[1:]]
    for field in ("batch_size", "optimizer", "learning_rate", "weight_decay", "ema_decay", "batch_norm"):
        assert len({getattr(training, field) for training in robust}) == 1, field


@pytest.mark.parametrize("family", [family for family in ZOO if family != SMALL])
def test_gradient_norm_is_trained_for_as_many_epochs_as_adversarial_training(family):
    epochs = {
        read_recipe(RECIPES[f"{family}-{training}"]).training.epochs
        for training in ZOO[family]
        if training == "adversarial" or training.startswith("gradnorm")
    }
    assert len(epochs) == 1


@pytest.mark.parametrize("training", ZOO["cifar10-resnet-relu"])
def test_relu_differs_from_gelu_in_the_activation_alone(training):
    gelu, relu = (RECIPES[f"cifar10-resnet-{name}-{training}"].read_text().splitlines() for name in ("gelu", "relu"))
    assert [line.replace("relu", "gelu").replace(", ReLU", "") for line in relu] == gelu


FURTHER = sorted((FOLDER / "further").glob("*.toml"))
SEEDS = [path for path in FURTHER if "-seed-" in path.stem]
SILU = [path for path in FURTHER if "-silu-" in path.stem]


def test_every_further_recipe_has_another_seed_or_activation():
    assert SEEDS
    assert SILU
    assert sorted([*SEEDS, *SILU]) == FURTHER


@pytest.mark.parametrize("path", SILU, ids=lambda path: path.stem)
def test_silu_differs_from_gelu_in_the_activation_alone(path):
    original = RECIPES[path.stem.replace("silu", "gelu")].read_text()
    assert path.read_text().replace("silu", "gelu").replace(", SiLU", "") == original


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_a_further_seed_differs_in_its_seed_and_name_alone(path):
    name, seed = re.fullmatch(r"(.+)-seed-(\d+)", path.stem).groups()
    original = RECIPES[name].read_text()
    assert f"\nseed = {seed}\n" not in original
    further = path.read_text().replace(f', seed {seed}"', '"', 1)
    assert re.sub(r"(?m)^seed = \d+$", "", further) == re.sub(r"(?m)^seed = \d+$", "", original)
    assert read_recipe(path).training.seed == int(seed)


@pytest.mark.parametrize("family", ZOO)
def test_models_stay_within_two_million_parameters_and_eighty_million_multiply_adds(family):
    from torch.utils.flop_counter import FlopCounterMode

    recipe = read_recipe(RECIPES[f"{family}-natural"])
    model: nn.Module = build_model(recipe).eval()
    with FlopCounterMode(display=False) as counter:
        model(model.mean.new_zeros(1, 3, recipe.data.side, recipe.data.side))
    parameters = sum(parameter.numel() for parameter in model.parameters())
    multiply_adds = counter.get_total_flops() / 2
    if family == SMALL:
        assert parameters <= 1e5
        assert multiply_adds <= 5e6
    else:
        assert parameters <= 2e6
        assert 10e6 < multiply_adds <= 80e6


def test_data_is_cifar10_unless_said(recipe_file):
    assert read_recipe(recipe_file()).data.name == "CIFAR-10"
    path = recipe_file()
    path.write_text('data = "tiny_imagenet10"\n' + path.read_text())
    assert read_recipe(path).data.name == "Tiny-ImageNet-10"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"natural"', '"unnatural"', 'objective "unnatural" is unknown; use one of natural, adversarial'),
        ('name = "Tiny"', 'nmae = "Tiny"', '"nmae" is unknown; a recipe has name, data'),
        ('name = "Tiny"', "", '"name" is missing; a recipe has name'),
        (
            "[architecture]",
            '[architecture]\nname = "vgg"',
            'architecture "vgg" is unknown; use one of resnet, preact-resnet',
        ),
        ('"small"', '"large"', "\"stem\" is 'large'; use one of small, stride-2, imagenet"),
        ("depths = [1, 1]", "depths = [1]", '"depths" has 1 entries; give as many as "widths": 2'),
        ("widths = [4, 6]", "widths = 4", '"widths" is 4; give a list of whole numbers'),
        ("epochs = 2", "epochs = 2.5", '"epochs" is 2.5; give a whole number'),
        ("epochs = 2", "", '"epochs" is missing; give all of epochs, batch_size'),
        ("seed = 1", "seed = 1\nsede = 1", 'training: "sede" is unknown; its fields are epochs'),
        ('"sgd"', '"adam"', "\"optimizer\" is 'adam'; use one of sgd, adamw"),
        ("seed = 1", "seed = one", "is not TOML"),
    ],
)
def test_what_does_not_fit_is_told(old, new, told, recipe_file):
    path = recipe_file()
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))
    with pytest.raises(ValueError, match=r"tiny-natural\.toml.*" + told.replace("[", r"\[")):
        read_recipe(path)


def test_a_text_that_is_true_is_no_number():
    from gradlens_training.recipe import TrainingSettings

    with pytest.raises(ValueError, match='x: "epochs" is True; give a whole number'):
        read_settings(
            TrainingSettings,
            dict.fromkeys(TrainingSettings.__dataclass_fields__, True) | {"start_from": None},
            "x",
        )
