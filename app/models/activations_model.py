"""Who changed the model in use, when and why, as a table?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject

from app.assets import icon
from app.models.table_model import Index, Role, TableModel
from app.theme.theme import Theme

DIGEST_ROLE = int(Role.UserRole)


@dataclass(frozen=True)
class ActivationLine:
    """One activation in words; `thresholds` says whose calibration came with it."""

    digest: str
    when: str
    what: str
    model: str
    thresholds: str
    officer: str
    reason: str
    finding: str = ""
    is_overridden: bool = False
    is_broken: bool = False


_COLUMNS: tuple[tuple[str, Callable[[ActivationLine], str]], ...] = (
    ("When", lambda line: line.when),
    ("What", lambda line: "Used against the finding" if line.is_overridden else line.what),
    ("Model", lambda line: line.model),
    ("Thresholds", lambda line: line.thresholds),
    ("Officer", lambda line: line.officer),
    ("Reason", lambda line: line.reason),
)


class ActivationsModel(TableModel[ActivationLine]):
    """One row for each activation, newest first; a row that was changed afterwards bears a warning."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__([header for header, _ in _COLUMNS], parent)
        self._theme = theme
        theme.changed.connect(self.recolour)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line, text = self._rows[index.row()], _COLUMNS[index.column()][1]
        match role:
            case Role.DisplayRole:
                return text(line)
            case Role.ToolTipRole:
                return "\n".join(part for part in (text(line), line.finding) if part)
            case Role.DecorationRole if index.column() == 0 and line.is_broken:
                return icon("warning", self._theme.tokens)
            case _ if role == DIGEST_ROLE:
                return line.digest
        return None
