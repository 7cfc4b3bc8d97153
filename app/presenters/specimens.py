"""Which specimens does a signatory have, how do they look, and how does each agree with the others?"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from app.lanes import Job, Lanes
from app.messages import finding_word
from app.models.cards_model import CardsModel
from app.models.specimen_card import SpecimenCard
from app.models.thumbnails import Thumbnail, thumbnail
from app.notices import Notices
from app.presenters.customer_words import agreement_text, counted, day, resolution, wall_summary
from app.presenters.newest import Newest
from app.widgets.raster import Raster, around, grey_raster, ink_raster
from core.image.ink import find_ink
from core.pen.way import Trajectory
from core.progress import Report
from core.store.records import Signatory, SpecimenRecord

if TYPE_CHECKING:
    from core.desk import Desk
    from core.store.bank import Bank


@dataclass(frozen=True, eq=False)
class CloseUp:
    """One specimen to be looked at closely, as scanned and as ink; with the way of the pen where it is
    known.
    """

    specimen_id: int
    scan: Raster
    ink: Raster
    trajectory: Trajectory | None = None


KEPT_THUMBNAILS = 256
"""At most 200 kB each, so about 50 MB."""


class SpecimensPresenter(QObject):
    """The wall of one signatory: read on the store's lane, compared on the model's."""

    shown = Signal()  # `records` are those of `signatory`
    summary_changed = Signal(str)
    close_up = Signal(object)  # a CloseUp that was asked for
    changed = Signal()  # specimens were withdrawn or restored: read everything again

    def __init__(self, desk: Desk, lanes: Lanes, notices: Notices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._lanes = lanes
        self._notices = notices
        self.model = CardsModel[SpecimenCard](self)
        self.signatory: Signatory | None = None
        self.records: tuple[SpecimenRecord, ...] = ()
        self._agreement: dict[int, float] = {}
        self._odd: set[int] = set()
        self._shows_withdrawn = False
        self._thumbnails: OrderedDict[int, Thumbnail] = OrderedDict()
        self._reading, self._comparing, self._picturing = Newest(self), Newest(self), Newest(self)
        for newest in (self._reading, self._comparing, self._picturing):
            newest.failed.connect(notices.fail)

    @property
    def _bank(self) -> Bank:
        return self._desk.bank

    def show(self, signatory: Signatory | None) -> None:
        """Look at a signatory's specimens; None at nobody's."""
        if signatory is None or self.signatory is None or signatory.id != self.signatory.id:
            self.records, self._agreement, self._odd = (), {}, set()
            self.model.replace(())
        self.signatory = signatory
        self.reload()

    def reload(self) -> None:
        """Read the specimens again and compare them again."""
        for newest in (self._reading, self._comparing, self._picturing):
            newest.drop()
        if self.signatory is not None:
            job = self._lanes.store.submit(self._bank.specimens, self.signatory.id, with_withdrawn=True)
            self._reading.start(job, self._on_read)

    def show_withdrawn(self, *, is_on: bool) -> None:
        """Show withdrawn specimens as well, or leave them out."""
        self._shows_withdrawn = is_on
        self._refresh()
        self._picture_next()

    def look_closer(self, specimen_id: int) -> None:
        """Make pictures of a specimen in its full size; `close_up` brings them."""
        self._submit(_close_up, self._bank, specimen_id).done.connect(self.close_up)

    def withdraw(self, specimen_ids: Sequence[int]) -> None:
        """Compare with these specimens no more; can be undone."""
        if specimen_ids:
            job = self._submit(_for_each, self._bank.withdraw_specimen, tuple(specimen_ids))
            job.done.connect(self._on_withdrawn)

    def restore(self, specimen_ids: Sequence[int]) -> None:
        """Compare with these specimens again."""
        if specimen_ids:
            job = self._submit(_for_each, self._bank.restore_specimen, tuple(specimen_ids))
            job.done.connect(self._on_restored)

    @Slot(object)
    def _on_withdrawn(self, specimen_ids: tuple[int, ...]) -> None:
        was = "was" if len(specimen_ids) == 1 else "were"
        text = f"{counted(len(specimen_ids), 'specimen')} {was} withdrawn."
        self._notices.say(text, undo=partial(self.restore, specimen_ids))
        self.changed.emit()

    @Slot(object)
    def _on_restored(self, _specimen_ids: tuple[int, ...]) -> None:
        self.changed.emit()

    def _on_read(self, records: list[SpecimenRecord]) -> None:
        self.records = tuple(records)
        if set(self._agreement) != {record.id for record in self._live()}:
            self._agreement, self._odd = {}, set()
        self._refresh()
        self.shown.emit()
        self._picture_next()
        if self.signatory is not None and len(self._live()) > 1:
            job = self._lanes.inference.submit(_compare, self._desk, self.signatory.id, reports=True)
            self._comparing.start(job, self._on_compared)
            self._notices.follow(job, "Comparing the specimens")

    def _on_compared(self, compared: tuple[dict[int, float], set[int]]) -> None:
        self._agreement, self._odd = compared
        self._refresh()

    def _picture_next(self) -> None:
        """Ask for one thumbnail; the next is asked for when it comes, so that other work gets in between."""
        missing = [card.key for card in self.model.cards if card.thumbnail is None]
        if missing and not self._picturing.is_busy:
            self._picturing.start(
                self._lanes.store.submit(_picture, self._bank, missing[0]), self._on_pictured
            )

    def _on_pictured(self, pictured: tuple[int, Thumbnail]) -> None:
        specimen_id, picture = pictured
        self._thumbnails[specimen_id] = picture
        while len(self._thumbnails) > KEPT_THUMBNAILS:
            self._thumbnails.popitem(last=False)
        if (card := self.model.card_of(specimen_id)) is not None:
            self.model.update(replace(card, thumbnail=picture))
        self._picture_next()

    def _live(self) -> list[SpecimenRecord]:
        return [record for record in self.records if not record.is_withdrawn]

    def _refresh(self) -> None:
        live = self._live()
        odd = self._odd
        shown = self.records if self._shows_withdrawn else tuple(live)
        self.model.replace([self._card(record, others=len(live) - 1, odd=odd) for record in shown])
        withdrawn = len(self.records) - len(live)
        self.summary_changed.emit(wall_summary(live=len(live), odd=len(odd), withdrawn=withdrawn))

    def _card(self, record: SpecimenRecord, *, others: int, odd: set[int]) -> SpecimenCard:
        is_odd = record.id in odd
        distance = self._agreement.get(record.id)
        words = "" if record.is_withdrawn else agreement_text(distance, others=others, is_odd=is_odd)
        return SpecimenCard(
            key=record.id,
            date=day(record.enrolled_at),
            source=f"{record.source_name} · {resolution(record.dpi)}",
            agreement=words,
            distance="" if distance is None or record.is_withdrawn else f"{distance:.2f}",
            findings=tuple(finding_word(finding) for finding in record.findings),
            is_odd=is_odd,
            is_withdrawn=record.is_withdrawn,
            thumbnail=self._thumbnails.get(record.id),
        )

    def _submit(self, function: Callable[..., object], *args: object) -> Job:
        job = self._lanes.store.submit(function, *args)
        job.failed.connect(self._notices.fail)
        return job


def _compare(desk: Desk, signatory_id: int, *, report: Report) -> tuple[dict[int, float], set[int]]:
    from core.desk import outliers  # here, because importing the desk would hold up the window

    agreement = desk.agreement(signatory_id, report)
    return agreement, outliers(agreement)


def _picture(bank: Bank, specimen_id: int) -> tuple[int, Thumbnail]:
    page = bank.specimen_page(specimen_id)
    return specimen_id, thumbnail(page, find_ink(page))


def _close_up(bank: Bank, specimen_id: int) -> CloseUp:
    page = bank.specimen_page(specimen_id)
    ink = find_ink(page)
    focus = around(ink.box, width_px=page.width_px, height_px=page.height_px)
    return CloseUp(
        specimen_id,
        grey_raster(page.grey, dpi=page.dpi, focus=focus),
        ink_raster(ink.mask, dpi=page.dpi, focus=focus),
        page.trajectory,
    )


def _for_each(change: Callable[[int], object], specimen_ids: tuple[int, ...]) -> tuple[int, ...]:
    for specimen_id in specimen_ids:
        change(specimen_id)
    return specimen_ids
