"""Does a decision become something to learn from, and can its label be put right, from start to restart?"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.run import DATABASE
from app.views.pairs_page import PairsPage
from core.store.bank import Bank
from core.store.learning_records import Label, LabelSource
from tests.app.pairs_bank import MARIA, decide, open_pairs_bank, signature
from tests.journeys.clerk import CTRL, Clerk, at_the_desk

pytestmark = pytest.mark.usefixtures("qtbot")
REASON = "The branch called."


def pairs_page(clerk: Clerk) -> PairsPage:
    """Go there by its key, and wait until all is read."""
    clerk.press(Qt.Key.Key_4, CTRL)
    clerk.wait_for_page("pairs")
    (page,) = clerk.pages.findChildren(PairsPage)
    clerk.wait(lambda: page.presenter.examples.rowCount() > 0)
    clerk.settle()
    return page


def label_as_forged(clerk: Clerk) -> None:
    page = pairs_page(clerk)
    assert clerk.reads("2 signatures of 1 person: 2 genuine.", within=page)
    clerk.press(Qt.Key.Key_Return)
    clerk.press(Qt.Key.Key_Right)
    clerk.press(Qt.Key.Key_F)
    clerk.wait(page.bar.isVisible)
    clerk.type(REASON)
    clerk.press(Qt.Key.Key_Return)
    clerk.wait(lambda: clerk.reads("1 signature is now labelled forged."))
    clerk.press(Qt.Key.Key_Left)
    clerk.press(Qt.Key.Key_X)
    clerk.press(Qt.Key.Key_Return)
    clerk.wait(lambda: clerk.reads("1 signature is now excluded from learning."))
    clerk.press(Qt.Key.Key_Z, CTRL)
    clerk.wait(lambda: clerk.reads("1 genuine, 1 forged.", within=page))


def find_it_again(clerk: Clerk) -> None:
    page = pairs_page(clerk)
    assert [card.label for card in page.presenter.examples.cards] == ["Genuine", "Forged"]


def test_a_label_put_right_by_keys_is_there_after_a_restart(folder: Path, model: Path) -> None:
    folder.mkdir()
    with open_pairs_bank(folder, name=DATABASE) as bank:
        for number in (3, 4):
            decide(bank, signature(MARIA, number), "accept")
    assert at_the_desk(label_as_forged, folder=folder, model=model) == 0
    assert at_the_desk(find_it_again, folder=folder, model=model) == 0
    with Bank.open(folder / DATABASE) as bank:
        newer, older = sorted(bank.examples(), key=lambda one: -one.id)
        assert (older.label, older.source, older.reason) == (Label.FORGED, LabelSource.CLERK, REASON)
        assert [record.label for record in bank.labels(newer.id)] == [Label.EXCLUDED, Label.GENUINE]
