"""Can a scan be fitted, zoomed and panned by hand and by key?"""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.widgets.picture import PADDING_PX, PictureView
from app.widgets.raster import Raster, grey_raster
from app.widgets.viewport import ZOOM_STEP, Viewport
from core.image.page import Box

SIZE = (400, 300)


def view_of(qtbot: QtBot, raster: Raster | None, viewport: Viewport | None = None) -> PictureView:
    view = PictureView(viewport or Viewport(), name="Presented signature")
    qtbot.addWidget(view)
    view.resize(*SIZE)
    view.show()
    view.show_raster(raster)
    return view


def dark_raster(focus: Box | None = None) -> Raster:
    return grey_raster(np.full((100, 200), 10, np.uint8), dpi=None, focus=focus)


def wheel(view: PictureView, at: QPoint, notches: int) -> None:
    event = QWheelEvent(
        QPointF(at), QPointF(view.mapToGlobal(at)), QPoint(0, 0), QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view, event)


def test_the_part_worth_looking_at_fills_the_view(qtbot: QtBot) -> None:
    view = view_of(qtbot, dark_raster(focus=Box(50, 20, 100, 30)))
    first = view.from_picture(QPointF(50, 20))
    last = view.from_picture(QPointF(150, 50))
    assert first.x() == pytest.approx(PADDING_PX)
    assert last.x() == pytest.approx(SIZE[0] - PADDING_PX)
    assert (first.y() + last.y()) / 2 == pytest.approx(SIZE[1] / 2)


def test_places_in_the_view_and_in_the_picture_answer_each_other(qtbot: QtBot) -> None:
    view = view_of(qtbot, dark_raster())
    wheel(view, QPoint(90, 200), 3)
    back = view.to_picture(view.from_picture(QPointF(13, 77)))
    assert (back.x(), back.y()) == pytest.approx((13, 77))


def test_the_wheel_zooms_every_picture_of_the_group(qtbot: QtBot) -> None:
    viewport = Viewport()
    left, right = (view_of(qtbot, dark_raster(), viewport) for _ in range(2))
    before = right.from_picture(QPointF(200, 0)).x() - right.from_picture(QPointF(0, 0)).x()
    wheel(left, QPoint(200, 150), 1)
    after = right.from_picture(QPointF(200, 0)).x() - right.from_picture(QPointF(0, 0)).x()
    assert after / before == pytest.approx(ZOOM_STEP)


def test_dragging_pans(qtbot: QtBot) -> None:
    view = view_of(qtbot, dark_raster())
    before = view.from_picture(QPointF(0, 0))
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    QTest.mouseMove(view, QPoint(130, 90))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(130, 90))
    moved = view.from_picture(QPointF(0, 0)) - before
    assert (moved.x(), moved.y()) == pytest.approx((30, -10))


def test_shift_and_an_arrow_pan(qtbot: QtBot) -> None:
    view = view_of(qtbot, dark_raster())
    before = view.from_picture(QPointF(0, 0)).x()
    QTest.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert view.from_picture(QPointF(0, 0)).x() < before


def test_a_picture_is_drawn_inside_its_paper(qtbot: QtBot) -> None:
    view = view_of(qtbot, None)
    view.show_raster(dark_raster(), paper=QColor(200, 0, 0))
    image = view.grab().toImage()
    assert image.pixelColor(200, 150).lightness() < 30
    assert image.pixelColor(200, 4) == QColor(200, 0, 0)


def test_a_view_without_a_picture_says_why_to_a_screen_reader(qtbot: QtBot) -> None:
    view = view_of(qtbot, None)
    view.say("No specimens yet.")
    assert view.accessibleDescription() == "No specimens yet."
