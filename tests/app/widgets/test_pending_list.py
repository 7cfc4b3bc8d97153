"""Can scans be kept, left out, taken out and marked by keys and by mouse?"""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.models.pending_model import PendingCard, PendingModel
from app.models.thumbnails import Thumbnail
from app.widgets.pending_list import PendingList

LEFT = Qt.MouseButton.LeftButton
PLANE = np.zeros((40, 80), np.uint8)


def card(key: int, *, is_fit: bool = True, has_several: bool = False) -> PendingCard:
    return PendingCard(
        key,
        f"scan-{key}.png",
        "",
        PLANE,
        thumbnail=Thumbnail(PLANE, PLANE),
        is_examined=True,
        is_fit=is_fit,
        has_several=has_several,
    )


@pytest.fixture
def pending(qtbot: QtBot) -> PendingList:
    view = PendingList()
    qtbot.addWidget(view)
    model = PendingModel(view)
    model.insert(0, [card(1), card(2, is_fit=False), card(3, is_fit=False, has_several=True)])
    view.setModel(model)
    view.resize(900, 480)
    view.show()
    qtbot.waitExposed(view)
    view.setCurrentIndex(model.index(0))
    return view


def kept(view: PendingList) -> list[bool]:
    model = view.model()
    assert isinstance(model, PendingModel)
    return [each.is_chosen for each in model.cards]


def test_space_leaves_out_and_keeps_again(pending: PendingList) -> None:
    QTest.keyClick(pending, Qt.Key.Key_Space)
    assert kept(pending) == [False, False, False]
    QTest.keyClick(pending, Qt.Key.Key_Space)
    assert kept(pending) == [True, False, False]


def test_space_does_nothing_to_unfit_scans(pending: PendingList) -> None:
    pending.selectAll()
    QTest.keyClick(pending, Qt.Key.Key_Space)
    QTest.keyClick(pending, Qt.Key.Key_Space)
    assert kept(pending) == [True, False, False]


def test_a_click_on_the_check_mark_turns_it(pending: PendingList) -> None:
    row = pending.visualRect(pending.model().index(0, 0))
    QTest.mouseClick(pending.viewport(), LEFT, pos=QPoint(row.left() + 24, row.center().y() - 4))
    assert kept(pending) == [False, False, False]


def test_enter_and_two_clicks_ask_for_marking(pending: PendingList) -> None:
    asked: list[QModelIndex] = []
    pending.marking_requested.connect(asked.append)
    QTest.keyClick(pending, Qt.Key.Key_Return)
    place = pending.visualRect(pending.model().index(1, 0)).center()
    QTest.mouseClick(pending.viewport(), LEFT, pos=place)
    QTest.mouseDClick(pending.viewport(), LEFT, pos=place)
    assert [index.row() for index in asked] == [0, 1]


def test_delete_asks_to_take_out_what_is_selected(pending: PendingList, qtbot: QtBot) -> None:
    with qtbot.waitSignal(pending.removal_pressed):
        QTest.keyClick(pending, Qt.Key.Key_Delete)
    assert pending.chosen_rows() == [0]


def test_a_page_with_several_signatures_offers_to_mark_them(pending: PendingList) -> None:
    asked: list[QModelIndex] = []
    pending.marking_requested.connect(asked.append)
    row = pending.visualRect(pending.model().index(2, 0))
    QTest.mouseClick(pending.viewport(), LEFT, pos=QPoint(row.right() - 320, row.bottom() - 28))
    assert [index.row() for index in asked] == [2]


def test_every_state_can_be_drawn(pending: PendingList) -> None:
    assert not pending.grab().isNull()
