"""Is a way sampled evenly in time, and does it keep how long it took?"""

from __future__ import annotations

import numpy as np
import pytest

from core.errors import BadData
from core.pen.sampling import DOWN, KNOWN, MOMENTS, PRESSURE, SHAPE, TIME, X, Y, sampled

TRACK = np.array([[0.0, 10.0, 5.0, 1.0, 0.2], [4.0, 10.0, 6.0, 1.0, 0.6], [4.0, 30.0, 7.0, 0.0, 0.0]])


def test_moments_are_even_and_the_centre_is_nought() -> None:
    way = sampled(TRACK)
    assert way.shape == SHAPE
    assert way.dtype == np.float32
    np.testing.assert_allclose(way[TIME], np.linspace(0.0, 2.0, MOMENTS), atol=1e-6)
    np.testing.assert_allclose(way[[X, Y]].mean(axis=1), 0.0, atol=1e-5)
    assert np.ptp(way[X]) == pytest.approx(4.0, abs=0.05)


def test_pen_and_pressure_are_taken_over() -> None:
    way = sampled(TRACK)
    assert way[DOWN][0] == 1.0
    assert way[DOWN][-1] == 0.0
    assert way[PRESSURE].max() == pytest.approx(0.6, abs=0.01)
    assert (way[KNOWN] == 1.0).all()


def test_an_untold_pressure_is_nought_and_unknown() -> None:
    untold = TRACK.copy()
    untold[:, 4] = np.nan
    way = sampled(untold)
    assert not way[[PRESSURE, KNOWN]].any()


def test_two_moments_are_needed() -> None:
    with pytest.raises(BadData, match="two moments"):
        sampled(TRACK[:1])
