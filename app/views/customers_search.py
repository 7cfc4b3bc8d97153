"""How is a customer found? A line to type in, and the list of who matches."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from app.assets import icon
from app.models.customers_model import CustomersModel
from app.presenters.customer_words import counted
from app.presenters.customers import MOST_FOUND
from app.widgets.action_button import ActionTool
from app.widgets.two_line_list import TwoLineList
from app.workplace import Workplace

WIDTH_PX = 320


class CustomerSearch(QFrame):
    """The keys that move in a list work while typing, so that the hands stay on the search line."""

    typed = Signal(str)
    chosen = Signal(int)  # a customer's id
    entered = Signal()  # Enter: on with the customer who is chosen

    def __init__(self, workplace: Workplace, model: CustomersModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = workplace.theme
        self._model = model
        self.setFixedWidth(WIDTH_PX)
        self._build(workplace)
        self._tint()
        self._theme.changed.connect(self._tint)
        self.line.textChanged.connect(self.typed)
        self.line.returnPressed.connect(self.entered)
        self.list.activated.connect(self.entered)
        self.list.selectionModel().currentChanged.connect(self._on_current_changed)

    def _build(self, workplace: Workplace) -> None:
        title = QLabel("Customers", self)
        title.setProperty("kind", "title")
        head = QHBoxLayout()
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(ActionTool(workplace.actions.get("customers.add"), text="Add", parent=self))
        self._build_finder()
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

    def _build_finder(self) -> None:
        self.line = QLineEdit(self)
        self.line.setPlaceholderText("Name, number, account or signatory")
        self.line.setAccessibleName("Search for a customer")
        self.line.setAcceptDrops(False)  # a scan dropped here is a scan, not its address
        self.line.setClearButtonEnabled(True)
        self._glass = QAction(self)
        self.line.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self.line.installEventFilter(self)
        self.list = TwoLineList(second_line=CustomersModel.SECOND_LINE, name="Customers found", parent=self)
        self.list.setModel(self._model)

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
        row = self._model.row_of(customer_id)
        selection = self.list.selectionModel()
        was_blocked = selection.blockSignals(True)
        self.list.setCurrentIndex(self._model.index(row) if row >= 0 else QModelIndex())
        selection.blockSignals(was_blocked)
        self.list.viewport().update()
        return row >= 0

    def choose_first(self) -> None:
        """Choose the first row, if there is one."""
        if self._model.rowCount():
            self.list.setCurrentIndex(self._model.index(0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            page = self.list.rows_per_page()
            steps = {
                Qt.Key.Key_Down: 1,
                Qt.Key.Key_Up: -1,
                Qt.Key.Key_PageDown: page,
                Qt.Key.Key_PageUp: -page,
            }
            if (step := steps.get(Qt.Key(event.key()))) is not None:
                self.list.step(step)
                return True
            if event.key() == Qt.Key.Key_Escape and self.line.text():
                self.line.clear()
                return True
        return super().eventFilter(watched, event)

    @Slot(QModelIndex, QModelIndex)
    def _on_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        customer = self._model.customer_at(current.row())
        if customer is not None:
            self.chosen.emit(customer.id)

    @Slot()
    def _tint(self) -> None:
        tokens = self._theme.tokens
        self._glass.setIcon(icon("search", tokens, colour=tokens.muted))
