"""Milliseconds of input gradients and of PGD steps in PyTorch: python measure_passes.py < request.json

A request is {"architecture", "side", "classes", "batch", "passes", "attack"}: the architecture as a manifest has it, and
whether a pass goes on to a step of PGD in L-infinity at 8/255. The model is untrained, float32, and runs on one thread
with both layouts of memory, in turns. Prints {"contiguous": [...], "channels_last": [...], "version", "capability"}.
npm run bench -- --python calls it.
"""

import json
import sys
import time

import torch
from torch import Tensor, nn
from torch.nn import functional

from gradlens_training import architectures
from gradlens_training.seeded_values import seed_parameters

EPSILON, STEP = 8 / 255, 2 / 255
LAYOUTS = {"contiguous": torch.contiguous_format, "channels_last": torch.channels_last}


def build(architecture: dict, side: int, classes: int) -> nn.Module:
    settings = architectures.read_architecture(architecture, "request")
    model = architectures.build(settings, classes, (0.5,) * 3, (0.25,) * 3, side).eval()
    seed_parameters(model)
    for parameter in model.parameters():
        parameter.requires_grad_(False)
    return model


def one_pass(model: nn.Module, clean: Tensor, images: Tensor, labels: Tensor, attack: bool) -> Tensor:
    images = images.detach().requires_grad_()
    loss = functional.cross_entropy(model(images), labels, reduction="sum")
    (gradient,) = torch.autograd.grad(loss, images)
    if not attack:
        return images
    stepped = images.detach() + STEP * gradient.sign()
    return torch.min(torch.max(stepped, clean - EPSILON), clean + EPSILON).clamp(0, 1)


def main() -> None:
    request = json.load(sys.stdin)
    torch.set_num_threads(1)
    times: dict[str, list[float]] = {layout: [] for layout in LAYOUTS}
    clean = torch.rand(request["batch"], 3, request["side"], request["side"])
    labels = torch.arange(request["batch"]) % request["classes"]
    models, images = {}, {}
    for layout, memory_format in LAYOUTS.items():
        model = build(request["architecture"], request["side"], request["classes"])
        models[layout] = model.to(memory_format=memory_format)
        images[layout] = clean.contiguous(memory_format=memory_format)
    # The first two are not counted: they fill caches and choose kernels.
    for turn in range(request["passes"] + 2):
        for layout, model in models.items():
            begin = time.perf_counter()
            images[layout] = one_pass(model, clean, images[layout], labels, request["attack"])
            if turn > 1:
                times[layout].append(1000 * (time.perf_counter() - begin))
    capability = torch.backends.cpu.get_cpu_capability()
    print(json.dumps({**times, "version": torch.__version__, "capability": capability}))


if __name__ == "__main__":
    main()
