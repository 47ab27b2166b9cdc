"""Every objective against another route to the same number, in float64 on a tiny smooth model."""

import math

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from conftest import OBJECTIVE_SETTINGS
from scipy.ndimage import correlate1d

from gradlens_training import goldens, reference
from gradlens_training.architectures.resnet import Settings
from gradlens_training.objectives import OBJECTIVES, read_objective
from gradlens_training.objectives.edge_regularisation import edge_distance

RAMP = 0.7
EPSILON = 8 / 255


@pytest.fixture
def model():
    settings = Settings((4, 6), (1, 1), "gelu", "small")
    return goldens.random_model(settings, torch.Generator().manual_seed(3)).double()


@pytest.fixture
def batch():
    pixels = torch.rand((5, 3, 16, 16), generator=torch.Generator().manual_seed(4), dtype=torch.float64)
    return pixels, torch.tensor([3, 1, 4, 1, 5])


def objective(name, **changes):
    return read_objective({"name": name, **OBJECTIVE_SETTINGS[name], **changes}, "a test")


def seeded():
    return torch.Generator().manual_seed(9)


def value(objective, model, batch):
    pixels, labels = batch
    return objective.loss(model, pixels.clone(), labels, seeded(), RAMP)


def slopes(objective, model, batch):
    """The gradient of the loss with respect to all parameters, as one vector."""
    model.zero_grad()
    value(objective, model, batch)[0].backward()
    return torch.cat([parameter.grad.flatten() for parameter in model.parameters()])


def slope_by_differences(objective, model, batch, direction, step=1e-6):
    """The slope of the loss along a direction in parameter space, by central differences."""
    start = torch.nn.utils.parameters_to_vector(model.parameters()).detach()

    def at(shift):
        with torch.no_grad():
            torch.nn.utils.vector_to_parameters(start + shift * direction, model.parameters())
        return value(objective, model, batch)[0].item()

    slope = (at(step) - at(-step)) / (2 * step)
    at(0)
    return slope


def input_gradients(model, pixels, labels):
    """The gradient of each image's cross-entropy, by the second implementation of the model."""
    tensors = model.state_dict()
    mean, std = model.mean.flatten().tolist(), model.std.flatten().tolist()
    pixels = pixels.clone().requires_grad_(True)
    logits = reference.logits(tensors, model.settings.to_manifest(), mean, std, pixels)
    losses = F.cross_entropy(logits, labels, reduction="none")
    return losses.detach(), torch.autograd.grad(losses.sum(), pixels)[0]


@pytest.mark.parametrize("name", ["natural", "gradient-norm", "edge-regularisation"])
def test_parameter_gradient_is_the_slope_of_the_loss(name, model, batch):
    direction = torch.randn(sum(p.numel() for p in model.parameters()), generator=seeded(), dtype=torch.float64)
    ours = slopes(objective(name), model, batch) @ direction
    assert ours.item() == pytest.approx(slope_by_differences(objective(name), model, batch, direction), rel=1e-6)


def test_gradient_norm_is_the_papers_sum(model, batch):
    losses, gradients = input_gradients(model, *batch)
    norms = gradients.abs().flatten(1).sum(1)
    loss, figures = value(objective("gradient-norm"), model, batch)
    assert figures == pytest.approx({"ce": losses.mean().item(), "l1": norms.mean().item()}, rel=1e-12)
    expected = 0.8 * losses.mean() + RAMP * 1.2 * EPSILON * norms.mean()
    assert loss.item() == pytest.approx(expected.item(), rel=1e-12)


def test_differences_tend_to_double_backprop(model, batch):
    exact = slopes(objective("gradient-norm"), model, batch)
    deviations = [
        ((slopes(objective("gradient-norm-differences", difference_step_255=h), model, batch) - exact).norm()).item()
        for h in (1.0, 0.001)
    ]
    assert deviations[1] < 1e-3 * exact.norm()
    assert deviations[0] > 10 * deviations[1]
    first, second = (value(objective(name), model, batch)[1] for name in ("gradient-norm", "gradient-norm-differences"))
    torch.testing.assert_close(first, second, rtol=1e-12, atol=0)


def test_adversarial_images_are_those_of_torchattacks_from_the_same_start(model, batch, monkeypatch):
    torchattacks = pytest.importorskip("torchattacks")
    pixels, labels = batch
    epsilon = EPSILON * RAMP
    ours = objective("adversarial").attack(model, pixels, labels, seeded(), RAMP)
    noise = torch.rand(pixels.shape, generator=seeded()) * 2 * epsilon - epsilon
    asked = []

    def given_start(tensor, low, high):
        asked.append((low, high))
        return tensor.copy_(noise)

    monkeypatch.setattr(torch.Tensor, "uniform_", given_start)
    theirs = torchattacks.PGD(model, eps=epsilon, alpha=2 / 3 * epsilon, steps=3, random_start=True)(pixels, labels)
    assert asked == [(-epsilon, epsilon)]
    assert (ours - theirs).abs().max() < 1e-7  # the noise is float32
    assert (ours - pixels).abs().max() > 0.9 * epsilon


def test_adversarial_loss_is_that_of_the_attacked_images(model, batch):
    adversarial = objective("adversarial")
    attacked = adversarial.attack(model, *batch, seeded(), RAMP)
    losses, _ = input_gradients(model, attacked, batch[1])
    loss, figures = value(adversarial, model, batch)
    assert loss.item() == pytest.approx(losses.mean().item(), rel=1e-12)
    assert figures == {"ce_attacked": loss.item()}
    assert losses.mean() > input_gradients(model, *batch)[0].mean() + 0.01
    assert all(parameter.requires_grad for parameter in model.parameters())


@pytest.mark.parametrize("random_start", [True, False])
def test_fgsm_trains_on_one_step_from_its_start(model, batch, random_start):
    pixels, labels = batch
    epsilon = EPSILON * RAMP
    noise = torch.rand(pixels.shape, generator=seeded()) * 2 * epsilon - epsilon
    start = (pixels + noise).clamp(0, 1) if random_start else pixels
    _, gradient = input_gradients(model, start, labels)
    stepped = start + 1.25 * epsilon * gradient.sign()
    attacked = (pixels + (stepped - pixels).clamp(-epsilon, epsilon)).clamp(0, 1)
    losses, _ = input_gradients(model, attacked, labels)
    loss, figures = value(objective("fgsm", random_start=random_start), model, batch)
    assert loss.item() == pytest.approx(losses.mean().item(), rel=1e-6)
    assert figures == {"ce_attacked": loss.item()}
    assert all(parameter.requires_grad for parameter in model.parameters())


def test_fgsm_refuses_a_step_of_no_size():
    with pytest.raises(ValueError, match='"step_share" is 0.0; give more than 0 and at most 4'):
        objective("fgsm", step_share=0.0)


def edges_by_scipy(images):
    taps = [0.00817395, 0.05005005, 0.20837502, 0.46680197, 0.20837502, 0.05005005, 0.00817395]

    def along_both(maps, across, down):
        return correlate1d(correlate1d(maps, across, axis=-1, mode="mirror"), down, axis=-2, mode="mirror")

    taps = np.array(taps) / sum(taps)
    blurred = along_both(images, taps, taps)
    dx, dy = along_both(blurred, [-1, 0, 1], [0.5, 1, 0.5]), along_both(blurred, [0.5, 1, 0.5], [-1, 0, 1])
    return along_both(np.sqrt((dx**2 + dy**2).sum(1, keepdims=True)), taps, taps)


def test_edge_regularisation_is_its_definition_in_numpy(model, batch):
    pixels, labels = batch
    edge = objective("edge-regularisation")
    logits = model(pixels)
    drawn = edge.draw(logits, seeded())
    tensors, mean, std = model.state_dict(), model.mean.flatten().tolist(), model.std.flatten().tolist()
    x = pixels.clone().requires_grad_(True)
    other = reference.logits(tensors, model.settings.to_manifest(), mean, std, x)
    (gradient,) = torch.autograd.grad(other[torch.arange(5), drawn[:, 0]].sum(), x)
    spread = np.array(std)[:, None, None]
    gradient = gradient.numpy() * spread
    edges = edges_by_scipy((pixels.numpy() - np.array(mean)[:, None, None]) / spread).repeat(3, axis=1)
    unit, target = (maps / np.sqrt(np.mean(maps**2)) for maps in (gradient, edges))
    distance = np.mean((unit - target) ** 2)
    loss, figures = value(edge, model, batch)
    ce = F.cross_entropy(logits, labels).item()
    assert figures == pytest.approx({"ce": ce, "edge_distance": distance}, rel=1e-6)
    assert loss.item() == pytest.approx(ce + (1 + RAMP * 9) * distance, rel=1e-6)


def test_edge_classes_are_drawn_by_their_shares():
    edge = objective("edge-regularisation", temperature=0.5)
    logits = torch.tensor([0.0, 0.5, 1.0]).expand(20_000, 3)
    shares = edge.draw(logits, seeded()).flatten().bincount() / 20_000
    expected = [math.exp(2 * logit) for logit in (0.0, 0.5, 1.0)]
    assert shares.tolist() == pytest.approx([share / sum(expected) for share in expected], abs=0.01)


def test_edge_distance_knows_no_scale(batch):
    gradient = torch.randn(batch[0].shape, generator=seeded(), dtype=torch.float64)
    distances = [edge_distance(gradient * scale, batch[0]).item() for scale in (1, 1e-6, 1e6)]
    assert distances[1:] == pytest.approx(distances[:1] * 2, rel=1e-12)
    assert edge_distance(-gradient, batch[0]).item() == pytest.approx(4 - distances[0], rel=1e-12)  # 2 + 2 cos


@pytest.mark.parametrize("name", OBJECTIVES)
def test_every_objective_says_what_it_is(name):
    summary = objective(name).summary()
    assert summary.startswith("Trained ")
    assert summary.endswith(".")
    bound = OBJECTIVE_SETTINGS[name].get("epsilon_255")
    assert objective(name).epsilon_255 == bound
    assert ("8/255" in summary) == (bound is not None)


def test_summaries_of_models_that_have_shipped_stay():
    assert objective("natural").summary() == "Trained with cross-entropy on unattacked images."
    assert objective("adversarial").summary() == (
        "Trained with cross-entropy on images attacked by 3 steps of PGD within 8/255."
    )
    assert objective("gradient-norm", lambda_ce=1.0, lambda_gn=1.0).summary() == (
        "Trained on unattacked images with cross-entropy plus 8/255 times the L1 norm of its input gradient."
    )
    assert objective("gradient-norm", lambda_ce=0.8, lambda_gn=1.2).summary() == (
        "Trained on unattacked images with 0.8 times cross-entropy plus 1.2 times 8/255 times the L1 norm"
        " of its input gradient."
    )


@pytest.mark.parametrize("name", [name for name, settings in OBJECTIVE_SETTINGS.items() if settings])
def test_missing_and_unknown_settings_are_told(name):
    settings = {"name": name, **OBJECTIVE_SETTINGS[name]}
    first = next(iter(OBJECTIVE_SETTINGS[name]))
    with pytest.raises(ValueError, match=f'x.toml, objective "{name}": "{first}" is missing; give all of {first}'):
        read_objective({key: value for key, value in settings.items() if key != first}, "x.toml")
    with pytest.raises(ValueError, match=f'x.toml, objective "{name}": "epsilon" is unknown; its fields are {first}'):
        read_objective({**settings, "epsilon": 8}, "x.toml")


@pytest.mark.parametrize(
    ("name", "changes", "told"),
    [
        ("natural", {"ramp_epochs": 1.0}, '"ramp_epochs" is unknown; its fields are none'),
        ("adversarial", {"steps": 2.5}, '"steps" is 2.5; give a whole number'),
        ("adversarial", {"steps": 0}, '"steps" is 0; give at least 1'),
        ("gradient-norm", {"lambda_gn": math.nan}, '"lambda_gn" is nan; give a finite number'),
        ("gradient-norm-differences", {"difference_step_255": 0}, '"difference_step_255" is 0.0; give more than 0'),
        ("edge-regularisation", {"temperature": "warm"}, "\"temperature\" is 'warm'; give a finite number"),
    ],
)
def test_settings_that_do_not_fit_are_told(name, changes, told):
    with pytest.raises(ValueError, match=told):
        objective(name, **changes)
