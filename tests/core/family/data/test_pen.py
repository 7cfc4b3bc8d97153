"""Are the eight features those of 1993, whatever the place, the size and the pace of the points?"""

from __future__ import annotations

import numpy as np
import pytest

from core.data.synthetic.writer import make_writer
from core.errors import BadData
from core.family.data.pen import SHAPE, pen_features, track_of_recording, track_of_strokes

Floats = np.ndarray
DOWN, X, Y, SPEED, INWARDS, ALONG, TANGENT, TURN = range(8)


def circle(*, points: int = 400, size: float = 1.0, at: float = 0.0) -> Floats:
    """Return one turn in one second."""
    time = np.linspace(0.0, 1.0, points)
    angle = 2 * np.pi * time
    return np.column_stack([at + size * np.cos(angle), at + size * np.sin(angle), time, np.ones(points)])


def test_features_have_the_shape_of_the_first_layer() -> None:
    features = pen_features(circle())
    assert features.shape == SHAPE == (8, 200)
    assert features.dtype == np.float32
    assert np.isfinite(features).all()


def test_an_even_turn_has_even_speed_turn_and_pull_inwards() -> None:
    """On a circle of radius r standard deviations of y, speed is 2 pi r and the pull inwards (2 pi)^2 r."""
    features = pen_features(circle(points=2000))[:, 5:-5]  # the ends have a neighbour on one side only
    radius = np.sqrt(2.0)
    np.testing.assert_allclose(features[SPEED], np.arcsinh(2 * np.pi * radius), rtol=1e-2)
    np.testing.assert_allclose(features[INWARDS], np.arcsinh((2 * np.pi) ** 2 * radius), rtol=1e-2)
    np.testing.assert_allclose(features[ALONG], 0.0, atol=0.1)
    np.testing.assert_allclose(features[TURN], np.cos(2 * np.pi / 199), atol=1e-3)
    assert features[TANGENT].min() < -0.99
    assert features[TANGENT].max() > 0.99


def test_place_and_size_do_not_matter() -> None:
    np.testing.assert_allclose(pen_features(circle()), pen_features(circle(size=30.0, at=7.0)), atol=1e-3)


def test_a_faster_signature_is_another() -> None:
    slow = circle()
    slow[:, 2] *= 2.0
    assert (pen_features(slow)[SPEED] < pen_features(circle())[SPEED]).all()


def test_an_even_motion_leaves_no_x() -> None:
    time = np.linspace(0.0, 1.0, 50)
    track = np.column_stack([3.0 * time, np.sin(9 * time), time, np.ones(50)])
    np.testing.assert_allclose(pen_features(track)[X], 0.0, atol=1e-5)


def test_between_strokes_the_pen_is_up() -> None:
    strokes = make_writer(3).genuine(0)
    down = pen_features(track_of_strokes(strokes))[DOWN]
    assert set(np.unique(down)) == ({-1.0, 1.0} if len(strokes) > 1 else {1.0})
    track = track_of_strokes(strokes)
    assert (np.diff(track[:, 2]) >= 0).all()
    assert track[:, 3].sum() == sum(len(stroke) for stroke in strokes)


def test_a_recording_is_read_with_y_downwards() -> None:
    track = track_of_recording("3\n10 20 1000 0 1 2 3\n11 24 1010 1 1 2 3\n12 30 1030 1 1 2 3\n")
    assert track.tolist() == [[10, -20, 1.0, 0], [11, -24, 1.01, 1], [12, -30, 1.03, 1]]


@pytest.mark.parametrize("text", ["", "1\n1 2\n", "1\na b c d\n", "2\n1 2 3 1\n1 2 3 1\n"])
def test_what_is_no_recording_is_refused(text: str) -> None:
    with pytest.raises(BadData, match="trajectory"):
        pen_features(track_of_recording(text))
