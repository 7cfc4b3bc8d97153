"""Do the cards of collected signatures say everything, and is only what changed drawn anew?"""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.models.examples_model import ExampleCard, ExamplesModel

CARD = ExampleCard(7, "Genuine", "accept", "2 March 2026", "Clerk: R. Amara", odd="Contradicted")

pytestmark = pytest.mark.usefixtures("qtbot")


def test_a_card_reads_as_one_sentence() -> None:
    model = ExamplesModel()
    model.replace([CARD])
    said = model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Genuine, 2 March 2026, Clerk: R. Amara, Contradicted"


def test_another_label_resets_nothing(qtbot: QtBot) -> None:
    model = ExamplesModel()
    model.replace([CARD, replace(CARD, key=8)])
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged):
        model.replace([CARD, replace(CARD, key=8, label="Forged")])
    assert [card.label for card in model.cards] == ["Genuine", "Forged"]


def test_a_card_that_is_gone_is_left_alone(qtbot: QtBot) -> None:
    model = ExamplesModel()
    model.replace([CARD])
    with qtbot.assertNotEmitted(model.dataChanged):
        model.update(replace(CARD, key=9))
    assert model.card_of(9) is None
    assert model.card_of(7) == CARD
