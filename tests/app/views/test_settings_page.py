"""Does the settings page offer every setting, and does each change count at once?"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.settings import Settings, table
from app.theme.theme import Theme
from app.views.settings_page import SettingsPage

pytestmark = pytest.mark.usefixtures("qtbot")


@pytest.fixture
def settings() -> Settings:
    return Settings(None)


@pytest.fixture
def page(qtbot: QtBot, settings: Settings) -> SettingsPage:
    page = SettingsPage(settings, Theme("light"))
    qtbot.addWidget(page)
    page.show()
    return page


def control(page: SettingsPage, name: str) -> QWidget:
    return next(one for one in page.findChildren(QWidget) if one.accessibleName() == name)


def test_every_setting_has_a_control_named_by_its_label(page: SettingsPage) -> None:
    named = {one.accessibleName() for one in page.findChildren(QWidget)}
    assert {row.label for row in table()} <= named


def test_choice_counts_at_once(page: SettingsPage, settings: Settings) -> None:
    combo = control(page, "Theme")
    assert isinstance(combo, QComboBox)
    combo.setCurrentIndex(combo.findData("dark"))
    assert settings.theme == "dark"


def test_switch_counts_at_once(page: SettingsPage, settings: Settings) -> None:
    switch = control(page, "Reduce motion")
    assert isinstance(switch, QCheckBox)
    QTest.mouseClick(switch, Qt.MouseButton.LeftButton)
    assert settings.reduce_motion is True
    QTest.keyClick(switch, Qt.Key.Key_Space)
    assert settings.reduce_motion is False


def test_text_counts_once_it_is_complete(page: SettingsPage, settings: Settings) -> None:
    edit = control(page, "Officer")
    assert isinstance(edit, QLineEdit)
    edit.clear()
    QTest.keyClicks(edit, " R. Amara ")
    assert settings.officer != "R. Amara"
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert settings.officer == "R. Amara"


def test_folder_can_be_browsed_for(
    page: SettingsPage, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_arguments: str(tmp_path))
    button = control(page, "Browse for the data folder")
    assert isinstance(button, QPushButton)
    button.click()
    assert settings.data_folder == str(tmp_path)


def test_controls_show_what_was_chosen_before(qtbot: QtBot, settings: Settings) -> None:
    settings.theme = "light"
    settings.show_ink_first = True
    page = SettingsPage(settings, Theme("light"))
    qtbot.addWidget(page)
    combo, switch = control(page, "Theme"), control(page, "Show the ink first")
    assert isinstance(combo, QComboBox)
    assert isinstance(switch, QCheckBox)
    assert combo.currentData() == "light"
    assert switch.isChecked()
