"""Can a person be enrolled and verified at the desk by signing on the pad alone, and is it found again?"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from app.presenters.verify_state import Phase
from app.run import DATABASE
from app.views.pad_sheet import PadSheet
from core.pen.files import read_trajectory
from core.store.bank import Bank
from tests.app.pen_events import wave, write_by_mouse, write_by_pen
from tests.journeys.clerk import CTRL, SHIFT, Clerk, at_the_desk

pytestmark = pytest.mark.usefixtures("qtbot")


def open_pad(clerk: Clerk, sheet: PadSheet) -> None:
    clerk.press(Qt.Key.Key_P, CTRL | SHIFT)
    clerk.wait(sheet.pad.hasFocus)


def enrol_three(clerk: Clerk) -> None:
    clerk.wait_for_page("welcome")
    clerk.click("Start with an empty bank")
    clerk.wait_for_page("customers")
    clerk.add_customer("Brindle & Sons", number="20003", account="4712-9001")
    clerk.add_signatory("Edda Brindle", role="director")
    customers = clerk.pages.customers
    sheet = customers.pad_sheet
    open_pad(clerk, sheet)
    assert clerk.reads("Signature of Edda Brindle", within=sheet)
    for seed in range(3):
        write_by_pen(sheet.pad, wave(sheet.pad, seed=seed))
        clerk.press(Qt.Key.Key_Return)
    clerk.press(Qt.Key.Key_Escape)
    clerk.wait(lambda: customers.tray.model.rowCount() == 3 and customers.tray.can_enrol)
    assert customers.enrol_tray.list.hasFocus()
    clerk.press(Qt.Key.Key_S, CTRL)
    clerk.wait(lambda: customers.wall.model.rowCount() == 3)


def save_enrolled_way(clerk: Clerk, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    customers, wanted = clerk.pages.customers, folder / "enrolled.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_arguments: (str(wanted), ""))
    wall = customers.detail.specimens.wall
    wall.setFocus()
    wall.setCurrentIndex(wall.model().index(0, 0))
    clerk.press(Qt.Key.Key_Return)
    clerk.wait(customers._look.isVisible)
    clerk.click("Save the pen's way")
    clerk.wait(wanted.is_file)
    clerk.press(Qt.Key.Key_Escape)
    clerk.wait(lambda: not customers._look.isVisible())


def save_way(clerk: Clerk, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    wanted = folder / "way.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_arguments: (str(wanted), ""))
    clerk.pages.verify._actions.get("verify.save_pen").trigger()
    clerk.wait(wanted.is_file)


def verify_one(clerk: Clerk, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    clerk.choose_signatory("edda")
    verify = clerk.pages.verify
    sheet = verify.pad_sheet
    open_pad(clerk, sheet)
    write_by_mouse(sheet.pad, wave(sheet.pad))
    clerk.press(Qt.Key.Key_Return)
    clerk.wait(lambda: verify.presenter.state.phase is Phase.JUDGED)
    record = verify.presenter.state.record
    assert record is not None
    assert len(record.distances) == 3
    assert record.pen is not None  # the journey's model of the pen is the shipped one
    assert len(record.pen.distances) == 3
    assert clerk.reads(f"distance {record.distance:.2f}", within=verify.panel)
    save_way(clerk, monkeypatch, folder)
    open_pad(clerk, sheet)
    clerk.press(Qt.Key.Key_F8)  # no key of the page works while the pad lies over it
    clerk.press(Qt.Key.Key_Escape)
    clerk.settle()
    assert verify.presenter.state.phase is Phase.JUDGED
    clerk.press(Qt.Key.Key_F8)
    clerk.wait(lambda: verify.presenter.state.phase is Phase.DECIDED)


def test_who_signs_on_the_pad_is_enrolled_and_verified_like_anybody(
    folder: Path, model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def day(clerk: Clerk) -> None:
        enrol_three(clerk)
        save_enrolled_way(clerk, monkeypatch, folder)
        verify_one(clerk, monkeypatch, folder)

    assert at_the_desk(day, folder=folder, model=model) == 0
    for name in ("enrolled.csv", "way.csv"):
        assert len(read_trajectory(folder / name).strokes()) == 1
    with Bank.open(folder / DATABASE) as bank:
        ((_, edda),) = bank.find_signatories("Edda")
        names = [record.source_name for record in bank.specimens(edda.id)]
        assert [name.split()[0] for name in names] == ["pad"] * 3
        assert len(bank.decisions(1)) == 1
        assert bank.verification(1).source_name.startswith("pad ")
