"""Does the sheet show every key of the page, and those that work everywhere?"""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.actions import TABLE, Actions, key_text
from app.theme.theme import Theme
from app.views.keys_sheet import KeysSheet

pytestmark = pytest.mark.usefixtures("qtbot")


@pytest.fixture
def actions() -> Actions:
    return Actions(Theme("light"))


@pytest.fixture
def sheet(actions: Actions, holder: QWidget) -> KeysSheet:
    return KeysSheet(actions, Theme("light"), holder)


def words(sheet: KeysSheet) -> list[str]:
    return [label.text() for label in sheet.card.findChildren(QLabel) if label.isVisible()]


@pytest.mark.parametrize("page", ["verify", "customers", "history", "settings"])
def test_every_key_that_works_on_the_page_is_shown(sheet: KeysSheet, actions: Actions, page: str) -> None:
    sheet.show_page(page, title="This page")
    wanted = [spec for spec in TABLE if spec.page in (None, page) and spec.shortcut]
    shown = words(sheet)
    assert [spec.text for spec in wanted if spec.text not in shown] == []
    assert [spec.id for spec in wanted if key_text(actions.get(spec.id)) not in shown] == []


def test_keys_of_other_pages_are_not_shown(qtbot: QtBot, sheet: KeysSheet) -> None:
    sheet.show_page("verify", title="Verify")
    sheet.show_page("history", title="History")
    qtbot.waitUntil(lambda: "Export as CSV" in words(sheet))
    assert "Blink" not in words(sheet)


def test_sheet_fits_into_the_smallest_window(qtbot: QtBot, sheet: KeysSheet, holder: QWidget) -> None:
    holder.resize(960, 566)
    sheet.show_page("verify", title="Verify")
    qtbot.waitUntil(lambda: sheet.card.height() > 100)
    assert holder.rect().contains(sheet.card.geometry())


def test_escape_closes_it(sheet: KeysSheet) -> None:
    sheet.show_page("verify", title="Verify")
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert sheet.isHidden()
