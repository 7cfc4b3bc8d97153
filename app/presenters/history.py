"""Which verifications does the clerk want to see, and how do they get here?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from app.lanes import Job
from app.workplace import Workplace

if TYPE_CHECKING:
    from core.store.records import HistoryRow

LIMIT = 1000
UNDECIDED = "undecided"
ANY, TODAY, WEEK, MONTH, BETWEEN = "any", "today", "week", "month", "between"
_DAYS_BACK = {TODAY: 0, WEEK: 6, MONTH: 29}
_KEY = "history.filters"


@dataclass(frozen=True)
class HistoryFilters:
    """What is asked for. Dates are local, as ISO text, and used only for `between`; both ends count."""

    text: str = ""
    verdict: str = ""
    decision: str = ""
    period: str = ANY
    since: str = ""
    until: str = ""

    @property
    def is_any(self) -> bool:
        """Whether everything passes."""
        return not (self.text.strip() or self.verdict or self.decision) and self.period == ANY

    def query(self, *, today: date) -> dict[str, Any]:
        """The keywords for `Bank.history`."""
        since, until = self._days(today)
        return {
            "text": self.text,
            "verdict": self.verdict or None,
            "decision": self.decision if self.decision not in ("", UNDECIDED) else None,
            "undecided": self.decision == UNDECIDED,
            "since": _midnight(since) if since else None,
            "until": _midnight(until + timedelta(days=1)) if until else None,
            "limit": LIMIT,
        }

    def _days(self, today: date) -> tuple[date | None, date | None]:
        if self.period in _DAYS_BACK:
            return today - timedelta(days=_DAYS_BACK[self.period]), None
        if self.period == BETWEEN:
            return _day(self.since), _day(self.until)
        return None, None


def kept_filters(value: object) -> HistoryFilters:
    """Filters as they were kept; the usual ones where what was kept makes no sense."""
    if not isinstance(value, dict):
        return HistoryFilters()
    known = {field.name for field in fields(HistoryFilters)}
    return HistoryFilters(**{k: v for k, v in value.items() if k in known and isinstance(v, str)})


class HistoryPresenter(QObject):
    """Reads the history on the store's lane, and keeps the filters until the next start."""

    read = Signal(object)  # list[HistoryRow], newest first

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._reading: Job | None = None
        self._exported: Path | None = None
        self.filters = kept_filters(workplace.settings.recall(_KEY))

    def filter(self, filters: HistoryFilters) -> None:
        """Ask for something else, and remember it."""
        if filters != self.filters:
            self.filters = filters
            self._workplace.settings.keep(_KEY, asdict(filters))
            self.refresh()

    def refresh(self) -> None:
        """Read again; an answer still on its way is dropped."""
        if self._reading is not None:
            self._reading.cancel()
        query = self.filters.query(today=datetime.now().astimezone().date())
        self._reading = self._workplace.lanes.store.submit(self._workplace.desk.bank.history, **query)
        self._reading.done.connect(self._on_history_read)
        self._reading.failed.connect(self._workplace.notices.fail)

    def export(self, path: Path, rows: Sequence[HistoryRow]) -> None:
        """Write these rows, in this order, as CSV."""
        self._exported = path
        job = self._workplace.lanes.store.submit(self._workplace.desk.bank.export_history, path, list(rows))
        job.done.connect(self._on_exported)
        job.failed.connect(self._workplace.notices.fail)

    @Slot(object)
    def _on_history_read(self, rows: list[HistoryRow]) -> None:
        self.read.emit(rows)

    @Slot(object)
    def _on_exported(self, _nothing: object) -> None:
        if self._exported is not None:
            self._workplace.notices.say(f"The history was written to {self._exported.name}.")


def _midnight(day: date) -> datetime:
    """The start of a day where the clerk is."""
    return datetime.combine(day, time()).astimezone()


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
