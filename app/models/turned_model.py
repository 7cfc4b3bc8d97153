"""Which signatures would be judged otherwise by the challenger, as a list that a view can show?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.messages import verdict_word
from app.models.thumbnails import Thumbnail

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class TurnedCard:
    """One signature with what both models advise on it, and its picture once that has been made.

    `key` is an example's id, or a specimen's with a minus.
    """

    key: int
    is_genuine: bool
    champion: str
    challenger: str
    champion_llr: float
    challenger_llr: float
    whose: str = ""
    thumbnail: Thumbnail | None = None
    is_gone: bool = False
    """Whether its picture cannot be had any more."""

    @property
    def is_better(self) -> bool:
        """Whether the challenger's advice is the nearer to what the signature is labelled."""
        order = ("reject", "refer", "accept")
        has_risen = order.index(self.challenger) > order.index(self.champion)
        return has_risen is self.is_genuine

    @property
    def label(self) -> str:
        """What the bank has recorded that it is."""
        return "Labelled genuine" if self.is_genuine else "Labelled forged"

    def sentence(self) -> str:
        """All of the card as one sentence, for a screen reader."""
        sides = (
            f"champion: {advice(self.champion, self.champion_llr)}",
            f"challenger: {advice(self.challenger, self.challenger_llr)}",
        )
        change = "nearer to its label" if self.is_better else "further from its label"
        parts = (self.label, self.whose, *sides, change, "picture not available" if self.is_gone else "")
        return ", ".join(part for part in parts if part)


def advice(verdict: str, llr: float) -> str:
    """What a model advises, and its evidence."""
    return f"{verdict_word(verdict)}, LLR {llr:+.1f}".replace("-", "\N{MINUS SIGN}")


class TurnedModel(QAbstractListModel):
    """The cards of one comparison, the greatest change first."""

    CARD = Qt.ItemDataRole.UserRole

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cards: list[TurnedCard] = []

    @property
    def cards(self) -> tuple[TurnedCard, ...]:
        """The cards in the order shown."""
        return tuple(self._cards)

    def replace(self, cards: Sequence[TurnedCard]) -> None:
        """Show these cards."""
        self.beginResetModel()
        self._cards = list(cards)
        self.endResetModel()

    def update(self, card: TurnedCard) -> None:
        """Draw one card anew; a card that is no longer shown is left alone."""
        for row, known in enumerate(self._cards):
            if known.key == card.key and known != card:
                self._cards[row] = card
                self.dataChanged.emit(self.index(row), self.index(row))

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
        return None
