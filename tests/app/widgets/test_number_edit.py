"""Is a share or an amount read as it was meant, and does what cannot be read go away?"""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.widgets.number_edit import (
    NumberEdit,
    amount_edit,
    amount_text,
    read_amount,
    read_share,
    share_edit,
    share_text,
)


@pytest.fixture
def share(holder: QWidget) -> NumberEdit:
    edit = share_edit("Share", limits=(0.001, 0.5), parent=holder)
    edit.show_value(0.01)
    edit.show()
    return edit


@pytest.fixture
def amount(holder: QWidget) -> NumberEdit:
    edit = amount_edit("Amount", may_be_empty=True, parent=holder)
    edit.show()
    return edit


def retype(edit: NumberEdit, text: str) -> None:
    edit.selectAll()
    QTest.keyClicks(edit, text)


@pytest.mark.parametrize(
    "typed, meant", [("1", 0.01), ("1.5 %", 0.015), ("0,5", 0.005), ("2.", 0.02), ("x", None), ("-1", None)]
)
def test_a_share_is_read_in_per_cent(typed: str, meant: float | None) -> None:
    assert read_share(typed) == (None if meant is None else pytest.approx(meant))


@pytest.mark.parametrize(
    "typed, meant",
    [
        ("1000", 1000.0),
        ("1,000", 1000.0),
        ("1.000", 1000.0),
        ("12 500,50", 12500.5),
        ("1,250.75", 1250.75),
        ("99.9", 99.9),
        ("1,00,0", None),
        ("12a", None),
        ("", None),
    ],
)
def test_three_digits_after_a_mark_are_thousands(typed: str, meant: float | None) -> None:
    assert read_amount(typed) == meant


def test_numbers_are_written_as_they_are_read() -> None:
    assert [share_text(0.01), share_text(0.0005)] == ["1 %", "0.05 %"]
    assert [amount_text(1000.0), amount_text(1250.5)] == ["1,000", "1,250.50"]
    assert read_amount(amount_text(1250.5)) == 1250.5


def test_every_number_that_is_typed_is_told(qtbot: QtBot, share: NumberEdit) -> None:
    with qtbot.waitSignal(share.edited) as told:
        retype(share, "5")
    assert told.args == [0.05]


def test_what_cannot_be_read_gives_way_to_the_number_before(share: NumberEdit) -> None:
    retype(share, "abc")
    assert share.value == 0.01
    QTest.keyClick(share, Qt.Key.Key_Return)
    assert share.text() == "1 %"


def test_a_share_beyond_its_limits_does_not_count(share: NumberEdit) -> None:
    retype(share, "90")
    QTest.keyClick(share, Qt.Key.Key_Return)
    assert share.text() == "1 %"
    assert share.value == 0.01


@pytest.mark.parametrize("key, text", [(Qt.Key.Key_Up, "1.1 %"), (Qt.Key.Key_Down, "0.9 %")])
def test_up_and_down_change_a_share_by_a_tenth(share: NumberEdit, key: Qt.Key, text: str) -> None:
    QTest.keyClick(share, key)
    assert share.text() == text


def test_down_does_not_go_below_the_least(share: NumberEdit) -> None:
    for _ in range(20):
        QTest.keyClick(share, Qt.Key.Key_Down)
    assert share.value == pytest.approx(0.001)


def test_an_amount_is_settled_once_and_only_when_it_is_done(amount: NumberEdit) -> None:
    settled: list[object] = []
    amount.settled.connect(settled.append)
    QTest.keyClicks(amount, "1500")
    assert settled == []
    QTest.keyClick(amount, Qt.Key.Key_Return)
    QTest.keyClick(amount, Qt.Key.Key_Return)
    assert settled == [1500.0]
    assert amount.text() == "1,500"


def test_an_amount_may_be_taken_away_again(amount: NumberEdit) -> None:
    settled: list[object] = []
    amount.show_value(20.0)
    amount.settled.connect(settled.append)
    amount.selectAll()
    QTest.keyClick(amount, Qt.Key.Key_Delete)
    QTest.keyClick(amount, Qt.Key.Key_Return)
    assert settled == [None]
