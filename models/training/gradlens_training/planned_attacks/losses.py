"""What attacks climb: each (N,) of logits (N, K) and labels (N,), as the page defines them (src/engine/attacks/losses)."""

from __future__ import annotations

from collections.abc import Callable

import torch
import torch.nn.functional as F
from torch import Tensor

Loss = Callable[[Tensor, Tensor], Tensor]


def cross_entropy(logits: Tensor, labels: Tensor) -> Tensor:
    return F.cross_entropy(logits, labels, reduction="none")


def margin(logits: Tensor, labels: Tensor) -> Tensor:
    """How far the largest other logit is above the label's."""
    own = logits.gather(1, labels[:, None])[:, 0]
    return logits.scatter(1, labels[:, None], -torch.inf).amax(1) - own


def probability_margin(logits: Tensor, labels: Tensor) -> Tensor:
    """How much likelier the largest other class is than the label (Xie et al. 2024).

    Of the logits' distances to the label's: p - p squared, computed as such, loses its digits near 1.
    """
    above, shift = _above(logits, labels)
    shares = (above - shift).exp().scatter(1, labels[:, None], 0)
    at_label = (-shift)[:, 0].exp()
    other = _largest_other(logits, labels)
    return (shares.gather(1, other)[:, 0] - at_label) / (shares.sum(1) + at_label)


def of_label(logits: Tensor, labels: Tensor) -> Tensor:
    """The label's probability."""
    return _probability(logits, labels[:, None])


def best_other(logits: Tensor, labels: Tensor) -> Tensor:
    """The largest probability of another class."""
    return _probability(logits, _largest_other(logits, labels))


def _largest_other(logits: Tensor, labels: Tensor) -> Tensor:
    return logits.scatter(1, labels[:, None], -torch.inf).argmax(1, keepdim=True)


def _above(logits: Tensor, classes: Tensor) -> tuple[Tensor, Tensor]:
    """The logits' distances to those of `classes`, and the largest of each row, which guards against overflow."""
    above = logits - logits.gather(1, classes.reshape(-1, 1))
    return above, above.amax(1, keepdim=True).detach()


def _probability(logits: Tensor, classes: Tensor) -> Tensor:
    above, shift = _above(logits, classes)
    others = (above - shift).exp().scatter(1, classes, 0).sum(1)
    own = (-shift)[:, 0].exp()
    return own / (others + own)


LOSSES: dict[str, Loss] = {
    "crossEntropy": cross_entropy,
    "margin": margin,
    "probabilityMargin": probability_margin,
}
