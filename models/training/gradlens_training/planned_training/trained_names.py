"""Which parameters of a model are trained (src/engine/training/trainedParameters.ts)."""

from __future__ import annotations

import re
from collections.abc import Sequence

# How sources name stages: layer1, layers.0, stages.0, blocks.0, block1, layer.0, features.1, ...
STAGE = re.compile(
    r"(layer[0-9]+|block[0-9]+|layer_[0-9]+|(?:layers?|stages|blocks|features)\.[0-9]+"
    r"|encoder\.layers\.encoder_layer_[0-9]+)\."
)
STATISTICS = re.compile(r"running_(mean|var)$")


def trained_names(names: Sequence[str], last_stages: int | None, batch_norm_affine: bool) -> list[str]:
    """In the order given. `names`: of all tensors, from the first layer to the last. `last_stages`: None for all, 0 for
    the head alone. Raises ValueError, one sentence, if the model has fewer stages."""
    statistics = [name for name in names if STATISTICS.search(name)]
    affine = {STATISTICS.sub(part, name) for name in statistics for part in ("weight", "bias")}
    reached = names[_first_trained(names, last_stages) :]
    trained = [name for name in reached if name not in statistics and (batch_norm_affine or name not in affine)]
    if not trained:
        raise ValueError("the plan leaves no parameter to train; plan more stages")
    return trained


def _first_trained(names: Sequence[str], last_stages: int | None) -> int:
    if last_stages is None:
        return 0
    stages_of = [_stage(name) for name in names]
    if not any(stages_of):
        # In a plain sequence, every layer but the last is a stage.
        layers = [re.sub(r"\.[^.]*$", "", name) for name in names]
        stages_of = [None if layer == layers[-1] else layer for layer in layers]
    stages = list(dict.fromkeys(stage for stage in stages_of if stage is not None))
    if last_stages > len(stages):
        raise ValueError(f"the plan trains the last {last_stages} stages where the model has {len(stages)}; plan fewer")
    if last_stages == 0:
        return max((place for place, stage in enumerate(stages_of) if stage is not None), default=-1) + 1
    return stages_of.index(stages[-last_stages])


def _stage(name: str) -> str | None:
    found = STAGE.match(name)
    return found[1] if found else None
