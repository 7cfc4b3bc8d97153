"""What does the bank ask of its thresholds, and how does it take them into use?"""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.actions import hint
from app.presenters.calibration_state import LEAST_RATE, MOST_RATE, Asked, CalibrationState
from app.presenters.calibration_words import hope_text, state_text, today_text, warning_text
from app.theme.tokens import SPACE_PX
from app.views.calibration_bands import SHARE_PX, BandRows
from app.widgets.caution import Caution
from app.widgets.forms import Field, Form
from app.widgets.number_edit import NumberEdit, share_edit
from app.widgets.words import words
from app.workplace import Workplace

_FIELDS = (
    Field("officer", "Your name", "For the record"),
    Field("reason", "Why", "What has changed, for the record", row=1),
)


class PolicyCard(QFrame):
    """The policy as it is typed, and below it the way into use."""

    changed = Signal(object)  # Asked
    use_submitted = Signal(str, str)  # officer, reason

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace, self._theme, self._actions = workplace, workplace.theme, workplace.actions
        self._asked: Asked | None = None
        self.setProperty("kind", "card")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * SPACE_PX, 2 * SPACE_PX, 2 * SPACE_PX, 2 * SPACE_PX)
        layout.setSpacing(SPACE_PX)
        heading = QLabel("What the bank asks", self)
        heading.setProperty("kind", "heading")
        layout.addWidget(heading)
        self._build_bands(layout)
        layout.addWidget(self._line())
        self.reject = self._share(layout, "Genuine signatures advised to reject, at most", least=LEAST_RATE)
        self.refer = self._share(layout, "Genuine signatures the bank is ready to look at", least=0.0)
        self._hope = words(kind="small", parent=self)
        layout.addWidget(self._hope)
        layout.addWidget(self._line())
        self._build_use(layout)

    def _build_bands(self, layout: QVBoxLayout) -> None:
        words = QLabel("Forgeries accepted, at most", self)
        self.bands = BandRows(self._theme, self)
        self.bands.edited.connect(self._on_edited)
        self.bands.removed.connect(self._on_band_removed)
        add = self._actions.get("calibration.add_band")
        self.add = QPushButton(add.text(), self)
        self.add.setProperty("kind", "quiet")
        self.add.setToolTip(hint(add))
        self.add.clicked.connect(add.trigger)
        add.triggered.connect(self._on_add_triggered)
        layout.addWidget(words)
        layout.addWidget(self.bands)
        row = QHBoxLayout()
        row.addWidget(self.add)
        row.addStretch(1)
        layout.addLayout(row)

    def _share(self, layout: QVBoxLayout, words: str, *, least: float) -> NumberEdit:
        label = QLabel(words, self)
        label.setWordWrap(True)
        most = MOST_RATE if least else 1.0
        edit = share_edit(words, limits=(least, most), parent=self)
        edit.setFixedWidth(SHARE_PX)
        edit.edited.connect(self._on_edited)
        label.setBuddy(edit)
        row = QHBoxLayout()
        row.setSpacing(2 * SPACE_PX)
        row.addWidget(label, 1)
        row.addWidget(edit)
        layout.addLayout(row)
        return edit

    def _build_use(self, layout: QVBoxLayout) -> None:
        self.state = words(kind="small", parent=self)
        self.warning = Caution(self._theme, self)
        self.today = words(kind="small", parent=self)
        use = self._actions.get("calibration.use")
        self.use = QPushButton(use.text(), self)
        self.use.setProperty("kind", "primary")
        self.use.setToolTip(hint(use))
        self.use.clicked.connect(use.trigger)
        use.triggered.connect(self._on_use_triggered)
        self.form = Form(_FIELDS, save="Use them", theme=self._theme, parent=self)
        self.form.hide()
        self.form.submitted.connect(self._on_form_submitted)
        self.form.cancelled.connect(self.close_form)
        for widget in (self.state, self.warning, self.today, self.use, self.form):
            layout.addWidget(widget)

    def _line(self) -> QFrame:
        line = QFrame(self)
        line.setProperty("kind", "line")
        return line

    def show_state(self, state: CalibrationState) -> None:
        """Show what is asked, what may be said against it, and whether it can be used."""
        if state.asked is not None and state.asked != self._asked:
            self._asked = state.asked
            self.bands.show_bands(state.asked.bands)
            self.reject.show_value(state.asked.reject_frr)
            self.refer.show_value(state.asked.refer_share)
        tried = state.tried if state.is_current else None
        _say(self._hope, hope_text(tried) if tried else "")
        _say(self.state, state_text(state))
        self.warning.say(warning_text(tried) if tried else "")
        if state.measured is not None:
            self.today.setText(today_text(state.measured.today, state.measured.today_asked))
        use = self._actions.get("calibration.use")
        use.setEnabled(state.can_use)
        self.use.setEnabled(use.isEnabled())
        self.form.save.setEnabled(state.can_use)

    @Slot()
    def close_form(self) -> None:
        """Ask for name and reason no more."""
        had_focus = self.form.isAncestorOf(self.focusWidget()) if self.focusWidget() is not None else False
        self.form.hide()
        self.use.show()
        if had_focus:
            self.use.setFocus()

    def _typed(self) -> Asked | None:
        if self.reject.value is None or self.refer.value is None:
            return None
        return Asked(self.bands.bands(), self.reject.value, self.refer.value)

    def _change(self, asked: Asked) -> None:
        self._asked = asked
        self.changed.emit(asked)

    @Slot()
    def _on_edited(self) -> None:
        typed = self._typed()
        if typed is not None:
            self._change(typed)

    @Slot()
    def _on_add_triggered(self) -> None:
        if self._asked is not None:
            self._show_other_bands(self._asked.with_band())
            self.bands.focus_newest()

    @Slot(int)
    def _on_band_removed(self, place: int) -> None:
        if self._asked is not None:
            self._show_other_bands(self._asked.without_band(place))
            self.add.setFocus()

    def _show_other_bands(self, asked: Asked) -> None:
        self.bands.show_bands(asked.bands)
        self._change(asked)

    @Slot()
    def _on_use_triggered(self) -> None:
        self.form.fill({"officer": self._workplace.settings.officer})
        self.use.hide()
        self.form.show()
        row = self.form.rows["reason" if self._workplace.settings.officer else "officer"]
        row.editor.setFocus()

    @Slot(dict)
    def _on_form_submitted(self, values: dict[str, str]) -> None:
        for key, sentence in (("officer", "Say who uses them."), ("reason", "Say why: it is kept.")):
            if not values[key].strip():
                self.form.refuse(key, sentence)
                return
        self.use_submitted.emit(values["officer"].strip(), values["reason"].strip())


def _say(label: QLabel, text: str) -> None:
    label.setText(text)
    label.setVisible(bool(text))
