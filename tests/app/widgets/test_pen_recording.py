"""Is what a device tells kept as a signature: its strokes, its rests, its limits?"""

from __future__ import annotations

import math

import numpy as np
import pytest

from app.widgets.pen_recording import CLOCK_S, Moment, PenRecording
from core.errors import BadData
from core.pen.sampling import DOWN, sampled
from core.pen.way import MOST_MOMENTS, MOST_SECONDS


def stroke(recording: PenRecording, *, at_s: float, count: int = 10, pressure: float = math.nan) -> float:
    """Write a stroke of 10 ms steps; returns when it ended."""
    for step in range(count):
        recording.tell(Moment(float(step), 5.0, at_s + 0.01 * step, pressure))
    end = at_s + 0.01 * count
    recording.tell(Moment(float(count), 5.0, end, pressure, is_down=False))
    return end


def test_a_stroke_is_kept_as_it_was_told() -> None:
    recording = PenRecording()
    stroke(recording, at_s=7.0, pressure=0.25)
    written = recording.trajectory()
    assert written.points[:, 0].tolist() == [*range(10), 10]
    assert written.points[:, 2] == pytest.approx(np.arange(11) * 0.01)
    assert written.points[:, 3] == pytest.approx(0.25, abs=1e-4)
    assert written.is_down.all()
    assert recording.seconds == pytest.approx(0.1)
    assert recording.has_pressure


def test_a_device_that_tells_no_pressure_is_said_to_tell_none() -> None:
    recording = PenRecording()
    stroke(recording, at_s=0.0)
    assert not recording.has_pressure
    assert np.isnan(recording.trajectory().points[:, 3]).all()


def test_the_way_through_the_air_is_kept_between_strokes_and_nowhere_else() -> None:
    recording = PenRecording()
    recording.tell(Moment(-3.0, 0.0, 0.5, is_down=False))
    end = stroke(recording, at_s=1.0)
    recording.tell(Moment(20.0, 9.0, end + 0.05, is_down=False))
    end = stroke(recording, at_s=end + 0.1)
    recording.tell(Moment(40.0, 0.0, end + 0.1, is_down=False))
    written = recording.trajectory()
    assert [y for y, down in zip(written.points[:, 1], written.is_down, strict=True) if y == 9.0] == [9.0]
    assert -3.0 not in written.points[:, 0]
    assert 40.0 not in written.points[:, 0]
    assert len(written.strokes()) == 2


def test_a_rest_between_two_strokes_counts_as_in_the_air() -> None:
    recording = PenRecording()
    end = stroke(recording, at_s=0.0, count=20)
    stroke(recording, at_s=end + 0.6, count=20)
    is_down = sampled(recording.trajectory().track)[DOWN]
    assert is_down.mean() == pytest.approx(0.4, abs=0.03)  # 0.2 s, a rest of 0.6 s, 0.2 s


def test_a_dot_is_a_stroke_of_its_own() -> None:
    recording = PenRecording()
    end = stroke(recording, at_s=0.0)
    recording.tell(Moment(3.0, 1.0, end + 0.2))
    recording.tell(Moment(3.0, 1.0, end + 0.25, is_down=False))
    assert recording.stroke_count == 2
    assert len(recording.trajectory().strokes()[-1]) == 2
    assert recording.seconds == pytest.approx(0.35)


def test_of_two_places_at_the_same_time_the_later_is_kept() -> None:
    recording = PenRecording()
    for x_mm, at_s in ((0.0, 1.0), (1.0, 1.01), (2.0, 1.01), (3.0, 1.02)):
        recording.tell(Moment(x_mm, 0.0, at_s))
    assert recording.trajectory().points[:, 0].tolist() == [0.0, 2.0, 3.0]


def test_a_clock_that_stands_still_or_runs_back_parts_strokes_all_the_same() -> None:
    recording = PenRecording()
    for at_s in (1.0, 1.0, 0.9):
        stroke(recording, at_s=at_s)
    written = recording.trajectory()
    assert len(written.strokes()) == 3
    assert (np.diff(written.points[:, 2]) > 0).all()


def test_the_last_stroke_is_taken_back_with_the_way_to_it() -> None:
    recording = PenRecording()
    end = stroke(recording, at_s=0.0)
    alone = recording.trajectory()
    recording.tell(Moment(50.0, 5.0, end + 0.1, is_down=False))
    end = stroke(recording, at_s=end + 0.2)
    recording.take_back()
    assert recording.trajectory().to_bytes() == alone.to_bytes()
    stroke(recording, at_s=end + 0.2)
    assert len(recording.trajectory().strokes()) == 2
    for _ in range(3):
        recording.take_back()
    assert (recording.stroke_count, recording.seconds) == (0, 0.0)


def test_a_touch_alone_is_too_little() -> None:
    recording = PenRecording()
    recording.tell(Moment(1.0, 1.0, 0.0))
    with pytest.raises(BadData, match="fewer than two moments"):
        recording.trajectory()


def test_what_comes_after_the_longest_time_is_not_recorded() -> None:
    recording = PenRecording()
    stroke(recording, at_s=0.0)
    stroke(recording, at_s=MOST_SECONDS - 0.05)
    assert recording.is_full
    assert not recording.is_down
    assert MOST_SECONDS - 0.02 < recording.trajectory().seconds <= MOST_SECONDS
    recording.clear()
    stroke(recording, at_s=MOST_SECONDS + 1)
    assert (recording.is_full, recording.stroke_count) == (False, 1)


def test_more_moments_than_a_trajectory_holds_are_not_recorded() -> None:
    recording = PenRecording()
    for step in range(MOST_MOMENTS + 5):
        recording.tell(Moment(float(step % 7), 1.0, step * CLOCK_S))
    assert recording.is_full
    assert len(recording.trajectory().points) == MOST_MOMENTS


def test_tilt_is_kept_where_every_moment_tells_it() -> None:
    recording = PenRecording()
    for step in range(3):
        recording.tell(Moment(float(step), 1.0, 0.01 * step, 0.5, tilt=(45.0, 60.0 + step)))
    tilt = recording.trajectory().tilt
    assert tilt is not None
    assert tilt.tolist() == [[45.0, 60.0], [45.0, 61.0], [45.0, 62.0]]
    recording.tell(Moment(4.0, 1.0, 0.1, 0.5))
    assert recording.trajectory().tilt is None
