"""Does the right edge of a column stay where it is when the scroll bar comes?"""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.widgets.scroll_column import ScrollColumn


def right_edge(label: QLabel, holder: QWidget) -> int:
    QApplication.processEvents()
    return label.mapTo(holder, QPoint(label.width(), 0)).x()


def test_edge_stays_when_the_column_gets_longer_than_the_page(qtbot: QtBot, holder: QWidget) -> None:
    column = ScrollColumn("Long", right_px=32, parent=holder)
    label = QLabel("Short", column.holder)
    column.column.addWidget(label)
    column.column.addStretch(1)
    column.setGeometry(0, 0, 600, 300)
    column.show()
    short = right_edge(label, holder)
    label.setFixedHeight(900)
    qtbot.waitUntil(column.verticalScrollBar().isVisible)
    assert right_edge(label, holder) == short == 600 - 32
