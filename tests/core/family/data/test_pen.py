"""Do recordings, and the strokes of made-up writers, become the way of a pen as it was?"""

from __future__ import annotations

import numpy as np
import pytest

from core.data.synthetic.writer import make_writer
from core.errors import BadData
from core.family.data.pen import track_of_recording, track_of_strokes
from core.pen.sampling import DOWN, sampled


def test_between_strokes_the_pen_is_up() -> None:
    strokes = make_writer(3).genuine(0)
    track = track_of_strokes(strokes)
    assert set(np.unique(sampled(track)[DOWN])) == ({0.0, 1.0} if len(strokes) > 1 else {1.0})
    assert (np.diff(track[:, 2]) >= 0).all()
    assert track[:, 3].sum() == sum(len(stroke) for stroke in strokes)
    assert np.isnan(track[:, 4]).all()


def test_a_recording_of_task_1_is_read_with_y_downwards() -> None:
    track = track_of_recording("3\n10 20 1000 0\n11 24 1010 1\n12 30 1030 1\n")
    assert track[:, :4].tolist() == [[10, -20, 1.0, 0], [11, -24, 1.01, 1], [12, -30, 1.03, 1]]
    assert np.isnan(track[:, 4]).all()


def test_a_recording_of_task_2_tells_the_pressure() -> None:
    track = track_of_recording("2\n10 20 1000 1 90 60 1023\n11 24 1010 1 90 60 0\n")
    assert track[:, 4].tolist() == [1.0, 0.0]


@pytest.mark.parametrize("text", ["", "1\n1 2\n", "1\na b c d\n", "2\n1 2 3 1\n1 2 3 1\n"])
def test_what_is_no_recording_is_refused(text: str) -> None:
    with pytest.raises(BadData, match="trajectory"):
        sampled(track_of_recording(text))
