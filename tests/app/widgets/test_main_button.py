"""Does the button a page is about follow its action?"""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.actions import Actions
from app.theme.theme import Theme
from app.widgets.main_button import MainButton

pytestmark = pytest.mark.usefixtures("qtbot")


@pytest.fixture
def actions() -> Actions:
    return Actions(Theme("light"))


def test_it_names_its_key_and_triggers_its_action(qtbot: QtBot, actions: Actions, holder: QWidget) -> None:
    action = actions.get("training.start")
    button = MainButton(action, parent=holder)
    assert button.text().startswith("Start the training  Ctrl+")
    assert button.accessibleName() == "Start the training"
    with qtbot.waitSignal(action.triggered):
        button.click()


def test_it_cannot_be_pressed_while_its_action_cannot_and_says_why(actions: Actions, holder: QWidget) -> None:
    action = actions.get("training.start")
    button = MainButton(action, parent=holder)
    action.setEnabled(False)
    action.setToolTip("Too few signatures.")
    assert not button.isEnabled()
    assert button.toolTip() == "Too few signatures."
