"""Does the wall draw anew only what changed, and read out whole what a card shows?"""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.models.specimens_model import SpecimenCard, SpecimensModel

FIRST = SpecimenCard(1, "2 March 2026", "a.png · 200 dpi", "Agrees with the other one", "0.20")
SECOND = SpecimenCard(2, "3 March 2026", "b.png · 200 dpi", findings=("Too faint",), is_withdrawn=True)

pytestmark = pytest.mark.usefixtures("qtbot")


def test_a_card_that_changed_is_drawn_anew_alone(qtbot: QtBot) -> None:
    model = SpecimensModel()
    model.replace([FIRST, SECOND])
    changed: list[int] = []
    model.dataChanged.connect(lambda top, _bottom: changed.append(top.row()))
    with qtbot.assertNotEmitted(model.modelReset):
        model.replace([FIRST, replace(SECOND, is_withdrawn=False)])
    assert changed == [1]


def test_other_specimens_replace_the_wall(qtbot: QtBot) -> None:
    model = SpecimensModel()
    model.replace([FIRST])
    with qtbot.waitSignal(model.modelReset):
        model.replace([SECOND])
    assert model.row_of(1) == -1


def test_a_card_is_read_out_whole() -> None:
    model = SpecimensModel()
    model.replace([FIRST, SECOND])
    read = [model.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in (0, 1)]
    assert read == [
        "Specimen of 2 March 2026, Agrees with the other one, mean distance 0.20, a.png · 200 dpi",
        "Specimen of 3 March 2026, withdrawn, Too faint, b.png · 200 dpi",
    ]
