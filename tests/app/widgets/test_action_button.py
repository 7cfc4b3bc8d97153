"""Do buttons follow their actions?"""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.actions import Actions
from app.theme.theme import Theme
from app.widgets.action_button import ActionButton, ActionTool

pytestmark = pytest.mark.usefixtures("qtbot")


@pytest.fixture
def actions() -> Actions:
    return Actions(Theme("light"))


def test_a_tool_is_on_when_its_action_says_so_and_not_by_its_click(actions: Actions, qtbot: QtBot) -> None:
    action = actions.get("verify.ink")
    action.setCheckable(True)
    tool = ActionTool(action, text="Ink")
    qtbot.addWidget(tool)
    tool.click()
    assert action.isChecked()
    assert tool.isChecked()
    action.setChecked(False)
    assert not tool.isChecked()


def test_a_tool_without_words_is_named_for_a_screen_reader(actions: Actions, qtbot: QtBot) -> None:
    tool = ActionTool(actions.get("verify.crop"))
    qtbot.addWidget(tool)
    assert tool.accessibleName() == "Draw a box around the signature"


def test_a_button_cannot_be_pressed_when_its_action_cannot(actions: Actions, qtbot: QtBot) -> None:
    action = actions.get("verify.accept")
    button = ActionButton(action)
    qtbot.addWidget(button)
    action.setEnabled(False)
    with qtbot.assertNotEmitted(action.triggered):
        button.click()
    action.setEnabled(True)
    with qtbot.waitSignal(action.triggered):
        QTest.keyClick(button, Qt.Key.Key_Space)
