"""Does the pad take what pens, fingers and mice tell, in mm and s, from one of them at a time?"""

from __future__ import annotations

from typing import Any, cast

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QWidget

from app.theme.theme import Theme
from app.widgets.pad import MM_PER_INCH, USUAL_DPI, Pad, Tool, screen_dpi, tilt_of
from tests.app.pen_events import (
    MOVE,
    PRESS,
    RELEASE,
    STEP_MS,
    Kind,
    by_mouse,
    by_pen,
    stylus,
    touch_screen,
    wave,
    write_by_mouse,
    write_by_pen,
)

pytestmark = pytest.mark.usefixtures("qtbot")


class Screen:
    """A screen that says these dots to the inch."""

    def __init__(self, across: float, down: float) -> None:
        self._across, self._down = across, down

    def physicalDotsPerInchX(self) -> float:
        return self._across

    def physicalDotsPerInchY(self) -> float:
        return self._down


@pytest.fixture
def pad(holder: QWidget) -> Pad:
    pad = Pad(Theme("light"), holder)
    pad.resize(700, 240)
    pad.show()
    pad.clear()
    return pad


def px_per_mm() -> float:
    dpi = screen_dpi(QApplication.primaryScreen()) or USUAL_DPI
    return dpi / MM_PER_INCH


def tool_of(pad: Pad) -> Tool | None:
    """What is written with by now."""
    return pad.tool


def test_a_pen_tells_place_time_pressure_and_tilt(pad: Pad) -> None:
    places = wave(pad)
    write_by_pen(pad, places, ms=50_000)
    written = pad.trajectory()
    assert written.points[:-1, :2] == pytest.approx(np.array(places) / px_per_mm(), abs=1e-3)
    assert np.diff(written.points[:, 2]) == pytest.approx(STEP_MS / 1000)
    assert written.points[0, 3] == pytest.approx(0.2, abs=1e-3)
    assert (np.diff(written.points[:-1, 3]) > 0).all()
    assert written.tilt is not None
    assert written.tilt[0] == pytest.approx(tilt_of(20.0, 10.0), abs=0.01)
    assert pad.tool is Tool.PEN


def test_a_pen_tells_places_between_pixels(pad: Pad) -> None:
    write_by_pen(pad, [(100.0, 100.0), (100.25, 100.0), (100.5, 100.0)])
    steps = np.diff(pad.trajectory().points[:3, 0])
    assert steps == pytest.approx(0.25 / px_per_mm(), abs=2e-3)


def test_a_mouse_tells_no_pressure(pad: Pad) -> None:
    places = wave(pad)
    write_by_mouse(pad, places)
    written = pad.trajectory()
    assert not written.has_pressure
    assert written.tilt is None
    assert len(written.strokes()) == 1
    assert pad.tool is Tool.MOUSE


def test_a_pen_that_tells_neither_pressure_nor_tilt_writes_all_the_same(pad: Pad) -> None:
    device = stylus(has_pressure=False, has_tilt=False)
    for step, (x, y) in enumerate(wave(pad)):
        by_pen(pad, MOVE if step else PRESS, (x, y), 1000 + 8 * step, is_down=True, device=device)
    assert not pad.trajectory().has_pressure
    assert pad.trajectory().tilt is None


def test_the_way_of_a_pen_above_the_pad_is_recorded_between_strokes(pad: Pad) -> None:
    end = write_by_pen(pad, wave(pad))
    by_pen(pad, MOVE, (300.0, 30.0), end + 20, is_down=False, pressure=0.0)
    by_pen(pad, MOVE, (200.0, 20.0), end + 40, is_down=False, pressure=0.0)
    write_by_pen(pad, wave(pad, seed=3), ms=end + 100)
    written = pad.trajectory()
    assert len(written.strokes()) == 2
    in_air = written.points[~written.is_down]
    assert [300.0 / px_per_mm(), 200.0 / px_per_mm()] == pytest.approx(in_air[1:3, 0], abs=1e-3)


def test_the_other_end_of_the_pen_writes_nothing(pad: Pad) -> None:
    rubber = stylus(Kind.Eraser)
    by_pen(pad, PRESS, (100.0, 100.0), 1000, is_down=True, device=rubber)
    by_pen(pad, MOVE, (150.0, 100.0), 1008, is_down=True, device=rubber)
    assert pad.is_empty


def test_a_hand_beside_the_pen_writes_nothing(pad: Pad) -> None:
    end = write_by_pen(pad, wave(pad))
    before = pad.trajectory()
    for what, is_down in ((PRESS, True), (MOVE, True), (RELEASE, False)):
        by_mouse(pad, what, (650.0, 200.0), end + 50, is_down=is_down, device=touch_screen())
    assert pad.trajectory().to_bytes() == before.to_bytes()


def test_a_hand_that_came_down_before_the_pen_is_wiped_out(pad: Pad) -> None:
    by_mouse(pad, PRESS, (650.0, 200.0), 900, is_down=True, device=touch_screen())
    by_pen(pad, MOVE, (20.0, 20.0), 950, is_down=False, pressure=0.0)  # still above the pad
    assert tool_of(pad) is Tool.FINGER
    write_by_pen(pad, wave(pad), ms=1000)
    assert tool_of(pad) is Tool.PEN
    assert pad.recording.stroke_count == 1
    assert pad.trajectory().has_pressure


def test_the_pad_ends_at_its_edge(pad: Pad) -> None:
    by_mouse(pad, PRESS, (600.0, 100.0), 1000, is_down=True)
    for step, x in enumerate((650.0, 699.0, 760.0, 900.0, 690.0, 640.0), start=1):
        by_mouse(pad, MOVE, (x, 100.0), 1000 + 10 * step, is_down=True)
    by_mouse(pad, RELEASE, (640.0, 100.0), 1080, is_down=False)
    written = pad.trajectory()
    assert len(written.strokes()) == 2
    assert written.points[:, 0].max() <= 700.0 / px_per_mm()


def test_ink_is_seen_while_it_is_written_and_gone_when_cleared(pad: Pad) -> None:
    empty = pad.grab(QRect(QPoint(100, 20), QPoint(600, 100))).toImage()
    by_mouse(pad, PRESS, (200.0, 60.0), 1000, is_down=True)
    by_mouse(pad, MOVE, (300.0, 60.0), 1010, is_down=True)
    colour = QColor(pad.grab().toImage().pixel(220, 60))
    assert colour == QColor(Theme("light").tokens.ink)
    pad.clear()
    assert pad.grab(QRect(QPoint(100, 20), QPoint(600, 100))).toImage() == empty


def test_strokes_are_taken_back_one_by_one_and_told(pad: Pad) -> None:
    told: list[int] = []
    pad.written.connect(lambda: told.append(pad.recording.stroke_count))
    end = write_by_mouse(pad, wave(pad))
    write_by_mouse(pad, wave(pad, seed=2), ms=end + 100)
    pad.take_back()
    pad.take_back()
    assert told == [1, 2, 1, 0]
    assert pad.tool is None


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_ink_stands_out_from_its_paper_in_the_light_and_in_the_dark(holder: QWidget, mode: str) -> None:
    theme = Theme(mode)
    pad = Pad(theme, holder)
    pad.resize(300, 120)
    pad.show()
    pad.clear()
    write_by_mouse(pad, [(100.0, 40.0), (150.0, 40.0), (200.0, 40.0)])
    image = pad.grab().toImage()
    paper, ink = image.pixelColor(150, 20), image.pixelColor(150, 40)
    assert paper == QColor(theme.tokens.paper)
    assert paper.lightness() - ink.lightness() > 150


@pytest.mark.parametrize(
    "across, down, dpi",
    [(110.0, 110.0, 110.0), (218.0, 220.0, 219.0), (0.0, 0.0, None), (96.0, 160.0, None), (1e4, 1e4, None)],
)
def test_a_screen_is_believed_where_its_size_can_be(across: float, down: float, dpi: float | None) -> None:
    assert screen_dpi(cast("Any", Screen(across, down))) == dpi


def test_where_there_is_no_screen_there_is_no_size() -> None:
    assert screen_dpi(None) is None


@pytest.mark.parametrize(
    "x_deg, y_deg, azimuth, altitude",
    [(0, 0, 180, 90), (30, 0, 90, 60), (-30, 0, 270, 60), (0, 45, 180, 45), (0, -45, 0, 45)],
)
def test_tilt_is_told_as_azimuth_and_altitude(
    x_deg: float, y_deg: float, azimuth: float, altitude: float
) -> None:
    turned, raised = tilt_of(x_deg, y_deg)
    assert raised == pytest.approx(altitude)
    if altitude < 90:
        assert turned == pytest.approx(azimuth)
