"""Which figures are on a model's card, as a table?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

HEADERS = ("Measured on", "Protocol", "Specimens", "Measure", "Figure (95 % range)")


@dataclass(frozen=True)
class FigureRow:
    """One figure in words."""

    set_name: str
    protocol: str
    specimens: str
    measure: str
    figure: str

    def cells(self) -> tuple[str, ...]:
        """The row from left to right."""
        return (self.set_name, self.protocol, self.specimens, self.measure, self.figure)


class FiguresModel(QAbstractTableModel):
    """One row for each figure, in the order of the card."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[FigureRow, ...] = ()

    def set_rows(self, rows: Sequence[FigureRow]) -> None:
        """Show these instead; nothing is reset where they are the same."""
        if tuple(rows) != self._rows:
            self.beginResetModel()
            self._rows = tuple(rows)
            self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(HEADERS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Role.DisplayRole:
            return HEADERS[section]
        if role == Role.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if index.isValid() and role in (Role.DisplayRole, Role.ToolTipRole):
            return self._rows[index.row()].cells()[index.column()]
        return None
