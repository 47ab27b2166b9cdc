import pytest
import torch
import torchattacks
from evaluation_models import NearestGrey, grey_images, holds_by_arithmetic, reduced

from gradlens_training import architectures
from gradlens_training.evaluation import autoattack

EPSILON_255 = 8
ARCHITECTURE = {"name": "resnet", "widths": [4, 6], "depths": [1, 1], "activation": "gelu", "stem": "small"}


@pytest.fixture
def resnet():
    torch.manual_seed(3)
    settings = architectures.read_architecture(ARCHITECTURE, "test")
    return architectures.build(settings, 10, (0.5,) * 3, (0.2,) * 3, 32).eval().requires_grad_(False)


def test_standard_has_the_published_parameters(resnet):
    attack = autoattack.standard(resnet, EPSILON_255 / 255)
    assert attack.attacks_to_run == ["apgd-ce", "apgd-t", "fab-t", "square"]
    assert {part.eps for part in (attack.apgd, attack.apgd_targeted, attack.fab, attack.square)} == {8 / 255}
    assert {part.norm for part in (attack.apgd, attack.apgd_targeted, attack.fab, attack.square)} == {"Linf"}
    apgd, targeted, fab, square = attack.apgd, attack.apgd_targeted, attack.fab, attack.square
    for part in (apgd, targeted):
        assert (part.n_iter, part.n_restarts, part.thr_decr, part.eot_iter) == (100, 1, 0.75, 1)
        assert (part.n_iter_2, part.size_decr, part.n_iter_min) == (22, 3, 6)
    assert (targeted.loss, targeted.n_target_classes) == ("dlr-targeted", 9)
    assert (fab.n_iter, fab.n_restarts, fab.n_target_classes) == (100, 1, 9)
    assert (fab.alpha_max, fab.eta, fab.beta) == (0.1, 1.05, 0.9)
    assert (square.n_queries, square.p_init, square.n_restarts) == (5000, 0.8, 1)
    assert (square.loss, square.rescale_schedule) == ("margin", False)


def test_breaks_exactly_what_can_be_broken():
    model = NearestGrey()
    pixels, labels = grey_images(60)
    x = pixels.float() / 255
    wrong = model(x).argmax(1) != labels
    standing = ["clean" if each else None for each in wrong.tolist()]
    broken_by, _ = autoattack.attack_standing(reduced(model, EPSILON_255 / 255), x, labels, standing)
    held = torch.tensor([by is None for by in broken_by])
    assert torch.equal(held, holds_by_arithmetic(pixels, labels, EPSILON_255))
    assert 10 < held.sum() < 50
    assert {by for by, was in zip(broken_by, standing, strict=True) if was} == {"clean"}
    assert set(broken_by) - {"clean", None} <= {"apgd-ce", "apgd-t", "fab-t", "square"}


def test_part_by_part_is_the_same_as_all_at_once(resnet):
    x = torch.rand(16, 3, 32, 32, generator=torch.Generator().manual_seed(0))
    labels = resnet(x).argmax(1)
    epsilon = 2 / 255
    broken_by, _ = autoattack.attack_standing(reduced(resnet, epsilon), x, labels, [None] * 16)
    _, predicted = reduced(resnet, epsilon).run_standard_evaluation(x, labels, batch_size=16)
    assert [by is None for by in broken_by] == (predicted == labels).tolist()
    assert {"apgd-ce", "apgd-t", None} <= set(broken_by)


def test_apgd_is_that_of_torchattacks(resnet):
    x = torch.rand(16, 3, 32, 32, generator=torch.Generator().manual_seed(0))
    labels = resnet(x).argmax(1)
    epsilon = 2 / 255
    attack = autoattack.standard(resnet, epsilon)
    attack.attacks_to_run = ["apgd-ce"]
    ours, _ = attack.run_standard_evaluation(x, labels, batch_size=16)
    second = torchattacks.APGD(resnet, eps=epsilon, steps=100, seed=autoattack.SEED, loss="ce", n_restarts=1)
    fell, fell_too = resnet(ours).argmax(1) != labels, resnet(second(x, labels)).argmax(1) != labels
    assert torch.equal(fell, fell_too)
    assert 0 < fell.sum() < 16


@pytest.mark.parametrize("what", ["outside the ball", "still right"])
def test_a_tool_that_cheats_is_refused(what, monkeypatch):
    model = NearestGrey()
    x = torch.full((2, 3, 8, 8), 0.45)
    labels = model(x).argmax(1)
    attack = reduced(model, EPSILON_255 / 255)
    adversarial = x + 0.2 if what == "outside the ball" else x
    monkeypatch.setattr(attack, "run_standard_evaluation", lambda *_, **__: (adversarial, labels + 1))
    with pytest.raises(RuntimeError, match="cannot be used"):
        autoattack.attack_standing(attack, x, labels, [None, None])


def test_warnings_of_the_tool_are_kept():
    class Flat(torch.nn.Module):
        """A model whose gradient is zero everywhere."""

        def forward(self, pixels):
            steps = torch.round(pixels.mean((1, 2, 3)) * 10).detach()
            return (
                torch.nn.functional.one_hot(steps.long().clamp(0, 9), 10).float() + 0 * pixels.sum((1, 2, 3))[:, None]
            )

    x = torch.full((2, 3, 8, 8), 0.5)
    model = Flat()
    _, warnings = autoattack.attack_standing(reduced(model, 1 / 255), x, model(x).argmax(1), [None, None])
    assert any("zero gradient" in warning for warning in warnings)
