"""What do the tests of the verify presenter work with?"""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

from app.notices import Notice, Notices
from app.presenters.verify import VerifyPresenter
from app.presenters.verify_state import Phase, VerifyState
from app.settings import Settings
from core.scoring.verdict import Verdict
from tests.app.fake_desk import MARIA, FakeDesk, blank_page, scan_file
from tests.app.held_lanes import HeldLanes


class Bench:
    """A presenter on held lanes, and what was said to the clerk."""

    def __init__(self, folder: Path) -> None:
        self.desk, self.lanes = FakeDesk(), HeldLanes()
        self.notices, self.settings = Notices(), Settings(None)
        self.settings.officer = "R. Amara"
        self.said: list[Notice] = []
        self.notices.posted.connect(self.said.append)
        self.folder = folder
        self.presenter = self.another()

    def another(self) -> VerifyPresenter:
        """A presenter at the same desk, as after a restart."""
        return VerifyPresenter(cast("Any", self.desk), cast("Any", self.lanes), self.notices, self.settings)

    @property
    def state(self) -> VerifyState:
        return self.presenter.state

    def phase(self) -> Phase:
        """How far the item has come by now."""
        return self.presenter.state.phase

    def is_past(self) -> bool:
        """Whether a past verification is open by now."""
        return self.presenter.state.is_past

    def is_slow(self) -> bool:
        """Whether the work takes long by now."""
        return self.presenter.state.is_slow

    def scan(self, name: str) -> Path:
        return scan_file(self.folder, name)

    def judge(self, name: str = "scan.png", *, signatory_id: int = MARIA) -> None:
        """Choose a signatory, present a scan, and run everything."""
        self.presenter.choose_signatory(signatory_id)
        self.presenter.present([self.scan(name)])
        self.lanes.run_all()

    def present_blank(self, name: str = "blank.png", *, signatory_id: int | None = MARIA) -> None:
        """Present a scan that cannot be judged, for a signatory or for nobody, and run everything."""
        if signatory_id is not None:
            self.presenter.choose_signatory(signatory_id)
        self.presenter.present([scan_file(self.folder, name, blank_page())])
        self.lanes.run_all()

    def decide(self, decision: Verdict, remark: str = "") -> None:
        self.presenter.decide(decision, remark=remark)
        self.lanes.run_all()
