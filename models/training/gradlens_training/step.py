"""One training step: run directly on a CPU, recorded once as a CUDA graph on a GPU."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor, nn

from .data import Split
from .recipe import Recipe

WARM_UP_STEPS = 3  # before recording, while libraries choose their kernels and optimisers create their state
Figures = dict[str, Tensor]


def make_optimizer(model: nn.Module, recipe: Recipe) -> torch.optim.Optimizer:
    settings = recipe.training
    # Norms and biases have no weight decay; a Swin's table of position biases is a matrix.
    named = [(p, p.ndim > 1 and not name.endswith("bias_table")) for name, p in model.named_parameters()]
    decayed, free = [p for p, decays in named if decays], [p for p, decays in named if not decays]
    groups = [{"params": decayed, "weight_decay": settings.weight_decay}, {"params": free, "weight_decay": 0.0}]
    on_gpu = decayed[0].is_cuda
    rate = torch.tensor(settings.learning_rate, device=decayed[0].device) if on_gpu else settings.learning_rate
    if settings.optimizer == "sgd":
        return torch.optim.SGD(groups, lr=rate, momentum=0.9, nesterov=True, fused=on_gpu)
    return torch.optim.AdamW(groups, lr=rate, fused=on_gpu, capturable=on_gpu)


@torch.no_grad()
def update_average(average: nn.Module, model: nn.Module, weight: float | Tensor) -> None:
    """Move the average a fraction `weight` of the way towards the model."""
    for kept, new in zip(average.state_dict().values(), model.state_dict().values(), strict=True):
        if kept.dtype.is_floating_point:
            kept.lerp_(new, weight)
        else:
            kept.copy_(new)


class Step:
    """Augment, objective, backward, clip, descend, average. Returns the objective's figures, detached scalars."""

    def __init__(
        self, recipe: Recipe, data: Split, model: nn.Module, average: nn.Module, optimizer: torch.optim.Optimizer
    ):
        self.recipe, self.model, self.average, self.optimizer = recipe, model, average, optimizer
        self.pixels, self.labels = data

    def __call__(
        self,
        chosen: Tensor,
        generator: torch.Generator,
        learning_rate: float | Tensor,
        ramp: float | Tensor,
        average_weight: float | Tensor,
    ) -> Figures:
        """`chosen` (N,) are indices into the data; they and the generator are on the data's device."""
        settings = self.recipe.training
        for group in self.optimizer.param_groups:
            group["lr"] = learning_rate
        augmented = self.recipe.data.augment(self.pixels[chosen], generator)
        half = settings.precision == "bfloat16"
        with torch.autocast(augmented.device.type, torch.bfloat16, enabled=half):
            loss, figures = self.recipe.objective.loss(self.model, augmented, self.labels[chosen], generator, ramp)
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        if settings.clip_norm:
            nn.utils.clip_grad_norm_(self.model.parameters(), settings.clip_norm)
        self.optimizer.step()
        update_average(self.average, self.model, average_weight)
        return figures


class RecordedStep:
    """The same step as a CUDA graph, which launches some thousand small kernels at once.

    Recording leaves the weights and the optimiser unchanged.
    """

    def __init__(self, step: Step, batch_size: int, generator: torch.Generator):
        device = step.pixels.device
        self.step = step  # the graph uses its tensors, which must live as long
        self.generator = generator
        self.chosen = torch.zeros(batch_size, dtype=torch.int64, device=device)
        # Learning rate, ramp, weight of the average. At zero the warm-up changes neither weights nor average.
        self.numbers = torch.zeros(3, device=device)
        restore = _remember(step)
        # A separate stream: graphs recorded on one stream share scratch memory, and could not run concurrently.
        aside = torch.cuda.Stream()
        aside.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(aside):
            for _ in range(WARM_UP_STEPS):
                self._take()
        torch.cuda.current_stream().wait_stream(aside)
        step.optimizer.zero_grad(set_to_none=True)
        self.graph = torch.cuda.CUDAGraph()
        self.graph.register_generator_state(generator)
        with torch.cuda.graph(self.graph, stream=aside):
            self.figures = self._take()
        restore()

    def _take(self) -> Figures:
        return self.step(self.chosen, self.generator, *self.numbers.unbind())

    def __call__(self, chosen: Tensor, generator: torch.Generator, *numbers: float) -> Figures:
        """Called like the step, with the recorded generator; the next call overwrites the figures."""
        self.chosen.copy_(chosen)
        for slot, number in zip(self.numbers.unbind(), numbers, strict=True):
            slot.fill_(number)  # copying from host memory could wait for the stream
        self.graph.replay()
        return self.figures


@torch.no_grad()
def _remember(step: Step) -> Callable[[], None]:
    """A function that restores the present weights and optimiser state, in place."""
    weights = {name: tensor.clone() for name, tensor in step.model.state_dict().items()}
    state = {p: {k: v.clone() for k, v in of_p.items()} for p, of_p in step.optimizer.state.items()}

    @torch.no_grad()
    def restore() -> None:
        step.model.load_state_dict(weights)
        for parameter, of_parameter in step.optimizer.state.items():
            for name, tensor in of_parameter.items():
                before = state.get(parameter, {}).get(name)
                tensor.zero_() if before is None else tensor.copy_(before)

    return restore
