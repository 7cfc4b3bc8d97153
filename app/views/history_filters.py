"""By what can the history be narrowed? One row above the table."""

from __future__ import annotations

from PySide6.QtCore import QDate, QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QDateEdit, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from app.actions import hint
from app.presenters.history import ANY, BETWEEN, MONTH, TODAY, UNDECIDED, WEEK, HistoryFilters

_VERDICTS = (("", "Any verdict"), ("accept", "Accept"), ("refer", "Refer"), ("reject", "Reject"))
_DECISIONS = (("", "Any decision"), (UNDECIDED, "Undecided"), *_VERDICTS[1:])
_PERIODS = (
    (ANY, "Any time"),
    (TODAY, "Today"),
    (WEEK, "Last 7 days"),
    (MONTH, "Last 30 days"),
    (BETWEEN, "Between"),
)


class HistoryFilterBar(QWidget):
    """The filters as they are set; `changed` comes with every one that is touched."""

    changed = Signal(object)  # HistoryFilters

    def __init__(self, filters: HistoryFilters, *, clear: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = QLineEdit(self)
        self.text.setPlaceholderText("Customer, number or signatory")
        self.text.setAccessibleName("Search the history")
        self.text.setClearButtonEnabled(True)
        self.text.setMinimumWidth(240)
        self._verdict = _combo(_VERDICTS, name="Verdict", parent=self)
        self._decision = _combo(_DECISIONS, name="Decision", parent=self)
        self._period = _combo(_PERIODS, name="Period", parent=self)
        self._since = _date_edit("From", parent=self)
        self._and = QLabel("and", self)
        self._until = _date_edit("To", parent=self)
        self._clear = QPushButton("Clear", self)
        self._clear.setProperty("kind", "quiet")
        self._clear.setAccessibleName(clear.text())
        self._clear.setToolTip(hint(clear))
        self._clear.clicked.connect(clear.trigger)
        self._lay_out()
        self.show_filters(filters)
        self._connect()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.text, 1)
        for widget in (
            self._verdict,
            self._decision,
            self._period,
            self._since,
            self._and,
            self._until,
            self._clear,
        ):
            row.addWidget(widget)
        row.addStretch(1)

    def _connect(self) -> None:
        self.text.textChanged.connect(self._on_touched)
        for combo in (self._verdict, self._decision, self._period):
            combo.currentIndexChanged.connect(self._on_touched)
        for edit in (self._since, self._until):
            edit.dateChanged.connect(self._on_touched)

    def filters(self) -> HistoryFilters:
        """What is set now."""
        return HistoryFilters(
            text=self.text.text(),
            verdict=str(self._verdict.currentData()),
            decision=str(self._decision.currentData()),
            period=str(self._period.currentData()),
            since=self._since.date().toString(Qt.DateFormat.ISODate),
            until=self._until.date().toString(Qt.DateFormat.ISODate),
        )

    def show_filters(self, filters: HistoryFilters) -> None:
        """Set every control; `changed` does not come."""
        controls = (self.text, self._verdict, self._decision, self._period, self._since, self._until)
        blockers = [QSignalBlocker(control) for control in controls]
        self.text.setText(filters.text)
        for combo, value in (
            (self._verdict, filters.verdict),
            (self._decision, filters.decision),
            (self._period, filters.period),
        ):
            combo.setCurrentIndex(max(0, combo.findData(value)))
        for edit, text in ((self._since, filters.since), (self._until, filters.until)):
            day = QDate.fromString(text, Qt.DateFormat.ISODate)
            edit.setDate(day if day.isValid() else QDate.currentDate())
        del blockers
        self._show_what_is_needed()

    def _show_what_is_needed(self) -> None:
        is_between = self._period.currentData() == BETWEEN
        for widget in (self._since, self._and, self._until):
            widget.setVisible(is_between)
        self._clear.setVisible(not self.filters().is_any)

    @Slot()
    def _on_touched(self) -> None:
        self._show_what_is_needed()
        self.changed.emit(self.filters())


def _combo(choices: tuple[tuple[str, str], ...], *, name: str, parent: QWidget) -> QComboBox:
    combo = QComboBox(parent)
    combo.setAccessibleName(name)
    for value, text in choices:
        combo.addItem(text, value)
    return combo


def _date_edit(name: str, *, parent: QWidget) -> QDateEdit:
    edit = QDateEdit(parent)
    edit.setAccessibleName(name)
    edit.setCalendarPopup(True)
    edit.setDisplayFormat("yyyy-MM-dd")
    edit.setMaximumDate(QDate.currentDate().addDays(1))
    return edit
