"""Do pictures that are looked at together show the same part, at the same scale?"""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, QSizeF
from pytestqt.qtbot import QtBot

from app.widgets.viewport import LARGEST_ZOOM, SMALLEST_ZOOM, Viewport

PANE = QSizeF(400, 300)
pytestmark = pytest.mark.usefixtures("qtbot")


def test_what_lies_under_the_cursor_stays_there() -> None:
    viewport = Viewport()
    cursor = QPointF(80, -30)
    before = cursor / viewport.zoom - viewport.pan
    viewport.zoom_by(2.5, at=cursor)
    after = cursor / viewport.zoom - viewport.pan
    assert (after.x(), after.y()) == pytest.approx((before.x(), before.y()))


def test_zoom_and_pan_have_ends() -> None:
    viewport = Viewport()
    viewport.register("view", fit=1.0, dpi=None, pane=PANE)
    viewport.zoom_by(1e6)
    assert viewport.zoom == LARGEST_ZOOM
    viewport.zoom_by(1e-6)
    assert viewport.zoom == SMALLEST_ZOOM
    viewport.pan_by(QPointF(1e6, -1e6))
    assert (viewport.pan.x(), viewport.pan.y()) == (400, -300)


def test_a_picture_of_unknown_resolution_fills_its_pane() -> None:
    viewport = Viewport()
    viewport.register("a", fit=0.5, dpi=None, pane=PANE)
    viewport.register("b", fit=2.0, dpi=200.0, pane=PANE)
    viewport.zoom_by(2.0)
    assert viewport.scale_of("a") == pytest.approx(1.0)
    assert viewport.scale_of("b") == pytest.approx(4.0)


def test_a_millimetre_is_as_long_in_both_pictures() -> None:
    viewport = Viewport()
    viewport.register("a", fit=1.0, dpi=200.0, pane=PANE)
    viewport.register("b", fit=0.8, dpi=300.0, pane=PANE)
    per_mm = [viewport.scale_of("a") * 200 / 25.4, viewport.scale_of("b") * 300 / 25.4]
    assert per_mm[0] == pytest.approx(per_mm[1])
    assert per_mm[0] == pytest.approx(1.0 * 200 / 25.4)


def test_no_picture_becomes_tiny_for_the_sake_of_a_common_scale() -> None:
    viewport = Viewport()
    viewport.register("a", fit=1.0, dpi=72.0, pane=PANE)
    viewport.register("b", fit=1.0, dpi=300.0, pane=PANE)
    assert viewport.common_scale() is None
    assert viewport.scale_of("b") == pytest.approx(1.0)


def test_reset_shows_everything_again(qtbot: QtBot) -> None:
    viewport = Viewport()
    viewport.zoom_by(3.0, at=QPointF(50, 50))
    with qtbot.waitSignal(viewport.changed):
        viewport.reset()
    assert viewport.zoom == 1.0
    assert viewport.pan == QPointF(0, 0)
