"""Are sentences on a page what was written, whatever a customer is called?"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.widgets.words import words


def test_markup_in_a_name_stays_letters(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    label = words("<b>Bold</b> & Sons", parent=parent)
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.text() == "<b>Bold</b> & Sons"


def test_the_sheet_is_told_the_kind_and_lines_wrap(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    small, plain = words("a", kind="small", parent=parent), words("a", parent=parent)
    assert (small.property("kind"), plain.property("kind")) == ("small", None)
    assert small.wordWrap()
    assert plain.wordWrap()
