"""Does what a clerk enrolled, verified and decided come back after a restart?"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.presenters.verify_state import Phase
from app.run import DATABASE
from core.store.bank import Bank
from core.store.records import HistoryRow
from tests.journeys.clerk import CTRL, Clerk, at_the_desk

pytestmark = pytest.mark.usefixtures("qtbot")
REMARK = "Asked by telephone."


def enrol_edda(clerk: Clerk, *files: Path) -> None:
    clerk.wait_for_page("welcome")
    clerk.click("Start with an empty bank")
    clerk.wait_for_page("customers")
    clerk.add_customer("Brindle & Sons", number="20003", account="4712-9001")
    clerk.add_signatory("Edda Brindle", role="director")
    clerk.enrol(*files)


def verify_and_accept(clerk: Clerk, presented: Path) -> None:
    clerk.choose_signatory("edda")
    verify = clerk.pages.verify
    clerk.drop(verify, presented)
    clerk.wait(lambda: verify.presenter.state.phase is Phase.JUDGED)
    record = verify.presenter.state.record
    assert record is not None
    assert len(record.distances) == 5
    for said in (f"distance {record.distance:.2f}", "LLR", record.verdict.title(), "Agrees", "Differs"):
        assert clerk.reads(said, within=verify.panel), said
    assert record.reasons
    clerk.press(Qt.Key.Key_R, CTRL)
    clerk.type(REMARK)
    clerk.press(Qt.Key.Key_F8)
    clerk.wait(lambda: verify.presenter.state.phase is Phase.DECIDED)
    clerk.wait(lambda: clerk.reads("Recorded: Accept", within=verify.panel))


def find_everything(clerk: Clerk) -> HistoryRow:
    clerk.wait_for_page("verify")
    clerk.press(Qt.Key.Key_2, CTRL)
    customers, history, verify = clerk.pages.customers, clerk.pages.history, clerk.pages.verify
    clerk.wait(lambda: customers.wall.model.rowCount() == 5)
    assert clerk.reads("Brindle & Sons", within=customers)
    assert clerk.reads("4712-9001", within=customers)
    clerk.press(Qt.Key.Key_3, CTRL)
    clerk.wait(lambda: len(history.rows()) == 1)
    (row,) = history.rows()
    history.table.setCurrentIndex(history.table.model().index(0, 0))
    history.table.setFocus()
    clerk.press(Qt.Key.Key_Return)
    clerk.wait(lambda: verify.presenter.state.is_past and clerk.pages.page == "verify")
    assert clerk.reads(REMARK, within=verify.panel)
    return row


def test_what_was_enrolled_verified_and_decided_is_found_again_after_a_restart(
    folder: Path, model: Path, scans: list[Path]
) -> None:
    *specimens, presented = scans

    def first_day(clerk: Clerk) -> None:
        enrol_edda(clerk, *specimens)
        verify_and_accept(clerk, presented)

    found: list[HistoryRow] = []
    assert at_the_desk(first_day, folder=folder, model=model) == 0
    assert at_the_desk(lambda clerk: found.append(find_everything(clerk)), folder=folder, model=model) == 0
    (row,) = found
    assert (row.customer_name, row.signatory_name) == ("Brindle & Sons", "Edda Brindle")
    assert row.decision is not None
    assert (row.decision.decision, row.decision.remark) == ("accept", REMARK)
    assert row.verification.source_name == presented.name
    with Bank.open(folder / DATABASE) as bank:
        assert bank.check_chain() is None
        assert [record.source_name for record in bank.specimens(row.verification.signatory_id)] == [
            file.name for file in specimens
        ]
