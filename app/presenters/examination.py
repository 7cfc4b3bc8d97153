"""How do scans get from files to examined pages, a few at a time, each shown as soon as it is known?"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from app.lanes import Job, Lane
from app.models.thumbnails import Plane, Thumbnail, small, thumbnail
from app.presenters.pad_words import source_name
from core.image.page import Page
from core.progress import Report, Tick

if TYPE_CHECKING:
    from core.desk import Desk
    from core.scoring.verifier import Examined

EXAMINED_AT_ONCE = 6

Source = Path | bytes | tuple[Page, ...]


@dataclass(frozen=True, eq=False)
class Request:
    """What is to be read: a file, what was pasted, or pages at hand.

    `row` is the place in the tray that it goes to, None the end.
    """

    source: Source
    row: int | None = None


@dataclass(frozen=True, eq=False)
class ReadPages:
    """The pages of one request with a small picture of each."""

    request: Request
    pages: tuple[Page, ...]
    pictures: tuple[Plane, ...]


@dataclass(frozen=True, eq=False)
class Examination:
    """What was found on the page that waits under `key`."""

    key: int
    examined: Examined
    thumbnail: Thumbnail


class Examiner(QObject):
    """Reads and examines on the model's lane. Can be followed in the notice bar as one piece of work."""

    read = Signal(object)  # ReadPages
    examined = Signal(object)  # a list of Examination
    refused = Signal(object)  # an error: one source could not be read
    stopped = Signal(object)  # the error that stopped all of it
    ticked = Signal(object)
    ended = Signal()

    def __init__(self, desk: Desk, lane: Lane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._lane = lane
        self._requests: deque[Request] = deque()
        self._pages: deque[tuple[int, Page]] = deque()
        self._job: Job | None = None
        self._done = 0

    def is_running(self) -> bool:
        """Whether anything is still to be read or examined."""
        return self._job is not None

    @property
    def unread_count(self) -> int:
        """How many files are still to be read."""
        return sum(not isinstance(request.source, tuple) for request in self._requests)

    def request(self, requests: Sequence[Request]) -> None:
        """Read these, one after the other; `read` comes for each."""
        self._requests.extend(requests)
        self._next()

    def examine(self, pages: Sequence[tuple[int, Page]]) -> None:
        """Examine these pages, each with its key; `examined` comes for a few at a time."""
        self._pages.extend(pages)
        self._next()

    def cancel(self) -> None:
        """Stop; what was not read or examined yet never will be."""
        self._requests.clear()
        self._pages.clear()
        if self._job is not None:
            self._job.cancel()

    def forget(self, key: int) -> None:
        """Examine this page no more, where that has not begun."""
        self._pages = deque(item for item in self._pages if item[0] != key)

    def _next(self) -> None:
        if self._job is not None:
            return
        if self._requests:
            self._job = self._lane.submit(_read, self._desk, self._requests.popleft(), reports=True)
            self._job.done.connect(self.read)
            self._job.failed.connect(self.refused)
        elif self._pages:
            few = [self._pages.popleft() for _ in range(min(EXAMINED_AT_ONCE, len(self._pages)))]
            self._job = self._lane.submit(_examine, self._desk, few, reports=True)
            self._job.done.connect(self._on_examined)
            self._job.failed.connect(self._on_failed)
        else:
            self._done = 0
            self.ended.emit()
            return
        self._job.ended.connect(self._on_ended)

    @Slot(object)
    def _on_examined(self, examinations: list[Examination]) -> None:
        self._done += len(examinations)
        self.examined.emit(examinations)
        if self._pages:
            self.ticked.emit(Tick(self._done, self._done + len(self._pages)))

    @Slot(object)
    def _on_failed(self, error: BaseException) -> None:
        self._requests.clear()
        self._pages.clear()
        self.stopped.emit(error)

    @Slot()
    def _on_ended(self) -> None:
        self._job = None
        self._next()


def _read(desk: Desk, request: Request, *, report: Report) -> ReadPages:
    source = request.source
    if isinstance(source, tuple):
        pages = source
    else:
        pages = tuple(_named(desk.read(source, name=source_name(source), report=report)))
    return ReadPages(request, pages, tuple(small(page.grey) for page in pages))


def _named(pages: list[Page]) -> list[Page]:
    """The pages of one file, told apart by their names where there are several."""
    if len(pages) < 2:
        return pages
    return [replace(page, name=f"{page.name}, page {page.number + 1}") for page in pages]


def _examine(desk: Desk, pages: list[tuple[int, Page]], *, report: Report) -> list[Examination]:
    found = desk.examine_many([page for _, page in pages], report)
    return [
        Examination(key, examined, thumbnail(examined.page, examined.ink))
        for (key, _), examined in zip(pages, found, strict=True)
    ]
