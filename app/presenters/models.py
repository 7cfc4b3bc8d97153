"""Which of the bank's models is looked at, and what becomes of one that is removed?"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from app.lanes import Job
from app.models.cards_model import CardsModel
from app.models.name_card import NameCard
from app.presenters.models_shelf import KnownModel, Shelf, look, read_shelf
from app.presenters.models_words import card_of
from app.presenters.newest import Newest
from app.workplace import Workplace


class ModelsPresenter(QObject):
    """List, choose, remove and restore; everything on the store's lane."""

    listed = Signal(object)  # a Shelf
    looked = Signal(object)  # a Looked, of the model that is chosen

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._bank = workplace.desk.bank
        self.model = CardsModel[NameCard](self)
        self.shelf: Shelf | None = None
        self.chosen: str | None = None
        self.shows_removed = False
        self._reading, self._looking = Newest(self), Newest(self)
        for newest in (self._reading, self._looking):
            newest.failed.connect(workplace.notices.fail)
        workplace.serving.changed.connect(self._on_serving_changed)

    @property
    def current(self) -> KnownModel | None:
        """The model that is looked at."""
        return self.shelf.model(self.chosen) if self.shelf else None

    @Slot()
    def refresh(self) -> None:
        """Read all models again; an answer still on its way is dropped."""
        job = self._workplace.lanes.store.submit(
            read_shelf, self._bank, shipped=self._workplace.serving.shipped
        )
        self._reading.start(job, self._on_read)

    def choose(self, digest: str | None) -> None:
        """Look at a model; one that is not listed yet is shown as soon as it is."""
        self.chosen = digest
        if self.current is not None:
            job = self._workplace.lanes.store.submit(look, self._bank, digest)
            self._looking.start(job, self.looked.emit)
        elif digest is not None:
            self.refresh()

    def show_removed(self, *, is_on: bool) -> None:
        """List removed models as well, or leave them out."""
        self.shows_removed = is_on
        if self.shelf is not None:
            self._on_read(self.shelf)

    def remove(self, digest: str) -> None:
        """Offer a model no more; can be undone."""
        self._change(self._bank.remove_model, digest).done.connect(self._on_removed)

    def restore(self, digest: str) -> None:
        """Offer a removed model again."""
        self._change(self._bank.restore_model, digest).done.connect(self.refresh)

    def _change(self, change: Callable[[str], None], digest: str) -> Job:
        job = self._workplace.lanes.store.submit(_changed, change, digest)
        job.failed.connect(self._workplace.notices.fail)
        return job

    def _on_read(self, shelf: Shelf) -> None:
        self.shelf = shelf
        shown = [one for one in shelf.models if self.shows_removed or not one.is_removed]
        if self.current not in shown:
            self.chosen = shown[0].digest if shown else None
        self.model.replace([card_of(one) for one in shown])
        self.listed.emit(shelf)
        self.choose(self.chosen)

    @Slot(object)
    def _on_removed(self, digest: str) -> None:
        name = self.shelf.name(digest) if self.shelf else digest[:8]
        self._workplace.notices.say(f"{name} was removed.", undo=partial(self.restore, digest))
        self.refresh()

    @Slot(object)
    def _on_serving_changed(self, _now: object) -> None:
        if self.shelf is not None:
            self.refresh()


def _changed(change: Callable[[str], None], digest: str) -> str:
    change(digest)
    return digest
