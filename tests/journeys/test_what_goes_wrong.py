"""When a scan or the model cannot be used, does the clerk hear it in a sentence, and is nothing lost?"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.messages import explain, finding_text
from app.presenters.verify_state import Phase
from app.run import DATABASE
from core.errors import ModelProblem, ScanProblem, UnreadableScan, UnusableModel
from core.image.quality import Finding, FindingKind, Severity
from core.store.bank import Bank
from tests.journeys.clerk import CTRL, Clerk, at_the_desk
from tests.journeys.scans import blank, damaged

pytestmark = pytest.mark.usefixtures("qtbot")
NO_INK = finding_text(Finding(FindingKind.BLANK, Severity.UNFIT, 0.0))


@pytest.fixture
def enrolled(folder: Path, model: Path, scans: list[Path]) -> Path:
    """The folder of a bank with one signatory and three specimens."""

    def enrol(clerk: Clerk) -> None:
        clerk.add_customer("Brindle & Sons", number="20003", account="4712-9001")
        clerk.add_signatory("Edda Brindle", role="director")
        clerk.enrol(*scans[:3])

    assert at_the_desk(enrol, folder=folder, model=model) == 0
    return folder


def kept(folder: Path) -> tuple[int, int]:
    """How many specimens and verifications the bank holds."""
    with Bank.open(folder / DATABASE) as bank:
        ((_, edda),) = bank.find_signatories("Edda")
        return edda.specimen_count, len(bank.history())


def test_a_damaged_scan_is_told_and_the_next_one_is_judged(
    enrolled: Path, model: Path, scans: list[Path], tmp_path: Path
) -> None:
    broken = damaged(scans[5], tmp_path)

    def work(clerk: Clerk) -> None:
        verify = clerk.pages.verify
        clerk.choose_signatory("edda")
        clerk.drop(verify, broken)
        sentence = explain(UnreadableScan(broken.name, ScanProblem.TRUNCATED))
        clerk.wait(lambda: clerk.window.notice_bar.text == sentence)
        assert verify.presenter.state.record is None
        clerk.drop(verify, scans[5])
        clerk.wait(lambda: verify.presenter.state.phase is Phase.JUDGED)

    assert at_the_desk(work, folder=enrolled, model=model) == 0
    assert kept(enrolled) == (3, 1)


def test_a_blank_scan_is_neither_judged_nor_enrolled(
    enrolled: Path, model: Path, scans: list[Path], tmp_path: Path
) -> None:
    empty = blank(tmp_path)

    def work(clerk: Clerk) -> None:
        verify, customers = clerk.pages.verify, clerk.pages.customers
        clerk.choose_signatory("edda")
        clerk.drop(verify, empty)
        clerk.wait(lambda: verify.presenter.state.phase is Phase.UNFIT)
        assert clerk.reads(NO_INK.removesuffix("."), within=verify.panel)
        clerk.press(Qt.Key.Key_F8)
        clerk.press(Qt.Key.Key_2, CTRL)
        clerk.wait(lambda: customers.wall.model.rowCount() == 3)
        clerk.fill_tray(empty, scans[3])
        assert customers.tray.chosen_count == 1
        assert [card.findings for card in customers.tray.model.cards] == [(NO_INK,), ()]
        clerk.press(Qt.Key.Key_S, CTRL)
        clerk.wait(lambda: customers.wall.model.rowCount() == 4)

    assert at_the_desk(work, folder=enrolled, model=model) == 0
    assert kept(enrolled) == (4, 0)


def reject_out_of_the_history(clerk: Clerk) -> None:
    """Open the only verification there is, and reject what had been referred."""
    verify, history = clerk.pages.verify, clerk.pages.history
    clerk.press(Qt.Key.Key_3, CTRL)
    clerk.wait(lambda: len(history.rows()) == 1)
    history.table.setCurrentIndex(history.table.model().index(0, 0))
    history.table.setFocus()
    clerk.press(Qt.Key.Key_Return)
    clerk.wait(lambda: verify.presenter.state.is_past and clerk.pages.page == "verify")
    assert clerk.reads(NO_INK, within=verify.panel)
    clerk.press(Qt.Key.Key_F7)
    clerk.type("Seen on paper.")
    clerk.press(Qt.Key.Key_F10)


def test_a_scan_that_cannot_be_judged_is_referred_and_corrected_another_day(
    enrolled: Path, model: Path, tmp_path: Path
) -> None:
    empty = blank(tmp_path)

    def refer(clerk: Clerk) -> None:
        verify = clerk.pages.verify
        clerk.press(Qt.Key.Key_1, CTRL)
        clerk.drop(verify, empty)
        clerk.wait(lambda: verify.presenter.state.phase is Phase.UNFIT)
        assert clerk.reads("choose the signatory", within=verify.panel)
        clerk.choose_signatory("edda")
        clerk.wait(lambda: clerk.reads("refer it (F9)", within=verify.panel))
        clerk.press(Qt.Key.Key_R, CTRL)
        clerk.type("No better scan.")
        clerk.press(Qt.Key.Key_F9)
        clerk.press(Qt.Key.Key_F9)
        clerk.wait(lambda: verify.presenter.state.phase is Phase.DECIDED)
        assert clerk.reads(NO_INK, within=verify.panel)

    assert at_the_desk(refer, folder=enrolled, model=model) == 0
    assert at_the_desk(reject_out_of_the_history, folder=enrolled, model=model) == 0
    with Bank.open(enrolled / DATABASE) as bank:
        (row,) = bank.history(verdict="refer")
        assert not row.verification.is_scored
        decisions = bank.decisions(row.verification.id)
        assert bank.check_chain(with_pages=True) is None
    told = [(one.decision, one.remark) for one in decisions]
    assert told == [("refer", "No better scan."), ("reject", "Seen on paper.")]


def test_without_a_model_the_desk_says_so_and_keeps_what_was_handed_in(
    enrolled: Path, scans: list[Path], model: Path, tmp_path: Path
) -> None:
    missing = tmp_path / "gone.safetensors"
    sentence = explain(UnusableModel(missing, ModelProblem.MISSING))

    def work_without(clerk: Clerk) -> None:
        verify, customers = clerk.pages.verify, clerk.pages.customers
        clerk.wait(lambda: clerk.window.notice_bar.text == sentence)
        clerk.window.notice_bar.dismiss()
        clerk.choose_signatory("edda")
        clerk.drop(verify, scans[5])
        clerk.wait(lambda: clerk.window.notice_bar.text == sentence)
        assert verify.presenter.state.record is None
        clerk.press(Qt.Key.Key_2, CTRL)
        clerk.wait(lambda: customers.wall.model.rowCount() == 3)
        clerk.fill_tray(scans[3], scans[4])
        assert not customers.tray.can_enrol

    def work_with(clerk: Clerk) -> None:
        customers = clerk.pages.customers
        clerk.press(Qt.Key.Key_2, CTRL)
        clerk.wait(customers.detail.specimens.resume.isVisible)
        clerk.click("Go on")
        clerk.wait(lambda: customers.tray.can_enrol and customers.tray.chosen_count == 2)

    assert at_the_desk(work_without, folder=enrolled, model=missing) == 0
    assert kept(enrolled) == (3, 0)
    assert at_the_desk(work_with, folder=enrolled, model=model) == 0
