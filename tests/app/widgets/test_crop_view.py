"""Can boxes be drawn, moved, sized and removed by mouse and by keys alone?"""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.widgets.crop_view import CropView
from core.image.page import Box

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def view(qtbot: QtBot) -> CropView:
    view = CropView()
    qtbot.addWidget(view)
    view.resize(420, 320)
    view.show_page(np.full((300, 400), 255, np.uint8), width_px=800, height_px=600)
    view.show()
    qtbot.waitExposed(view)
    view.canvas.setFocus()
    return view


def drag(view: CropView, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Press at one place of the page, in page pixels, and let go at another."""
    scale = view.canvas.width() / 800
    first, last = (QPoint(round(x * scale), round(y * scale)) for x, y in (start, end))
    QTest.mousePress(view.canvas, LEFT, pos=first)
    QTest.mouseMove(view.canvas, pos=(first + last) / 2)
    QTest.mouseMove(view.canvas, pos=last)
    QTest.mouseRelease(view.canvas, LEFT, pos=last)


def near(box: Box, wanted: Box, *, by: int = 4) -> bool:
    return all(abs(a - b) <= by for a, b in zip(box, wanted, strict=True))


def test_dragging_draws_a_box(view: CropView) -> None:
    drag(view, (100, 100), (300, 200))
    (box,) = view.boxes
    assert near(box, Box(100, 100, 200, 100))


def test_a_slip_draws_nothing(view: CropView) -> None:
    drag(view, (100, 100), (104, 102))
    assert view.boxes == []
    assert view.canvas.chosen == -1


def test_a_box_is_moved_by_its_inside_and_sized_by_its_edge(view: CropView) -> None:
    drag(view, (100, 100), (300, 200))
    drag(view, (200, 150), (250, 190))
    assert near(view.boxes[0], Box(150, 140, 200, 100), by=6)
    drag(view, (350, 190), (420, 190))
    assert near(view.boxes[0], Box(150, 140, 270, 100), by=8)
    assert len(view.boxes) == 1


def test_everything_works_by_keys_alone(view: CropView) -> None:
    canvas = view.canvas
    QTest.keyClick(canvas, Qt.Key.Key_N)
    (start,) = view.boxes
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    QTest.keyClick(canvas, Qt.Key.Key_Down)
    assert view.boxes == [Box(start.left + 4, start.top + 4, start.width, start.height)]
    QTest.keyClick(canvas, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    assert view.boxes[0].left == start.left + 3
    QTest.keyClick(canvas, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert view.boxes[0].height == start.height + 4
    QTest.keyClick(canvas, Qt.Key.Key_Delete)
    assert view.boxes == []


def test_tab_goes_from_box_to_box(view: CropView) -> None:
    for _ in range(3):
        view.canvas.add_box()
    view.canvas.choose(0)
    QTest.keyClick(view.canvas, Qt.Key.Key_Tab)
    assert view.canvas.chosen == 1
    QTest.keyClick(view.canvas, Qt.Key.Key_Backtab)
    assert view.canvas.chosen == 0
    assert view.canvas.accessibleDescription() == "Box 1 of 3"


def test_escape_while_dragging_puts_the_box_back(view: CropView) -> None:
    drag(view, (100, 100), (300, 200))
    (before,) = view.boxes
    scale = view.canvas.width() / 800
    QTest.mousePress(view.canvas, LEFT, pos=QPoint(round(200 * scale), round(150 * scale)))
    QTest.mouseMove(view.canvas, pos=QPoint(round(300 * scale), round(190 * scale)))
    assert view.boxes != [before]
    QTest.keyClick(view.canvas, Qt.Key.Key_Escape)
    assert view.boxes == [before]


def test_looking_closer_keeps_boxes_where_they_are_on_the_page(view: CropView) -> None:
    drag(view, (100, 100), (300, 200))
    (before,) = view.boxes
    width = view.canvas.width()
    view.zoom(2.0)
    assert view.canvas.width() == pytest.approx(2 * width, abs=2)
    assert view.boxes == [before]
    view.zoom(0.01)
    assert view.canvas.width() == pytest.approx(width, abs=2)


def test_another_page_starts_without_boxes(view: CropView) -> None:
    view.canvas.add_box()
    view.show_page(np.zeros((10, 10), np.uint8), width_px=10, height_px=10)
    assert view.boxes == []
