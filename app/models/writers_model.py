"""Whose signatures were collected, as a list that a view can show?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class WriterRow:
    """One person: whose they are, the name, whom they sign for, and what was collected of them."""

    owner: str
    name: str
    detail: str
    line: str


class WritersModel(QAbstractListModel):
    """One row for each person: the name, and under it how many signatures of each label."""

    SECOND_LINE = Qt.ItemDataRole.UserRole

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[WriterRow] = []

    def replace(self, rows: Sequence[WriterRow]) -> None:
        """Show these; where the people are the same, only what changed is drawn anew."""
        if [row.owner for row in rows] != [row.owner for row in self._rows]:
            self.beginResetModel()
            self._rows = list(rows)
            self.endResetModel()
            return
        for place, row in enumerate(rows):
            if self._rows[place] != row:
                self._rows[place] = row
                self.dataChanged.emit(self.index(place), self.index(place))

    def owner_at(self, row: int) -> str:
        """Whose signatures a row stands for, empty where there is no such row."""
        return self._rows[row].owner if 0 <= row < len(self._rows) else ""

    def row_of(self, owner: str) -> int:
        """The row of a person, -1 where the list does not hold them."""
        return next((place for place, row in enumerate(self._rows) if row.owner == owner), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return f"{row.name} · {row.detail}"
            case Qt.ItemDataRole.ToolTipRole:
                return f"{row.name}, {row.detail}\n{row.line}"
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{row.name}, {row.detail}, {row.line}"
            case self.SECOND_LINE:
                return row.line
        return None
