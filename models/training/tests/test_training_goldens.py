"""The objectives behind the engine's goldens, against those that train the zoo."""

import math

import pytest
import torch
from torch import nn

from gradlens_training import training_goldens, training_scene
from gradlens_training import training_objectives as written_again
from gradlens_training.edges import edge_energy
from gradlens_training.loop import learning_rate_at
from gradlens_training.objectives import read_objective
from gradlens_training.training_goldens_steps import learning_rate

LABELS = torch.tensor([3, 7, 0])
ARCHITECTURE = {"widths": [4, 6], "depths": [1, 1], "activation": "gelu", "stem": "small"}


@pytest.fixture
def scene() -> training_scene.Scene:
    generator = torch.Generator().manual_seed(1)
    shapes = {"conv1": (4, 3, 3), "layer1.0.conv1": (4, 4, 3), "layer1.0.conv2": (4, 4, 3)}
    shapes |= {"layer2.0.conv1": (6, 4, 3), "layer2.0.conv2": (6, 6, 3), "layer2.0.downsample.0": (6, 4, 1)}
    leaves, frozen = {}, {}
    for conv, (out, into, side) in shapes.items():
        norm = conv.replace("conv", "bn") if "conv" in conv else "layer2.0.downsample.1"
        leaves[f"{conv}.weight"] = torch.randn((out, into, side, side), generator=generator) / (into * side**2) ** 0.5
        leaves[f"{norm}.weight"], leaves[f"{norm}.bias"] = torch.ones(out), torch.zeros(out)
        frozen[f"{norm}.running_mean"], frozen[f"{norm}.running_var"] = torch.zeros(out), torch.ones(out)
    leaves["fc.weight"], leaves["fc.bias"] = torch.randn((10, 6), generator=generator), torch.zeros(10)
    pixels = torch.rand((3, 3, 10, 8), generator=generator, dtype=torch.float64)
    to_double = {name: leaf.double() for name, leaf in leaves.items()}, {n: t.double() for n, t in frozen.items()}
    return training_scene.Scene(ARCHITECTURE, [0.5, 0.4, 0.6], [0.2, 0.3, 0.25], *to_double, pixels, LABELS)


class Model(nn.Module):
    """The scene in the form of the zoo's objectives."""

    def __init__(self, scene: training_scene.Scene) -> None:
        super().__init__()
        self.scene = scene
        self.leaves = nn.ParameterList([leaf.clone() for leaf in scene.leaves.values()])

    def forward(self, pixels: torch.Tensor) -> torch.Tensor:
        return self.scene.forward(dict(zip(self.scene.leaves, self.leaves, strict=True)))(pixels)


PENALTY = {"lambda": 1.2, "epsilon255": 8.0, "channelWeights": [1.0, 1.0, 1.0]}
ZOO = {"epsilon_255": 8.0, "lambda_ce": 0.8, "lambda_gn": 1.2, "ramp_epochs": 0.0}
PAIRS = [
    ("natural", {}, {}),
    ("gradient-norm", {**PENALTY, "norm": "l1"}, ZOO),
    (
        "gradient-norm-differences",
        {**PENALTY, "differenceStep255": 1.0, "sides": "one"},
        {**ZOO, "difference_step_255": 1.0},
    ),
]


@pytest.mark.parametrize(("name", "settings", "zoo"), PAIRS, ids=[name for name, _, _ in PAIRS])
@pytest.mark.parametrize("ramp", [1.0, 0.3])
def test_have_the_parameter_gradients_of_the_zoo(scene, name, settings, zoo, ramp):
    case = training_scene.Case(name, name, settings, ramp)
    loss = written_again.OBJECTIVES[name](scene, case, training_scene.Draws(torch.Generator()))
    leaves = {key: leaf.clone().requires_grad_(True) for key, leaf in scene.leaves.items()}
    ours = torch.autograd.grad(loss(scene.forward(leaves))[0], list(leaves.values()))

    model = Model(scene)
    objective = read_objective({"name": name, **zoo}, "test")
    value, _ = objective.loss(model, scene.pixels.clone(), LABELS, torch.Generator(), ramp)
    theirs = torch.autograd.grad(value, list(model.parameters()))
    for one, other in zip(ours, theirs, strict=True):
        assert torch.allclose(one, other, rtol=1e-9, atol=1e-12)


def test_have_the_zoo_s_edges():
    images = torch.randn((2, 3, 12, 9), generator=torch.Generator().manual_seed(2), dtype=torch.float64)
    ours = torch.stack([training_scene.edge_energy(image) for image in images])
    assert torch.allclose(ours, edge_energy(images), rtol=1e-10)


def test_have_the_zoo_s_learning_rate():
    schedule = {"learningRate": 0.3, "warmupShare": 0.25, "steps": 10}
    for step in range(10):
        assert math.isclose(learning_rate(step, schedule), learning_rate_at(step, 10, 0.3, 0.25))


def test_a_wrong_gradient_is_caught(scene):
    case = training_scene.Case("natural", "natural", {})
    loss = written_again.natural(scene, case, training_scene.Draws(torch.Generator()))
    wrong = {name: torch.ones_like(leaf) for name, leaf in scene.leaves.items()}
    with pytest.raises(AssertionError, match="finite differences"):
        training_goldens._hold_to_differences(scene, loss, wrong, "natural")
