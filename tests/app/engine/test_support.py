"""Is the report for support made beside the clerk's work, copied, and announced?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.engine.support import COPIED, NAMELESS, Support
from app.lanes import Lane
from app.notices import Notice, NoticeKind, Notices
from core.checkup import trial
from core.store.bank import Bank
from tests.core.learning.builders import saved_model


class Bench:
    """A desk's own parts, with one customer in the records."""

    def __init__(self, folder: Path) -> None:
        self.lane = Lane("learning")
        self.said: list[Notice] = []
        self.followed: list[str] = []
        notices = Notices()
        notices.posted.connect(self.said.append)
        notices.followed.connect(lambda _job, doing: self.followed.append(doing))
        self.notices = notices
        self.database = folder / "specimen.sqlite"
        self.bank = Bank.open(self.database)
        self.bank.add_customer(number="20417", name="Marisol Quennby")
        self.support = Support(
            self.lane,
            notices,
            database=self.database,
            shipped=saved_model(folder),
            device=lambda: "cpu",
            log_folder=folder,
        )

    def copy(self, qtbot: QtBot) -> str:
        QGuiApplication.clipboard().clear()
        with qtbot.waitSignal(self.lane.emptied, timeout=60_000):
            self.support.copy()
            self.support.copy()  # once is enough
        return QGuiApplication.clipboard().text()


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:  # noqa: ARG001
    monkeypatch.setattr(trial, "_llrs", lambda _verifier: (1.0, -1.0))
    made = Bench(tmp_path)
    yield made
    assert made.lane.stop()
    made.bank.close()


def test_the_report_is_on_the_clipboard_and_names_nobody(qtbot: QtBot, bench: Bench) -> None:
    text = bench.copy(qtbot)
    assert text.startswith("Specimen, report for support")
    assert text.endswith("Nothing is wrong.")
    assert "customers" in text
    assert "Quennby" not in text
    assert "20417" not in text
    assert [notice.text for notice in bench.said] == [f"{COPIED} {NAMELESS}"]
    assert len(bench.followed) == 1


def test_what_is_wrong_is_announced(qtbot: QtBot, bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trial, "_llrs", lambda _verifier: (-1.0, 1.0))
    assert "! self-test, told apart" in bench.copy(qtbot)
    (notice,) = bench.said
    assert notice.kind is NoticeKind.WARNED
    assert "one thing that is wrong" in notice.text


def test_it_can_be_copied_again(qtbot: QtBot, bench: Bench) -> None:
    assert bench.copy(qtbot)
    assert bench.copy(qtbot)
    assert len(bench.said) == 2
