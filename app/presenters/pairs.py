"""What has the bank collected to learn from, whose is looked at, and what happens when it is labelled?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from app.models.cards_model import CardsModel
from app.models.example_card import ExampleCard
from app.models.name_card import NameCard
from app.models.thumbnails import Thumbnail
from app.presenters.customer_words import counted
from app.presenters.newest import Newest
from app.presenters.pairs_attention import Attention
from app.presenters.pairs_cards import CardWriter
from app.presenters.pairs_check import PairCheck
from app.presenters.pairs_exchange import PairExchange
from app.presenters.pairs_filters import PairFilters, kept_filters
from app.presenters.pairs_holdings import Holdings, Writer, read_holdings
from app.presenters.pairs_labels import PairLabels, Past
from app.presenters.pairs_pictures import PairPictures
from app.presenters.pairs_words import writer_card
from app.workplace import Workplace
from core.learning.last_check import Checked, last_check
from core.progress import Report
from core.store.learning_records import Example, Label, LabelSource

if TYPE_CHECKING:
    from core.store.bank import Bank

_KEY = "pairs.filters"


class PairsPresenter(QObject):
    """Everything collected, and the person who is looked at; the parts of the work are objects of its own."""

    listed = Signal()  # `holdings` and the list of people are as they are now
    shown = Signal()  # the cards are those of `writer`
    closer_read = Signal(object)  # a Closer that was asked for

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self.writers = CardsModel[NameCard](self)
        self.examples, self.specimens = CardsModel[ExampleCard](self), CardsModel[ExampleCard](self)
        self.labels = PairLabels(workplace, self)
        self.exchange = PairExchange(workplace, self)
        self.check = PairCheck(workplace, self)
        self.pictures = PairPictures(workplace, self)
        self.filters = kept_filters(workplace.settings.recall(_KEY))
        self.holdings = Holdings()
        self.writer: Writer | None = None
        self.is_read = False
        self._owner = ""
        self._attention = Attention()
        self._odd = self._attention.standing(self.holdings)
        self._words = CardWriter(self.holdings, self._odd)
        self._reading, self._gathering, self._recalling = Newest(self), Newest(self), Newest(self)
        for newest in (self._reading, self._gathering, self._recalling):
            newest.failed.connect(workplace.notices.fail)
        self.labels.relabelled.connect(self._on_relabelled)
        self.labels.taken_back.connect(self._on_taken_back)
        self.labels.past_read.connect(self._on_past_read)
        self.exchange.changed.connect(self.refresh)
        self.check.checked.connect(self._on_checked)
        self.pictures.pictured.connect(self._on_pictured)

    @property
    def _bank(self) -> Bank:
        return self._workplace.desk.bank

    # reading

    def collect(self) -> None:
        """Show what there is, and make examples of what was decided since."""
        if self.is_read:
            self.refresh()
        else:
            self._recalling.start(self._workplace.lanes.store.submit(_recall, self._bank), self._on_recalled)
        if not self._gathering.is_busy:
            job = self._workplace.lanes.learning.submit(_gather, self._bank, reports=True)
            self._gathering.start(job, self._on_gathered)
            self._workplace.notices.follow(job, "Collecting decisions")

    @Slot()
    def refresh(self) -> None:
        """Read everything again; an answer still on its way is dropped."""
        odd = frozenset(self._attention.odd_specimens)
        self._reading.start(self._workplace.lanes.store.submit(read_holdings, self._bank, odd), self._on_read)

    def _on_recalled(self, recalled: tuple[Checked | None, Holdings]) -> None:
        checked, holdings = recalled
        if checked is not None:
            self._attention.restore(checked, holdings)
        self._on_read(holdings)

    def _on_gathered(self, added: int) -> None:
        if added:
            self.refresh()

    def _on_read(self, holdings: Holdings) -> None:
        self.is_read = True
        self.holdings = holdings
        self._list()

    # choosing

    def filter(self, filters: PairFilters) -> None:
        """Ask for something else, and remember it."""
        if filters != self.filters:
            self.filters = filters
            self._workplace.settings.keep(_KEY, asdict(filters))
            self._list()

    def choose(self, owner: str) -> None:
        """Look at a person's signatures."""
        if owner and owner != self._owner:
            self._owner = owner
            self._show()

    def chosen(self, keys: Sequence[int]) -> list[Example]:
        """The examples of these keys."""
        found = (self._words.example(key) for key in keys)
        return [example for example in found if example is not None]

    def odd_count(self) -> int:
        """How many signatures need attention."""
        return len(self._odd)

    # doing

    def relabel(self, keys: Sequence[int], *, label: Label | None, source: LabelSource, reason: str) -> bool:
        """Say what these are, or confirm (None) what they are said to be; False where nobody is to sign."""
        return self.labels.relabel(self.chosen(keys), label=label, source=source, reason=reason)

    def look_closer(self, key: int) -> None:
        """Ask for all that is known of a signature; `closer_read` brings it."""
        example = self._words.example(key)
        if example is not None:
            self.labels.read_past(example)
        elif (closer := self._words.closer(key, None)) is not None:
            self.closer_read.emit(closer)

    @Slot(object)
    def _on_past_read(self, past: Past) -> None:
        closer = self._words.closer(past.example_id, past)
        if closer is not None:
            self.closer_read.emit(closer)

    @Slot(list)
    def _on_relabelled(self, example_ids: list[int]) -> None:
        self._attention.settle(example_ids)
        self.refresh()

    @Slot(list)
    def _on_taken_back(self, example_ids: list[int]) -> None:
        self._attention.unsettle(example_ids)
        self.refresh()

    @Slot(object)
    def _on_checked(self, checked: Checked) -> None:
        self._attention.replace(checked)
        found = len({odd.key for odd in checked.odd})
        verb = "needs" if found == 1 else "need"
        said = f"{counted(found, 'signature')} {verb} attention." if found else "Nothing odd was found."
        self._workplace.notices.say(f"Checked. {said}")
        self.refresh()

    # showing

    def _list(self) -> None:
        self._odd = self._attention.standing(self.holdings)
        self._words = CardWriter(self.holdings, self._odd)
        found = [one for one in self.holdings.writers if self.filters.finds(one, odd=self._odd)]
        self.writers.replace([self._listed(writer) for writer in found])
        if self._owner not in {writer.owner for writer in found}:
            self._owner = found[0].owner if found else ""
        self._show()
        self.listed.emit()

    def _listed(self, writer: Writer) -> NameCard:
        keys = [*(-one.id for one in writer.specimens), *(one.id for one in writer.examples)]
        return writer_card(writer, odd=sum(key in self._odd for key in keys))

    def _show(self) -> None:
        self.writer = next((one for one in self.holdings.writers if one.owner == self._owner), None)
        specimens = self.writer.specimens if self.writer else ()
        examples = self.writer.examples if self.writer else ()
        self.specimens.replace(
            [self._words.specimen_card(one, picture=self.pictures.known(-one.id)) for one in specimens]
        )
        self.examples.replace(
            [
                self._words.example_card(one, picture=self.pictures.known(one.id))
                for one in examples
                if self.filters.passes(one, odd=self._odd)
            ]
        )
        self.shown.emit()

    @Slot(int, object)
    def _on_pictured(self, key: int, picture: Thumbnail) -> None:
        model = self.specimens if key < 0 else self.examples
        if (card := model.card_of(key)) is not None:
            model.update(replace(card, thumbnail=picture))


def _recall(bank: Bank) -> tuple[Checked | None, Holdings]:
    """Return what the last check before this start found, and everything collected."""
    checked = last_check(bank)
    odd = frozenset(-odd.key for odd in checked.odd if odd.key < 0) if checked else frozenset()
    return checked, read_holdings(bank, odd)


def _gather(bank: Bank, *, report: Report) -> int:
    from core.learning.gather import gather  # here, because it loads the network's library

    return gather(bank, report=report)
