"""Is what was said shown, kept as long as it matters, and undone by one key?"""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.actions import Actions
from app.notices import Notices
from app.theme.theme import Theme
from app.views import notice_bar
from app.views.notice_bar import KEPT_UNDOS, NoticeBar


class Said:
    """A notice bar and what leads to it."""

    def __init__(self, qtbot: QtBot) -> None:
        self.notices, self.theme = Notices(), Theme("light")
        self.actions = Actions(self.theme)
        self.holder = QWidget()
        qtbot.addWidget(self.holder)
        self.bar = NoticeBar(self.notices, self.actions, self.theme, self.holder)
        self.holder.show()
        self.undone: list[str] = []

    def say(self, text: str) -> None:
        self.notices.say(text, undo=lambda: self.undone.append(text))

    @property
    def undo(self) -> QPushButton:
        return next(one for one in self.bar.findChildren(QPushButton) if one.text() == "Undo")


@pytest.fixture
def said(qtbot: QtBot) -> Said:
    return Said(qtbot)


def test_newest_notice_is_shown(said: Said) -> None:
    said.notices.say("One.")
    said.notices.warn("Two.")
    assert said.bar.text == "Two."


def test_undo_is_offered_only_where_there_is_one(said: Said) -> None:
    said.notices.say("Written.")
    assert said.undo.isHidden()
    said.say("Removed.")
    assert not said.undo.isHidden()


def test_undo_takes_back_the_newest_first_and_then_the_one_before(said: Said) -> None:
    said.say("One removed.")
    said.say("Two removed.")
    said.undo.click()
    assert said.bar.text == ""
    said.actions.get("desk.undo").trigger()
    assert said.undone == ["Two removed.", "One removed."]
    assert not said.actions.get("desk.undo").isEnabled()


def test_what_is_dismissed_can_still_be_undone_by_its_key(said: Said) -> None:
    said.say("Removed.")
    said.bar.dismiss()
    said.actions.get("desk.undo").trigger()
    assert said.undone == ["Removed."]


def test_oldest_undos_are_forgotten(said: Said) -> None:
    for number in range(KEPT_UNDOS + 5):
        said.say(str(number))
    while said.actions.get("desk.undo").isEnabled():
        said.actions.get("desk.undo").trigger()
    assert said.undone[-1] == "5"


def test_what_was_said_goes_by_itself(qtbot: QtBot, said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notice_bar, "SAID_FOR_MS", 1)
    said.notices.say("Written.")
    qtbot.waitUntil(lambda: said.bar.text == "")


def test_warning_stays_until_it_is_dismissed(said: Said) -> None:
    said.notices.warn("The disk is nearly full.")
    assert not said.bar._timer.isActive()


def test_theme_change_tints_the_sign_anew(said: Said) -> None:
    said.notices.warn("The disk is nearly full.")
    before = said.bar._sign.pixmap().toImage()
    said.theme.set_mode("dark")
    assert said.bar._sign.pixmap().toImage() != before
