"""Is the amount asked for where the bank tells amounts apart, and nowhere else?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu
from pytestqt.qtbot import QtBot

from app.actions import Actions
from app.notices import Notices
from app.settings import Settings
from app.theme.theme import Theme
from app.views.verify_page import VerifyPage
from app.workplace import Workplace
from tests.app.amount_bands import BANDS, ONE_FOR_ALL, serving
from tests.app.fake_desk import MARIA, FakeDesk, scan_file
from tests.app.held_lanes import HeldLanes
from tests.app.still_retraining import StillRetraining
from tests.app.still_serving import StillServing

CTRL = Qt.KeyboardModifier.ControlModifier


class Office:
    """A verify page in a window whose menu makes the keys live, at a bank with this policy."""

    def __init__(self, folder: Path, now: object) -> None:
        self.folder, self.desk, self.lanes = folder, FakeDesk(), HeldLanes()
        theme = Theme("light")
        self.actions, self.serving = Actions(theme), StillServing(now)
        workplace = Workplace(
            cast("Any", self.desk),
            cast("Any", self.lanes),
            Notices(),
            Settings(None),
            self.actions,
            theme,
            cast("Any", self.serving),
            cast("Any", StillRetraining()),
        )
        self.window = QMainWindow()
        self.page = VerifyPage(workplace, self.window)
        self.window.setCentralWidget(self.page)
        menu = QMenu("Verify", self.window)
        menu.addActions(self.actions.of_page("verify"))
        self.window.menuBar().addMenu(menu)

    def judge(self, name: str) -> None:
        self.page.choose_signatory(MARIA)
        self.page.present(scan_file(self.folder, name))
        self.lanes.run_all()

    def press(self, key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.window, key, keys)
        self.lanes.run_all()


@pytest.fixture
def office(qtbot: QtBot, tmp_path: Path) -> Iterator[Office]:
    office = Office(tmp_path, serving(BANDS))
    qtbot.addWidget(office.window)
    with qtbot.waitExposed(office.window):
        office.window.show()
    office.window.activateWindow()
    yield office
    office.window.close()


def test_the_amount_is_typed_by_keys_and_judged_for(office: Office) -> None:
    office.judge("scan.png")
    office.press(Qt.Key.Key_M, CTRL)
    assert QApplication.focusWidget() is office.page.head.amount
    QTest.keyClicks(office.page.head.amount, "800")
    office.press(Qt.Key.Key_Return)
    assert office.desk.amounts == [None, 800.0]


def test_the_field_is_empty_for_the_next_item(office: Office) -> None:
    office.press(Qt.Key.Key_M, CTRL)
    QTest.keyClicks(office.page.head.amount, "800")
    office.press(Qt.Key.Key_Return)
    office.judge("first.png")
    office.press(Qt.Key.Key_F8)
    assert office.page.head.amount.text() == ""
    office.judge("second.png")
    assert office.desk.amounts == [800.0, None]


def test_the_field_comes_and_goes_with_the_policy_in_use(office: Office) -> None:
    assert office.page.head.amount.isVisible()
    office.serving.changed.emit(serving(ONE_FOR_ALL))
    assert not office.page.head.amount.isVisible()
    assert not office.actions.get("verify.amount").isEnabled()
    office.serving.changed.emit(serving(BANDS))
    assert office.page.head.amount.isVisible()
    assert office.actions.get("verify.amount").isEnabled()


def test_the_past_has_no_amount_to_type(office: Office) -> None:
    office.judge("scan.png")
    office.page.show_verification(1)
    office.lanes.run_all()
    assert not office.page.head.amount.isVisible()
    office.serving.changed.emit(serving(BANDS))
    assert not office.page.head.amount.isVisible()
    office.press(Qt.Key.Key_Escape)
    assert office.page.head.amount.isVisible()


def test_where_one_threshold_serves_all_no_amount_is_asked(qtbot: QtBot, tmp_path: Path) -> None:
    office = Office(tmp_path, None)
    qtbot.addWidget(office.window)
    assert office.page.head.amount.isHidden()
    assert not office.actions.get("verify.amount").isEnabled()
