"""When the program is killed in the middle of an enrolment, is the bank whole, and can the clerk go on?"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import text

from app.run import DATABASE
from core.store.bank import Bank
from tests.journeys.clerk import CTRL, Clerk, at_the_desk
from tests.journeys.killed_desk import REACHED

pytestmark = pytest.mark.usefixtures("qtbot")
ROOT = Path(__file__).parents[2]


def kill_in_the_middle(folder: Path, model: Path, moment: str, scans: list[Path]) -> None:
    """Let another process enrol the first scan, and kill it while it enrols the others."""
    files = [str(scan) for scan in scans]
    command = [sys.executable, "-m", "tests.journeys.killed_desk", str(folder), str(model), moment, *files]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as desk:
        assert desk.stdout is not None
        said = desk.stdout.readline().strip()
        desk.kill()
        desk.wait(timeout=30)
    assert said == REACHED
    assert desk.returncode != 0


@pytest.mark.parametrize("moment", ["INSERT INTO embedding", "COMMIT"])
def test_a_desk_killed_while_it_enrols_leaves_a_whole_bank_and_its_scans_waiting(
    folder: Path, model: Path, scans: list[Path], moment: str
) -> None:
    kill_in_the_middle(folder, model, moment, scans)
    with Bank.open(folder / DATABASE) as bank, bank._reading() as session:
        assert session.execute(text("PRAGMA integrity_check")).scalar() == "ok"
        assert session.execute(text("PRAGMA foreign_key_check")).all() == []
        assert bank.check_chain() is None
        ((_, edda),) = bank.find_signatories("Edda")
        assert [record.source_name for record in bank.specimens(edda.id)] == [scans[0].name]

    def go_on(clerk: Clerk) -> None:
        clerk.wait_for_page("verify")
        clerk.press(Qt.Key.Key_2, CTRL)
        customers = clerk.pages.customers
        clerk.wait(customers.detail.specimens.resume.isVisible)
        clerk.click("Go on")
        clerk.wait(lambda: customers.tray.chosen_count == len(scans) - 1 and customers.tray.can_enrol)
        clerk.press(Qt.Key.Key_S, CTRL)
        clerk.wait(lambda: customers.wall.model.rowCount() == len(scans))

    assert at_the_desk(go_on, folder=folder, model=model) == 0
    with Bank.open(folder / DATABASE) as bank:
        assert sorted(record.source_name for record in bank.specimens(edda.id)) == [s.name for s in scans]
        assert bank.draft(edda.id) == []
