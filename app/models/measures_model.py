"""How do champion and challenger stand beside each other, figure by figure?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole


@dataclass(frozen=True)
class Measure:
    """One figure of both, each with its range, in words; `hint` says what it means."""

    title: str
    hint: str
    champion: str
    challenger: str


class MeasuresModel(QAbstractTableModel):
    """Three columns: what is measured, the champion, the challenger."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Measure, ...] = ()
        self._headers = ("Measured", "Champion", "Challenger")

    def show_measures(self, rows: Sequence[Measure], *, champion: str, challenger: str) -> None:
        """Show these figures of two models with these names."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self._headers = ("Measured", f"Champion: {champion}", f"Challenger: {challenger}")
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._headers)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role in (Role.DisplayRole, Role.ToolTipRole):
            return self._headers[section]
        if role == Role.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        match role:
            case Role.DisplayRole:
                return (row.title, row.champion, row.challenger)[index.column()]
            case Role.ToolTipRole:
                return row.hint
        return None
