"""Are thousands of cards shown without asking for more than what is in sight?"""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.models.cards_model import CardsModel
from app.models.example_card import ExampleCard
from app.widgets.example_cards import ExampleWall, SpecimenRow
from app.widgets.picture_wall import PictureCards

MANY = 5000


def filled(view: PictureCards, count: int = MANY) -> CardsModel[ExampleCard]:
    model = CardsModel[ExampleCard](view)
    model.replace([ExampleCard(key, "Genuine", "accept", "2 March 2026", "Clerk") for key in range(count)])
    view.setModel(model)
    return model


@pytest.fixture
def wall(holder: QWidget, qtbot: QtBot) -> ExampleWall:
    wall = ExampleWall(holder)
    filled(wall)
    wall.resize(800, 500)
    wall.show()
    qtbot.waitUntil(lambda: wall.verticalScrollBar().maximum() > 0)
    return wall


def test_the_rows_in_sight_are_those_that_qt_draws(wall: ExampleWall) -> None:
    for value in (0, 333, wall.verticalScrollBar().maximum()):
        wall.verticalScrollBar().setValue(value)
        seen, view = wall.rows_in_sight(), wall.viewport().rect()
        drawn = [row for row in range(MANY) if wall.visualRect(wall.model().index(row, 0)).intersects(view)]
        assert drawn
        assert set(drawn) <= set(seen)
        assert len(seen) <= len(drawn) + 12


def test_scrolling_says_what_comes_into_sight(wall: ExampleWall, qtbot: QtBot) -> None:
    with qtbot.waitSignal(wall.in_sight) as told:
        wall.verticalScrollBar().setValue(wall.verticalScrollBar().maximum())
    keys = told.args[0]
    assert MANY - 1 in keys
    assert len(keys) < 40


def test_a_wall_that_is_not_shown_asks_for_nothing(holder: QWidget, qtbot: QtBot) -> None:
    wall = ExampleWall(holder)
    filled(wall)
    with qtbot.assertNotEmitted(wall.in_sight):
        wall.resize(800, 500)
        wall.look_round()


def test_the_arrow_keys_move_and_enter_looks_closer(wall: ExampleWall, qtbot: QtBot) -> None:
    wall.setFocus()
    wall.setCurrentIndex(wall.model().index(0, 0))
    QTest.keyClick(wall, Qt.Key.Key_Right)
    assert wall.chosen_keys() == [1]
    with qtbot.waitSignal(wall.looked_closer) as told:
        QTest.keyClick(wall, Qt.Key.Key_Return)
    assert told.args == [1]


def test_several_can_be_selected(wall: ExampleWall) -> None:
    wall.setCurrentIndex(wall.model().index(0, 0))
    QTest.keyClick(wall, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(wall, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert wall.chosen_keys() == [0, 1, 2]


def test_the_row_of_specimens_asks_for_those_in_sight(holder: QWidget, qtbot: QtBot) -> None:
    row = SpecimenRow(holder)
    filled(row, 200)
    row.resize(600, row.height())
    row.show()
    qtbot.waitUntil(lambda: row.horizontalScrollBar().maximum() > 0)
    assert row.rows_in_sight() == range(600 // row.cell.width() + 1)
    row.horizontalScrollBar().setValue(row.horizontalScrollBar().maximum())
    assert row.rows_in_sight().stop == 200


def test_every_kind_of_card_can_be_drawn(holder: QWidget) -> None:
    wall = ExampleWall(holder)
    model = CardsModel[ExampleCard](wall)
    plain = ExampleCard(1, "Forged", "reject", "2 March 2026", "Clerk")
    odd = ExampleCard(2, "Excluded", "withdraw", "2 March 2026", "Clerk", odd="Contradicted", is_faded=True)
    model.replace([plain, odd])
    wall.setModel(model)
    wall.resize(400, 300)
    wall.show()
    picture = wall.grab().toImage()
    other = CardsModel[ExampleCard](wall)
    other.replace([plain])
    wall.setModel(other)
    assert wall.grab().toImage() != picture
