"""What can be found, and how does it look as a list?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.actions import TABLE
from app.assets import icon
from app.theme.theme import Theme

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

FOUND_ROLE = int(Role.UserRole)
DETAIL_ROLE = int(Role.UserRole) + 1
OPENS_ROLE = int(Role.UserRole) + 2

_COMMAND_ICONS = {spec.id: spec.icon for spec in TABLE}


class FoundKind(StrEnum):
    """What a thing found is, and so what opening it does."""

    SIGNATORY = "signatory"
    CUSTOMER = "customer"
    COMMAND = "command"


@dataclass(frozen=True)
class Found:
    """One thing found. `id` is the record's; `command` the id of an action."""

    kind: FoundKind
    title: str
    detail: str = ""
    id: int = 0
    command: str = ""


_ICONS = {FoundKind.SIGNATORY: "signature", FoundKind.CUSTOMER: "customers"}
_OPENS = {FoundKind.SIGNATORY: "Verify", FoundKind.CUSTOMER: "Customer"}


class FoundModel(QAbstractListModel):
    """One row for each thing found, best first."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._found: list[Found] = []

    def set_found(self, found: Sequence[Found]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self._found = list(found)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._found)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        one = self._found[index.row()]
        opens = _OPENS.get(one.kind, "")
        match role:
            case Role.DisplayRole:
                return one.title
            case Role.DecorationRole:
                name = _ICONS.get(one.kind) or _COMMAND_ICONS[one.command] or "next"
                return icon(name, self._theme.tokens, colour=self._theme.tokens.muted)
            case Role.AccessibleTextRole:
                return ", ".join(part for part in (one.title, one.detail, opens) if part)
        return {FOUND_ROLE: one, DETAIL_ROLE: one.detail, OPENS_ROLE: opens}.get(role)
