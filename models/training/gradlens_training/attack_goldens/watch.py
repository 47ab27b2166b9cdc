"""Observes an attack without changing it: its queries to the model, and its local variables at each query."""

from __future__ import annotations

import sys
from typing import Any

from torch import Tensor, nn


class WatchedModel(nn.Module):
    """Records every forward pass: its input and the requested local variables of the caller."""

    def __init__(self, model: nn.Module, caller: str = "", variables: tuple[str, ...] = ()):
        super().__init__()
        self.model, self.caller, self.variables = model, caller, variables
        self.inputs: list[Tensor] = []
        self.seen: list[dict[str, Any]] = []
        self.eval()

    def forward(self, pixels: Tensor) -> Tensor:
        self.inputs.append(pixels.detach().clone())
        if self.variables:
            local = self._locals_of_caller()
            self.seen.append({name: _copy(local.get(name)) for name in self.variables})
        return self.model(pixels)

    def _locals_of_caller(self) -> dict[str, Any]:
        frame = sys._getframe()
        while frame is not None and frame.f_code.co_name != self.caller:
            frame = frame.f_back
        return {} if frame is None else frame.f_locals


def _copy(value: Any) -> Any:
    return value.detach().clone() if isinstance(value, Tensor) else value
