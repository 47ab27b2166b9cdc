"""The ResNet against its simple second implementation, and against timm if it is installed."""

import pytest
import torch

from gradlens_training import goldens, swin_goldens
from gradlens_training.architectures.resnet import ACTIVATIONS, STEMS, Settings, conv_norm


def test_tiny_goldens_pass_their_own_checks():
    deviations = goldens.Deviations()
    tensors = goldens.tiny_goldens(deviations)
    assert max(deviations.worst.values()) < 1e-6
    assert all(tensor.isfinite().all() for tensor in tensors.values())


def test_a_wrong_oracle_is_caught():
    with pytest.raises(AssertionError, match="two routes deviate by 0.5"):
        goldens.Deviations().hold("gradient", torch.tensor([1.5]), torch.tensor([1.0]), 1e-6)


def test_a_swins_goldens_pass_their_own_checks():
    pytest.importorskip("torchattacks")
    deviations, generator = goldens.Deviations(), torch.Generator().manual_seed(6)
    model = swin_goldens.random_model(swin_goldens.MODELS["gelu-2"], generator)
    pixels = torch.rand((3, swin_goldens.SIDE, swin_goldens.SIDE), generator=generator)
    manifest = {"architecture": model.settings.to_manifest()}
    values = goldens.image_goldens(model, manifest, pixels, 3, pixels, deviations)
    assert deviations.worst["logits, plain forward pass"] < 1e-12
    assert values["gradient"].abs().max() > 0


def test_folded_batch_norm_is_the_eval_mode_of_batch_norm():
    model = goldens.random_model(Settings((4, 6), (1, 1), "gelu", "small"), torch.Generator().manual_seed(3))
    x = torch.randn((2, 4, 8, 8), generator=torch.Generator().manual_seed(4))
    conv, norm = model.layer1[0].conv1, model.layer1[0].bn1
    assert torch.allclose(conv_norm(conv, norm, x), norm(conv(x)), atol=1e-5)


def test_stems_of_the_goldens_are_all_there_are():
    assert set(goldens.STEMS) == set(STEMS)


@pytest.mark.parametrize("stem", goldens.STEMS)
@pytest.mark.parametrize("activation", [name for name in ACTIVATIONS if name != "softplus"])
def test_agrees_with_timm_under_its_names(activation, stem):
    timm = pytest.importorskip("timm.models.resnet", exc_type=ImportError)
    settings = Settings((64, 64, 96, 128), (1, 2, 1, 1), activation, stem)
    ours = goldens.random_model(settings, torch.Generator().manual_seed(5))
    theirs = timm.ResNet(
        timm.BasicBlock, settings.depths, num_classes=10, channels=settings.widths, act_layer=activation
    )
    if stem != "imagenet":  # that one is timm's own
        theirs.conv1 = torch.nn.Conv2d(3, 64, 3, 2 if stem == "stride-2" else 1, 1, bias=False)
        theirs.maxpool = torch.nn.Identity()
    theirs.load_state_dict(ours.state_dict(), strict=True)
    exact, theirs = goldens.in_float64(ours), theirs.double().eval()
    x, y = torch.rand((2, 3, 32, 32), dtype=torch.float64), torch.tensor([1, 2])
    mine = goldens.input_gradient(exact, x, y)
    other = goldens.input_gradient(lambda pixels: theirs((pixels - exact.mean) / exact.std), x, y)
    for a, b in zip(mine, other, strict=True):
        assert (a - b).abs().max() <= 1e-10 * b.abs().max()
