"""How does a clerk's decision get into the records?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from app.lanes import Lanes
from app.messages import verdict_word
from app.notices import Notices
from app.presenters import verify_work as work
from app.presenters.verify_state import Presented
from app.settings import Settings
from core.scoring.verdict import Verdict

if TYPE_CHECKING:
    from core.desk import Desk
    from core.store.records import DecisionRecord, VerificationRecord


class Decisions(QObject):
    """Writes decisions, each once, and says in the notices what was stored."""

    recorded = Signal(object)  # DecisionRecord
    referred = Signal(object)  # Referred
    remark_missed = Signal()  # the decision goes against the advice and needs a remark

    def __init__(
        self, desk: Desk, lanes: Lanes, notices: Notices, settings: Settings, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._lanes, self._notices, self._settings = desk, lanes, notices, settings
        self._under_way: set[int | Presented] = set()  # verifications by id, and scans without one

    def record(self, verification: VerificationRecord, decision: Verdict, *, remark: str) -> None:
        """Record a decision; a second one while the first is under way is the same key pressed twice."""
        if verification.id in self._under_way:
            return
        is_against = decision.value != verification.verdict
        if is_against and self._settings.remark_needed and not remark.strip():
            self.remark_missed.emit()
            return
        self._under_way.add(verification.id)
        job = self._lanes.store.submit(
            self._desk.decide,
            verification.id,
            decision=decision,
            remark=remark.strip(),
            officer=self._settings.officer,
        )
        job.done.connect(self._on_recorded)
        job.failed.connect(self._on_failed)

    def refer(self, signatory_id: int, presented: Presented, *, remark: str) -> None:
        """Refer a scan that cannot be judged, once however often the key is pressed."""
        if presented in self._under_way:
            return
        self._under_way.add(presented)
        job = self._lanes.store.submit(
            work.refer,
            self._desk,
            signatory_id,
            presented,
            remark=remark.strip(),
            officer=self._settings.officer,
        )
        job.done.connect(self._on_referred)
        job.failed.connect(self._on_failed)

    @Slot(object)
    def _on_referred(self, referred: work.Referred) -> None:
        self._under_way.discard(referred.presented)
        word, officer = verdict_word(referred.decision.decision), referred.decision.officer
        self._notices.say(f"Recorded: {word}, without a score, by {officer}.")
        self.referred.emit(referred)

    @Slot(object)
    def _on_recorded(self, decision: DecisionRecord) -> None:
        self._under_way.discard(decision.verification_id)
        self._notices.say(f"Recorded: {verdict_word(decision.decision)}, by {decision.officer}.")
        self.recorded.emit(decision)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self._under_way.clear()
        self._notices.fail(error)
