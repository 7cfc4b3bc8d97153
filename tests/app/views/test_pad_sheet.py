"""Is a signature given, corrected and left by keys and buttons, and is nothing kept that was not used?"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.theme.theme import Theme
from app.views.pad_sheet import PadSheet
from core.pen.way import Trajectory
from tests.app.pen_events import PRESS, RELEASE, by_mouse, wave, write_by_mouse, write_by_pen

CTRL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


class Desk:
    """A sheet over a page in a window whose menu has keys of its own."""

    def __init__(self) -> None:
        self.window = QMainWindow()
        self.below = QWidget(self.window)
        self.window.setCentralWidget(self.below)
        self.undone: list[bool] = []
        for key in ("Ctrl+Z", "Esc"):
            action = QAction(key, self.window)
            action.setShortcut(key)
            action.triggered.connect(self.undone.append)
            self.window.addAction(action)
        self.sheet = PadSheet(Theme("light"), self.below)
        self.taken: list[bytes] = []
        self.sheet.taken.connect(self.taken.append)
        self.window.resize(960, 640)

    def press(self, key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key, keys)

    def button(self, words: str) -> QPushButton:
        buttons = self.sheet.card.findChildren(QPushButton)
        return next(one for one in buttons if one.text() == words)


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    desk = Desk()
    qtbot.addWidget(desk.window)
    desk.window.show()
    desk.window.activateWindow()
    with qtbot.waitExposed(desk.window):
        pass
    yield desk
    desk.window.close()


def test_a_signature_is_used_with_enter_and_the_sheet_closes(desk: Desk) -> None:
    desk.sheet.start(whose="Maria Okafor")
    assert desk.sheet.pad.hasFocus()
    assert not desk.sheet.use.isEnabled()
    write_by_pen(desk.sheet.pad, wave(desk.sheet.pad))
    written = desk.sheet.pad.trajectory()
    assert desk.sheet.caption.text() == "0.5 s, 1 stroke, with pressure"
    desk.press(Qt.Key.Key_Return)
    assert desk.sheet.isHidden()
    assert desk.taken == [written.to_bytes()]


def test_several_are_given_in_turn_and_counted(desk: Desk) -> None:
    elsewhere = QPushButton("below", desk.below)
    elsewhere.show()
    desk.sheet.taken.connect(elsewhere.setFocus)
    desk.sheet.start(whose="Maria Okafor", goes_on=True)
    for seed in range(3):
        write_by_mouse(desk.sheet.pad, wave(desk.sheet.pad, seed=seed))
        desk.press(Qt.Key.Key_Return)
    assert desk.sheet.isVisible()
    assert desk.sheet.caption.text() == "3 signatures taken. Sign again, or close."
    assert len({Trajectory.from_bytes(data).to_bytes() for data in desk.taken}) == 3
    desk.press(Qt.Key.Key_Escape)
    assert desk.sheet.isHidden()
    desk.sheet.start()
    assert not desk.sheet.caption.text().startswith("3")


@pytest.mark.parametrize(
    "key, keys", [(Qt.Key.Key_Backspace, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_Z, CTRL)]
)
def test_the_last_stroke_is_taken_back_and_nothing_below_is_undone(
    desk: Desk, key: Qt.Key, keys: Qt.KeyboardModifier
) -> None:
    pad = desk.sheet.pad
    desk.sheet.start()
    end = write_by_mouse(pad, wave(pad))
    write_by_mouse(pad, wave(pad, seed=1), ms=end + 200)
    desk.press(key, keys)
    assert pad.recording.stroke_count == 1
    desk.button("Clear").setFocus()
    desk.press(key, keys)
    assert pad.is_empty
    assert desk.undone == []


def test_escape_clears_first_and_then_closes(desk: Desk) -> None:
    desk.sheet.start()
    write_by_mouse(desk.sheet.pad, wave(desk.sheet.pad))
    desk.press(Qt.Key.Key_Escape)
    assert desk.sheet.isVisible()
    assert desk.sheet.pad.is_empty
    desk.press(Qt.Key.Key_Escape)
    assert desk.sheet.isHidden()
    assert (desk.taken, desk.undone) == ([], [])


def test_enter_on_a_button_presses_that_button(desk: Desk) -> None:
    desk.sheet.start()
    write_by_mouse(desk.sheet.pad, wave(desk.sheet.pad))
    desk.button("Clear").setFocus()
    desk.press(Qt.Key.Key_Return)
    assert desk.sheet.pad.is_empty
    assert desk.sheet.pad.hasFocus()
    assert desk.taken == []


def test_what_was_not_used_is_forgotten_when_the_sheet_closes(desk: Desk) -> None:
    desk.sheet.start()
    write_by_mouse(desk.sheet.pad, wave(desk.sheet.pad))
    desk.button("Close").click()
    assert desk.sheet.isHidden()
    assert desk.sheet.pad.is_empty


def test_a_stroke_that_begins_beside_the_card_loses_nothing(desk: Desk) -> None:
    desk.sheet.start()
    write_by_mouse(desk.sheet.pad, wave(desk.sheet.pad))
    QTest.mouseClick(desk.sheet, LEFT, pos=QPoint(10, 10))
    assert desk.sheet.isVisible()
    desk.button("Clear").click()
    QTest.mouseClick(desk.sheet, LEFT, pos=QPoint(10, 10))
    assert desk.sheet.isHidden()


def test_a_touch_alone_is_refused_in_a_sentence(desk: Desk) -> None:
    desk.sheet.start()
    by_mouse(desk.sheet.pad, PRESS, (100.0, 100.0), 1000, is_down=True)
    by_mouse(desk.sheet.pad, RELEASE, (100.0, 100.0), 1000, is_down=False)
    desk.sheet.use.click()
    assert desk.taken == []
    assert desk.sheet.isVisible()
    assert desk.sheet.caption.text() == "Too short for a signature. Sign again."


def test_what_is_recorded_after_two_minutes_is_said(desk: Desk) -> None:
    pad = desk.sheet.pad
    desk.sheet.start()
    write_by_mouse(pad, wave(pad))
    write_by_mouse(pad, wave(pad), ms=121_001)
    assert "120 s" in desk.sheet.caption.text()
    assert pad.trajectory().seconds < 1.0


def test_the_sheet_fits_the_smallest_window_and_names_what_takes_the_focus(desk: Desk) -> None:
    desk.sheet.start(whose="Maria Okafor")
    QApplication.processEvents()
    assert desk.below.rect().contains(desk.sheet.card.geometry())
    for widget in desk.sheet.findChildren(QWidget):
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
            assert widget.accessibleName() or (isinstance(widget, QPushButton) and widget.text())
