"""Who may sign for the customer, and who of them is looked at?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QTabBar, QVBoxLayout, QWidget

from app.actions import hint
from app.widgets.action_button import ActionTool
from app.widgets.forms import Field, Form
from app.widgets.specimen_wall import END_PX
from app.workplace import Workplace
from core.store.records import Signatory

_FIELDS = (
    Field("name", "Signatory", "Name as signed", row=0, column=0),
    Field("role", "Role", "Director, account holder, attorney", row=0, column=1),
)
_TABS = """
QTabBar { border: none; background: transparent; }
QTabBar::tab { background: transparent; border: none; border-bottom: 2px solid transparent;
    padding: 8px 12px; color: palette(placeholder-text); }
QTabBar::tab:first, QTabBar::tab:only-one { padding-left: 0; }
QTabBar::tab:hover { color: palette(text); }
QTabBar::tab:selected { color: palette(text); border-bottom: 2px solid palette(accent); }
QTabBar::tab:selected:focus { background: palette(highlight); }
"""


class SignatoryBar(QWidget):
    """One tab for each signatory; below it the role, and what can be done."""

    chosen = Signal(int)  # the place among the signatories
    submitted = Signal(dict)
    left = Signal()

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._signatory: Signatory | None = None
        self._edited: int | None = None
        self.tabs = QTabBar(self)
        self.tabs.setAccessibleName("Signatories")
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setElideMode(Qt.TextElideMode.ElideRight)
        self.tabs.setStyleSheet(_TABS)
        self.tabs.currentChanged.connect(self.chosen)
        self.form = Form(_FIELDS, save="Save", theme=workplace.theme, parent=self)
        self.form.submitted.connect(self.submitted)
        self.form.cancelled.connect(self.close_form)
        self._form_title = QLabel(self)
        self._form_title.setProperty("kind", "heading")
        self._editor = QWidget(self)
        self._editor.hide()
        self._build(workplace)

    def _build(self, workplace: Workplace) -> None:
        actions = workplace.actions
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.tabs, 0)
        row.addWidget(ActionTool(actions.get("customers.add_signatory"), text="Add signatory", parent=self))
        row.addStretch(1)
        line = QFrame(self)
        line.setProperty("kind", "line")
        self._about = QWidget(self)
        self.role = QLabel(self._about)
        self.role.setProperty("kind", "muted")
        below = QHBoxLayout(self._about)
        below.setContentsMargins(0, 8, 0, 0)
        below.setSpacing(8)
        below.addWidget(self.role)
        for action in ("customers.edit_signatory", "customers.remove_signatory"):
            below.addWidget(ActionTool(actions.get(action), parent=self._about))
        below.addStretch(1)
        verify = actions.get("customers.verify")
        self.verify = QPushButton("Verify a signature", self._about)
        self.verify.setProperty("kind", "primary")
        self.verify.setToolTip(hint(verify))
        self.verify.clicked.connect(verify.trigger)
        below.addWidget(self.verify)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, END_PX, 0)
        layout.setSpacing(0)
        layout.addLayout(row)
        layout.addWidget(line)
        layout.addWidget(self._about)
        layout.addWidget(self._editor)
        inside = QVBoxLayout(self._editor)
        inside.setContentsMargins(0, 16, 0, 0)
        inside.setSpacing(8)
        inside.addWidget(self._form_title)
        inside.addWidget(self.form)

    @property
    def is_editing(self) -> bool:
        """Whether the form is open."""
        return self._editor.isVisibleTo(self)

    @property
    def edited_id(self) -> int | None:
        """Whom the form is about; None: a new signatory."""
        return self._edited

    def show_signatories(self, signatories: Sequence[Signatory], *, chosen: Signatory | None) -> None:
        """Show these tabs with one of them turned to, without saying that it was chosen."""
        was_blocked = self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        for signatory in signatories:
            index = self.tabs.addTab(_tab_text(signatory))
            self.tabs.setTabToolTip(index, _tab_hint(signatory))
            self.tabs.setAccessibleTabName(index, _tab_hint(signatory))
        ids = [signatory.id for signatory in signatories]
        if chosen is not None and chosen.id in ids:
            self.tabs.setCurrentIndex(ids.index(chosen.id))
        self.tabs.blockSignals(was_blocked)
        self.tabs.setVisible(bool(signatories))
        self.show_signatory(chosen)

    def show_signatory(self, signatory: Signatory | None) -> None:
        """Show the role of the one that is looked at."""
        self._signatory = signatory
        role = signatory.role if signatory else ""
        self.role.setText(role[:1].upper() + role[1:] or "No role given")
        self._about.setVisible(signatory is not None and not self.is_editing)

    def open_form(self, *, is_new: bool, typed: Mapping[str, str] | None = None) -> None:
        """Open the form for the signatory shown or for a new one."""
        signatory = None if is_new else self._signatory
        self._edited = signatory.id if signatory else None
        before = {"name": signatory.name, "role": signatory.role} if signatory else {"name": "", "role": ""}
        self.form.fill(typed or before, before=before)
        self._form_title.setText(f"Edit {signatory.name}" if signatory else "New signatory")
        self._about.hide()
        self._editor.show()
        self.form.first_focus()

    @Slot()
    def close_form(self) -> None:
        """Close the form without saving."""
        if self.is_editing:
            self._editor.hide()
            self._about.setVisible(self._signatory is not None)
            self.left.emit()


def _tab_text(signatory: Signatory) -> str:
    return f"{signatory.name.replace('&', '&&')}  {signatory.specimen_count}"


def _tab_hint(signatory: Signatory) -> str:
    role = f", {signatory.role}" if signatory.role else ""
    count = signatory.specimen_count
    return f"{signatory.name}{role}, {count} {'specimen' if count == 1 else 'specimens'}"
