"""Which signatories does the text typed so far mean?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.lanes import Lanes
from app.notices import Notices
from app.presenters.newest import Newest

if TYPE_CHECKING:
    from core.desk import Desk
    from core.store.records import Customer, Signatory

MOST = 50
PAUSE_MS = 80
"""Keys typed faster than this are searched for together."""


@dataclass(frozen=True)
class Found:
    """One signatory in the list: the id, and what to show in two parts."""

    signatory_id: int
    text: str
    detail: str


class SignatorySearch(QObject):
    """Searches the store as the clerk types; only the newest text's answer arrives."""

    found = Signal(str, object)  # the text, and a list of Found

    def __init__(self, desk: Desk, lanes: Lanes, notices: Notices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._lanes = desk, lanes
        self._text = ""
        self._newest = Newest(self)
        self._newest.failed.connect(notices.fail)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.search_now)

    def search(self, text: str) -> None:
        """Search for this text after a short pause in typing."""
        self._text = text.strip()
        self._newest.drop()
        self._pause.start()

    @Slot()
    def search_now(self) -> None:
        """Search for the newest text without a pause."""
        self._pause.stop()
        job = self._lanes.store.submit(self._desk.bank.find_signatories, self._text, limit=MOST)
        self._newest.start(job, self._on_found)

    def _on_found(self, pairs: list[tuple[Customer, Signatory]]) -> None:
        self.found.emit(self._text, [found(customer, signatory) for customer, signatory in pairs])


def found(customer: Customer, signatory: Signatory) -> Found:
    """A line of the list: who signs, in what role, for whom, and from how many specimens."""
    name = f"{signatory.name}, {signatory.role}" if signatory.role else signatory.name
    owner = customer.name if customer.name != signatory.name else ""
    account = customer.accounts[0] if customer.accounts else customer.number
    count = signatory.specimen_count
    specimens = "no specimens" if count == 0 else "1 specimen" if count == 1 else f"{count} specimens"
    return Found(signatory.id, name, " · ".join(part for part in (owner, account, specimens) if part))
