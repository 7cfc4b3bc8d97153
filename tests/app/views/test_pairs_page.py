"""Can an officer look through what was collected and put labels right, by keys and by mouse?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from app.lanes import Lanes
from app.views.pairs_page import PairsPage
from core.store.bank import Bank
from core.store.learning_records import Label, LabelSource
from tests.app.pairs_bank import EDDA_NAME, OFFICER, PairsBench, collect, open_pairs_bank, write_collection
from tests.app.untrained import write_untrained_model

LEFT = Qt.MouseButton.LeftButton


class Bench(PairsBench):
    """The page in a window of its own, on real lanes."""

    def __init__(self, bank: Bank, qtbot: QtBot) -> None:
        self.real = Lanes()
        super().__init__(bank, self.real)
        self.qtbot = qtbot
        self.page = PairsPage(self.workplace)
        self.page.resize(1100, 700)

    def open(self) -> None:
        self.page.show()
        self.qtbot.waitExposed(self.page)
        self.settle()

    def close(self) -> None:
        self.page.close()
        self.real.stop()
        self.page.deleteLater()

    def wait(self, is_so: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(is_so)

    def settle(self) -> None:
        self.wait(lambda: self.real.store.is_idle and self.real.learning.is_idle)

    def action(self, name: str) -> QAction:
        return self.workplace.actions.get(f"pairs.{name}")

    def labels(self) -> list[str]:
        return [card.label for card in self.page.presenter.examples.cards]

    def say(self, name: str, *, reason: str) -> None:
        """Label what is selected, by keys."""
        self.action(name).trigger()
        line = self.page.bar.reason
        QTest.keyClicks(line, reason)
        QTest.keyClick(line, Qt.Key.Key_Return)
        self.settle()

    def drop(self, path: Path) -> None:
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path))])
        copy, no_keys = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(self.page, QDragEnterEvent(QPoint(600, 400), copy, mime, LEFT, no_keys))
        QApplication.sendEvent(self.page, QDropEvent(QPointF(600, 400), copy, mime, LEFT, no_keys))
        self.settle()


@pytest.fixture
def empty(tmp_path: Path, qtbot: QtBot) -> Iterator[Bench]:
    with open_pairs_bank(tmp_path) as bank:
        bench = Bench(bank, qtbot)
        yield bench
        bench.close()


@pytest.fixture
def bench(empty: Bench) -> Bench:
    collect(empty.bank, "accept", "reject", "refer")
    empty.open()
    empty.page.wall.first_focus()
    return empty


def test_an_empty_page_says_what_to_do(empty: Bench) -> None:
    empty.open()
    empty.page.first_focus()
    button = QApplication.focusWidget()
    assert isinstance(button, QAbstractButton)
    assert button.text() == "Import a folder"
    assert not empty.action("check").isEnabled()


def test_the_head_counts_signatures_and_pairs(bench: Bench) -> None:
    said = bench.page._summary.text()
    assert said == "3 signatures of 1 person: 1 genuine, 1 forged, 1 unknown."
    assert bench.page._pairs.text().startswith("Pairs with specimens: 2 genuine, 2 skilled ")


def test_a_key_asks_why_and_enter_saves(bench: Bench) -> None:
    QTest.keyClick(bench.page.wall.wall, Qt.Key.Key_Right)
    bench.say("genuine", reason="asked the branch")
    assert bench.labels() == ["Unknown", "Genuine", "Genuine"]
    assert bench.page.bar.isHidden()
    assert bench.page.wall.wall.hasFocus()
    assert bench.page.wall.wall.currentIndex().row() == 1
    assert bench.page._summary.text().endswith("2 genuine, 1 unknown.")


def test_several_are_labelled_together_and_undo_takes_it_back(bench: Bench) -> None:
    bench.page.wall.wall.selectAll()
    bench.action("exclude").trigger()
    assert bench.page.bar._question.text() == "Exclude 3 signatures"
    bench.page.bar.source.choose(2)
    bench.page.bar.reason.setText("stamped over")
    QTest.mouseClick(bench.page.bar.save, LEFT)
    bench.settle()
    assert bench.labels() == ["Excluded"] * 3
    assert {one.source for one in bench.bank.examples()} == {LabelSource.OUTCOME}
    bench.heard.undo()
    bench.settle()
    assert bench.labels() == ["Unknown", "Forged", "Genuine"]


def test_the_last_reason_is_offered_and_typing_replaces_it(bench: Bench) -> None:
    bench.say("forged", reason="a confirmed fraud")
    bench.action("unknown").trigger()
    assert bench.page.bar.reason.text() == "a confirmed fraud"
    assert bench.page.bar.reason.selectedText() == "a confirmed fraud"


def test_escape_leaves_and_nothing_is_said(bench: Bench) -> None:
    bench.action("forged").trigger()
    QTest.keyClick(bench.page.bar.reason, Qt.Key.Key_Escape)
    bench.settle()
    assert bench.page.bar.isHidden()
    assert bench.labels() == ["Unknown", "Forged", "Genuine"]


def test_a_label_without_a_reason_is_not_kept(bench: Bench) -> None:
    bench.say("forged", reason="  ")
    assert bench.page.bar.isVisible()
    assert bench.page.bar.reason.placeholderText().startswith("Say why first")
    assert bench.page.bar.reason.text() == ""
    assert not bench.bank.labels(1)


def test_an_unknown_one_cannot_be_confirmed(bench: Bench) -> None:
    assert not bench.action("confirm").isEnabled()
    QTest.keyClick(bench.page.wall.wall, Qt.Key.Key_Right)
    assert bench.action("confirm").isEnabled()


def test_labelling_goes_on_with_the_next_of_a_filter(bench: Bench) -> None:
    bench.page.writers.combo.setCurrentIndex(bench.page.writers.combo.findData("forged"))
    assert bench.labels() == ["Forged"]
    bench.say("genuine", reason="seen again")
    assert bench.page.presenter.writer is None
    bench.action("clear").trigger()
    assert len(bench.labels()) == 3


def test_what_is_in_sight_gets_its_picture(bench: Bench) -> None:
    cards = [*bench.page.presenter.examples.cards, *bench.page.presenter.specimens.cards]
    assert len(cards) == 5
    assert all(card.thumbnail is not None for card in cards)


def test_the_look_shows_both_signatures_and_the_history(bench: Bench) -> None:
    bench.say("genuine", reason="asked the branch")
    bench.action("look").trigger()
    bench.wait(bench.page.look.isVisible)
    assert list(bench.page.look.views) == [3]
    bench.settle()
    assert bench.page.look.views[3].is_pictured
    QTest.keyClick(bench.page.look, Qt.Key.Key_Escape)
    assert bench.page.look.isHidden()


def test_a_check_points_out_what_is_odd(bench: Bench, tmp_path: Path) -> None:
    bench.serving.shipped = tmp_path / "model.safetensors"
    write_untrained_model(bench.serving.shipped)
    bench.action("check").trigger()
    assert not bench.action("check").isEnabled()
    bench.settle()
    assert bench.heard.last.text.startswith("Checked.")
    assert bench.action("check").isEnabled()
    assert not bench.heard.failures


def test_a_dropped_folder_is_imported_and_taken_out_again(bench: Bench, tmp_path: Path) -> None:
    folder = write_collection(tmp_path / "scans", genuine=2)
    (folder / EDDA_NAME / "genuine" / "torn.png").write_bytes(b"torn")
    bench.drop(folder)
    assert bench.page.presenter.writers.rowCount() == 2
    assert bench.page.files.unreadable.text() == "This file could not be read and stayed out: torn.png."
    bench.page.writers.list.setCurrentIndex(bench.page.presenter.writers.index(0))
    assert bench.page.wall.remove.isVisible()
    bench.action("remove_import").trigger()
    bench.settle()
    assert bench.page.presenter.writers.rowCount() == 1


def test_browsing_imports_and_exports(bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_collection(tmp_path / "scans", genuine=1)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    bench.action("import_folder").trigger()
    bench.settle()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    bench.action("export").trigger()
    bench.settle()
    (written,) = tmp_path.glob("specimen-pairs-*")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(written / "labels.csv"), ""))
    bench.action("import_table").trigger()
    bench.settle()
    assert bench.bank.batches() == ["scans", "labels"]


def test_every_control_is_named_and_can_be_reached(bench: Bench) -> None:
    bench.action("forged").trigger()
    controls = [*bench.page.findChildren(QAbstractButton), *bench.page.findChildren(QLineEdit)]
    for control in controls:
        if control.isVisible() and control.focusPolicy() & Qt.FocusPolicy.TabFocus:
            assert control.accessibleName() or (isinstance(control, QAbstractButton) and control.text())


def test_labels_are_kept_with_the_officer_of_the_settings(bench: Bench) -> None:
    bench.say("forged", reason="seen again")
    newest = next(one for one in bench.bank.examples() if one.label is Label.FORGED and one.id == 3)
    assert (newest.labelled_by, newest.reason, newest.source) == (OFFICER, "seen again", LabelSource.CLERK)
