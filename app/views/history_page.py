"""What was verified and decided, by whom and when? The history page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QModelIndex, QSortFilterProxyModel, Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.actions import hint
from app.models.history_model import ROW_ROLE, SORT_ROLE, Column, HistoryModel
from app.presenters.history import LIMIT, HistoryFilters, HistoryPresenter
from app.views.history_filters import HistoryFilterBar
from app.widgets.empty import EmptyPage
from app.widgets.table import Table
from app.workplace import Workplace

if TYPE_CHECKING:
    from core.store.records import HistoryRow

_COLUMNS = "history.columns"
_WIDTHS = {
    Column.WHEN: 136,
    Column.CUSTOMER: 180,
    Column.NUMBER: 72,
    Column.SIGNATORY: 148,
    Column.VERDICT: 96,
    Column.EVIDENCE: 184,
    Column.DECISION: 112,
    Column.OFFICER: 88,
}


class HistoryPage(QWidget):
    """Every verification, newest first. A row opens it as it was."""

    open_requested = Signal(int)  # a verification id

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._presenter = HistoryPresenter(workplace, self)
        self._model = HistoryModel(workplace.theme, self)
        self._sorted = QSortFilterProxyModel(self)
        self._sorted.setSourceModel(self._model)
        self._sorted.setSortRole(SORT_ROLE)
        self._build()
        self._connect()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(16)
        layout.addLayout(self._heading())
        clear = self._workplace.actions.get("history.clear")
        self.filter_bar = HistoryFilterBar(self._presenter.filters, clear=clear, parent=self)
        layout.addWidget(self.filter_bar)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._build_table())
        self._stack.addWidget(self._build_empty())
        self._stack.addWidget(self._build_no_match())
        layout.addWidget(self._stack, 1)
        QWidget.setTabOrder(self._export, self.filter_bar)

    def _heading(self) -> QHBoxLayout:
        row = QHBoxLayout()
        title = QLabel("History", self)
        title.setProperty("kind", "title")
        self._count = QLabel(self)
        self._count.setProperty("kind", "muted")
        export = self._workplace.actions.get("history.export")
        self._export = QPushButton(export.icon(), export.text(), self)
        self._export.setToolTip(hint(export))
        self._export.clicked.connect(export.trigger)
        row.addWidget(title)
        self._count.setContentsMargins(8, 5, 0, 0)  # on the line of the title
        row.addWidget(self._count)
        row.addStretch(1)
        row.addWidget(self._export)
        return row

    def _build_table(self) -> QWidget:
        self.table = Table(self)
        self.table.setAccessibleName("Verifications")
        self.table.setModel(self._sorted)
        self.table.setSortingEnabled(True)
        self.table.sortByColumn(Column.WHEN, Qt.SortOrder.DescendingOrder)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = self.table.horizontalHeader()
        header.setStretchLastSection(True)
        for column, width in _WIDTHS.items():
            header.resizeSection(column, width)
        kept = self._workplace.settings.recall(_COLUMNS)
        if isinstance(kept, str):
            header.restoreState(QByteArray.fromBase64(kept.encode("ascii", "ignore")))
        for signal in (header.sectionResized, header.sectionMoved, header.sortIndicatorChanged):
            signal.connect(self._on_columns_changed)
        return self.table

    def _build_empty(self) -> QWidget:
        return EmptyPage(
            "history",
            "Nothing has been verified yet",
            "Each verification and each decision is kept here, and can be opened again as it was.",
            action=self._workplace.actions.get("go.verify"),
            button="Verify a signature",
            theme=self._workplace.theme,
            parent=self,
        )

    def _build_no_match(self) -> QWidget:
        return EmptyPage(
            "filter",
            "No verification passes these filters",
            "Clear them, or search for something else.",
            action=self._workplace.actions.get("history.clear"),
            button="Clear the filters",
            theme=self._workplace.theme,
            parent=self,
        )

    def _connect(self) -> None:
        actions = self._workplace.actions
        actions.get("history.find").triggered.connect(self.first_focus)
        actions.get("history.clear").triggered.connect(self._on_clear_triggered)
        actions.get("history.refresh").triggered.connect(self._presenter.refresh)
        actions.get("history.export").triggered.connect(self._on_export_triggered)
        self.filter_bar.changed.connect(self._presenter.filter)
        self.table.activated.connect(self._on_row_activated)
        self._presenter.read.connect(self._on_history_read)
        self._workplace.theme.changed.connect(self._on_theme_changed)

    def first_focus(self) -> None:
        """Put the cursor into the search text."""
        self.filter_bar.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter_bar.text.selectAll()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._presenter.refresh()

    def rows(self) -> list[HistoryRow]:
        """The rows in the order shown."""
        return [self._sorted.index(row, 0).data(ROW_ROLE) for row in range(self._sorted.rowCount())]

    @Slot(object)
    def _on_history_read(self, rows: list[HistoryRow]) -> None:
        self._model.set_rows(rows)
        self._count.setText(_count_text(len(rows)))
        self._workplace.actions.get("history.export").setEnabled(bool(rows))
        self._export.setEnabled(bool(rows))
        if rows:
            self._stack.setCurrentIndex(0)
        else:
            self._stack.setCurrentIndex(1 if self._presenter.filters.is_any else 2)
        self.filter_bar.setVisible(bool(rows) or not self._presenter.filters.is_any)

    @Slot(QModelIndex)
    def _on_row_activated(self, index: QModelIndex) -> None:
        self.open_requested.emit(index.data(ROW_ROLE).verification.id)

    @Slot()
    def _on_columns_changed(self) -> None:
        state = self.table.horizontalHeader().saveState().toBase64()
        self._workplace.settings.keep(_COLUMNS, state.toStdString())

    @Slot()
    def _on_clear_triggered(self) -> None:
        self.filter_bar.show_filters(HistoryFilters())
        self._presenter.filter(HistoryFilters())

    @Slot()
    def _on_export_triggered(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, "Export the history", "history.csv", "CSV table (*.csv)"
        )
        if chosen:
            self._presenter.export(Path(chosen), self.rows())

    @Slot()
    def _on_theme_changed(self) -> None:
        self._export.setIcon(self._workplace.actions.get("history.export").icon())


def _count_text(count: int) -> str:
    if count >= LIMIT:
        return f"the newest {LIMIT:,}; narrow the filters to see others"
    return f"{count:,} verification{'' if count == 1 else 's'}" if count else ""
