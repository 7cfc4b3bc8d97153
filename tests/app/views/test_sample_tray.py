"""Can a newcomer try the made-up scans?"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QToolButton, QWidget
from pytestqt.qtbot import QtBot

from app.presenters.samples import Trial
from app.theme.theme import Theme
from app.views.sample_tray import SampleTray


def trial(name: str, *, is_genuine: bool) -> Trial:
    picture = QImage(80, 40, QImage.Format.Format_Grayscale8)
    picture.fill(255)
    return Trial(Path(f"{name}.png"), is_genuine, 7, name, picture)


@pytest.fixture
def tray(holder: QWidget) -> SampleTray:
    return SampleTray(Theme("light"), holder)


def buttons(tray: SampleTray) -> dict[str, QToolButton]:
    return {button.accessibleName(): button for button in tray.findChildren(QToolButton)}


def test_tray_is_put_away_until_there_is_something_to_try(tray: SampleTray) -> None:
    assert tray.isHidden()
    tray.offer([])
    assert tray.isHidden()
    tray.offer([trial("Ann Quennby", is_genuine=True)])
    assert not tray.isHidden()


def test_each_scan_says_whose_it_should_be_and_what_it_is(tray: SampleTray) -> None:
    tray.offer([trial("Ann Quennby", is_genuine=True), trial("Ann Quennby", is_genuine=False)])
    assert {"Try the genuine scan of Ann Quennby", "Try the imitated scan of Ann Quennby"} <= set(
        buttons(tray)
    )


def test_pressing_one_asks_for_its_verification(qtbot: QtBot, tray: SampleTray) -> None:
    tray.offer([trial("Ann Quennby", is_genuine=True), trial("Tobias Lisle", is_genuine=False)])
    with qtbot.waitSignal(tray.chosen) as chosen:
        buttons(tray)["Try the imitated scan of Tobias Lisle"].click()
    assert chosen.args == [7, Path("Tobias Lisle.png")]


def test_tray_can_be_put_away(tray: SampleTray) -> None:
    tray.offer([trial("Ann Quennby", is_genuine=True)])
    buttons(tray)["Put the sample scans away"].click()
    assert tray.isHidden()
