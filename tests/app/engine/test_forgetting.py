"""Does what was kept long enough go beside the clerk's work, and is the clerk told in one sentence?"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.engine.forgetting import DELETING, Forgetting, gone_text
from app.lanes import Lane
from app.notices import Notice, Notices
from core.errors import DeletedPicture, StoreProblem, UnusableStore
from core.learning.forgetting import Forgotten
from core.store.bank import Bank
from core.store.retention import Overdue
from tests.core.learning.builders import add_signatory
from tests.core.store.builders import verification


class Bench:
    """A bank with one old verification, and everything that was said."""

    def __init__(self, folder: Path) -> None:
        old = datetime.now(UTC) - timedelta(days=91)
        self.bank = Bank.open(folder / "specimen.sqlite", clock=lambda: old)
        signatory = add_signatory(self.bank, "Marisol Quennby")
        self.bank.record_decided(signatory.id, verification(), decision="accept", officer="R. Amara")
        self.lane = Lane("learning")
        self.said: list[Notice] = []
        self.followed: list[str] = []
        self.notices = Notices()
        self.notices.posted.connect(self.said.append)
        self.notices.followed.connect(lambda _job, doing: self.followed.append(doing))
        self.forgetting = Forgetting(self.bank, self.lane, self.notices)

    def start(self, qtbot: QtBot, *, pictures_days: int | None = 90) -> None:
        with qtbot.waitSignal(self.lane.emptied, timeout=60_000):
            self.forgetting.start(pictures_days=pictures_days, removed_days=None)


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path) -> Iterator[Bench]:  # noqa: ARG001
    made = Bench(tmp_path)
    yield made
    assert made.lane.stop()
    made.bank.close()


def test_an_old_picture_goes_and_the_clerk_is_told_once(
    qtbot: QtBot, bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    bench.start(qtbot)
    with pytest.raises(DeletedPicture):
        bench.bank.presented_page(1)
    said = "Deleted, as your bank settled: 1 picture of a presented scan."
    assert [notice.text for notice in bench.said] == [said]
    assert bench.followed == [DELETING]
    assert "Quennby" not in caplog.text
    bench.start(qtbot)
    assert len(bench.said) == 1


def test_where_nothing_is_settled_nothing_is_even_looked_at(bench: Bench) -> None:
    bench.forgetting.start(pictures_days=None, removed_days=None)
    assert bench.lane.is_idle
    assert bench.followed == []


def test_what_cannot_be_deleted_now_is_for_the_log_and_the_next_start(
    qtbot: QtBot, bench: Bench, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def busy(*_: object, **__: object) -> None:
        raise UnusableStore(bench.bank.path, StoreProblem.BUSY)

    monkeypatch.setattr(bench.bank, "delete_overdue", busy)
    bench.start(qtbot)
    assert bench.said == []
    assert "not all deleted" in caplog.text


def test_everything_that_went_is_named_in_one_sentence() -> None:
    gone = Forgotten(Overdue(1200, 2, 1, 0, 1, 2), copies=1, trainings=1)
    assert gone_text(gone) == (
        "Deleted, as your bank settled: 1,200 pictures of presented scans, 2 signatures to learn from, "
        "1 specimen, 1 signatory, 2 customers."
    )
    assert gone_text(Forgotten(Overdue(), copies=1, trainings=0)) == ""
