"""Can a box be drawn around one signature by mouse and by key?"""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.theme.theme import Theme
from app.widgets.crop_frame import CropFrame
from app.widgets.picture import PictureView
from app.widgets.raster import grey_raster
from app.widgets.viewport import Viewport
from core.image.page import Box

WIDTH_PX, HEIGHT_PX = 800, 400


@pytest.fixture
def view(qtbot: QtBot) -> PictureView:
    view = PictureView(Viewport(), name="Presented signature")
    qtbot.addWidget(view)
    view.resize(424, 300)
    view.show()
    view.show_raster(grey_raster(np.full((400, 800), 250, np.uint8), dpi=None))
    return view


@pytest.fixture
def crop(view: PictureView) -> CropFrame:
    frame = CropFrame(view, Theme("light"))
    frame.start(width_px=WIDTH_PX, height_px=HEIGHT_PX)
    return frame


def place(view: PictureView, x: float, y: float) -> QPoint:
    return view.from_picture(QPointF(x, y)).toPoint()


def test_a_box_dragged_on_the_page_is_taken(crop: CropFrame, view: PictureView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(crop.taken) as taken:
        QTest.mousePress(crop, Qt.MouseButton.LeftButton, pos=place(view, 100, 40))
        QTest.mouseMove(crop, place(view, 300, 120))
        QTest.mouseMove(crop, place(view, 500, 200))
        QTest.mouseRelease(crop, Qt.MouseButton.LeftButton, pos=place(view, 500, 200))
    assert taken.args is not None
    assert tuple(taken.args[0]) == pytest.approx((100, 40, 400, 160), abs=3)
    assert crop.isHidden()


def test_a_slip_of_the_hand_is_no_box(crop: CropFrame, view: PictureView, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(crop.taken):
        QTest.mouseClick(crop, Qt.MouseButton.LeftButton, pos=place(view, 20, 20))
    assert crop.isVisible()


def test_arrows_move_the_box_and_with_shift_size_it(crop: CropFrame) -> None:
    start = crop.box
    assert start is not None
    QTest.keyClick(crop, Qt.Key.Key_Right)
    QTest.keyClick(crop, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert crop.box == Box(start.left + 8, start.top, start.width, start.height + 8)


def test_enter_takes_the_box_and_escape_leaves_without_one(crop: CropFrame, qtbot: QtBot) -> None:
    box = crop.box
    with qtbot.waitSignal(crop.taken) as taken:
        QTest.keyClick(crop, Qt.Key.Key_Return)
    assert taken.args == [box]
    crop.start(width_px=WIDTH_PX, height_px=HEIGHT_PX, box=Box(10, 10, 100, 50))
    with qtbot.assertNotEmitted(crop.taken), qtbot.waitSignal(crop.left):
        QTest.keyClick(crop, Qt.Key.Key_Escape)
    assert crop.isHidden()


def test_an_edge_can_be_pulled(crop: CropFrame, view: PictureView) -> None:
    crop.start(width_px=WIDTH_PX, height_px=HEIGHT_PX, box=Box(200, 100, 200, 100))
    QTest.mousePress(crop, Qt.MouseButton.LeftButton, pos=place(view, 400, 150))
    QTest.mouseMove(crop, place(view, 500, 150))
    QTest.mouseRelease(crop, Qt.MouseButton.LeftButton, pos=place(view, 500, 150))
    assert crop.box is not None
    assert tuple(crop.box) == pytest.approx((200, 100, 300, 100), abs=3)
    assert crop.isVisible()


def test_the_frame_follows_the_size_of_the_picture(crop: CropFrame, view: PictureView) -> None:
    view.resize(300, 200)
    assert crop.size() == view.size()
