"""How does the desk take a picture of itself, for the README and for a look without a screen?"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from app.options import Options
from app.signing import sign
from app.views.main_window import MainWindow
from app.workplace import Workplace
from core.resources import resource

if TYPE_CHECKING:
    from core.data.samples import SampleCheck, SampleSignatory
    from core.desk import Desk

_LOOK_EVERY_MS = 100
_QUIET_LOOKS = 6  # in a row: timers that wait for typing to end have fired by then
_GIVE_UP_AFTER_MS = 180_000
OFFICER = "R. Amara"
SIGNING_SEED = 7
_REMARKS = {
    "accept": "",
    "refer": "Asked the branch for a second look.",
    "reject": "Returned to the presenter.",
}


@dataclass(frozen=True)
class Scene:
    """What is put on the desk: made-up people and a scan."""

    customer_id: int
    signatory_id: int
    name: str
    scan: Path


def made_up_clock() -> Callable[[], datetime]:
    """Return a clock that goes on by three quarters of an hour whenever it is looked at, up to now."""
    ticks = count()
    start = datetime.now(UTC) - timedelta(days=4)

    def now() -> datetime:
        return min(start + next(ticks) * timedelta(minutes=47), datetime.now(UTC))

    return now


class Screenshot(QObject):
    """Fills the bank with made-up customers, opens a page, waits until nothing moves, saves the window."""

    def __init__(self, window: MainWindow, options: Options) -> None:
        super().__init__(window)
        self._window = window
        self._options = options
        self._quiet = 0
        self._workplace: Workplace | None = None
        self._signs_next: str | None = None  # once what is on the page has come to rest
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_look)
        QTimer.singleShot(_GIVE_UP_AFTER_MS, self, self._on_too_late)
        window.resize(options.width_px, options.height_px)

    @Slot(object)
    def prepare(self, workplace: Workplace) -> None:
        """Set the scene, once the records are open."""
        self._workplace = workplace
        self._timer.start(_LOOK_EVERY_MS)
        if self._options.page == "welcome":
            return
        if self._options.page == "settings":
            self._window.pages.show_page("settings")
            return
        with_history = self._options.page not in ("verify", "customers", "pad")
        job = workplace.lanes.inference.submit(
            set_scene, workplace.desk, resource("samples"), with_history=with_history
        )
        job.done.connect(self._on_scene_set)
        job.failed.connect(self._on_failed)

    @Slot(object)
    def _on_scene_set(self, scene: Scene) -> None:
        pages, page = self._window.pages, self._options.page
        if page == "verify":
            pages.verify_signatory(scene.signatory_id)
            pages.verify.present(scene.scan)
        elif page == "pad":
            pages.verify_signatory(scene.signatory_id)
            self._signs_next = scene.name
        elif page == "customers":
            pages.show_customer(scene.customer_id)
        else:
            pages.show_page(page)

    @Slot()
    def _on_look(self) -> None:
        assert self._workplace is not None
        lanes = self._workplace.lanes
        is_quiet = all(lane.is_idle for lane in (lanes.inference, lanes.store, lanes.learning))
        self._quiet = self._quiet + 1 if is_quiet else 0
        if self._quiet < _QUIET_LOOKS:
            return
        if self._signs_next is not None:
            self._sign(self._signs_next)
        else:
            self._timer.stop()
            self._save()

    def _sign(self, name: str) -> None:
        assert self._workplace is not None
        self._workplace.actions.get("verify.sign").trigger()
        sign(self._window.pages.verify.pad_sheet.pad, name=name, seed=SIGNING_SEED)
        self._signs_next, self._quiet = None, 0

    def _save(self) -> None:
        file = self._options.screenshot
        assert file is not None
        file.parent.mkdir(parents=True, exist_ok=True)
        if self._window.grab().save(str(file)):
            QApplication.exit(0)
        else:
            self._leave(f"{file} could not be written")

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self._leave(str(error))

    @Slot()
    def _on_too_late(self) -> None:
        self._leave("the page did not come to rest in time")

    def _leave(self, why: str) -> None:
        sys.stderr.write(f"No picture: {why}.\n")
        QApplication.exit(1)


def set_scene(desk: Desk, folder: Path, *, with_history: bool) -> Scene:
    """Fill the bank, and the history where it is wanted; for the inference lane."""
    from core.data.samples import read_samples

    desk.fill_sample_bank(folder)
    first: Scene | None = None
    for sample in read_samples(folder):
        customer = desk.bank.customer_by_number(sample.number)
        assert customer is not None
        ids = {person.name: person.id for person in desk.bank.signatories(customer.id)}
        for person in sample.signatories:
            if person.to_check and first is None:
                first = Scene(customer.id, ids[person.name], person.name, _genuine(person).file)
            if with_history:
                _check_all(desk, ids[person.name], person)
    assert first is not None
    return first


def _genuine(person: SampleSignatory) -> SampleCheck:
    return next((check for check in person.to_check if check.what == "genuine"), person.to_check[0])


def _check_all(desk: Desk, signatory_id: int, person: SampleSignatory) -> None:
    from core.errors import SpecimenError
    from core.scoring.verdict import Verdict

    for check in person.to_check:
        try:
            record = desk.verify(signatory_id, desk.examine(desk.read(check.file)[0]))
        except SpecimenError:
            continue  # samples that show what is not fit to judge have no place in the history
        if record.id % 4:  # some are left undecided
            remark = _REMARKS[record.verdict]
            desk.decide(record.id, decision=Verdict(record.verdict), remark=remark, officer=OFFICER)
