"""How does a newcomer get a bank to try the desk on? The made-up customers that come with the program."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage

from app.lanes import Job
from app.widgets.pixmaps import grey_image
from app.workplace import Workplace
from core.resources import resource

if TYPE_CHECKING:
    from core.data.samples import SampleSignatory
    from core.store.bank import Bank

THUMBNAIL = QSize(208, 88)  # twice what is shown, for sharp screens
_MOST_TRIALS = 6


@dataclass(frozen=True, eq=False)
class Trial:
    """A made-up scan to try: whose signature it should be, and whether it is genuine."""

    file: Path
    is_genuine: bool
    signatory_id: int
    signatory_name: str
    picture: QImage


class SampleBank(QObject):
    """Fills the bank with made-up customers and offers their scans."""

    looked = Signal(bool)  # whether the bank has no customer yet
    settled = Signal()  # filling has ended, well or not
    filled = Signal(object)  # list[Trial]

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._filling: Job | None = None

    @property
    def is_filling(self) -> bool:
        """Whether the customers are being added now."""
        return self._filling is not None and self._filling.is_running()

    def look(self) -> None:
        """Ask whether the bank is empty."""
        job = self._workplace.lanes.store.submit(self._workplace.desk.bank.search_customers, "", limit=1)
        job.done.connect(self._on_looked)
        job.failed.connect(self._on_look_failed)

    def fill(self) -> None:
        """Add what is missing of the made-up customers, then offer their scans."""
        if self.is_filling:
            return
        desk = self._workplace.desk
        lane = self._workplace.lanes.inference
        self._filling = lane.submit(desk.fill_sample_bank, resource("samples"), reports=True)
        self._filling.done.connect(self._on_filled)
        self._filling.ended.connect(self.settled)
        self._filling.failed.connect(self._workplace.notices.fail)
        self._workplace.notices.follow(self._filling, "Adding the sample bank")

    @Slot(object)
    def _on_looked(self, customers: list[object]) -> None:
        self.looked.emit(not customers)

    @Slot(object)
    def _on_look_failed(self, error: Exception) -> None:
        self._workplace.notices.fail(error)
        self.looked.emit(False)

    @Slot(object)
    def _on_filled(self, added: int) -> None:
        if added:
            plural = "" if added == 1 else "s"
            self._workplace.notices.say(f"{added} made-up customer{plural} added. They are not real people.")
        job = self._workplace.lanes.store.submit(trials, self._workplace.desk.bank, resource("samples"))
        job.done.connect(self.filled)
        job.failed.connect(self._workplace.notices.fail)


def trials(bank: Bank, folder: Path) -> list[Trial]:
    """A few scans to try, one genuine and one imitated of each signatory; for the store's lane."""
    from core.data.samples import read_samples

    result: list[Trial] = []
    for sample in read_samples(folder):
        customer = bank.customer_by_number(sample.number)
        ids = {person.name: person.id for person in bank.signatories(customer.id)} if customer else {}
        for person in sample.signatories:
            if person.name in ids and len(result) < _MOST_TRIALS:
                result += _one_of_each(person, ids[person.name])
    return result


def _one_of_each(person: SampleSignatory, signatory_id: int) -> list[Trial]:
    first = {check.what: check.file for check in reversed(person.to_check)}
    return [
        Trial(file, what == "genuine", signatory_id, person.name, _thumbnail(file))
        for what, file in sorted(first.items(), key=lambda item: item[0] != "genuine")
    ]


def _thumbnail(file: Path) -> QImage:
    from core.image.read import read_page

    keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    return grey_image(read_page(file)).scaled(THUMBNAIL, keep, smooth)
