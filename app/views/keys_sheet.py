"""Which keys work on this page? The sheet behind F1, made from the table of actions."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from app.actions import Actions, key_text
from app.theme.theme import Theme
from app.widgets.sheet import TitledSheet

_MOST_ROWS = 13
_ROW_PX = 28
_COLUMN_PX = 292
_EDGES_PX = 16


class KeysSheet(TitledSheet):
    """Columns: the keys of the page, then those that work everywhere."""

    def __init__(self, actions: Actions, theme: Theme, parent: QWidget) -> None:
        super().__init__("Keys", theme, width_px=_EDGES_PX + 2 * _COLUMN_PX, parent=parent)
        self._actions = actions
        self.setAccessibleName("Keys")
        self._columns = QHBoxLayout()
        self._columns.setSpacing(32)
        self.body.addLayout(self._columns)

    def show_page(self, page: str, *, title: str) -> None:
        """Show the keys of one page."""
        while (item := self._columns.takeAt(0)) is not None:
            if (column := item.widget()) is not None:
                column.hide()
                column.deleteLater()
        of_page = [action for action in self._actions.of_page(page) if key_text(action)]
        everywhere = [action for action in self._actions.of_page(None) if key_text(action)]
        for start in range(0, len(of_page), _MOST_ROWS):
            heading = title if start == 0 else ""
            self._columns.addWidget(self._column(heading, of_page[start : start + _MOST_ROWS]), 1)
        self._columns.addWidget(self._column("Everywhere", everywhere), 1)
        self.card.setFixedWidth(_EDGES_PX + self._columns.count() * _COLUMN_PX)
        self.open_titled()

    def _column(self, title: str, actions: list[QAction]) -> QWidget:
        column = QWidget(self.card)
        grid = QGridLayout(column)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(0)
        heading = QLabel(title, column)
        heading.setProperty("kind", "heading")
        grid.addWidget(heading, 0, 0, 1, 2)
        for row, action in enumerate(actions, start=1):
            key = QLabel(key_text(action), column)
            key.setProperty("kind", "key")
            grid.addWidget(QLabel(action.text(), column), row, 0)
            grid.addWidget(key, row, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for row in range(len(actions) + 1):
            grid.setRowMinimumHeight(row, _ROW_PX)
        grid.setRowStretch(_MOST_ROWS + 1, 1)
        grid.setColumnStretch(0, 1)
        return column
