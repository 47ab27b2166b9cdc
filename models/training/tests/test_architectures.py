"""Models of every architecture, as the page exports them, come back as they went: those of packages where they are."""

import hashlib
import json
import re

import pytest
import safetensors.torch
import torch

from gradlens_training import architecture_goldens as goldens
from gradlens_training import architectures
from gradlens_training.model_folder import read_model_folder

NEEDS_PACKAGES = re.compile(r"^(vit|convnext)|torchvision$|^resnet-(bottleneck|groups|wide|deep|average)")


def need_packages(name):
    if not NEEDS_PACKAGES.search(name):
        return
    try:
        import timm  # noqa: F401
        import torchvision  # noqa: F401
    except (ImportError, RuntimeError) as error:  # the latter where torchvision is of another torch
        pytest.skip(f"timm and torchvision are not usable here: {error}")


def page_export(folder, architecture, side, state, **others):
    """manifest.json and weights.safetensors, as the page writes them."""
    channels = goldens.channels_of(architecture)
    raw = safetensors.torch.save({name: tensor.contiguous() for name, tensor in state.items()})
    size = {"height": side, "width": side, "channels": channels}
    manifest = {
        "architecture": architecture,
        "classes": [str(index) for index in range(goldens.CLASSES)],
        "input": size | {"mean": goldens.MEAN[:channels], "std": goldens.STD[:channels]} | others.pop("input", {}),
        "weights": {"sha256": hashlib.sha256(raw).hexdigest()},
    } | others
    folder.mkdir()
    (folder / "manifest.json").write_text(json.dumps(manifest))
    (folder / "weights.safetensors").write_bytes(raw)
    return folder


def exported_state(architecture, model):
    names = goldens.source_names(architecture, model)
    own = {name: tensor for name, tensor in model.state_dict().items() if tensor.is_floating_point()}
    return own if names is None else dict(zip(names, own.values(), strict=True))


@pytest.mark.parametrize("name", goldens.CASES)
def test_an_export_of_the_page_comes_back(name, tmp_path):
    need_packages(name)
    architecture, side = goldens.CASES[name]
    model = goldens.seeded_model(name, architecture, side)
    folder = page_export(tmp_path / name, architecture, side, exported_state(architecture, model))
    _, read = read_model_folder(folder)
    rgb = goldens.pixels_of(side)
    taken = rgb if goldens.channels_of(architecture) == 3 else read_grey(rgb)
    assert torch.allclose(read(rgb), model(taken), atol=1e-5)


def read_grey(rgb):
    return (rgb * torch.tensor([0.299, 0.587, 0.114])[:, None, None]).sum(1, keepdim=True)


def test_blue_first_and_probabilities_are_told_apart(tmp_path):
    architecture, side = goldens.CASES["preact-activated"]
    model = goldens.seeded_model("preact-activated", architecture, side)
    state, rgb = exported_state(architecture, model), goldens.pixels_of(side)
    plain = read_model_folder(page_export(tmp_path / "plain", architecture, side, state))[1](rgb)
    bgr = page_export(tmp_path / "bgr", architecture, side, state, input={"channelOrder": "bgr"})
    assert torch.allclose(read_model_folder(bgr)[1](rgb), model(rgb.flip(1)), atol=1e-5)
    ends = page_export(tmp_path / "probabilities", architecture, side, state, outputs="probabilities")
    expected = plain.clamp_min(2.0**-126).log()
    assert torch.allclose(read_model_folder(ends)[1](rgb), expected, atol=1e-5)


def test_settings_say_what_a_package_does_not_have():
    need_packages("resnet-bottleneck")
    field = goldens.CASES["resnet-bottleneck"][0] | {"stem_widths": [8]}
    with pytest.raises(ValueError, match='"stem_widths" is'):
        goldens.seeded_model("stem", field, 32)


@pytest.mark.parametrize("name", goldens.CASES)
def test_settings_come_back_from_a_manifest(name):
    settings = architectures.read_architecture(goldens.CASES[name][0], name)
    assert architectures.read_architecture(settings.to_manifest(), name) == settings
