"""Which scans are about to be enrolled? Each with its ink and what was found, to keep or leave out."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from app.actions import hint
from app.presenters.customer_words import counted
from app.presenters.enrol import EnrolPresenter
from app.theme.tokens import CONTROL_PX
from app.widgets.action_button import ActionTool
from app.widgets.drop_zone import DropZone
from app.widgets.pending_list import PendingList
from app.workplace import Workplace
from core.store.records import Signatory


class EnrolTray(QWidget):
    """Nothing in here is a specimen yet; Enrol makes all that is kept one, in one go."""

    marking_requested = Signal(int)  # the key of the scan
    closed = Signal()

    def __init__(
        self, workplace: Workplace, presenter: EnrolPresenter, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._presenter = presenter
        self.list = PendingList(self)
        self.list.setModel(presenter.model)
        self._build(workplace)
        self.list.removal_pressed.connect(self._on_removal_pressed)
        self.list.marking_requested.connect(self._on_marking_requested)
        self.list.selectionModel().selectionChanged.connect(self._refresh)
        presenter.changed.connect(self._refresh)
        presenter.model.rowsInserted.connect(self._on_rows_inserted)
        presenter.model.modelReset.connect(self._refresh)
        self._refresh()

    def _build(self, workplace: Workplace) -> None:
        actions = workplace.actions
        self._title = QLabel(self)
        self._title.setProperty("kind", "title")
        self._title.setMinimumHeight(CONTROL_PX)
        self._title.setWordWrap(True)
        hint_line = QLabel(
            "Keep the scans that show one whole signature each. Nothing is enrolled before you say so.", self
        )
        hint_line.setProperty("kind", "muted")
        hint_line.setWordWrap(True)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.list)
        enrol = actions.get("customers.enrol")
        sentence = "Drop scans here, paste them, browse, or sign on the pad."
        self._stack.addWidget(DropZone(sentence, action=enrol, theme=workplace.theme, parent=self))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(8)
        layout.addWidget(self._title)
        layout.addWidget(hint_line)
        layout.addSpacing(8)
        layout.addWidget(self._stack, 1)
        layout.addLayout(self._build_foot(workplace))

    def _build_foot(self, workplace: Workplace) -> QHBoxLayout:
        actions = workplace.actions
        self._state = QLabel(self)
        self._state.setProperty("kind", "muted")
        self.close_button = QPushButton("Later", self)
        self.close_button.setAccessibleName("Close the tray and keep its scans for later")
        self.close_button.setToolTip("The scans stay here until you come back")
        self.close_button.clicked.connect(self.closed)
        self.discard = QPushButton("Discard", self)
        self.discard.setAccessibleName("Discard all scans in the tray")
        self.discard.setProperty("kind", "quiet")
        self.discard.clicked.connect(self._presenter.discard)
        save = actions.get("customers.save_specimens")
        self.enrol = QPushButton(self)
        self.enrol.setProperty("kind", "primary")
        self.enrol.setToolTip(hint(save))
        self.enrol.clicked.connect(save.trigger)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(ActionTool(actions.get("customers.enrol"), text="Add scans", parent=self))
        row.addWidget(ActionTool(actions.get("customers.sign"), text="Sign on the pad", parent=self))
        row.addWidget(ActionTool(actions.get("customers.mark"), text="Mark signatures", parent=self))
        row.addWidget(self._state, 1)
        for widget in (self.discard, self.close_button, self.enrol):
            row.addWidget(widget)
        return row

    def show_signatory(self, signatory: Signatory | None) -> None:
        """Say whose specimens these will be."""
        self._title.setText(f"Enrol specimens of {signatory.name}" if signatory else "")

    def first_focus(self) -> None:
        """Put the keys on the first scan."""
        if self.list.model().rowCount() and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.list.model().index(0, 0))
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def marked_key(self) -> int | None:
        """The scan whose page would be marked now: the current one, or the only one."""
        row = self.list.currentIndex().row()
        if row < 0 and self._presenter.model.rowCount() == 1:
            row = 0
        card = self._presenter.model.card_at(row)
        return card.key if card else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _on_rows_inserted(self) -> None:
        if not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.list.model().index(0, 0))

    @Slot()
    def _refresh(self) -> None:
        presenter = self._presenter
        total, chosen = presenter.model.rowCount(), presenter.chosen_count
        self._stack.setCurrentIndex(1 if presenter.is_empty else 0)
        self.enrol.setText(f"Enrol {counted(chosen, 'specimen')}" if chosen else "Enrol")
        self.enrol.setEnabled(presenter.can_enrol)
        for widget in (self.discard, self.close_button, self.list):
            widget.setEnabled(not presenter.is_enrolling)
        self._state.setText(_state(presenter, total=total, chosen=chosen))

    @Slot()
    def _on_removal_pressed(self) -> None:
        self._presenter.remove(self.list.chosen_keys())

    @Slot(QModelIndex)
    def _on_marking_requested(self, index: QModelIndex) -> None:
        card = self._presenter.model.card_at(index.row())
        if card is not None:
            self.marking_requested.emit(card.key)


def _state(presenter: EnrolPresenter, *, total: int, chosen: int) -> str:
    if presenter.is_enrolling:
        return "Enrolling"
    unexamined = sum(not (card.is_examined or card.has_failed) for card in presenter.model.cards)
    if unexamined:
        return f"Examining {unexamined} of {counted(total, 'scan')}"
    if presenter.is_examining:
        return "Reading the scans"
    left_out = total - chosen
    return f"{left_out} of {counted(total, 'scan')} left out" if left_out else ""
