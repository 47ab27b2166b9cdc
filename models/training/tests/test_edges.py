import math

import numpy as np
import pytest
import torch
from scipy.ndimage import correlate1d

from gradlens_training.edges import edge_alignment, edge_energy, gaussian_taps


def test_taps_are_those_listed_by_the_authors():
    listed = [0.008174, 0.050050, 0.208375, 0.466801, 0.208375, 0.050050, 0.008174]
    assert gaussian_taps().tolist() == pytest.approx(listed, abs=5e-7)


def test_energy_is_that_of_scipy():
    pixels = torch.rand((2, 3, 16, 20), generator=torch.Generator().manual_seed(0), dtype=torch.float64)

    def along_both(maps, across, down):  # scipy's "mirror" is torch's "reflect"
        return correlate1d(correlate1d(maps, across, axis=-1, mode="mirror"), down, axis=-2, mode="mirror")

    taps = gaussian_taps().numpy()
    blurred = along_both(pixels.numpy(), taps, taps)
    dx = along_both(blurred, [-1, 0, 1], [0.5, 1, 0.5])
    dy = along_both(blurred, [0.5, 1, 0.5], [-1, 0, 1])
    expected = along_both(np.sqrt((dx**2 + dy**2).sum(1)), taps, taps)
    assert np.abs(edge_energy(pixels).numpy() - expected).max() < 1e-12


def test_energy_of_a_ramp_is_its_slope():
    ramp = (torch.arange(32, dtype=torch.float64) / 100).expand(1, 3, 32, 32)
    middle = edge_energy(ramp)[0, 10:22, 10:22]
    # Half of Sobel's kernel multiplies the slope by 4: two pixels apart, weights 0.5 + 1 + 0.5.
    assert torch.allclose(middle, torch.full_like(middle, 4 * 0.01 * math.sqrt(3)))


def test_alignment_is_pearson_r():
    generator = torch.Generator().manual_seed(1)
    energy = torch.rand((3, 8, 8), generator=generator) * 0.1
    gradient = torch.randn((3, 3, 8, 8), generator=generator)
    u = energy.clamp(min=1e-3).log().flatten(1)
    v = gradient.abs().sum(1).add(1e-12).log().flatten(1)
    expected = [np.corrcoef(u[i], v[i])[0, 1] for i in range(3)]
    assert edge_alignment(energy, gradient).tolist() == pytest.approx(expected, abs=1e-5)


def test_alignment_is_one_for_a_gradient_that_is_the_energy():
    energy = torch.rand((1, 8, 8)) + 0.1
    assert edge_alignment(energy, energy[:, None].expand(1, 3, 8, 8)).item() == pytest.approx(1, abs=1e-5)


def test_alignment_is_none_where_edges_or_gradient_are_the_same_everywhere():
    generator = torch.Generator().manual_seed(0)
    energy = torch.rand((3, 9, 9), generator=generator) + 0.1
    gradient = torch.rand((3, 3, 9, 9), generator=generator)
    energy[0] = edge_energy(torch.full((1, 3, 9, 9), 0.3))[0]
    gradient[1] = 0
    assert edge_alignment(energy, gradient).isnan().tolist() == [True, True, False]
