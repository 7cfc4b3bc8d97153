"""Which scans wait to become specimens of a signatory, and what can be done with them before?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from app.lanes import Lanes
from app.messages import finding_text
from app.models.pending_model import PendingCard, PendingModel
from app.models.thumbnails import Plane, paper_grey, small
from app.notices import Notices
from app.presenters.customer_words import counted, page_size
from app.presenters.drafts import Drafts
from app.presenters.enrolling import Enroller
from app.presenters.examination import Examination, Examiner, ReadPages, Request
from core.image.page import Box, Page
from core.image.quality import FindingKind, is_fit
from core.store.records import Signatory

if TYPE_CHECKING:
    from core.desk import Desk
    from core.scoring.verifier import Examined

MOST_PIXELS = 300_000_000
"""What may wait at once: about 35 pages of A4 at 300 dpi, or some thousand signatures."""
LARGEST_PICTURE_PX = 2400


@dataclass(frozen=True, eq=False)
class _Waiting:
    page: Page
    examined: Examined | None = None


@dataclass(frozen=True, eq=False)
class PagePicture:
    """A page that waits under `key`, and a picture of it of at most LARGEST_PICTURE_PX."""

    key: int
    page: Page
    picture: Plane


class EnrolPresenter(QObject):
    """The tray of one signatory. Every change of it is kept as a draft, so that a restart loses nothing."""

    changed = Signal()  # anything that `chosen_count` and the like tell
    draft_found = Signal(int)  # how many pages wait from an earlier time; 0 where none do
    opened = Signal()  # scans are coming into the tray
    emptied = Signal()  # the tray was closed, discarded or enrolled
    pictured = Signal(object)  # a PagePicture that was asked for
    specimens_changed = Signal(int)  # the id of the signatory whose specimens are others now

    def __init__(self, desk: Desk, lanes: Lanes, notices: Notices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes = lanes
        self._notices = notices
        self.model = PendingModel(self)
        self.signatory: Signatory | None = None
        self._waiting: dict[int, _Waiting] = {}
        self._last_key = 0
        self._refused: list[BaseException] = []
        self._found: tuple[Page, ...] = ()
        self._is_enrolling = self._waits_for_draft = False
        self._drafts = Drafts(desk, lanes, notices, self)
        self._examiner = Examiner(desk, lanes.inference, self)
        self._enroller = Enroller(desk, lanes, notices, self)
        self._connect()

    def _connect(self) -> None:
        self.model.kept_changed.connect(self.changed)
        self._drafts.found.connect(self._on_draft_found)
        self._drafts.kept.connect(self._on_draft_kept)
        self._examiner.read.connect(self._on_read)
        self._examiner.examined.connect(self._on_examined)
        self._examiner.refused.connect(self._on_refused)
        self._examiner.stopped.connect(self._on_examiner_stopped)
        self._examiner.ended.connect(self._on_examiner_ended)
        self._enroller.enrolled.connect(self._on_enrolled)
        self._enroller.specimens_changed.connect(self.specimens_changed)
        self._enroller.ended.connect(self._on_enroller_ended)

    # what the tray tells

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits and nothing is being read."""
        return not self._waiting and not self._examiner.is_running()

    @property
    def is_examining(self) -> bool:
        """Whether scans are being read or examined."""
        return self._examiner.is_running()

    @property
    def is_enrolling(self) -> bool:
        """Whether the scans are being stored just now."""
        return self._is_enrolling

    @property
    def chosen_count(self) -> int:
        """How many scans will be enrolled."""
        return sum(card.is_chosen for card in self.model.cards)

    @property
    def can_enrol(self) -> bool:
        """Whether there is something to enrol, and everything is known about it."""
        return self.chosen_count > 0 and not self.is_examining and not self.is_enrolling

    def page(self, key: int) -> Page | None:
        """The page that waits under a key."""
        waiting = self._waiting.get(key)
        return waiting.page if waiting else None

    def picture(self, key: int) -> None:
        """Make a picture of a page, large enough to mark signatures on; `pictured` brings it."""
        page = self.page(key)
        if page is not None and not self.is_enrolling:
            job = self._lanes.store.submit(_page_picture, key, page)
            job.done.connect(self.pictured)
            job.failed.connect(self._notices.fail)

    # whose tray it is

    def show(self, signatory: Signatory | None) -> None:
        """Turn to the tray of a signatory; what waits for another is kept as their draft."""
        before, self.signatory = self.signatory, signatory
        if before is None or signatory is None or before.id != signatory.id:
            self._drafts.flush()
            if before is not None and self._examiner.unread_count:
                files = counted(self._examiner.unread_count, "file")
                self._notices.warn(f"{files} for {before.name} had not been read yet and were not added.")
            self._empty()
            self._drafts.look(signatory.id if signatory else None)

    def put_away(self) -> None:
        """Close the tray; what waits in it stays as a draft."""
        self._drafts.flush()
        pages = self._pages()
        self._empty()
        self._on_draft_found(pages)

    def _empty(self) -> None:
        self._waiting.clear()
        self._refused.clear()
        self._examiner.cancel()
        self.model.renew(())
        self._on_draft_found(())
        self.changed.emit()
        self.emptied.emit()

    @Slot(object)
    def _on_draft_found(self, pages: tuple[Page, ...]) -> None:
        self._found = pages
        self.draft_found.emit(len(pages))

    def resume(self) -> None:
        """Take up what waits from an earlier time."""
        self._request([])

    def discard(self) -> None:
        """Forget what waits, in the tray or from an earlier time; can be undone."""
        if self.signatory is None or self.is_enrolling:
            return
        pages = self._found or self._pages()
        self._empty()
        self._drafts.drop(self.signatory.id)
        if pages:
            text = f"{counted(len(pages), 'scan')} for {self.signatory.name} discarded."
            self._notices.say(text, undo=partial(self._undo_discard, self.signatory.id, pages))

    def _undo_discard(self, signatory_id: int, pages: tuple[Page, ...]) -> None:
        self._drafts.keep(signatory_id, pages)
        if self._is_for(signatory_id):
            self._request([Request(pages)])

    # what comes into it

    def add(self, sources: Sequence[Path | bytes]) -> None:
        """Read these scans, every page of each, and show them in the tray."""
        self._request([Request(source) for source in sources])

    def _request(self, requests: Sequence[Request]) -> None:
        if self.is_enrolling:
            self._notices.warn("The specimens are being enrolled. Add more scans when that is done.")
            return
        if self._found:
            requests = [Request(self._found), *requests]
            self._on_draft_found(())
        if self.signatory is None or not requests:
            return
        is_idle = not self._examiner.is_running()
        self._examiner.request(requests)
        if is_idle:
            self._notices.follow(self._examiner, "Examining the scans")
        self.opened.emit()
        self.changed.emit()

    @Slot(object)
    def _on_read(self, read: ReadPages) -> None:
        held = sum(waiting.page.grey.size for waiting in self._waiting.values())
        if self._waiting and held + sum(page.grey.size for page in read.pages) > MOST_PIXELS:
            name = read.pages[0].name
            self._notices.warn(f"The tray is full: {name} was not added. Enrol these first, then add it.")
            return
        first = self._last_key + 1
        self._last_key += len(read.pages)
        pages = dict(enumerate(read.pages, start=first))
        self._waiting |= {key: _Waiting(page) for key, page in pages.items()}
        end = self.model.rowCount()
        row = end if read.request.row is None else min(read.request.row, end)
        self.model.insert(row, _new_cards(pages, read.pictures))
        self._examiner.examine(list(pages.items()))
        self._on_tray_changed()

    @Slot(object)
    def _on_examined(self, examinations: list[Examination]) -> None:
        for examination in examinations:
            card = self.model.card_of(examination.key)
            if card is not None:
                self._waiting[card.key] = _Waiting(examination.examined.page, examination.examined)
                self.model.update(_examined_card(card, examination))
        self.changed.emit()

    @Slot(object)
    def _on_refused(self, error: BaseException) -> None:
        self._refused.append(error)

    @Slot(object)
    def _on_examiner_stopped(self, error: BaseException) -> None:
        """Nothing can be examined now; the scans stay, and are examined when the tray is opened again."""
        self._notices.fail(error)
        for card in self.model.cards:
            if not card.is_examined:
                self.model.update(replace(card, has_failed=True))

    @Slot()
    def _on_examiner_ended(self) -> None:
        refused, self._refused = self._refused, []
        if len(refused) == 1:
            self._notices.fail(refused[0])
        elif refused:
            names = ", ".join(str(getattr(error, "name", error)) for error in refused)
            self._notices.warn(
                f"{counted(len(refused), 'file')} could not be read: {names}. The rest was added."
            )
        self._leave_out_unexamined()
        self.changed.emit()

    def _leave_out_unexamined(self) -> None:
        """After the clerk has stopped the examination: what is not known cannot be enrolled."""
        keys = [card.key for card in self.model.cards if not (card.is_examined or card.has_failed)]
        if keys:
            pages = tuple(self._waiting[key].page for key in keys)
            self._take_out(keys)
            text = f"Stopped. {counted(len(keys), 'scan')} left out that had not been examined."
            self._notices.say(text, undo=partial(self._request, [Request(pages)]))

    # what is done with it

    def remove(self, keys: Sequence[int]) -> None:
        """Take scans out of the tray; can be undone."""
        pages = tuple(self._waiting[key].page for key in keys if key in self._waiting)
        if pages and not self.is_enrolling:
            row = min(self.model.row_of(key) for key in keys)
            self._take_out(keys)
            text = f"{counted(len(pages), 'scan')} taken out."
            self._notices.say(text, undo=partial(self._request, [Request(pages, row)]))

    def split(self, key: int, boxes: Sequence[Box]) -> None:
        """Put one scan for each box in the place of the page that they were drawn on; can be undone."""
        page = self.page(key)
        if page is None or not boxes or self.is_enrolling:
            return
        row = self.model.row_of(key)
        parts = tuple(
            replace(page.crop(box), name=f"{page.name}, signature {place}" if len(boxes) > 1 else page.name)
            for place, box in enumerate(boxes, start=1)
        )
        self._take_out([key])
        self._request([Request(parts, row)])
        text = f"{counted(len(boxes), 'signature')} cut from {page.name}."
        self._notices.say(text, undo=partial(self._undo_split, parts, page, row))

    def _undo_split(self, parts: tuple[Page, ...], page: Page, row: int) -> None:
        mine = {id(part) for part in parts}
        self._take_out([key for key, one in self._waiting.items() if id(one.page) in mine])
        self._request([Request((page,), row)])

    def _take_out(self, keys: Sequence[int]) -> None:
        for key in keys:
            self._examiner.forget(key)
            self._waiting.pop(key, None)
            self.model.remove(key)
        self._on_tray_changed()

    def _on_tray_changed(self) -> None:
        if self.signatory is not None:
            self._drafts.keep_soon(self.signatory.id, self._pages())
        self.changed.emit()

    def _pages(self) -> tuple[Page, ...]:
        return tuple(self._waiting[card.key].page for card in self.model.cards)

    # enrolling

    def enrol(self) -> None:
        """Enrol the scans that are kept: all of them, or none. Until then they are kept as a draft."""
        if self.can_enrol:
            self._is_enrolling = self._waits_for_draft = True
            self._drafts.flush()
            self.changed.emit()
            if self._drafts.is_kept:
                self._on_draft_kept()

    @Slot()
    def _on_draft_kept(self) -> None:
        if not self._waits_for_draft:
            return
        self._waits_for_draft = False
        chosen = [self._waiting[card.key].examined for card in self.model.cards if card.is_chosen]
        scans = [examined for examined in chosen if examined is not None]
        if self.signatory is None or not scans:  # the clerk has turned to another signatory meanwhile
            self._on_enroller_ended()
            return
        self._enroller.start(self.signatory, scans, left_out=self.model.rowCount() - len(scans))

    @Slot(int)
    def _on_enrolled(self, signatory_id: int) -> None:
        if self._is_for(signatory_id):
            self._empty()

    @Slot()
    def _on_enroller_ended(self) -> None:
        self._is_enrolling = False
        self.changed.emit()

    def _is_for(self, signatory_id: int) -> bool:
        return self.signatory is not None and self.signatory.id == signatory_id


def _page_picture(key: int, page: Page) -> PagePicture:
    side = LARGEST_PICTURE_PX
    return PagePicture(key, page, small(page.grey, widest_px=side, highest_px=side))


def _new_cards(pages: dict[int, Page], pictures: Sequence[Plane]) -> list[PendingCard]:
    return [
        PendingCard(key=key, name=page.name, size=page_size(page), picture=picture, paper=paper_grey(picture))
        for (key, page), picture in zip(pages.items(), pictures, strict=True)
    ]


def _examined_card(card: PendingCard, examination: Examination) -> PendingCard:
    findings = examination.examined.findings
    return replace(
        card,
        thumbnail=examination.thumbnail,
        findings=tuple(finding_text(finding) for finding in findings),
        is_examined=True,
        is_fit=is_fit(findings),
        has_several=any(finding.kind is FindingKind.SEVERAL_SIGNATURES for finding in findings),
    )
