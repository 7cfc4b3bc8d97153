"""What has been kept for as long as the bank settled? Deleted once a start, beside the clerk's work."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from app.lanes import Lane
from app.notices import Notices
from core.progress import Report

if TYPE_CHECKING:
    from core.learning.forgetting import Forgotten
    from core.store.bank import Bank

_log = logging.getLogger(__name__)

DELETING = "Deleting what was kept long enough"
_WORDS = {
    "presented": ("picture of a presented scan", "pictures of presented scans"),
    "examples": ("signature to learn from", "signatures to learn from"),
    "specimens": ("specimen", "specimens"),
    "drafts": ("unfinished enrolment", "unfinished enrolments"),
    "signatories": ("signatory", "signatories"),
    "customers": ("customer", "customers"),
}


class Forgetting(QObject):
    """Waits for nobody and keeps nobody waiting; cut off, it goes on at the next start."""

    def __init__(self, bank: Bank, lane: Lane, notices: Notices, *, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bank, self._lane, self._notices = bank, lane, notices

    def start(self, *, pictures_days: int | None, removed_days: int | None) -> None:
        """Delete what is older than these days; None keeps it."""
        if pictures_days is None and removed_days is None:
            return
        job = self._lane.submit(
            _forget, self._bank, pictures_days=pictures_days, removed_days=removed_days, reports=True
        )
        job.done.connect(self._on_done)
        job.failed.connect(self._on_failed)
        self._notices.follow(job, DELETING)

    @Slot(object)
    def _on_done(self, gone: Forgotten) -> None:
        if gone.total:
            _log.info("deleted what was kept long enough: %s", gone)
        if said := gone_text(gone):
            self._notices.say(said)

    @Slot(object)
    def _on_failed(self, error: BaseException) -> None:
        _log.warning("what was kept long enough is not all deleted", exc_info=error)


def gone_text(gone: Forgotten) -> str:
    """What went, in one sentence; nothing where none of the records did."""
    parts = [
        f"{count:,} {_WORDS[name][count != 1]}" for name, count in gone.records._asdict().items() if count
    ]
    return f"Deleted, as your bank settled: {', '.join(parts)}." if parts else ""


def _forget(bank: Bank, *, pictures_days: int | None, removed_days: int | None, report: Report) -> Forgotten:
    from core.learning.forgetting import forget
    from core.store.retention import Terms

    now = datetime.now(UTC)
    terms = Terms.at(now, pictures_days=pictures_days, removed_days=removed_days)
    return forget(bank, terms, now=now, report=report)
