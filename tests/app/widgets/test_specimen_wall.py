"""Do cards fill the width, and do keys withdraw and look closer?"""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.models.cards_model import CardsModel
from app.models.specimen_card import SpecimenCard
from app.models.thumbnails import Thumbnail
from app.widgets.specimen_wall import SHAPE, SpecimenWall

INKY = Thumbnail(np.full((20, 40), 230, np.uint8), np.full((20, 40), 255, np.uint8))


@pytest.fixture
def wall(qtbot: QtBot) -> SpecimenWall:
    wall = SpecimenWall()
    qtbot.addWidget(wall)
    model = CardsModel[SpecimenCard](wall)
    model.replace(
        [
            SpecimenCard(1, "2 March 2026", "a.png", "Agrees with both others", "0.20", thumbnail=INKY),
            SpecimenCard(2, "3 March 2026", "b.png", "Differs from both others", is_odd=True),
            SpecimenCard(3, "3 March 2026", "c.png", findings=("Too faint",), is_withdrawn=True),
        ]
    )
    wall.setModel(model)
    wall.resize(900, 600)
    wall.show()
    qtbot.waitExposed(wall)
    return wall


def columns(wall: SpecimenWall) -> int:
    model = wall.model()
    tops = [wall.visualRect(model.index(row, 0)).top() for row in range(model.rowCount())]
    return tops.count(tops[0])


def test_as_many_cards_stand_in_a_row_as_have_room(wall: SpecimenWall) -> None:
    assert columns(wall) == 3
    wall.resize(2 * SHAPE.narrowest_px + 80, 600)
    assert columns(wall) == 2
    wall.resize(SHAPE.narrowest_px, 600)
    assert columns(wall) == 1


def test_delete_asks_to_withdraw_what_is_selected(wall: SpecimenWall, qtbot: QtBot) -> None:
    wall.setCurrentIndex(wall.model().index(1, 0))
    with qtbot.waitSignal(wall.removal_pressed):
        QTest.keyClick(wall, Qt.Key.Key_Delete)
    assert wall.chosen_rows() == [1]


def test_delete_without_a_selection_does_nothing(wall: SpecimenWall, qtbot: QtBot) -> None:
    wall.clearSelection()
    with qtbot.assertNotEmitted(wall.removal_pressed):
        QTest.keyClick(wall, Qt.Key.Key_Delete)


def test_enter_looks_closer(wall: SpecimenWall, qtbot: QtBot) -> None:
    wall.setCurrentIndex(wall.model().index(2, 0))
    with qtbot.waitSignal(wall.looked_closer) as told:
        QTest.keyClick(wall, Qt.Key.Key_Return)
    assert told.args == [3]


def test_scan_and_ink_look_different(wall: SpecimenWall) -> None:
    scan = wall.grab().toImage()
    wall.show_ink(is_on=True)
    assert wall.shows_ink
    assert wall.grab().toImage() != scan
