"""How do the signatures look on which champion and challenger disagree? Only those in sight are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.models.cards_model import CardsModel
from app.models.thumbnails import Thumbnail, thumbnail
from app.models.turned_card import TurnedCard
from app.presenters.newest import Newest
from app.workplace import Workplace
from core.errors import SpecimenError
from core.image.ink import find_ink

if TYPE_CHECKING:
    from core.learning.retrain import Outcome
    from core.store.bank import Bank

Pictured = tuple[int, Thumbnail | None, str]


class TurnedPresenter(QObject):
    """The cards of one comparison; a picture is made once its card is in sight."""

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lane = workplace.lanes.store
        self._bank = workplace.desk.bank
        self.model = CardsModel[TurnedCard](self)
        self._wanted: list[int] = []  # keys, the first in sight first
        self._picturing = Newest(self)
        self._picturing.failed.connect(workplace.notices.fail)

    def show(self, outcome: Outcome | None) -> None:
        """Look at the signatures of this bank that changed sides; with None at none."""
        self._picturing.drop()
        self._wanted = []
        self.model.renew(cards_of(outcome) if outcome else ())

    def want(self, keys: Sequence[int]) -> None:
        """Make the pictures of these; what was asked for before and is out of sight is forgotten."""
        self._wanted = list(keys)
        self._picture_next()

    def _picture_next(self) -> None:
        """Ask for one picture; the next is asked for when it comes, so that other work gets in between."""
        missing = [key for key in self._wanted if _is_wanting(self.model.card_of(key))]
        if missing and not self._picturing.is_busy:
            self._picturing.start(self._lane.submit(_picture, self._bank, missing[0]), self._on_pictured)

    def _on_pictured(self, pictured: Pictured) -> None:
        key, picture, whose = pictured
        if (card := self.model.card_of(key)) is not None:
            self.model.update(replace(card, thumbnail=picture, whose=whose, is_gone=picture is None))
        self._picture_next()


def cards_of(outcome: Outcome) -> list[TurnedCard]:
    """A card for each signature of the bank on which the advice differs."""
    found = [
        (keys[one.row], one)
        for domain in outcome.domains
        for keys in (outcome.keys.get(domain.name, ()),)
        for one in domain.turned
        if one.row < len(keys)
    ]
    return [
        TurnedCard(
            key=key,
            is_genuine=one.is_genuine,
            champion=one.champion,
            challenger=one.challenger,
            champion_llr=one.champion_llr,
            challenger_llr=one.challenger_llr,
        )
        for key, one in found
    ]


def _is_wanting(card: TurnedCard | None) -> bool:
    return card is not None and card.thumbnail is None and not card.is_gone


def _picture(bank: Bank, key: int) -> Pictured:
    try:
        page = bank.specimen_page(-key) if key < 0 else bank.example_page(key)
    except SpecimenError:
        return key, None, ""
    kind = "specimen" if key < 0 else "presented"
    return key, thumbnail(page, find_ink(page)), f"{kind} · {page.name}"
