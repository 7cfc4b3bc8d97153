"""Which scans wait to be enrolled, and which of them are kept?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from app.models.thumbnails import Plane, Thumbnail

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
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

    def sentence(self) -> str:
        """All of the card as one sentence, for a screen reader."""
        return ", ".join(part for part in (self.name, self.state(), *self.findings, self.size) if part)


class PendingModel(QAbstractListModel):
    """The scans in the order they came; the check mark of a row says whether it is kept."""

    CARD = Qt.ItemDataRole.UserRole

    kept_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cards: list[PendingCard] = []

    @property
    def cards(self) -> tuple[PendingCard, ...]:
        """The cards in the order shown."""
        return tuple(self._cards)

    def card_at(self, row: int) -> PendingCard | None:
        """The card in a row, None where there is no such row."""
        return self._cards[row] if 0 <= row < len(self._cards) else None

    def row_of(self, key: int) -> int:
        """The row of a scan, -1 where it no longer waits."""
        return next((row for row, card in enumerate(self._cards) if card.key == key), -1)

    def insert(self, row: int, cards: Sequence[PendingCard]) -> None:
        """Put cards before a row."""
        if cards:
            self.beginInsertRows(QModelIndex(), row, row + len(cards) - 1)
            self._cards[row:row] = cards
            self.endInsertRows()

    def remove(self, key: int) -> int:
        """Take a card out and return the row it had, -1 where it no longer waits."""
        row = self.row_of(key)
        if row >= 0:
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._cards[row]
            self.endRemoveRows()
        return row

    def clear(self) -> None:
        """Take every card out."""
        self.beginResetModel()
        self._cards = []
        self.endResetModel()

    def update(self, card: PendingCard) -> None:
        """Draw one card anew; a card that no longer waits is left alone."""
        row = self.row_of(card.key)
        if row >= 0:
            self._cards[row] = card
            self.dataChanged.emit(self.index(row), self.index(row))

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._cards)

    def flags(self, index: Index) -> Qt.ItemFlag:
        card = self.card_at(index.row())
        if card is None:
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsUserCheckable if card.is_fit else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        card = self.card_at(index.row())
        if card is None:
            return None
        match role:
            case self.CARD:
                return card
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return card.sentence()
            case Qt.ItemDataRole.CheckStateRole if card.is_fit:
                return Qt.CheckState.Checked if card.is_kept else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join((card.name, *card.findings))
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        card = self.card_at(index.row())
        if card is None or role != Qt.ItemDataRole.CheckStateRole or not card.is_fit:
            return False
        self.update(replace(card, is_kept=Qt.CheckState(value) == Qt.CheckState.Checked))
        self.kept_changed.emit()
        return True
