"""Has the supplier sent a model? Looked for once, when the records are open; activated by hand alone."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from app.lanes import Lane
from app.notices import Notices
from core.errors import ModelProblem, UntrustedModel, UnusableModel
from core.progress import Report

if TYPE_CHECKING:
    from core.learning.delivery import Delivery, Refused
    from core.store.bank import Bank

_log = logging.getLogger(__name__)

COMPARING = "Comparing the supplier's model with the one in use"
UNTIL = "Nothing changes until it is activated there."
UNREACHED = (
    "The folder in which new models come cannot be reached. The model in use goes on serving; tell your IT."
)
KEPT = "It was left alone, and the model in use goes on serving; tell your IT."


class Deliveries(QObject):
    """Looks into the folder that IT settled, beside the clerk's work, and says what was there."""

    def __init__(
        self,
        bank: Bank,
        lane: Lane,
        notices: Notices,
        *,
        shipped: Path,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._bank = bank
        self._lane = lane
        self._notices = notices
        self._shipped = shipped

    def look(self, folder: Path, *, key: str) -> None:
        """Take in what is signed with this key and new to the bank."""
        job = self._lane.submit(_look, self._bank, folder, key=key, shipped=self._shipped)
        job.done.connect(self._on_looked)
        job.failed.connect(self._on_failed)

    @Slot(object)
    def _on_looked(self, delivery: Delivery) -> None:
        if not delivery.is_reached:
            self._notices.warn(UNREACHED)
        for refused in delivery.refused:
            self._notices.warn(refused_text(refused))
        for record in delivery.taken:
            self._notices.say(f"New on the Models page: “{record.name}”. {UNTIL}")
            job = self._lane.submit(_compare, self._bank, record.digest, shipped=self._shipped, reports=True)
            job.failed.connect(self._on_failed)
            self._notices.follow(job, COMPARING)

    @Slot(object)
    def _on_failed(self, error: BaseException) -> None:
        _log.warning("a delivered model was not taken in or not compared", exc_info=error)


def refused_text(refused: Refused) -> str:
    """Why a delivered model was left alone, in whole sentences."""
    match refused.error:
        case UntrustedModel(problem=problem):
            why = problem.value
        case UnusableModel(problem=ModelProblem.VERSION | ModelProblem.PREPROCESSING):
            why = "it was made for another version of Specimen"
        case UnusableModel():
            why = "it is damaged or not complete"
        case _:
            why = "it cannot be read"
    return f"{refused.name} was sent as a new model, but {why}. {KEPT}"


def _look(bank: Bank, folder: Path, *, key: str, shipped: Path) -> Delivery:
    from core.learning.delivery import look_for_models

    return look_for_models(bank, folder, key=key, shipped=shipped)


def _compare(bank: Bank, digest: str, *, shipped: Path, report: Report) -> None:
    from core.learning.challenge import challenge

    challenge(bank, digest, shipped=shipped, report=report)
