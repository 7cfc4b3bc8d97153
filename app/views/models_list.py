"""Which models are there to choose from, and is the record of their use whole?"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from app.models.cards_model import CardsModel
from app.models.name_card import NameCard
from app.presenters.models_shelf import Shelf
from app.presenters.models_words import record_text
from app.widgets.action_button import ActionTool
from app.widgets.sign_line import SignLine
from app.widgets.two_line_list import TwoLineList
from app.workplace import Workplace

WIDTH_PX = 296


class ModelsList(QFrame):
    """The models one under the other; at the foot what leads to the record."""

    chosen = Signal(object)  # a digest

    def __init__(
        self, workplace: Workplace, model: CardsModel[NameCard], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._model = model
        self.setFixedWidth(WIDTH_PX)
        title = QLabel("Models", self)
        title.setProperty("kind", "title")
        self.list = TwoLineList("Models", self)
        self.list.setModel(model)
        self.removed = QToolButton(self)
        self.removed.setText("Show removed")
        self.removed.setCheckable(True)
        self.removed.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.removed.hide()
        self.state = SignLine(workplace.theme, kind="small", parent=self)
        self.record = ActionTool(workplace.actions.get("models.record"), text="Record", parent=self)
        self._lay_out(title)
        self.list.chosen.connect(self.chosen)
        self.list.clicked.connect(self._on_clicked)

    def _lay_out(self, title: QLabel) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.state, 1)
        foot.addWidget(self.record, 0, Qt.AlignmentFlag.AlignVCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 16, 8)
        layout.setSpacing(8)
        layout.addWidget(title)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.removed, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(foot)

    def show_shelf(self, shelf: Shelf, *, chosen: str | None) -> None:
        """Say what there is, after the model has been filled, and mark the one that is looked at."""
        self.removed.setVisible(any(one.is_removed for one in shelf.models))
        sign = "warning" if shelf.broken_id is not None else "done" if shelf.activations else ""
        self.state.say(record_text(shelf.activations, shelf.broken_id), sign=sign)
        self.mark(chosen)

    def mark(self, digest: str | None) -> None:
        """Mark the row of a model without choosing it anew."""
        self.list.mark(self._model.row_of(digest))

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        """Also a click on the row that is marked already: it leads back from the record."""
        self.chosen.emit(index.data(CardsModel.CARD).key)
