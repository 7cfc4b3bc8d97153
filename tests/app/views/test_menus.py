"""Does the menu bar follow the page?"""

from __future__ import annotations

import pytest
import shiboken6
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from app.actions import Actions
from app.theme.theme import Theme
from app.views.menus import Menus


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    window = QMainWindow()
    qtbot.addWidget(window)
    return window


def titles(window: QMainWindow) -> list[str]:
    """Return the titles of the menus that can be seen."""
    return [action.text() for action in window.menuBar().actions() if action.isVisible()]


def test_one_menu_follows_the_page(window: QMainWindow) -> None:
    actions = Actions(Theme("light"))
    menus = Menus(window, actions)
    assert titles(window) == ["&Desk", "&Go", "&Help"]
    menus.show_page("pairs", title="Pairs")
    assert titles(window) == ["&Desk", "&Go", "&Pairs", "&Help"]
    assert "Check" in [action.iconText() for action in menus.page.actions()]
    menus.show_page(None, title="")
    assert titles(window) == ["&Desk", "&Go", "&Help"]


def test_the_menu_follows_though_the_binding_has_lost_the_bar(window: QMainWindow) -> None:
    """As happens while plots are drawn: the bar is there, and what Python held of it is worth nothing."""
    actions = Actions(Theme("light"))
    menus = Menus(window, actions)
    menus.show_page("calibration", title="Calibration")
    shiboken6.invalidate(menus.page)
    shiboken6.invalidate(window.menuBar())
    menus.show_page("models", title="Models")
    assert titles(window) == ["&Desk", "&Go", "&Models", "&Help"]
