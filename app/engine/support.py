"""What can be handed to whoever is called for help? A report of this computer, on the clipboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication

from app.lanes import Job, Lane
from app.notices import Notices
from core.address import Place
from core.progress import Report

DOING = "Looking over this computer"
COPIED = "The report is on the clipboard: paste it into the ticket."
NAMELESS = "It holds no names, account numbers or pictures."


class Support(QObject):
    """Makes the report beside the clerk's work, and copies it."""

    def __init__(
        self,
        lane: Lane,
        notices: Notices,
        *,
        database: Place,
        shipped: Path,
        device: Callable[[], str],
        log_folder: Path,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._lane = lane
        self._notices = notices
        self._database, self._shipped, self._log_folder = database, shipped, log_folder
        self._device = device
        self._job: Job | None = None

    @Slot()
    def copy(self) -> None:
        """Look at everything, then copy what was found; nothing where that is under way already."""
        if self._job is not None:
            return
        self._job = self._lane.submit(
            _report,
            self._database,
            shipped=self._shipped,
            device=self._device(),
            log_folder=self._log_folder,
            reports=True,
        )
        self._job.done.connect(self._on_made)
        self._job.failed.connect(self._notices.fail)
        self._job.ended.connect(self._on_ended)
        self._notices.follow(self._job, DOING)

    @Slot(object)
    def _on_made(self, made: tuple[str, int]) -> None:
        text, wrong = made
        QGuiApplication.clipboard().setText(text)
        if wrong:
            found = "one thing that is wrong" if wrong == 1 else f"{wrong} things that are wrong"
            self._notices.warn(f"{COPIED} It names {found}. {NAMELESS}")
        else:
            self._notices.say(f"{COPIED} {NAMELESS}")

    @Slot()
    def _on_ended(self) -> None:
        self._job = None


def _report(
    database: Place, *, shipped: Path, device: str, log_folder: Path, report: Report
) -> tuple[str, int]:
    """Return the report, and how much of it is wrong."""
    from core.checkup.examine import examine
    from core.checkup.findings import as_text

    found = examine(database, shipped=shipped, device=device, log_folder=log_folder, report=report)
    return as_text(found), len(found.wrong)
