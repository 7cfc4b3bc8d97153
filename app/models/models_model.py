"""Which models has the bank, as a list that a view can show?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class ModelRow:
    """A model's name, and a line about it."""

    digest: str
    name: str
    line: str


class ModelsModel(QAbstractListModel):
    """One row for each model, the one in use first."""

    SECOND_LINE = Qt.ItemDataRole.UserRole + 1

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[ModelRow, ...] = ()

    def replace(self, rows: Sequence[ModelRow]) -> None:
        """Show these in this order; nothing is reset where they are the same."""
        if tuple(rows) != self._rows:
            self.beginResetModel()
            self._rows = tuple(rows)
            self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def digest_at(self, row: int) -> str | None:
        """The model in a row, None where there is no such row."""
        return self._rows[row].digest if 0 <= row < len(self._rows) else None

    def row_of(self, digest: str | None) -> int:
        """The row of a model, -1 where the list does not hold it."""
        return next((row for row, one in enumerate(self._rows) if one.digest == digest), -1)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.name
            case self.SECOND_LINE:
                return row.line
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{row.name}, {row.line}"
            case Qt.ItemDataRole.ToolTipRole:
                return f"{row.name}\n{row.line}"
        return None
