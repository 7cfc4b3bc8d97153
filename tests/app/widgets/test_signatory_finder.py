"""Can a signatory be found and chosen without a mouse?"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.widgets.signatory_finder import SignatoryFinder

FOUND = [(4, "Maria Okafor, director", "Okafor Ltd"), (9, "Ngozi Okafor", "Okafor Ltd")]


@pytest.fixture
def finder(qtbot: QtBot) -> Iterator[SignatoryFinder]:
    finder = SignatoryFinder()
    qtbot.addWidget(finder)
    finder.show()
    with qtbot.waitExposed(finder):
        finder.activateWindow()
    finder.setFocus()
    qtbot.waitUntil(finder.hasFocus)
    yield finder
    finder.popup.hide()
    QGuiApplication.clipboard().clear()


def test_every_key_is_searched_for(finder: SignatoryFinder) -> None:
    typed: list[str] = []
    finder.typed.connect(typed.append)
    QTest.keyClicks(finder, "oka")
    assert typed == ["o", "ok", "oka"]


def test_enter_takes_the_first_line_found_and_clears_the_field(finder: SignatoryFinder) -> None:
    QTest.keyClicks(finder, "oka")
    finder.show_found("oka", FOUND)
    assert finder.popup.isVisible()
    chosen: list[int] = []
    finder.chosen.connect(chosen.append)
    QTest.keyClick(finder.popup, Qt.Key.Key_Return)
    assert chosen == [4]
    assert finder.text() == ""
    assert not finder.popup.isVisible()


def test_the_down_key_goes_to_the_next_line(finder: SignatoryFinder) -> None:
    QTest.keyClicks(finder, "oka")
    finder.show_found("oka", FOUND)
    chosen: list[int] = []
    finder.chosen.connect(chosen.append)
    QTest.keyClick(finder.popup, Qt.Key.Key_Down)
    QTest.keyClick(finder.popup, Qt.Key.Key_Return)
    assert chosen == [9]


def test_enter_without_anything_found_chooses_nobody(finder: SignatoryFinder, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(finder.chosen):
        QTest.keyClick(finder, Qt.Key.Key_Return)
        QTest.keyClicks(finder, "zzz")
        finder.show_found("zzz", [])
        QTest.keyClick(finder, Qt.Key.Key_Return)


def test_an_answer_to_an_older_text_is_not_shown(finder: SignatoryFinder) -> None:
    QTest.keyClicks(finder, "okaf")
    finder.show_found("oka", FOUND)
    assert not finder.popup.isVisible()


def test_a_scan_on_the_clipboard_is_left_to_the_page_and_text_is_pasted(finder: SignatoryFinder) -> None:
    def is_taken_by_the_field() -> bool:
        key = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier, "v")
        key.setAccepted(False)
        QApplication.sendEvent(finder, key)
        return key.isAccepted()

    QGuiApplication.clipboard().setText("Okafor")
    assert is_taken_by_the_field()
    picture = QImage(4, 4, QImage.Format.Format_RGB32)
    picture.fill(QColor(9, 9, 9))
    QGuiApplication.clipboard().setImage(picture)
    assert not is_taken_by_the_field()
