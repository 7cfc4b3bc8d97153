"""What does the verify page show of a past verification whose picture the bank kept no longer?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from pytestqt.qtbot import QtBot

from app.actions import Actions
from app.notices import Notices
from app.settings import Settings
from app.theme.theme import Theme
from app.views.verify_page import VerifyPage
from app.workplace import Workplace
from tests.app.fake_desk import MARIA, FakeDesk, scan_file
from tests.app.held_lanes import HeldLanes
from tests.app.still_retraining import StillRetraining
from tests.app.still_serving import StillServing


class Office:
    """A verify page at a bank that keeps pictures for 90 days."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.desk, self.lanes = folder, FakeDesk(), HeldLanes()
        theme, settings = Theme("light"), Settings(None)
        settings.officer = "R. Amara"
        self.actions = Actions(theme)
        self.page = VerifyPage(
            Workplace(
                cast("Any", self.desk),
                cast("Any", self.lanes),
                Notices(),
                settings,
                self.actions,
                theme,
                cast("Any", StillServing()),
                cast("Any", StillRetraining()),
                pictures_days=90,
            )
        )

    def judge(self) -> None:
        """Have a scan compared."""
        self.page.choose_signatory(MARIA)
        self.page.present(scan_file(self.folder, "scan.png"))
        self.lanes.run_all()

    def act(self, name: str) -> None:
        self.actions.get(f"verify.{name}").trigger()
        self.lanes.run_all()


@pytest.fixture
def office(qtbot: QtBot, tmp_path: Path) -> Iterator[Office]:
    office = Office(tmp_path)
    qtbot.addWidget(office.page)
    with qtbot.waitExposed(office.page):
        office.page.show()
    yield office
    office.page.close()


def test_a_deleted_picture_leaves_its_verdict_and_a_calm_sentence(office: Office) -> None:
    office.judge()
    office.act("accept")
    office.desk.bank.pages.clear()
    office.page.show_verification(1)
    office.lanes.run_all()
    view = office.page.pictures.comparison.presented_view
    assert view.isVisible()
    assert view.accessibleDescription() == "Picture deleted after 90 days, as your bank settled."
    assert office.page.panel._recorded.text().startswith("Recorded: Accept")
    office.act("correct")  # a decision can still be corrected
    office.act("reject")
    assert [one.decision for one in office.desk.bank.decision_records] == ["accept", "reject"]
    office.page.presenter.leave_past()
    assert view.accessibleDescription() == ""


def test_whoever_was_deleted_has_no_name_and_no_days(office: Office) -> None:
    office.judge()
    bank = office.desk.bank
    bank.pages.clear()
    bank.people[MARIA] = replace(bank.people[MARIA], name="", role="")
    bank.customer_record = replace(bank.customer_record, name="", number="", accounts=())
    bank.specimen_records.clear()
    office.page.show_verification(1)
    office.lanes.run_all()
    comparison = office.page.pictures.comparison
    assert comparison.presented_view.accessibleDescription() == "Picture deleted, as your bank settled."
    assert comparison.specimen_view.accessibleDescription() == "Picture deleted, as your bank settled."
    assert office.page.head._title.text() == "Name deleted"
