"""On which of the bank's signatures do champion and challenger disagree?"""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from app.presenters.customer_words import counted
from app.presenters.models_pictures import TurnedPresenter
from app.theme.theme import Theme
from app.widgets.turned_list import TurnedList

RIGHT_PX = 32


class TurnedView(QWidget):
    """The signatures as pictures, each with what both models advise."""

    def __init__(self, presenter: TurnedPresenter, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self._summary = QLabel(self)
        self._summary.setProperty("kind", "muted")
        self._summary.setWordWrap(True)
        self.list = TurnedList(theme, self)
        self.list.setModel(presenter.model)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.list)
        self._stack.addWidget(QWidget(self))  # the sentence above says that there are none
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, RIGHT_PX, 8)
        layout.setSpacing(16)
        layout.addWidget(self._summary)
        layout.addWidget(self._stack, 1)
        self.list.in_sight.connect(presenter.want)
        presenter.model.modelReset.connect(self._on_reset)

    def _on_reset(self) -> None:
        cards = self._presenter.model.cards
        self._stack.setCurrentIndex(0 if cards else 1)
        self._summary.setText(summary(len(cards), sum(card.is_better for card in cards)))
        self.list.scrollToTop()
        self.list.look_round()


def summary(count: int, better: int) -> str:
    """How many signatures changed sides, and how many of them for the better."""
    if not count:
        return "On no signature that was kept aside do the two models give different advice."
    said = counted(count, "signature")
    return (
        f"On {said} of yours kept aside the advice differs: on {better} the challenger comes nearer to the "
        f"label, on {count - better} it goes further from it. The greatest change comes first."
    )
