"""How do champion and challenger stand beside each other, figure by figure?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Qt

from app.models.table_model import Index, Role, TableModel


@dataclass(frozen=True)
class Measure:
    """One figure of both, each with its range, in words; `hint` says what it means."""

    title: str
    hint: str
    champion: str
    challenger: str


class MeasuresModel(TableModel[Measure]):
    """Three columns: what is measured, the champion, the challenger."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(("Measured", "Champion", "Challenger"), parent)

    def show_measures(self, rows: Sequence[Measure], *, champion: str, challenger: str) -> None:
        """Show these figures of two models with these names."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self._headers = ("Measured", f"Champion: {champion}", f"Challenger: {challenger}")
        self.endResetModel()

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """A name may be cut, so it is the hint as well."""
        return super().headerData(
            section, orientation, Role.DisplayRole if role == Role.ToolTipRole else role
        )

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
