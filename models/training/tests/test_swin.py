"""The Swin against timm's stored values, timm itself if it is installed, and its simple second implementation."""

from pathlib import Path

import pytest
import safetensors.torch
import torch
import torch.nn.functional as F
from torch.utils.flop_counter import FlopCounterMode

from gradlens_training import goldens, swin_goldens
from gradlens_training.architectures import swin

STORED = Path(__file__).resolve().parents[3] / "e2e" / "goldens"
MEAN, STD = (0.5, 0.45, 0.4), (0.25, 0.2, 0.3)


def stored_model(name):
    stored = safetensors.torch.load_file(STORED / swin_goldens.FILE)
    model = swin.build(
        swin_goldens.MODELS[name], goldens.TINY_CLASSES, goldens.TINY_MEAN, goldens.TINY_STD, swin_goldens.SIDE
    )
    weights = f"{name}/weights/"
    model.load_state_dict({k.removeprefix(weights): v for k, v in stored.items() if k.startswith(weights)})
    return model, stored["pixels"].movedim(-1, 1), stored


@pytest.mark.parametrize("name", swin_goldens.MODELS)
def test_agrees_with_what_timm_computed(name):
    model, pixels, _ = stored_model(name)
    theirs = safetensors.torch.load_file(STORED / swin_goldens.TIMM_FILE)
    logits, _, gradient = goldens.input_gradient(model, pixels, torch.tensor(goldens.TINY_LABELS))
    for ours, what in ((logits, "logits"), (goldens.to_page(gradient), "gradient")):
        other = theirs[f"{name}/{what}"]
        assert (ours - other).abs().max() <= 1e-5 * other.abs().max()


@pytest.mark.parametrize("name", swin_goldens.MODELS)
def test_agrees_with_timm_under_its_names(name):
    pytest.importorskip("timm.models.swin_transformer", exc_type=ImportError)
    model, pixels, stored = stored_model(name)
    logits, _, gradient = goldens.input_gradient(model.double(), pixels.double(), torch.tensor(goldens.TINY_LABELS))
    for ours, theirs in zip((logits, gradient), swin_goldens.by_timm(name, stored), strict=True):
        assert (ours - theirs).abs().max() <= 1e-6 * theirs.abs().max()


def test_starts_as_timm_does():
    timm = pytest.importorskip("timm.models.swin_transformer", exc_type=ImportError)
    torch.manual_seed(0)
    theirs = timm.SwinTransformer(
        img_size=32, patch_size=2, num_classes=10, embed_dim=96, depths=(2, 2), num_heads=(3, 6), window_size=4
    )
    ours = swin.build(swin.Settings(96, (2, 2), (3, 6)), 10, MEAN, STD, 32).state_dict()
    for name, other in theirs.state_dict().items():
        assert ours[name].shape == other.shape
        spread = other.std(correction=0)
        assert (ours[name].mean() - other.mean()).abs() <= 0.5 * spread
        assert (ours[name].std(correction=0) - spread).abs() <= 0.25 * spread


def test_tiny_goldens_pass_their_own_checks_and_are_those_stored():
    deviations = goldens.Deviations()
    made, stored = swin_goldens.tiny_goldens(deviations), safetensors.torch.load_file(STORED / swin_goldens.FILE)
    assert max(deviations.worst.values()) < 1e-6
    assert made.keys() == stored.keys()
    for name, tensor in made.items():
        assert (tensor - stored[name]).abs().max() <= 1e-6 * stored[name].abs().max() + 1e-12


@pytest.mark.parametrize(
    ("settings", "side"),
    [
        (swin.Settings(), 32),
        (swin.Settings(8, (1, 2, 1), (1, 2, 4), 2, 4, 1.5), 64),
        (swin.Settings(6, (3,), (2,), 8, 1), 16),
    ],
)
def test_counts_are_those_of_a_run(settings, side):
    model = swin.build(settings, 7, MEAN, STD, side)
    with FlopCounterMode(display=False) as counter, torch.no_grad():
        model(torch.rand(1, 3, side, side))
    assert counter.get_total_flops() == 2 * swin.multiply_adds(settings, 7, side)


def test_default_is_small():
    model = swin.build(swin.Settings(), 10, MEAN, STD, 32)
    assert sum(parameter.numel() for parameter in model.parameters()) <= 2_000_000
    assert swin.multiply_adds(swin.Settings(), 10, 32) <= 80_000_000


def test_a_shift_brings_no_token_into_reach_of_the_opposite_edge():
    model = swin.build(swin.Settings(8, (2,), (2,), window=4, patch=1), 10, MEAN, STD, 8).double()
    features = []
    model.layers[0].blocks[1].register_forward_hook(lambda module, inputs, output: features.append(output))
    pixels = torch.rand((1, 3, 8, 8), dtype=torch.float64, requires_grad=True)
    model(pixels)
    (slope,) = torch.autograd.grad(features[0][0, 0, 0].square().sum(), pixels)
    # The shift lets the first token attend to four tokens that all attended to the first window before.
    reached = slope.abs().amax((0, 1))
    assert (reached[:4, :4] > 1e-9).all()
    # Masked by -100, as in timm: 1e-44 is left after the exponential.
    assert reached[4:].max() < 1e-30
    assert reached[:, 4:].max() < 1e-30


@pytest.mark.bfloat16
@pytest.mark.parametrize("objective", ["first", "second"])
def test_bfloat16_is_near_float32_and_keeps_logits_in_float32(objective):
    torch.manual_seed(0)
    model = swin.build(swin.Settings(16, (2, 2), (2, 4)), 10, MEAN, STD, 32)
    pixels, labels = torch.rand(4, 3, 32, 32), torch.arange(4)
    slopes = []
    for enabled in (False, True):
        with torch.autocast("cpu", torch.bfloat16, enabled=enabled):
            x = pixels.clone().requires_grad_(True)
            logits = model(x)
            loss = F.cross_entropy(logits, labels, reduction="sum")
            if objective == "second":
                loss = torch.autograd.grad(loss, x, create_graph=True)[0].abs().sum()
        assert logits.dtype == torch.float32
        gradients = torch.autograd.grad(loss, list(model.parameters()), allow_unused=True, materialize_grads=True)
        slopes.append(torch.cat([gradient.flatten() for gradient in gradients]))
    assert F.cosine_similarity(*slopes, dim=0) > 0.98
    assert not torch.equal(*slopes)


def test_memory_layout_does_not_matter():
    torch.manual_seed(0)
    model = swin.build(swin.Settings(8, (2, 2), (2, 4)), 10, MEAN, STD, 32).eval()
    pixels = torch.rand(2, 3, 32, 32)
    first = model(pixels)
    again = model.to(memory_format=torch.channels_last)(pixels.contiguous(memory_format=torch.channels_last))
    assert (first - again).abs().max() < 1e-5


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"heads": (3, 6)}, '"heads" has 2 entries; give as many as "depths": 3'),
        ({"heads": (3, 5, 12)}, '"heads" has 5 at stage 2; give a divisor of its width 96'),
        ({"depths": (2, 0, 2)}, r'"depths" is \(2, 0, 2\); give more than 0'),
        ({"depths": (), "heads": ()}, r'"depths" is \(\); give more than 0'),
        ({"window": 0}, '"window" is 0; give more than 0'),
        ({"mlp_ratio": float("nan")}, '"mlp_ratio" is nan; give more than 0'),
        ({"patch": 3}, '"patch" is 3; give a divisor of the input side 32'),
        ({"window": 5}, '"window" is 5; give a divisor of the grid\'s side 16 at stage 1'),
        ({"window": 8}, '"window" is 8; give a divisor of the grid\'s side 4 at stage 3'),
        ({"depths": (1,) * 6, "heads": (1,) * 6, "window": 1}, '"depths" has 6 stages; give 5, since a grid of 1'),
    ],
)
def test_settings_that_do_not_fit_are_refused(given, sentence):
    with pytest.raises(ValueError, match=sentence):
        swin.build(swin.Settings(**given), 10, MEAN, STD, 32)
