"""Who changed the model in use, when and why, as a table?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.assets import icon
from app.theme.theme import Theme

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

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


class ActivationsModel(QAbstractTableModel):
    """One row for each activation, newest first; a row that was changed afterwards bears a warning."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lines: tuple[ActivationLine, ...] = ()
        theme.changed.connect(self._on_theme_changed)

    def set_lines(self, lines: Sequence[ActivationLine]) -> None:
        """Show these instead; nothing is reset where they are the same."""
        if tuple(lines) != self._lines:
            self.beginResetModel()
            self._lines = tuple(lines)
            self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(_COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Role.DisplayRole:
            return _COLUMNS[section][0]
        if role == Role.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line, text = self._lines[index.row()], _COLUMNS[index.column()][1]
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

    def _on_theme_changed(self) -> None:
        if self._lines:
            last = self.index(len(self._lines) - 1, len(_COLUMNS) - 1)
            self.dataChanged.emit(self.index(0, 0), last, [Role.DecorationRole])
