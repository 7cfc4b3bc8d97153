"""Is a model from the supplier announced, compared, and never in use by itself?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.engine.deliveries import COMPARING, KEPT, UNREACHED, Deliveries, refused_text
from app.lanes import Lane
from app.notices import Notice, NoticeKind, Notices
from core.errors import ModelProblem, SealProblem, UntrustedModel, UnusableModel
from core.learning.delivery import Refused
from core.net.seal import make_keys, seal
from core.store.bank import Bank
from tests.core.learning.builders import saved_model

FILE = Path("new.safetensors")


class Bench:
    """A desk, and a folder to which a supplier sends."""

    def __init__(self, folder: Path) -> None:
        self.lane = Lane("learning")
        self.bank = Bank.open(folder / "bank" / "specimen.sqlite")
        self.said: list[Notice] = []
        self.followed: list[str] = []
        notices = Notices()
        notices.posted.connect(self.said.append)
        notices.followed.connect(lambda _job, doing: self.followed.append(doing))
        self.notices = notices
        self.shipped = saved_model(folder, name="shipped", seed=1)
        self.folder, self.private = folder / "sent", folder / "private.key"
        self.folder.mkdir()
        self.key = make_keys(self.private)
        self.deliveries = Deliveries(self.bank, self.lane, notices, shipped=self.shipped)

    def look(self, qtbot: QtBot) -> None:
        with qtbot.waitSignal(self.lane.emptied, timeout=60_000):
            self.deliveries.look(self.folder, key=self.key)


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path) -> Iterator[Bench]:  # noqa: ARG001
    made = Bench(tmp_path)
    yield made
    assert made.lane.stop()
    made.bank.close()


def test_a_signed_model_is_announced_and_serves_nobody(qtbot: QtBot, bench: Bench) -> None:
    seal(saved_model(bench.folder, name="better", seed=2), private=bench.private)
    bench.look(qtbot)
    (notice,) = bench.said
    assert notice.kind is NoticeKind.SAID
    assert "“better, from the supplier”" in notice.text
    assert bench.followed == [COMPARING]
    assert bench.bank.active() is None
    bench.look(qtbot)
    assert len(bench.said) == 1


def test_a_model_without_a_signature_is_told_and_left_alone(qtbot: QtBot, bench: Bench) -> None:
    saved_model(bench.folder, name="bare", seed=2)
    bench.look(qtbot)
    (notice,) = bench.said
    assert notice.kind is NoticeKind.WARNED
    assert notice.text == f"bare.safetensors was sent as a new model, but it has no signature. {KEPT}"
    assert bench.bank.models() == []


def test_an_empty_folder_is_no_news(qtbot: QtBot, bench: Bench) -> None:
    bench.look(qtbot)
    assert (bench.said, bench.followed) == ([], [])


@pytest.mark.parametrize(
    "error",
    [
        *(UntrustedModel(FILE, problem) for problem in SealProblem),
        *(UnusableModel(FILE, problem) for problem in ModelProblem),
        PermissionError(13, "denied"),
    ],
    ids=str,
)
def test_every_refusal_is_told_in_whole_sentences(error: UntrustedModel | UnusableModel | OSError) -> None:
    text = refused_text(Refused(FILE.name, error))
    assert text.startswith("new.safetensors was sent as a new model, but it")
    assert text.endswith(".")


def test_a_folder_that_cannot_be_reached_is_told_once_and_changes_nothing(qtbot: QtBot, bench: Bench) -> None:
    bench.folder.rmdir()
    bench.look(qtbot)
    assert [(notice.kind, notice.text) for notice in bench.said] == [(NoticeKind.WARNED, UNREACHED)]
    assert bench.bank.models() == []
