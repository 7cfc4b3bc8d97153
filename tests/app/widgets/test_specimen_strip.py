"""Can a specimen be chosen from the strip by key, and is it told to a screen reader?"""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.theme.theme import Theme
from app.widgets.specimen_strip import FADE_PX, SpecimenStrip, StripItem


def items() -> list[StripItem]:
    return [
        StripItem(specimen_id=number, title=f"{place} of 3", date="2026-03-02", ink=None, distance=distance)
        for place, (number, distance) in enumerate([(13, 0.3), (12, 0.35), (11, None)], start=1)
    ]


@pytest.fixture
def strip(qtbot: QtBot) -> SpecimenStrip:
    strip = SpecimenStrip(Theme("light"))
    qtbot.addWidget(strip)
    strip.resize(700, 60)
    strip.show()
    strip.show_items(items(), chosen=13)
    return strip


def test_the_right_key_chooses_the_next_specimen(strip: SpecimenStrip, qtbot: QtBot) -> None:
    with qtbot.waitSignal(strip.chosen) as chosen:
        QTest.keyClick(strip, Qt.Key.Key_Right)
    assert chosen.args == [12]


def test_steps_stop_at_the_ends(strip: SpecimenStrip) -> None:
    chosen: list[int] = []
    strip.chosen.connect(chosen.append)
    strip.step(-1)
    strip.step(1)
    strip.step(5)
    strip.step(1)
    assert chosen == [12, 11]


def test_showing_specimens_chooses_none(strip: SpecimenStrip, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(strip.chosen):
        strip.show_items(items()[::-1], chosen=12)
    assert strip.currentIndex().row() == 1


def test_a_chosen_specimen_is_seen_whole_and_beyond_it_that_there_are_more(strip: SpecimenStrip) -> None:
    many = [replace(items()[0], specimen_id=number) for number in range(20)]
    strip.show_items(many, chosen=0)
    for _ in range(9):
        strip.step(1)
    card = strip.visualRect(strip.currentIndex())
    assert card.left() >= 0
    assert card.right() + FADE_PX <= strip.viewport().width()


def test_the_mark_follows_what_is_chosen_elsewhere(strip: SpecimenStrip) -> None:
    strip.show_items(items(), chosen=11)
    assert strip.currentIndex().row() == 2
    strip.show_items([], chosen=None)
    strip.step(1)
    assert not strip.currentIndex().isValid()


def test_a_specimen_is_told_with_its_distance_or_that_it_is_unknown(strip: SpecimenStrip) -> None:
    model = strip.model()
    words = [str(model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)) for row in (0, 2)]
    assert words == [
        "Specimen 1 of 3, 2026-03-02, distance 0.30",
        "Specimen 3 of 3, 2026-03-02, distance not known yet",
    ]
