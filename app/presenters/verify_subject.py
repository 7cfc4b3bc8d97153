"""Whose specimens are on the desk, and when have their pictures been made?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from app.lanes import Lanes
from app.presenters.newest import Newest
from app.presenters.verify_state import Picture, Subject
from app.presenters.verify_work import load_subject, take_picture

if TYPE_CHECKING:
    from core.desk import Desk


class SubjectLoader(QObject):
    """Loads a signatory, then the specimens' pictures one by one, so that a verification can come between."""

    loaded = Signal(object)  # Subject
    pictured = Signal(object)  # Subject, with one more picture
    failed = Signal(object)  # the signatory could not be loaded
    unpictured = Signal(object)  # a specimen could not be shown; the others come

    def __init__(self, desk: Desk, lanes: Lanes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._lanes = desk, lanes
        self._subject: Subject | None = None
        self._known: Mapping[int, Picture] = {}
        self._missing: list[int] = []
        self._records = Newest(self)
        self._records.failed.connect(self.failed)
        self._pictures = Newest(self)
        self._pictures.failed.connect(self._on_picture_failed)

    @property
    def is_loading(self) -> bool:
        """Whether the signatory's records are still to come."""
        return self._records.is_busy

    def load(self, signatory_id: int, *, known: Mapping[int, Picture]) -> None:
        """Read a signatory from the store; `loaded` or `failed` follows. Pictures known already are kept."""
        self._known = known
        self._pictures.drop()
        job = self._lanes.store.submit(load_subject, self._desk.bank, signatory_id)
        self._records.start(job, self._on_loaded)

    def show(self, subject: Subject, *, first: list[int]) -> None:
        """Make the pictures that a subject lacks, those in `first` before the others."""
        self._subject = subject
        rest = [one.id for one in subject.specimens if one.id not in first]
        self._missing = [number for number in [*first, *rest] if number not in subject.pictures]
        self._take_next()

    def drop(self) -> None:
        """Stop loading."""
        self._records.drop()
        self._pictures.drop()

    def _on_loaded(self, subject: Subject) -> None:
        kept = {one.id: self._known[one.id] for one in subject.specimens if one.id in self._known}
        if subject.specimens:
            # What goes wrong here goes wrong again in the comparison, which says so.
            self._lanes.inference.submit(self._desk.prepare, subject.signatory.id)
        self.loaded.emit(replace(subject, pictures=kept))

    def _take_next(self) -> None:
        if self._missing:
            job = self._lanes.inference.submit(take_picture, self._desk.bank, self._missing[0])
            self._pictures.start(job, self._on_picture)
        else:
            self._pictures.drop()

    def _on_picture(self, picture: Picture) -> None:
        assert self._subject is not None
        number = self._missing.pop(0)
        self._subject = replace(self._subject, pictures={**self._subject.pictures, number: picture})
        self._take_next()
        self.pictured.emit(self._subject)

    @Slot(object)
    def _on_picture_failed(self, error: Exception) -> None:
        self._missing.pop(0)
        self._take_next()
        self.unpictured.emit(error)
