"""Can a bank set thresholds on its own signatures, use them, and find them in use after a restart?"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.presenters.calibration_state import Phase
from app.run import DATABASE
from app.views.calibration_page import CalibrationPage
from core.store.bank import Bank
from core.store.learning_records import ActivationKind
from tests.app.calibration_desk import fill
from tests.journeys.clerk import CTRL, Clerk, at_the_desk

pytestmark = pytest.mark.usefixtures("qtbot")
REASON = "Half a year of our own decisions."


def calibration_page(clerk: Clerk) -> CalibrationPage:
    """Go to the page and wait until it shows thresholds."""
    clerk.press(Qt.Key.Key_6, CTRL)
    page = clerk.pages.findChild(CalibrationPage)
    assert page is not None
    clerk.wait(lambda: page.presenter.state.is_current)
    return page


def calibrate(clerk: Clerk) -> None:
    """Tell small amounts apart, and use the thresholds that follow."""
    page = calibration_page(clerk)
    clerk.press(Qt.Key.Key_N, CTRL)
    clerk.type("500")
    clerk.press(Qt.Key.Key_Tab)
    clerk.wait(lambda: page.presenter.state.is_current)
    assert clerk.reads("Up to 500", within=page.outcome)
    clerk.press(Qt.Key.Key_Return, CTRL)
    page.policy.form.rows["officer"].editor.setText("R. Amara")
    clerk.type(REASON)
    clerk.press(Qt.Key.Key_Return)
    clerk.wait(lambda: page.presenter.state.phase is Phase.READY and not page.policy.form.isVisible())
    clerk.wait(lambda: clerk.pages.verify.presenter.amounts.has_bands)


def find_them_in_use(clerk: Clerk) -> None:
    clerk.press(Qt.Key.Key_1, CTRL)
    clerk.press(Qt.Key.Key_M, CTRL)
    assert clerk.pages.verify.head.amount.hasFocus()
    page = calibration_page(clerk)
    assert clerk.reads("In use now: up to 500", within=page.policy)


def test_thresholds_set_on_the_banks_own_signatures_serve_after_a_restart(folder: Path, model: Path) -> None:
    folder.mkdir()
    with Bank.open(folder / DATABASE) as bank:
        fill(bank, people=4)
        bank.add_customer(number="20003", name="Brindle & Sons")
    assert at_the_desk(calibrate, folder=folder, model=model) == 0
    assert at_the_desk(find_them_in_use, folder=folder, model=model) == 0
    with Bank.open(folder / DATABASE) as bank:
        active = bank.active()
        assert active is not None
        assert (active.kind, active.officer, active.reason) == (
            ActivationKind.CALIBRATION,
            "R. Amara",
            REASON,
        )
        assert bank.check_activations() is None
