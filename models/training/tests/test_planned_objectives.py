"""The parts of a planned training against the golden files that the page's engine is held to, e2e/goldens/training-*."""

import json
from pathlib import Path

import numpy as np
import pytest
import safetensors.torch
import torch

from gradlens_training import architectures
from gradlens_training.model_folder import build_from_files, read_model_files
from gradlens_training.planned_training.descent import average_decay, make_optimizer
from gradlens_training.planned_training.draws import BatchDraws
from gradlens_training.planned_training.held_out import measure_held_out
from gradlens_training.planned_training.images import LabelledPixels
from gradlens_training.planned_training.objective import Batch
from gradlens_training.planned_training.objectives import OBJECTIVES
from gradlens_training.planned_training.plan import training_plan
from gradlens_training.planned_training.subset import balanced_subset
from gradlens_training.planned_training.trained_names import trained_names
from gradlens_training.planned_training.trainer import stored_names
from gradlens_training.plans.class_names import match_classes
from gradlens_training.plans.gallery import class_of

ROOT = Path(__file__).parents[3]
GOLDENS = ROOT / "e2e" / "goldens"
INDEX = json.loads((GOLDENS / "training-index.json").read_text())
CHOICES = json.loads((ROOT / "src" / "plans" / "goldens" / "choices.json").read_text())
OBJECTIVE_GOLDENS = safetensors.torch.load_file(GOLDENS / "training-objectives.safetensors")
STEPS = safetensors.torch.load_file(GOLDENS / "training-steps.safetensors")


class Given:
    """Random numbers that the golden file has, in turn."""

    def __init__(self, tensors):
        self.left = list(tensors)

    def uniform(self, count):
        drawn = self.left.pop(0)
        return drawn.double().numpy().reshape(-1, count)


def from_page(images):
    return images.movedim(-1, 1).contiguous()


@pytest.fixture
def model():
    settings = architectures.read_architecture(INDEX["architecture"], "a test")
    built = architectures.build(settings, INDEX["classes"], tuple(INDEX["mean"]), tuple(INDEX["std"]), 32).double()
    weights = {
        name.removeprefix("weights/"): tensor.double()
        for name, tensor in OBJECTIVE_GOLDENS.items()
        if name.startswith("weights/")
    }
    missing, unexpected = built.load_state_dict(weights, strict=False)
    assert not unexpected and all(name.endswith("num_batches_tracked") for name in missing)
    # The golden file's exact mean and deviation: the module keeps them in float32.
    for name in ("mean", "std"):
        setattr(built, name, torch.tensor(INDEX[name], dtype=torch.float64).reshape(3, 1, 1))
    return built.eval()


@pytest.mark.parametrize("case", INDEX["cases"], ids=[case["name"] for case in INDEX["cases"]])
def test_loss_parts_and_gradients_are_those_of_the_golden_file(case, model):
    golden = {
        name.removeprefix(f"{case['name']}/"): tensor
        for name, tensor in OBJECTIVE_GOLDENS.items()
        if name.startswith(f"{case['name']}/")
    }
    given = [golden[f"draws/{i}"] for i in range(sum(name.startswith("draws/") for name in golden))]
    # Radii and angles are stored as one tensor.
    given = [part for tensor in given for part in (tensor if tensor.ndim == 5 else [tensor])]
    draws = BatchDraws(Given(given), dtype=torch.float64)
    pixels = from_page(OBJECTIVE_GOLDENS["pixels"]).double()
    batch = Batch(model, pixels, torch.tensor(INDEX["labels"]), model.mean, model.std)
    objective = OBJECTIVES[case["objective"]]
    loss, parts = objective.loss(batch, case["settings"], case["ramp"], draws)
    assert loss.item() == pytest.approx(golden["loss"].item(), rel=1e-6)
    assert {name: value.item() for name, value in parts.items()} == pytest.approx(
        {name.removeprefix("parts/"): value.item() for name, value in golden.items() if name.startswith("parts/")},
        rel=1e-6,
    )
    terms = objective.terms(loss.item(), {name: part.item() for name, part in parts.items()}, case["settings"])
    assert sum(terms) == pytest.approx(loss.item())
    parameters = dict(model.named_parameters())
    names = [name.removeprefix("gradients/") for name in golden if name.startswith("gradients/")]
    for name, gradient in zip(names, torch.autograd.grad(loss, [parameters[name] for name in names]), strict=True):
        expected = golden[f"gradients/{name}"].double()
        assert ((gradient - expected).norm() / expected.norm()).item() < 1e-5, name


@pytest.mark.parametrize("name", INDEX["descents"])
def test_ten_steps_of_each_optimiser_are_those_of_the_golden_file(name):
    settings, prefix = INDEX["descents"][name], f"optimizer/{name}/"
    golden = {key.removeprefix(prefix): value for key, value in STEPS.items() if key.startswith(prefix)}
    of = lambda part: {key.removeprefix(part): value for key, value in golden.items() if key.startswith(part)}
    leaves = {key: value.double().requires_grad_(True) for key, value in of("start/").items()}
    average = {key: value.detach().clone() for key, value in leaves.items()}
    described = {key: value for key, value in settings["optimizer"].items() if key != "id"}
    optimizer = make_optimizer(list(leaves.values()), {"id": settings["optimizer"]["id"], "settings": described})
    plan = training_plan({"settings": settings["schedule"]})
    for step in range(settings["schedule"]["steps"]):
        for key, gradient in of(f"gradients/{step}/").items():
            leaves[key].grad = gradient.double()
        if settings["clipNorm"] is not None:
            torch.nn.utils.clip_grad_norm_(list(leaves.values()), settings["clipNorm"])
        for group in optimizer.param_groups:
            group["lr"] = plan.learning_rate(step)
        optimizer.step()
        for key, leaf in leaves.items():
            average[key].lerp_(leaf.detach(), 1 - average_decay(settings["averageDecay"], step))
    for part, found in (("parameters/", leaves), ("average/", average)):
        for key, expected in of(part).items():
            assert torch.allclose(found[key].detach().float(), expected, rtol=1e-5, atol=1e-7), (part, key)


def test_figures_of_held_out_images_are_those_of_the_golden_file(model):
    expected = INDEX["heldOut"]["figures"]
    images = LabelledPixels(from_page(STEPS["heldOut/images"]).to(torch.uint8), torch.tensor(expected["labels"]))
    start = STEPS["heldOut/start"]

    def draws_of(places):
        return BatchDraws(Given([start[places.start : places.stop]]))

    figures = measure_held_out(model.float(), images, INDEX["heldOut"]["settings"], 3, draws_of).figures
    assert figures["images"] == expected["images"] == figures["alignedImages"]
    assert (figures["robust"], figures["robust"] + figures["fooled"]) == (expected["held"], expected["correct"])
    for name in ("meanLoss", "meanGradientL1", "meanEdgeAlignment"):
        assert figures[name] == pytest.approx(expected[name], rel=1e-4)


def test_normal_numbers_have_mean_0_and_variance_1():
    drawn = BatchDraws(Given([torch.rand(4, 3000) for _ in range(2)])).gaussian(torch.zeros(4, 3, 20, 50), 1)
    assert np.abs([drawn.mean().item(), drawn.std().item() - 1]).max() < 0.05


@pytest.mark.parametrize("case", CHOICES["classes"], ids=lambda case: case["classes"][0])
def test_classes_are_matched_as_on_the_page(case):
    assert match_classes(case["folders"], case["classes"]) == case["toModel"]


@pytest.mark.parametrize("case", CHOICES["subsets"], ids=lambda case: str(case["count"]))
def test_the_same_images_are_chosen_as_on_the_page(case):
    labels = [(i * i + 3 * i) % case["classes"] for i in range(case["images"])]
    assert balanced_subset(labels, case["count"], case["seed"]) == case["indices"]


@pytest.mark.parametrize("case", CHOICES["trained"], ids=lambda case: f"{case['model']} {case['lastStages']}")
def test_the_same_parameters_are_trained_as_on_the_page(case):
    files = read_model_files(ROOT / "models" / case["model"])
    stored = set(stored_names(files))
    names = [name for name in build_from_files(files).state_dict() if name in stored]
    assert sorted(trained_names(names, case["lastStages"], case["batchNormAffine"])) == sorted(case["names"])


def test_every_objective_has_the_pages_name_and_terms():
    assert list(OBJECTIVES) == [objective["id"] for objective in CHOICES["objectives"]]
    for expected in CHOICES["objectives"]:
        own = OBJECTIVES[expected["id"]]
        assert (own.name, list(own.labels), own.derivatives, own.first_part) == (
            expected["name"],
            expected["terms"],
            expected["derivatives"],
            expected["parts"][0],
        )


def test_images_of_the_gallery_have_the_pages_classes():
    assert {image: class_of(image) for image in CHOICES["gallery"]} == CHOICES["gallery"]
