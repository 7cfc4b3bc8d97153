"""Which figures are on a model's card, as a table?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject

from app.models.table_model import Index, Role, TableModel

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


class FiguresModel(TableModel[FigureRow]):
    """One row for each figure, in the order of the card."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(HEADERS, parent)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if index.isValid() and role in (Role.DisplayRole, Role.ToolTipRole):
            return self._rows[index.row()].cells()[index.column()]
        return None
