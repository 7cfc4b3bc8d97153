"""Does the log of a day's work hold no name, no account number and no picture, and does it stay small?"""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.faults import start_log, stop_log
from app.presenters.verify_state import Phase
from core.folders import usual_log_folder
from tests.journeys.clerk import Clerk, at_the_desk

pytestmark = pytest.mark.usefixtures("qtbot")

CUSTOMER, SIGNATORY, OFFICER_REMARK = "Zyxwold & Sons", "Quorvane Zyxwold", "Asked Quorvane."
NUMBER, ACCOUNT = "98127364", "4712-98127364"
MARKED = ("Zyxwold", "Quorvane", "98127364", "cheque-of")


def test_nothing_of_a_customer_is_in_the_log(folder: Path, model: Path, scans: list[Path]) -> None:
    *specimens, presented = scans
    marked = presented.with_name("cheque-of-Zyxwold.png")
    marked.write_bytes(presented.read_bytes())
    broken = presented.with_name("cheque-of-Quorvane.png")
    broken.write_bytes(b"\x89PNG and no more")

    def day(clerk: Clerk) -> None:
        clerk.wait_for_page("welcome")
        clerk.click("Start with an empty bank")
        clerk.wait_for_page("customers")
        clerk.add_customer(CUSTOMER, number=NUMBER, account=ACCOUNT)
        clerk.add_signatory(SIGNATORY, role="director")
        clerk.enrol(*specimens)
        clerk.choose_signatory("quorvane")
        verify = clerk.pages.verify
        clerk.drop(verify, broken)
        clerk.wait(lambda: clerk.reads(broken.name))
        clerk.drop(verify, marked)
        clerk.wait(lambda: verify.presenter.state.phase is Phase.JUDGED)
        logging.getLogger("app").info("a day's work")
        try:
            raise ValueError(f"no row for {SIGNATORY}, {ACCOUNT}")
        except ValueError:
            logging.getLogger("core").exception("something went wrong")
        clerk.press(Qt.Key.Key_F8)
        clerk.wait(lambda: verify.presenter.state.phase is Phase.DECIDED)

    assert at_the_desk(day, folder=folder, model=model) == 0
    written = b"".join(file.read_bytes() for file in usual_log_folder().iterdir())
    assert b"a day's work" in written
    assert b"ValueError" in written
    assert not [word for word in MARKED if word.encode() in written]
    assert b"PNG" not in written
    assert len(written) < 20_000


def test_the_log_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.faults._MAX_BYTES", 2_000)
    handler = start_log(tmp_path)
    assert isinstance(handler, RotatingFileHandler)
    for number in range(1_000):
        logging.getLogger("app").info("line %d of very many", number)
    stop_log(handler)
    kept = list(tmp_path.iterdir())
    assert len(kept) == handler.backupCount + 1
    assert sum(file.stat().st_size for file in kept) <= 2_000 * len(kept)
