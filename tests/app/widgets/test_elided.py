"""Is a line that is cut whole in its tooltip?"""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from app.widgets.elided import ElidedLabel

LONG = "proportions agree, slant agrees, stroke width agrees, inking agrees, size agrees"


def test_a_cut_line_is_whole_in_its_tooltip_and_a_whole_one_has_none(qtbot: QtBot) -> None:
    label = ElidedLabel(LONG)
    qtbot.addWidget(label)
    label.resize(120, 20)
    label.grab()
    assert label.toolTip() == LONG
    label.resize(2000, 20)
    label.grab()
    assert label.toolTip() == ""


def test_a_long_line_does_not_widen_the_page(qtbot: QtBot) -> None:
    label = ElidedLabel(LONG)
    qtbot.addWidget(label)
    assert label.minimumSizeHint().width() <= 32
