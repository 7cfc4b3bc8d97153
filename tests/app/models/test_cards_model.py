"""Is only what changed drawn anew, and is a card found by its key?"""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from app.models.cards_model import CardsModel
from app.models.example_card import ExampleCard

FIRST = ExampleCard(7, "Genuine", "accept", "2 March 2026", "Clerk: R. Amara", odd="Contradicted", hint="Why")
SECOND = replace(FIRST, key=8)

pytestmark = pytest.mark.usefixtures("qtbot")


@pytest.fixture
def model() -> CardsModel[ExampleCard]:
    model = CardsModel[ExampleCard]()
    model.replace([FIRST, SECOND])
    return model


def test_the_model_keeps_the_rules_of_models(model: CardsModel[ExampleCard]) -> None:
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.replace([SECOND])
    model.replace([FIRST, SECOND])
    model.update(replace(SECOND, label="Forged"))
    assert [card.label for card in model.cards] == ["Genuine", "Forged"]
    tester.deleteLater()


def test_a_card_reads_as_one_sentence(model: CardsModel[ExampleCard]) -> None:
    index = model.index(0)
    said = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Genuine, 2 March 2026, Clerk: R. Amara, Contradicted"
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "Why"
    assert index.data(model.CARD) == FIRST


def test_a_card_that_changed_is_drawn_anew_alone(model: CardsModel[ExampleCard], qtbot: QtBot) -> None:
    changed: list[int] = []
    model.dataChanged.connect(lambda top, _bottom: changed.append(top.row()))
    with qtbot.assertNotEmitted(model.modelReset):
        model.replace([FIRST, replace(SECOND, label="Forged")])
    assert changed == [1]


def test_other_cards_replace_them_all(model: CardsModel[ExampleCard], qtbot: QtBot) -> None:
    with qtbot.waitSignal(model.modelReset):
        model.replace([SECOND])
    assert (model.row_of(7), model.row_of(8)) == (-1, 0)


def test_the_same_cards_can_be_drawn_anew(model: CardsModel[ExampleCard], qtbot: QtBot) -> None:
    with qtbot.waitSignal(model.modelReset):
        model.renew([FIRST, SECOND])


def test_a_card_that_is_gone_is_left_alone(model: CardsModel[ExampleCard], qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(model.dataChanged):
        model.update(replace(FIRST, key=9))
    assert model.card_of(9) is None
    assert model.card_of(7) == FIRST
