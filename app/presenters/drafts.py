"""How does a half-filled enrolment survive a restart?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.lanes import Job, Lanes
from app.notices import Notices
from app.presenters.newest import Newest
from core.image.page import Page

if TYPE_CHECKING:
    from core.desk import Desk

KEPT_AFTER_MS = 400


class Drafts(QObject):
    """Keeps the pages in the tray a moment after they changed, and finds those of an earlier time."""

    found = Signal(object)  # the pages of a draft, a tuple; empty where there is none
    kept = Signal()  # nothing is left to be written

    def __init__(self, desk: Desk, lanes: Lanes, notices: Notices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bank = desk.bank
        self._lane = lanes.store
        self._notices = notices
        self._unkept: tuple[int, tuple[Page, ...]] | None = None
        self._writing = 0
        self._looking = Newest(self)
        self._looking.failed.connect(notices.fail)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEPT_AFTER_MS)
        self._timer.timeout.connect(self.flush)
        lanes.stopping.connect(self.flush)  # scans dropped just before the desk closes

    @property
    def is_kept(self) -> bool:
        """Whether everything has been written."""
        return self._unkept is None and not self._writing

    def look(self, signatory_id: int | None) -> None:
        """Look for a draft of this signatory; `found` tells."""
        self._looking.drop()
        if signatory_id is not None:
            self._looking.start(self._lane.submit(self._bank.draft, signatory_id), self._on_found)

    def _on_found(self, pages: Sequence[Page]) -> None:
        self.found.emit(tuple(pages))

    def keep_soon(self, signatory_id: int, pages: Sequence[Page]) -> None:
        """Keep these pages as the signatory's draft, a moment after the last change."""
        self._looking.drop()
        if self._unkept is not None and self._unkept[0] != signatory_id:
            self.flush()
        self._unkept = (signatory_id, tuple(pages))
        self._timer.start()

    def keep(self, signatory_id: int, pages: Sequence[Page]) -> None:
        """Keep these pages now."""
        self.keep_soon(signatory_id, pages)
        self.flush()

    def drop(self, signatory_id: int) -> None:
        """Forget the signatory's draft."""
        self._looking.drop()
        self._timer.stop()
        self._unkept = None
        self._write(self._bank.drop_draft, signatory_id)

    @Slot()
    def flush(self) -> None:
        """Write now what has changed."""
        self._timer.stop()
        if self._unkept is not None:
            (signatory_id, pages), self._unkept = self._unkept, None
            self._write(self._bank.save_draft, signatory_id, pages)

    def _write(self, function: Callable[..., object], *args: Any) -> None:
        self._writing += 1
        job: Job = self._lane.submit(function, *args)
        job.failed.connect(self._notices.fail)
        job.ended.connect(self._on_written)

    @Slot()
    def _on_written(self) -> None:
        self._writing -= 1
        if self.is_kept:
            self.kept.emit()
