"""What in the bank and in the program has this text in it?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from app.actions import TABLE, key_text
from app.lanes import Job
from app.models.found_model import Found, FoundKind
from app.workplace import Workplace

if TYPE_CHECKING:
    from core.store.bank import Bank

EACH = 8


class Finder(QObject):
    """Commands at once, people a moment later from the store's lane; no answer to an older text."""

    found = Signal(object)  # list[Found]

    def __init__(self, workplace: Workplace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._searching: Job | None = None
        self._commands: list[Found] = []

    def find(self, text: str, *, page: str) -> None:
        """Look for everything with these words, on this page or on none."""
        if self._searching is not None:
            self._searching.cancel()
        self._commands = self._matching_commands(text, page)
        if not text.strip():
            self.found.emit(self._commands)
            return
        self._searching = self._workplace.lanes.store.submit(_people, self._workplace.desk.bank, text)
        self._searching.done.connect(self._on_people_found)
        self._searching.failed.connect(self._workplace.notices.fail)

    @Slot(object)
    def _on_people_found(self, people: list[Found]) -> None:
        self.found.emit([*people, *self._commands])

    def _matching_commands(self, text: str, page: str) -> list[Found]:
        words = text.casefold().split()
        actions = self._workplace.actions
        return [
            Found(FoundKind.COMMAND, spec.text, key_text(actions.get(spec.id)), command=spec.id)
            for spec in TABLE
            if spec.page in (None, page)
            and spec.id != "desk.find"
            and actions.get(spec.id).isEnabled()
            and all(word in spec.text.casefold() for word in words)
        ]


def _people(bank: Bank, text: str) -> list[Found]:
    signatories = [
        Found(FoundKind.SIGNATORY, person.name, f"signs for {customer.name} · {customer.number}", person.id)
        for customer, person in bank.find_signatories(text, limit=EACH)
    ]
    customers = [
        Found(FoundKind.CUSTOMER, one.name, " · ".join((one.number, *one.accounts)), one.id)
        for one in bank.search_customers(text, limit=EACH)
    ]
    return [*signatories, *customers]
