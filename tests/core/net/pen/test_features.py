"""Are the eight features those of 1993, and does a way look the same wherever and however large it is?"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from torch import Tensor

from core.net.pen.features import COMPARED, EIGHT, LOCAL, eight_features, local_features
from core.pen.sampling import MOMENTS, sampled

DOWN, X, Y, SPEED, INWARDS, ALONG, TANGENT, TURN = range(EIGHT)
PRESSED = slice(11, 14)
"""Pressure, its slope, and pressure as it is."""


def circle(
    *, points: int = 400, size: float = 1.0, at: float = 0.0, pressure: float = np.nan
) -> NDArray[np.float64]:
    """Return one turn in one second."""
    time = np.linspace(0.0, 1.0, points)
    angle = 2 * np.pi * time
    places = (at + size * np.cos(angle), at + size * np.sin(angle))
    return np.column_stack([*places, time, np.ones(points), np.full(points, pressure)])


def ways(*tracks: NDArray[np.float64]) -> Tensor:
    return torch.from_numpy(np.stack([sampled(each) for each in tracks]))


def test_features_are_finite_and_of_their_shapes() -> None:
    both = ways(circle(), circle(pressure=0.5))
    eight, local = eight_features(both), local_features(both)
    assert eight.shape == (2, EIGHT, MOMENTS)
    assert local.shape == (2, LOCAL, MOMENTS)
    assert bool(torch.isfinite(eight).all() & torch.isfinite(local).all())
    assert COMPARED < LOCAL


def test_an_even_turn_has_even_speed_turn_and_pull_inwards() -> None:
    """On a circle of radius r standard deviations of y, speed is 2 pi r and the pull inwards (2 pi)^2 r."""
    features = eight_features(ways(circle(points=2000)))[0, :, 5:-5].numpy()  # without its ends
    radius = np.sqrt(2.0)
    np.testing.assert_allclose(features[SPEED], np.arcsinh(2 * np.pi * radius), rtol=1e-2)
    np.testing.assert_allclose(features[INWARDS], np.arcsinh((2 * np.pi) ** 2 * radius), rtol=1e-2)
    np.testing.assert_allclose(features[ALONG], 0.0, atol=0.15)
    np.testing.assert_allclose(features[TURN], np.cos(2 * np.pi / 199), atol=1e-3)
    assert features[TANGENT].min() < -0.99
    assert features[TANGENT].max() > 0.99


@pytest.mark.parametrize("describe", [eight_features, local_features])
def test_place_and_size_do_not_matter(describe: Callable[[Tensor], Tensor]) -> None:
    one, other = (describe(ways(each)) for each in (circle(), circle(size=30.0, at=7.0)))
    np.testing.assert_allclose(one.numpy(), other.numpy(), atol=1e-2)


def test_a_faster_signature_is_another() -> None:
    slow = circle()
    slow[:, 2] *= 2.0
    assert (eight_features(ways(slow))[0, SPEED] < eight_features(ways(circle()))[0, SPEED]).all()


def test_an_even_motion_leaves_no_x() -> None:
    time = np.linspace(0.0, 1.0, 50)
    track = np.column_stack([3.0 * time, np.sin(9 * time), time, np.ones(50), np.full(50, np.nan)])
    np.testing.assert_allclose(eight_features(ways(track))[0, X].numpy(), 0.0, atol=1e-4)


def test_a_pressure_that_nobody_told_is_not_compared() -> None:
    untold, told = local_features(ways(circle(), circle(pressure=0.5)))
    assert not untold[PRESSED].any()
    assert told[PRESSED][2].mean() == pytest.approx(2.0)
