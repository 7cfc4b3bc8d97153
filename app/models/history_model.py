"""How does the history look as a table?"""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor

from app.assets import icon, verdict_icon
from app.messages import DELETED_NAME, finding_text, short_strength, strength_text, verdict_word
from app.models.table_model import Index, Role, TableModel
from app.theme.theme import Theme

if TYPE_CHECKING:
    from core.store.records import HistoryRow, VerificationRecord

SORT_ROLE = int(Role.UserRole)
ROW_ROLE = int(Role.UserRole) + 1


UNSCORED_LAST = float("-inf")
"""Where what was not scored stands among the evidence: below all that speaks against genuine."""


class Column(IntEnum):
    """The columns, from left to right."""

    WHEN = 0
    CUSTOMER = 1
    NUMBER = 2
    SIGNATORY = 3
    VERDICT = 4
    EVIDENCE = 5
    DECISION = 6
    OFFICER = 7
    REMARK = 8


HEADERS = {
    Column.WHEN: "When",
    Column.CUSTOMER: "Customer",
    Column.NUMBER: "Number",
    Column.SIGNATORY: "Signatory",
    Column.VERDICT: "Verdict",
    Column.EVIDENCE: "Evidence",
    Column.DECISION: "Decision",
    Column.OFFICER: "Officer",
    Column.REMARK: "Remark",
}


class HistoryModel(TableModel["HistoryRow"]):
    """One row for each verification. `ROW_ROLE` gives the record, `SORT_ROLE` what a column is sorted by."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__([HEADERS[column] for column in Column], parent)
        self._theme = theme
        theme.changed.connect(self.recolour)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], Column(index.column())
        match role:
            case Role.DisplayRole:
                return _text(row, column)
            case Role.DecorationRole:
                return self._sign(row, column)
            case Role.ForegroundRole if _is_missing(row, column):
                return QColor(self._theme.tokens.muted)
            case Role.ToolTipRole:
                return _explanation(row, column)
            case _ if role == SORT_ROLE:
                return _sort_key(row, column)
            case _ if role == ROW_ROLE:
                return row
        return None

    def _sign(self, row: HistoryRow, column: Column) -> Any:
        tokens = self._theme.tokens
        if column is Column.VERDICT:
            return verdict_icon(row.verification.verdict, tokens)
        if column is Column.DECISION and row.decision is not None:
            return icon(row.decision.decision, tokens, colour=tokens.muted)
        return None


_TEXTS: dict[Column, Callable[[HistoryRow], str]] = {
    Column.WHEN: lambda row: f"{row.verification.at.astimezone():%Y-%m-%d  %H:%M}",
    Column.CUSTOMER: lambda row: row.customer_name or DELETED_NAME,
    Column.NUMBER: lambda row: row.customer_number,
    Column.SIGNATORY: lambda row: row.signatory_name or DELETED_NAME,
    Column.VERDICT: lambda row: verdict_word(row.verification.verdict),
    Column.EVIDENCE: lambda row: _evidence(row.verification),
    Column.DECISION: lambda row: verdict_word(row.decision.decision) if row.decision else "Undecided",
    Column.OFFICER: lambda row: row.decision.officer if row.decision else "",
    Column.REMARK: lambda row: row.decision.remark if row.decision else "",
}


def _evidence(record: VerificationRecord) -> str:
    return "Not scored" if record.llr is None else short_strength(record.llr).capitalize()


def _is_missing(row: HistoryRow, column: Column) -> bool:
    """Whether the cell says only that there is nothing to say."""
    match column:
        case Column.EVIDENCE:
            return not row.verification.is_scored
        case Column.CUSTOMER:
            return not row.customer_name
        case Column.SIGNATORY:
            return not row.signatory_name
    return column is Column.DECISION and row.decision is None


def _text(row: HistoryRow, column: Column) -> str:
    return _TEXTS[column](row)


def _sort_key(row: HistoryRow, column: Column) -> str | float:
    match column:
        case Column.WHEN:
            return row.verification.at.timestamp()
        case Column.EVIDENCE:
            llr = row.verification.llr
            return UNSCORED_LAST if llr is None else llr
    return _text(row, column).casefold()


def _explanation(row: HistoryRow, column: Column) -> str:
    record = row.verification
    if column is Column.EVIDENCE:
        return _measured(record)
    if column is Column.WHEN:
        return record.source_name
    if column is Column.DECISION and row.decision is not None and row.decision.decision != record.verdict:
        return f"{_text(row, column)}, where the verdict was {verdict_word(record.verdict).lower()}"
    return _text(row, column)


def _measured(record: VerificationRecord) -> str:
    if record.llr is None or record.distance is None:
        return " ".join(["Not scored.", *map(finding_text, record.findings)])
    words = strength_text(record.llr).capitalize()
    closest = f"distance {record.distance:.2f} to the closest of {len(record.distances)}"
    return f"{words}: LLR {record.llr:+.1f}, {closest}"
