"""Do the keys of a list work while a clerk types what it is searched for?"""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.models.cards_model import CardsModel
from app.models.name_card import NameCard
from app.theme.theme import Theme
from app.widgets.search_line import SearchLine
from app.widgets.two_line_list import TwoLineList


@pytest.fixture
def theme(holder: QWidget) -> Theme:
    return Theme("light", holder)


@pytest.fixture
def line(holder: QWidget, theme: Theme) -> SearchLine:
    people, model = TwoLineList("People", holder), CardsModel[NameCard](holder)
    model.replace([NameCard(number, f"Person {number}", "", "", "") for number in range(40)])
    people.setModel(model)
    people.resize(240, 200)
    people.show()
    people.mark(0)
    line = SearchLine(people, name="Search", placeholder="Name", theme=theme, parent=holder)
    line.show()
    return line


def test_keys_that_move_in_a_list_move_in_it(line: SearchLine, holder: QWidget) -> None:
    people = holder.findChildren(TwoLineList)[0]
    chosen: list[int] = []
    people.chosen.connect(chosen.append)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_Up, Qt.Key.Key_PageUp):
        QTest.keyClick(line, key)
    assert chosen == [1, 1 + people.rows_per_page(), people.rows_per_page(), 0]


def test_other_keys_are_typed_and_escape_takes_them_back(line: SearchLine) -> None:
    QTest.keyClicks(line, "okafor")
    assert line.text() == "okafor"
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert line.text() == ""


def test_glass_has_the_colour_of_the_theme(line: SearchLine, theme: Theme) -> None:
    (glass,) = line.actions()
    before = glass.icon().pixmap(16).toImage()
    theme.set_mode("dark")
    assert glass.icon().pixmap(16).toImage() != before
