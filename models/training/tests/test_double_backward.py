"""The written-out double backward passes against PyTorch's own, in float64."""

import copy

import pytest
import torch
import torch.nn.functional as F

from gradlens_training import double_backward, goldens
from gradlens_training.architectures.resnet import Settings
from gradlens_training.objectives.gradient_norm import GradientNorm

GEOMETRIES = [(3, 1, 1), (3, 2, 1), (1, 2, 0), (7, 2, 3)]  # filter, stride, padding: those of the ResNets
ROUTES = {
    "own": (double_backward.conv2d, double_backward.gelu),
    "stock": (F.conv2d, F.gelu),
}


def drawn(*shape, seed):
    return torch.randn(shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)


@pytest.fixture
def leaves():
    return {
        size: [drawn(*s, seed=i).requires_grad_() for i, s in enumerate(((2, 3, 9, 9), (4, 3, size, size), (4,)))]
        for size in (1, 3, 7)
    }


@pytest.mark.parametrize(("size", "stride", "padding"), GEOMETRIES)
@pytest.mark.parametrize("inner", [0, 1, 2], ids=["input", "weight", "bias"])
def test_second_derivatives_equal_those_of_pytorch(size, stride, padding, inner, leaves):
    """Gradients of a function of the input gradient, as in the penalties, and of the weight and bias gradients."""
    results = {}
    for route, (conv2d, gelu) in ROUTES.items():
        # Not leaves at the convolution: as in the models, batch norm is folded into the weight there.
        x, weight, bias = (leaf * 1 for leaf in leaves[size])
        y = gelu(conv2d(x, weight, bias, (stride, stride), (padding, padding)))
        (gradient,) = torch.autograd.grad(y.square().sum(), leaves[size][inner], create_graph=True)
        penalty = (gradient * drawn(*gradient.shape, seed=7)).sum() + gradient.abs().sum() + y.sum()
        results[route] = (y, gradient, *torch.autograd.grad(penalty, leaves[size]))
    for own, stock in zip(results["own"], results["stock"], strict=True):
        assert stock.abs().max() > 0
        assert (own - stock).abs().max() <= 1e-13 * stock.abs().max()


def test_a_pass_that_asks_for_the_input_alone_takes_no_weight_gradient(leaves, monkeypatch):
    asked = []
    kernel = double_backward._backward_kernel

    def counted(*arguments):
        asked.append(arguments[-1])
        return kernel(*arguments)

    monkeypatch.setattr(double_backward, "_backward_kernel", counted)
    x, weight, bias = leaves[3]
    y = double_backward.conv2d(x * 1, weight * 1, bias * 1, (1, 1), (1, 1))
    torch.autograd.grad(y.square().sum(), x, create_graph=True)
    assert asked == [(True, False)]


def test_a_model_with_them_written_out_has_pytorchs_parameter_gradients(monkeypatch):
    stock = goldens.random_model(Settings((4, 6), (1, 1), "gelu", "small"), torch.Generator().manual_seed(3)).double()
    own = copy.deepcopy(stock)
    double_backward.write_out(own)
    penalty = GradientNorm(epsilon_255=8.0, lambda_ce=0.8, lambda_gn=1.2, ramp_epochs=1.0)
    pixels, labels = drawn(3, 3, 16, 16, seed=1).sigmoid(), torch.tensor([1, 2, 3])
    slopes = []
    for model in (stock, own):
        penalty.loss(model, pixels.clone(), labels, torch.Generator(), 1.0)[0].backward()
        slopes.append(torch.cat([parameter.grad.flatten() for parameter in model.parameters()]))
    assert (slopes[1] - slopes[0]).norm() <= 1e-13 * slopes[0].norm()
    # All convolutions and activations come from there: without the kernels the pass fails.
    monkeypatch.setattr(double_backward, "_backward_kernel", None)
    with pytest.raises(TypeError):
        penalty.loss(own, pixels.clone(), labels, torch.Generator(), 1.0)
    assert own.layer1[0].activation is own.activation is double_backward.gelu
    assert stock.activation is F.gelu


@pytest.mark.bfloat16
def test_autocast_computes_in_its_precision(leaves):
    x, weight, bias = (leaf.float() for leaf in leaves[3])
    with torch.autocast("cpu", torch.bfloat16):
        own, stock = (conv2d(x, weight, bias, (1, 1), (1, 1)) for conv2d, _ in ROUTES.values())
    assert own.dtype == stock.dtype == torch.bfloat16
    assert torch.equal(own, stock)


def test_third_derivatives_are_refused(leaves):
    x, weight, bias = leaves[3]
    y = double_backward.gelu(double_backward.conv2d(x * 1, weight * 1, bias * 1, (1, 1), (1, 1)))
    (first,) = torch.autograd.grad(y.square().sum(), x, create_graph=True)
    with pytest.raises(RuntimeError, match="third derivatives are not written out"):
        torch.autograd.grad(first.square().sum(), x, create_graph=True)
