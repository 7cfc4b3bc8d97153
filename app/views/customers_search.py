"""How is a customer found? A line to type in, and the list of who matches."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from app.models.cards_model import CardsModel
from app.models.name_card import NameCard
from app.presenters.customer_words import counted
from app.presenters.customers import MOST_FOUND
from app.widgets.action_button import ActionTool
from app.widgets.search_line import SearchLine
from app.widgets.two_line_list import TwoLineList
from app.workplace import Workplace

WIDTH_PX = 320


class CustomerSearch(QFrame):
    """Who matches stands below the line; where nobody does, what to do."""

    typed = Signal(str)
    chosen = Signal(object)  # a customer's id
    entered = Signal()  # Enter: on with the customer who is chosen

    def __init__(
        self, workplace: Workplace, model: CardsModel[NameCard], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._model = model
        self.setFixedWidth(WIDTH_PX)
        self._build(workplace)
        self.line.textChanged.connect(self.typed)
        self.line.returnPressed.connect(self.entered)
        self.list.activated.connect(self.entered)
        self.list.chosen.connect(self.chosen)

    def _build(self, workplace: Workplace) -> None:
        title = QLabel("Customers", self)
        title.setProperty("kind", "title")
        head = QHBoxLayout()
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(ActionTool(workplace.actions.get("customers.add"), text="Add", parent=self))
        self._build_finder(workplace)
        self._nobody = QLabel(self)
        self._nobody.setProperty("kind", "muted")
        self._nobody.setWordWrap(True)
        self._nobody.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._nobody.setContentsMargins(4, 8, 4, 0)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._nobody)
        self._count = QLabel(self)
        self._count.setProperty("kind", "small")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 16, 8)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addSpacing(8)
        layout.addWidget(self.line)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self._count)

    def _build_finder(self, workplace: Workplace) -> None:
        self.list = TwoLineList("Customers found", self)
        self.list.setModel(self._model)
        self.line = SearchLine(
            self.list,
            name="Search for a customer",
            placeholder="Name, number, account or signatory",
            theme=workplace.theme,
            parent=self,
        )
        QWidget.setTabOrder(self.line, self.list)

    def show_found(self, *, is_cut: bool) -> None:
        """Say how many were found, after the model has been filled."""
        count = self._model.rowCount()
        text = self.line.text().strip()
        if is_cut:
            self._count.setText(f"The first {MOST_FOUND}. Type more to narrow them down.")
        else:
            self._count.setText(counted(count, "customer") if count else "")
        self._nobody.setText(
            f"Nobody matches “{text}”. Check the spelling, or add a customer."
            if text
            else "No customers yet. Add one, or the sample bank from the Desk menu."
        )
        self._stack.setCurrentWidget(self.list if count else self._nobody)

    def mark(self, customer_id: int | None) -> bool:
        """Mark the row of a customer without choosing it anew; False where the list does not hold it."""
        return self.list.mark(self._model.row_of(customer_id))

    def choose_first(self) -> None:
        """Choose the first row, if there is one."""
        if self._model.rowCount():
            self.list.setCurrentIndex(self._model.index(0))
