"""What is on the wall of specimens, card by card, as a list that a view can show?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.models.thumbnails import Thumbnail

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class SpecimenCard:
    """One specimen in words, and its picture once that has been made."""

    specimen_id: int
    date: str
    source: str
    agreement: str = ""
    distance: str = ""
    findings: tuple[str, ...] = ()
    is_odd: bool = False
    is_withdrawn: bool = False
    thumbnail: Thumbnail | None = None

    def sentence(self) -> str:
        """All of the card as one sentence, for a screen reader."""
        state = ("withdrawn",) if self.is_withdrawn else ()
        mean = f"mean distance {self.distance}" if self.distance else ""
        parts = (f"Specimen of {self.date}", *state, self.agreement, mean, *self.findings, self.source)
        return ", ".join(part for part in parts if part)

    def hint(self) -> str:
        """What a card has no room for."""
        mean = f"{self.agreement}: mean distance {self.distance}" if self.distance else self.agreement
        return "\n".join(part for part in (self.source, mean, *self.findings) if part)


class SpecimensModel(QAbstractListModel):
    """The cards of one signatory, oldest first."""

    CARD = Qt.ItemDataRole.UserRole

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cards: list[SpecimenCard] = []

    @property
    def cards(self) -> tuple[SpecimenCard, ...]:
        """The cards in the order shown."""
        return tuple(self._cards)

    def replace(self, cards: Sequence[SpecimenCard]) -> None:
        """Show these cards; where the specimens are the same, only what changed is drawn anew."""
        if [card.specimen_id for card in cards] == [card.specimen_id for card in self._cards]:
            for card in cards:
                self.update(card)
            return
        self.beginResetModel()
        self._cards = list(cards)
        self.endResetModel()

    def update(self, card: SpecimenCard) -> None:
        """Draw one card anew; a card that is no longer shown is left alone."""
        row = self.row_of(card.specimen_id)
        if row >= 0 and self._cards[row] != card:
            self._cards[row] = card
            self.dataChanged.emit(self.index(row), self.index(row))

    def row_of(self, specimen_id: int) -> int:
        """The row of a specimen, -1 where it is not shown."""
        return next((row for row, card in enumerate(self._cards) if card.specimen_id == specimen_id), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._cards)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        card = self._cards[index.row()]
        match role:
            case self.CARD:
                return card
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return card.sentence()
            case Qt.ItemDataRole.ToolTipRole:
                return card.hint()
        return None
