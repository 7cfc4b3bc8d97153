"""Does the settings page offer every setting, and does each change count at once?"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QLabel, QLineEdit, QPushButton, QWidget
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


def test_what_it_settled_is_shown_and_cannot_be_changed(qtbot: QtBot) -> None:
    settings = Settings(None, managed={"theme": "dark", "reduce_motion": True, "data_folder": "/bank"})
    page = SettingsPage(settings, Theme("light"))
    qtbot.addWidget(page)
    page.show()
    settled = [control(page, name) for name in ("Theme", "Reduce motion", "Data folder")]
    assert not any(one.isEnabled() for one in settled)
    assert not control(page, "Browse for the data folder").isEnabled()
    assert all("Set by your bank's IT." in one.accessibleDescription() for one in settled)
    words = [label.text() for label in page.findChildren(QLabel)]
    assert sum(text.endswith("Set by your bank's IT.") for text in words) == 3
    combo = settled[0]
    assert isinstance(combo, QComboBox)
    assert combo.currentData() == "dark"


def test_the_first_control_that_can_be_used_gets_the_focus(qtbot: QtBot) -> None:
    page = SettingsPage(Settings(None, managed={"theme": "dark"}), Theme("light"))
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.first_focus()
    assert control(page, "Reduce motion").hasFocus()


def test_a_settled_switch_looks_unlike_one_that_can_be_used(qtbot: QtBot) -> None:
    looks = []
    for managed in ({"reduce_motion": True}, {}):
        settings = Settings(None, managed=managed)
        settings.reduce_motion = True
        page = SettingsPage(settings, Theme("light"))
        qtbot.addWidget(page)
        page.show()
        looks.append(control(page, "Reduce motion").grab().toImage())
    assert looks[0] != looks[1]
