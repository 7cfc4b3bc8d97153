"""What becomes of the signatures that are selected, once a clerk has said why?"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from app.presenters.pairs import PairsPresenter
from app.presenters.pairs_words import ask_text
from app.views.pairs_label_bar import LabelBar
from app.views.pairs_wall import PairWall
from app.workplace import Workplace
from core.store.learning_records import Label, LabelSource

LABELS = {
    "genuine": Label.GENUINE,
    "forged": Label.FORGED,
    "unknown": Label.UNKNOWN,
    "exclude": Label.EXCLUDED,
    "confirm": None,
}
"""What each action says; None says again what is said already."""


class PairLabelling(QObject):
    """Asks in the bar, and labels what was selected when it asked."""

    asked = Signal()

    def __init__(
        self, workplace: Workplace, presenter: PairsPresenter, *, wall: PairWall, bar: LabelBar
    ) -> None:
        super().__init__(bar)
        self._presenter, self._wall, self._bar = presenter, wall, bar
        self._label: Label | None = None
        self._keys: list[int] = []
        for name in LABELS:
            workplace.actions.get(f"pairs.{name}").triggered.connect(self._on_label_triggered)
        presenter.shown.connect(self._on_shown)
        bar.saved.connect(self._on_bar_saved)
        bar.left.connect(self._leave)

    @Slot()
    def _on_label_triggered(self) -> None:
        self._keys = self._wall.chosen_keys()
        if self._keys:
            self.asked.emit()
            self._label = LABELS[self.sender().objectName().removeprefix("pairs.")]
            question = ask_text(self._label, count=len(self._keys))
            self._bar.ask(question, reason=self._presenter.labels.last_reason)

    @Slot(LabelSource, str)
    def _on_bar_saved(self, source: LabelSource, reason: str) -> None:
        if self._presenter.relabel(self._keys, label=self._label, source=source, reason=reason):
            self._leave()

    @Slot()
    def _on_shown(self) -> None:
        """What is no longer in sight is not labelled."""
        if any(self._presenter.examples.row_of(key) < 0 for key in self._keys):
            self._keys = []
            self._bar.hide()

    @Slot()
    def _leave(self) -> None:
        self._keys = []
        self._bar.hide()
        self._wall.first_focus()
