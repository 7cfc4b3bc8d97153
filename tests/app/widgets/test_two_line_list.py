"""Can a row be chosen, stepped to, and marked without being chosen?"""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.models.cards_model import CardsModel
from app.models.name_card import NameCard
from app.widgets.two_line_list import TwoLineList

CARDS = [NameCard(f"key-{n}", f"Person {n}", "1 genuine", f"Person {n}, 1 genuine", "") for n in range(20)]


@pytest.fixture
def people(holder: QWidget) -> TwoLineList:
    people, model = TwoLineList("People", holder), CardsModel[NameCard](holder)
    model.replace(CARDS)
    people.setModel(model)
    people.resize(240, 200)
    people.show()
    return people


def test_a_row_that_is_chosen_tells_its_key(people: TwoLineList, qtbot: QtBot) -> None:
    with qtbot.waitSignal(people.chosen) as told:
        people.setCurrentIndex(people.model().index(3, 0))
    assert told.args == ["key-3"]


def test_steps_stop_at_the_ends(people: TwoLineList) -> None:
    chosen: list[str] = []
    people.chosen.connect(chosen.append)
    people.mark(0)
    for rows in (1, people.rows_per_page(), 100, -1):
        people.step(rows)
    assert chosen == ["key-1", f"key-{1 + people.rows_per_page()}", "key-19", "key-18"]


def test_a_row_is_marked_without_being_chosen(people: TwoLineList, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(people.chosen):
        assert people.mark(5)
        assert people.currentIndex().row() == 5
        assert not people.mark(-1)
    assert not people.currentIndex().isValid()


def test_name_and_line_are_drawn(people: TwoLineList) -> None:
    before = people.grab().toImage()
    model = people.model()
    assert isinstance(model, CardsModel)
    model.update(NameCard("key-0", "Person 0", "2 forged", "", ""))
    assert people.grab().toImage() != before
