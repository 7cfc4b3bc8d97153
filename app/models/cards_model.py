"""What has a list of cards to tell the view that shows them?"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex


class Card(Protocol):
    """What a card says in words; no two in a list have the same key."""

    @property
    def key(self) -> Hashable: ...
    @property
    def sentence(self) -> str:
        """All of the card, for a screen reader."""

    @property
    def hint(self) -> str:
        """What it has no room for."""


AnyCard = TypeVar("AnyCard", bound=Card)


class CardsModel(QAbstractListModel, Generic[AnyCard]):
    """Cards in the order shown; `CARD` gives one whole."""

    CARD = Qt.ItemDataRole.UserRole

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cards: list[AnyCard] = []
        self._rows: dict[Hashable, int] = {}

    @property
    def cards(self) -> tuple[AnyCard, ...]:
        """The cards in the order shown."""
        return tuple(self._cards)

    def replace(self, cards: Sequence[AnyCard]) -> None:
        """Show these cards; where the keys are the same, only what changed is drawn anew."""
        if [card.key for card in cards] != [card.key for card in self._cards]:
            self.renew(cards)
            return
        for card in cards:
            self.update(card)

    def renew(self, cards: Iterable[AnyCard]) -> None:
        """Show these cards, all of them drawn anew."""
        self.beginResetModel()
        self._cards = list(cards)
        self._number()
        self.endResetModel()

    def update(self, card: AnyCard) -> None:
        """Draw one card anew; a card that is no longer shown is left alone."""
        row = self.row_of(card.key)
        if row >= 0 and self._cards[row] != card:
            self._cards[row] = card
            self.dataChanged.emit(self.index(row), self.index(row))

    def card_at(self, row: int) -> AnyCard | None:
        """The card in a row, None where there is no such row."""
        return self._cards[row] if 0 <= row < len(self._cards) else None

    def card_of(self, key: Hashable) -> AnyCard | None:
        """The card of this key, None where it is not shown."""
        return self.card_at(self.row_of(key))

    def row_of(self, key: Hashable) -> int:
        """The row of the card of this key, -1 where it is not shown."""
        return self._rows.get(key, -1)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._cards)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        card = self.card_at(index.row())
        if card is None:
            return None
        match role:
            case self.CARD:
                return card
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return card.sentence
            case Qt.ItemDataRole.ToolTipRole:
                return card.hint
        return None

    def _number(self) -> None:
        self._rows = {card.key: row for row, card in enumerate(self._cards)}
