from pathlib import Path

import numpy as np
import pytest
import safetensors.torch
import torch

from gradlens_training.evaluation.distribution import SHARES, distribution, from_bits, gradient_figures, to_bits
from gradlens_training.evaluation.gradients import QUANTITIES, Gradients, clean_pass
from gradlens_training.model_folder import read_model_folder


class TwoLayers(torch.nn.Module):
    """Smooth, with its normalisation inside, in float64."""

    def __init__(self):
        super().__init__()
        generator = torch.Generator().manual_seed(0)
        self.first = torch.randn(16, 3 * 8 * 8, generator=generator, dtype=torch.float64) / 5
        self.second = torch.randn(10, 16, generator=generator, dtype=torch.float64)

    def forward(self, pixels):
        return torch.tanh(((pixels - 0.4) / 0.2).flatten(1) @ self.first.T) @ self.second.T


@pytest.fixture
def model():
    return TwoLayers()


@pytest.fixture
def images():
    pixels = torch.rand(60, 3, 8, 8, generator=torch.Generator().manual_seed(1), dtype=torch.float64)
    return pixels, torch.arange(60) % 10


def by_hand(logits, label):
    """Each quantity for one image, written out."""
    others = [logit for index, logit in enumerate(logits) if index != label]
    return {
        "loss": torch.stack(list(logits)).exp().sum().log() - logits[label],
        "margin": logits[label] - torch.stack(others).max(),
        "logit": logits[label],
    }


def test_gradients_are_those_of_each_image_by_itself(model, images):
    pixels, labels = images
    clean = clean_pass(model, pixels, labels)
    assert torch.equal(clean.right, model(pixels).argmax(1) == labels)
    assert list(clean.gradients) == list(QUANTITIES) == ["loss", "margin", "logit"]
    for index in (0, 7, 59):
        for name, gradients in clean.gradients.items():
            gradient = torch.autograd.functional.jacobian(
                lambda x, name=name, label=labels[index]: by_hand(model(x[None])[0], label)[name], pixels[index]
            )
            assert gradients.l1[index].item() == pytest.approx(gradient.abs().sum().item(), rel=1e-10)
            assert gradients.l2[index].item() == pytest.approx(gradient.square().sum().sqrt().item(), rel=1e-10)


@pytest.mark.parametrize("name", QUANTITIES)
def test_a_step_along_the_gradient_changes_the_quantity_by_its_norm(name, model, images):
    pixels, labels = images[0][:5], images[1][:5]
    l2 = clean_pass(model, pixels, labels).gradients[name].l2
    x = pixels.clone().requires_grad_(True)
    (gradient,) = torch.autograd.grad(QUANTITIES[name](model(x), labels).sum(), x)
    step = 1e-6 * gradient / gradient.flatten(1).norm(dim=1)[:, None, None, None]
    change = QUANTITIES[name](model(pixels + step), labels) - QUANTITIES[name](model(pixels - step), labels)
    assert torch.allclose(change / 2e-6, l2, rtol=1e-6)


@pytest.mark.parametrize("ahead", [-40.0, -3.0, 0.0, 3.0, 17.0, 60.0])
def test_the_loss_is_cross_entropy_and_keeps_its_digits_in_float32(ahead):
    logits = torch.tensor([[0.3, ahead, -1.0, 0.0]], dtype=torch.float64, requires_grad=True)
    rounded = logits.detach().float().requires_grad_(True)
    label = torch.tensor([1])
    expected, found = torch.nn.functional.cross_entropy(logits, label), QUANTITIES["loss"](rounded, label)
    assert found.item() == pytest.approx(expected.item(), rel=1e-5)
    others = [0, 2, 3]
    shares = (logits.detach()[0, others] - logits.detach()[0].logsumexp(0)).exp()
    (slope,) = torch.autograd.grad(found, rounded)
    assert slope[0, others].tolist() == pytest.approx(shares.tolist(), rel=1e-4)
    assert slope[0, 1].item() == pytest.approx(-shares.sum().item(), rel=1e-4)


def test_the_margin_is_below_zero_exactly_where_the_image_is_wrong(model, images):
    logits = model(images[0])
    assert torch.equal(QUANTITIES["margin"](logits, images[1]) > 0, logits.argmax(1) == images[1])


@pytest.mark.parametrize("model_id", ["cifar10-resnet-gelu-natural", "cifar10-swin-gelu-adversarial"])
def test_a_shipped_models_gradients_are_those_of_float64(model_id):
    repository = Path(__file__).resolve().parents[3]
    golden = safetensors.torch.load_file(repository / "e2e" / "goldens" / "gradients.safetensors")
    _, shipped = read_model_folder(repository / "models" / model_id)
    names = ["cifar10_03_0", "cifar10_19_6"]  # the first model is nearly certain of the second
    pixels = torch.stack([golden[f"pixels/{name}"].permute(2, 0, 1) for name in names])
    clean = clean_pass(shipped, pixels, torch.tensor([int(name[-1]) for name in names]))
    for index, name in enumerate(names):
        for quantity, gradients in clean.gradients.items():
            for column, values in ("l1", gradients.l1), ("l2", gradients.l2), ("alignment", gradients.alignment):
                expected = golden[f"{model_id}/{name}/{quantity}/{column}"].item()
                assert values[index].item() == pytest.approx(expected, rel=1e-3), f"{name}, {quantity}, {column}"


def test_only_what_is_asked_for_is_computed(model, images):
    assert list(clean_pass(model, *images, quantities=("loss",)).gradients) == ["loss"]
    assert clean_pass(model, *images, quantities=()).right.shape == (60,)


def random_gradients(count):
    generator = torch.Generator().manual_seed(2)
    l1, l2, alignment = torch.randn(3, count, generator=generator, dtype=torch.float64)
    return Gradients(l1.exp(), l2.exp(), alignment.tanh())


@pytest.mark.parametrize("count", [1, 2, 37, 1000])
def test_quantiles_are_those_of_numpy(count):
    gradients = random_gradients(count)
    found = distribution(gradients)
    for name in ("l1", "l2", "alignment"):
        values = getattr(gradients, name).numpy()
        assert found[name] == pytest.approx(np.percentile(values, np.multiply(SHARES, 100)), rel=5.1e-4)
        assert found[f"mean{name.capitalize()}"] == pytest.approx(values.mean(), rel=5.1e-4)
        assert found[name] == sorted(found[name])
        assert all(float(f"{value:.4g}") == value for value in found[name])


def test_shares_ascend_from_none_to_all():
    assert SHARES[0] == 0
    assert SHARES[-1] == 1
    assert list(SHARES) == sorted(set(SHARES))


def test_images_without_an_alignment_are_left_out_of_it_alone():
    whole, gradients = random_gradients(50), random_gradients(50)
    gradients.alignment[::2] = torch.nan
    found, before = distribution(gradients), distribution(whole)
    assert found["alignedImages"] == 25
    assert "alignedImages" not in before
    rest = whole.alignment[1::2].numpy()
    assert found["alignment"] == pytest.approx(np.percentile(rest, np.multiply(SHARES, 100)), rel=5.1e-4)
    assert found["meanAlignment"] == pytest.approx(rest.mean(), rel=5.1e-4)
    for name in ("meanL1", "meanL2", "l1", "l2"):
        assert found[name] == before[name]


def test_a_flat_image_has_norms_and_no_alignment(model, images):
    pixels, labels = images
    pixels[3] = 0.25
    clean = clean_pass(model, pixels, labels)
    for gradients in clean.gradients.values():
        assert gradients.alignment.isnan().nonzero().flatten().tolist() == [3]
        assert gradients.l1[3] > 0


def test_blocks_make_up_the_mean():
    gradients = dict.fromkeys(QUANTITIES, random_gradients(120))
    figures = gradient_figures(gradients, 50)
    blocks = figures["lossL1PerBlock"]
    assert (figures["images"], blocks["images"], len(blocks["means"])) == (120, 50, 3)
    whole = np.average(blocks["means"], weights=[50, 50, 20])
    assert whole == pytest.approx(figures["loss"]["meanL1"], rel=1e-3)


@pytest.mark.parametrize("count", [1, 8, 9, 1000])
def test_bits_are_those_that_were_put_in(count):
    chosen = torch.rand(count, generator=torch.Generator().manual_seed(count)) < 0.5
    assert torch.equal(from_bits(to_bits(chosen), count), chosen)


def test_the_first_image_is_the_highest_bit():
    assert to_bits(torch.tensor([True, *[False] * 7, True])) == "gIA="
