"""Does a clerk get anywhere by typing a few letters?"""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.views.palette import Palette
from tests.app.small_desk import CUSTOMER, SIGNATORY, Bench

pytestmark = pytest.mark.usefixtures("qtbot")


class Below(QWidget):
    """A page with something to press, and the palette over it."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.button = QPushButton("Below", self)
        layout = QVBoxLayout(self)
        layout.addWidget(self.button)
        self.palette_sheet = Palette(bench.workplace, self)


@pytest.fixture
def below(qtbot: QtBot, small_bench: Bench) -> Below:
    below = Below(small_bench)
    qtbot.addWidget(below)
    below.resize(1000, 700)
    with qtbot.waitActive(below):
        below.show()
    below.button.setFocus()
    below.palette_sheet.start("history")
    return below


def line(below: Below) -> QLineEdit:
    return below.palette_sheet.findChildren(QLineEdit)[0]


def test_cursor_is_in_the_line(below: Below) -> None:
    assert line(below).hasFocus()


def test_enter_opens_the_first_signatory_found(qtbot: QtBot, below: Below, small_bench: Bench) -> None:
    QTest.keyClicks(line(below), "lis")
    small_bench.lanes.run_all()
    with qtbot.waitSignal(below.palette_sheet.signatory_chosen) as chosen:
        QTest.keyClick(line(below), Qt.Key.Key_Return)
    assert chosen.args == [SIGNATORY.id]
    assert below.palette_sheet.isHidden()


def test_arrows_move_to_the_customer_below(qtbot: QtBot, below: Below, small_bench: Bench) -> None:
    QTest.keyClicks(line(below), "lis")
    small_bench.lanes.run_all()
    QTest.keyClick(line(below), Qt.Key.Key_Down)
    with qtbot.waitSignal(below.palette_sheet.customer_chosen) as chosen:
        QTest.keyClick(line(below), Qt.Key.Key_Return)
    assert chosen.args == [CUSTOMER.id]


def test_commands_are_found_by_their_words(qtbot: QtBot, below: Below, small_bench: Bench) -> None:
    QTest.keyClicks(line(below), "export")
    small_bench.lanes.run_all()
    with qtbot.waitSignal(below.palette_sheet.command_chosen) as chosen:
        QTest.keyClick(line(below), Qt.Key.Key_Return)
    assert chosen.args == ["history.export"]


def test_nothing_found_opens_nothing(below: Below, small_bench: Bench) -> None:
    QTest.keyClicks(line(below), "xyzzy")
    small_bench.lanes.run_all()
    QTest.keyClick(line(below), Qt.Key.Key_Return)
    assert below.palette_sheet.isVisible()


def test_escape_closes_and_gives_the_focus_back(below: Below) -> None:
    QTest.keyClick(line(below), Qt.Key.Key_Escape)
    assert below.palette_sheet.isHidden()
    assert below.button.hasFocus()


def test_tab_stays_inside(below: Below) -> None:
    QTest.keyClick(line(below), Qt.Key.Key_Tab)
    assert line(below).hasFocus()


def test_click_beside_the_card_closes(below: Below) -> None:
    QTest.mouseClick(below.palette_sheet, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert below.palette_sheet.isHidden()


def test_click_on_the_card_does_not(below: Below) -> None:
    place = below.palette_sheet.card.geometry().topLeft() + QPoint(4, 4)
    QTest.mouseClick(below.palette_sheet, Qt.MouseButton.LeftButton, pos=place)
    assert below.palette_sheet.isVisible()


def test_sheet_covers_the_page_however_it_is_resized(below: Below) -> None:
    below.resize(1200, 800)
    assert below.palette_sheet.geometry() == below.rect()


def test_it_opens_empty_each_time(below: Below) -> None:
    QTest.keyClicks(line(below), "lis")
    QTest.keyClick(line(below), Qt.Key.Key_Escape)
    below.palette_sheet.start("history")
    assert line(below).text() == ""
