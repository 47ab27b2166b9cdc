"""Models for the tests of the evaluation, for which simple arithmetic tells what an attack can do."""

import torch
from torch import Tensor, nn

from gradlens_training.evaluation import autoattack


class NearestGrey(nn.Module):
    """The class 0..9 whose grey 0.05, 0.15, ..., 0.95 is nearest to the image's mean.

    Within epsilon the mean of a grey image moves by at most epsilon: the model is robust where the next multiple of
    0.1 is further away.
    """

    def __init__(self):
        super().__init__()
        self.register_buffer("greys", torch.arange(10) / 10 + 0.05)

    def forward(self, pixels: Tensor) -> Tensor:
        means = pixels.mean((1, 2, 3))[:, None]
        return 100 * (2 * means * self.greys - self.greys**2)


def grey_images(count: int) -> tuple[Tensor, Tensor]:
    """uint8 (count, 3, 8, 8), each of a single grey, and labels, every tenth of which is wrong."""
    # None is exactly 4, 8 or 16 from a boundary, where rounding would decide.
    clear = torch.tensor([grey for grey in range(3, 252) if min(grey % 51, -grey % 51) not in (4, 8, 16)])
    generator = torch.Generator().manual_seed(0)
    greys = clear[torch.randint(0, len(clear), (count,), generator=generator)].to(torch.uint8)
    labels = NearestGrey()(as_floats(greys)).argmax(1)
    labels[9::10] = (labels[9::10] + 1) % 10
    return greys[:, None, None, None].expand(count, 3, 8, 8).contiguous(), labels


def as_floats(greys: Tensor) -> Tensor:
    return (greys.float() / 255)[:, None, None, None].expand(-1, 3, 8, 8)


def holds_by_arithmetic(pixels: Tensor, labels: Tensor, epsilon_255: float) -> Tensor:
    tenths = pixels[:, 0, 0, 0].double() / 25.5
    right = tenths.floor().long() == labels
    to_boundary = torch.minimum(tenths - tenths.floor(), tenths.ceil() - tenths) / 10
    first, last = tenths < 1, tenths >= 9
    to_boundary[first] = (1 - tenths[first]) / 10
    to_boundary[last] = (tenths[last] - 9) / 10
    return right & (to_boundary > epsilon_255 / 255)


def reduced(model: nn.Module, epsilon: float) -> autoattack.AutoAttack:
    """AutoAttack's attacks with a small budget, unfit for any figure."""
    attack = autoattack.standard(model, epsilon)
    attack.apgd.n_iter = attack.apgd_targeted.n_iter = attack.fab.n_iter = 6
    attack.apgd_targeted.n_target_classes = attack.fab.n_target_classes = 2
    attack.square.n_queries = 30
    return attack
