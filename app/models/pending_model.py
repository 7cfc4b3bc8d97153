"""Which scans wait to be enrolled, and which of them are kept?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal

from app.models.cards_model import CardsModel, Index
from app.models.thumbnails import Plane, Thumbnail


@dataclass(frozen=True, eq=False)
class PendingCard:
    """One scan that waits. `picture` is the page as dropped; the rest is known once it has been examined."""

    key: int
    name: str
    size: str
    picture: Plane
    paper: int = 255
    thumbnail: Thumbnail | None = None
    findings: tuple[str, ...] = ()
    is_examined: bool = False
    has_failed: bool = False
    is_fit: bool = False
    has_several: bool = False
    is_kept: bool = True

    @property
    def is_chosen(self) -> bool:
        """Whether this scan will be enrolled."""
        return self.is_kept and self.is_fit

    def state(self) -> str:
        """What becomes of the scan, in a few words."""
        if not self.is_examined:
            return "Not examined" if self.has_failed else "Being examined"
        if not self.is_fit:
            return "Cannot be kept"
        return "Will be enrolled" if self.is_kept else "Left out"

    @property
    def sentence(self) -> str:
        """All of the card as one sentence, for a screen reader."""
        return ", ".join(part for part in (self.name, self.state(), *self.findings, self.size) if part)

    @property
    def hint(self) -> str:
        """The name, and what was found, whole."""
        return "\n".join((self.name, *self.findings))


class PendingModel(CardsModel[PendingCard]):
    """The scans in the order they came; the check mark of a row says whether it is kept."""

    kept_changed = Signal()

    def insert(self, row: int, cards: Sequence[PendingCard]) -> None:
        """Put cards before a row."""
        if cards:
            self.beginInsertRows(QModelIndex(), row, row + len(cards) - 1)
            self._cards[row:row] = cards
            self._number()
            self.endInsertRows()

    def remove(self, key: int) -> int:
        """Take a card out and return the row it had, -1 where it no longer waits."""
        row = self.row_of(key)
        if row >= 0:
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._cards[row]
            self._number()
            self.endRemoveRows()
        return row

    def flags(self, index: Index) -> Qt.ItemFlag:
        card = self.card_at(index.row())
        if card is None:
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsUserCheckable if card.is_fit else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.CheckStateRole:
            return super().data(index, role)
        card = self.card_at(index.row())
        if card is None or not card.is_fit:
            return None
        return Qt.CheckState.Checked if card.is_kept else Qt.CheckState.Unchecked

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        card = self.card_at(index.row())
        if card is None or role != Qt.ItemDataRole.CheckStateRole or not card.is_fit:
            return False
        self.update(replace(card, is_kept=Qt.CheckState(value) == Qt.CheckState.Checked))
        self.kept_changed.emit()
        return True
