import sys
from pathlib import Path

import pytest
import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))


def pytest_configure(config):
    config.addinivalue_line("markers", "bfloat16: needs AVX-512, without which torch 2.13 crashes")


def pytest_collection_modifyitems(items):
    if torch.backends.cpu.get_cpu_capability() == "AVX2":
        for item in items:
            if item.get_closest_marker("bfloat16"):
                item.add_marker(pytest.mark.skip(reason="this processor only emulates bfloat16"))


RECIPE = """
name = "Tiny"

[architecture]
widths = [4, 6]
depths = [1, 1]
activation = "gelu"
stem = "small"

[objective]
name = "{objective}"
{settings}

[training]
epochs = {epochs}
batch_size = 16
optimizer = "sgd"
learning_rate = 0.05
weight_decay = 5e-4
warmup_share = 0.2
clip_norm = 1.0
ema_decay = 0.9
seed = 1
precision = "float32"
batch_norm = "{batch_norm}"
"""


OBJECTIVE_SETTINGS = {
    "natural": {},
    "adversarial": {"epsilon_255": 8.0, "steps": 3, "ramp_epochs": 1.0},
    "fgsm": {"epsilon_255": 8.0, "step_share": 1.25, "random_start": True, "ramp_epochs": 1.0},
    "gradient-norm": {"epsilon_255": 8.0, "lambda_ce": 0.8, "lambda_gn": 1.2, "ramp_epochs": 1.0},
    "gradient-norm-differences": {
        "epsilon_255": 8.0,
        "lambda_ce": 0.8,
        "lambda_gn": 1.2,
        "difference_step_255": 0.5,
        "ramp_epochs": 1.0,
    },
    "edge-regularisation": {"alpha_start": 1.0, "alpha_end": 10.0, "temperature": 0.5, "ramp_epochs": 2.0},
}


@pytest.fixture(autouse=True)
def one_thread():
    torch.set_num_threads(1)


@pytest.fixture
def recipe_file(tmp_path):
    """Writes the recipe of a tiny model; returns its path."""

    def write(objective: str = "natural", epochs: int = 2, batch_norm: str = "train") -> Path:
        path = tmp_path / f"tiny-{objective}.toml"
        settings = "\n".join(f"{key} = {str(value).lower()}" for key, value in OBJECTIVE_SETTINGS[objective].items())
        path.write_text(RECIPE.format(objective=objective, settings=settings, epochs=epochs, batch_norm=batch_norm))
        return path

    return write


@pytest.fixture
def images():
    generator = torch.Generator().manual_seed(0)
    pixels = torch.randint(0, 256, (48, 3, 32, 32), generator=generator).to(torch.uint8)
    return pixels, torch.arange(48) % 10
