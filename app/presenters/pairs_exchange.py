"""How do collected signatures come into the bank from a folder or a table, and leave it as a folder?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from app.lanes import Job
from app.presenters.customer_words import counted
from app.presenters.newest import Newest
from app.presenters.pairs_labels import NO_OFFICER
from app.presenters.pairs_words import imported_text
from app.workplace import Workplace
from core.progress import Report

if TYPE_CHECKING:
    from core.learning.pairs import Imported
    from core.store.bank import Bank

TABLE_SUFFIX = ".csv"
NO_COLLECTION = "Drop a folder <writer>/genuine and <writer>/forged, or a CSV table."


class PairExchange(QObject):
    """Imports and exports on the learning lane; an import can be taken out again, and put back."""

    changed = Signal()  # something came in, or was taken out or put back
    unreadable = Signal(list)  # the names of files that the last import could not read

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._waiting: list[Path] = []
        self._batch = ""
        self._exported = ""
        self._importing = Newest(self)
        self._importing.failed.connect(self._on_import_failed)
        self._importing.stopped.connect(self._on_import_stopped)

    @property
    def _bank(self) -> Bank:
        return self._workplace.desk.bank

    def take_in(self, paths: Sequence[Path | bytes]) -> None:
        """Import folders and tables, one after another."""
        files = [path for path in paths if isinstance(path, Path)]
        usable = [path for path in files if path.is_dir() or path.suffix.lower() == TABLE_SUFFIX]
        if not usable:
            self._workplace.notices.warn(NO_COLLECTION)
        elif not self._workplace.settings.officer.strip():
            self._workplace.notices.warn(NO_OFFICER)
        else:
            self._waiting += usable
            self._take_next()

    def export(self, folder: Path) -> None:
        """Write everything labelled into a new folder inside this one."""
        target = new_folder(folder)
        self._exported = target.name
        job = self._workplace.lanes.learning.submit(_export, self._bank, target, reports=True)
        job.done.connect(self._on_exported)
        job.failed.connect(self._workplace.notices.fail)
        self._workplace.notices.follow(job, "Exporting")

    def remove_import(self, batch: str) -> None:
        """Learn from an import no more; can be undone."""
        self._submit(_applied, self._bank.remove_batch, batch).done.connect(self._on_removed)

    def _restore_import(self, batch: str) -> None:
        self._submit(_applied, self._bank.restore_batch, batch).done.connect(self._on_restored)

    # what comes in

    def _take_next(self) -> None:
        if self._waiting and not self._importing.is_busy:
            job = self._workplace.lanes.store.submit(self._bank.batches, with_removed=True)
            self._importing.start(job, self._on_batches_read)

    def _on_batches_read(self, batches: list[str]) -> None:
        path = self._waiting.pop(0)
        self._batch = free_name(path.stem or "import", batches)
        officer = self._workplace.settings.officer
        job = self._workplace.lanes.learning.submit(
            _import, self._bank, path, batch=self._batch, officer=officer, reports=True
        )
        self._importing.start(job, self._on_imported)
        self._workplace.notices.follow(job, "Importing")

    def _on_imported(self, came: Imported) -> None:
        undo = partial(self.remove_import, self._batch) if came.kept else None
        self._workplace.notices.say(imported_text(came, batch=self._batch), undo=undo)
        self.unreadable.emit(list(came.unreadable))
        self.changed.emit()
        self._take_next()

    @Slot(object)
    def _on_import_failed(self, error: Exception) -> None:
        self._waiting.clear()
        self._workplace.notices.fail(error)
        self.changed.emit()

    @Slot()
    def _on_import_stopped(self) -> None:
        self._waiting.clear()
        undo = partial(self.remove_import, self._batch)
        self._workplace.notices.say("The import was stopped. What had come in stays.", undo=undo)
        self.changed.emit()

    # what came of it

    @Slot(object)
    def _on_exported(self, written: int) -> None:
        text = f"{counted(written, 'signature')} written to the folder {self._exported}."
        self._workplace.notices.say(text)

    @Slot(object)
    def _on_removed(self, batch: str) -> None:
        undo = partial(self._restore_import, batch)
        self._workplace.notices.say(f"The import {batch} was removed.", undo=undo)
        self.changed.emit()

    @Slot(object)
    def _on_restored(self, batch: str) -> None:
        self._workplace.notices.say(f"The import {batch} is back.", undo=partial(self.remove_import, batch))
        self.changed.emit()

    def _submit(self, function: Callable[..., object], *args: object) -> Job:
        job = self._workplace.lanes.store.submit(function, *args)
        job.failed.connect(self._workplace.notices.fail)
        return job


def free_name(wanted: str, taken: Sequence[str]) -> str:
    """A name for an import that no earlier one had, removed or not."""
    name, count = wanted, 1
    while name in taken:
        count += 1
        name = f"{wanted} ({count})"
    return name


def new_folder(folder: Path) -> Path:
    """A folder that is not there yet, named after today."""
    name = f"specimen-pairs-{datetime.now().astimezone():%Y-%m-%d}"
    target, count = folder / name, 1
    while target.exists():
        count += 1
        target = folder / f"{name}-{count}"
    return target


def _import(bank: Bank, path: Path, *, batch: str, officer: str, report: Report) -> Imported:
    from core.learning.pairs import import_from  # here, because it loads the network's library

    return import_from(bank, path, batch=batch, officer=officer, report=report)


def _export(bank: Bank, path: Path, *, report: Report) -> int:
    from core.learning.gather import gather
    from core.learning.pairs import export_to

    gather(bank, report=report)
    return export_to(bank, path, report=report)


def _applied(change: Callable[[str], object], batch: str) -> str:
    change(batch)
    return batch
