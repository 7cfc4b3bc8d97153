"""Does long work show how far it is, and stop by one key, while quick work stays quiet?"""

from __future__ import annotations

from typing import Any, cast

import pytest
from PySide6.QtWidgets import QProgressBar, QWidget
from pytestqt.qtbot import QtBot

from app.actions import Actions
from app.notices import Notices
from app.theme.theme import Theme
from app.views import work_bar
from app.views.work_bar import WorkBar
from core.progress import Tick
from tests.app.held_lanes import HeldJob


class Followed:
    """A work bar and what leads to it."""

    def __init__(self, qtbot: QtBot) -> None:
        self.notices = Notices()
        self.actions = Actions(Theme("light"))
        self.holder = QWidget()
        qtbot.addWidget(self.holder)
        self.bar = WorkBar(self.notices, self.actions, self.holder)
        self.holder.show()

    def follow(self, doing: str = "Embedding") -> HeldJob:
        job = HeldJob("work", lambda: None)
        self.notices.follow(cast("Any", job), doing)
        return job

    @property
    def progress(self) -> QProgressBar:
        return self.bar.findChildren(QProgressBar)[0]

    @property
    def text(self) -> str:
        return self.bar._text.text()


@pytest.fixture
def followed(qtbot: QtBot) -> Followed:
    return Followed(qtbot)


def test_work_shows_only_after_a_while(
    qtbot: QtBot, followed: Followed, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert work_bar.PROGRESS_AFTER_MS == 400
    monkeypatch.setattr(work_bar, "PROGRESS_AFTER_MS", 1)
    followed.follow()
    assert followed.bar.isHidden()
    qtbot.waitUntil(followed.bar.isVisible)


def test_work_that_ends_early_never_shows(followed: Followed) -> None:
    followed.follow().run()
    assert followed.bar.isHidden()
    assert not followed.bar._timer.isActive()


def test_progress_is_told_in_numbers_and_as_a_bar(followed: Followed) -> None:
    job = followed.follow()
    job.ticked.emit(Tick(12, 100))
    assert followed.text == "Embedding  12 of 100"
    bar = followed.progress
    assert (bar.value(), bar.maximum()) == (12, 100)


def test_unknown_length_is_shown_as_unknown(followed: Followed) -> None:
    job = followed.follow()
    job.ticked.emit(Tick(3, 0))
    assert followed.text == "Embedding"
    assert followed.progress.maximum() == 0


def test_escape_cancels_the_newest_work(followed: Followed) -> None:
    older, newer = followed.follow(), followed.follow()
    followed.actions.get("desk.cancel").trigger()
    assert (older.is_cancelled, newer.is_cancelled) == (False, True)
    assert followed.text == "Stopping"


def test_older_work_shows_again_when_the_newer_has_ended(followed: Followed) -> None:
    followed.follow("Embedding")
    newer = followed.follow("Exporting")
    assert followed.text == "Exporting"
    newer.run()
    assert followed.text == "Embedding"


def test_nothing_can_be_cancelled_when_nothing_runs(followed: Followed) -> None:
    assert not followed.actions.get("desk.cancel").isEnabled()
    job = followed.follow()
    assert followed.actions.get("desk.cancel").isEnabled()
    job.run()
    assert not followed.actions.get("desk.cancel").isEnabled()
