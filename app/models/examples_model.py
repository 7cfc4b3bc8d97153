"""Which collected signatures of a person are on the wall, card by card?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.models.thumbnails import Thumbnail

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class ExampleCard:
    """One signature in words, and its picture once that has been made.

    `key` is an example's id, or a specimen's with a minus before it; `sign` is the icon of the label.
    """

    key: int
    label: str
    sign: str
    date: str
    source: str
    odd: str = ""
    hint: str = ""
    is_excluded: bool = False
    thumbnail: Thumbnail | None = None

    def sentence(self) -> str:
        """All of the card as one sentence, for a screen reader."""
        return ", ".join(part for part in (self.label, self.date, self.source, self.odd) if part)


class ExamplesModel(QAbstractListModel):
    """Cards in the order shown."""

    CARD = Qt.ItemDataRole.UserRole

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cards: list[ExampleCard] = []
        self._rows: dict[int, int] = {}

    @property
    def cards(self) -> tuple[ExampleCard, ...]:
        """The cards in the order shown."""
        return tuple(self._cards)

    def replace(self, cards: Sequence[ExampleCard]) -> None:
        """Show these cards; where the signatures are the same, only what changed is drawn anew."""
        if [card.key for card in cards] == [card.key for card in self._cards]:
            for card in cards:
                self.update(card)
            return
        self.beginResetModel()
        self._cards = list(cards)
        self._rows = {card.key: row for row, card in enumerate(cards)}
        self.endResetModel()

    def update(self, card: ExampleCard) -> None:
        """Draw one card anew; a card that is no longer shown is left alone."""
        row = self.row_of(card.key)
        if row >= 0 and self._cards[row] != card:
            self._cards[row] = card
            self.dataChanged.emit(self.index(row), self.index(row))

    def card_of(self, key: int) -> ExampleCard | None:
        """The card of a signature, None where it is not shown."""
        row = self.row_of(key)
        return self._cards[row] if row >= 0 else None

    def row_of(self, key: int) -> int:
        """The row of a signature, -1 where it is not shown."""
        return self._rows.get(key, -1)

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
                return card.hint
        return None
