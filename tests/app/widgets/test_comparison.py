"""Do the four ways to look show what they say?"""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from pytestqt.qtbot import QtBot

from app.theme.theme import Theme
from app.widgets import comparison as comparison_module
from app.widgets.comparison import Comparison, Mode
from app.widgets.raster import grey_raster, ink_raster, pair_raster


@pytest.fixture
def comparison(qtbot: QtBot) -> Comparison:
    comparison = Comparison(Theme("light"))
    qtbot.addWidget(comparison)
    comparison.resize(800, 300)
    comparison.show()
    scan = grey_raster(np.full((60, 120), 128, np.uint8), dpi=None)
    ink = ink_raster(np.ones((60, 120), bool), dpi=None)
    presented, specimen = np.zeros((60, 120), np.uint8), np.zeros((60, 120), np.uint8)
    presented[:, :60] = 255
    specimen[:, 30:90] = 255
    pair = pair_raster(presented, specimen, dpi=None)
    comparison.show_pictures(scans=(scan, scan), inks=(ink, ink), pair=pair)
    return comparison


def colours(comparison: Comparison) -> list[str]:
    """What is drawn where the presented ink is alone, where both are, where the other is, and on paper."""
    view = comparison.pair_view
    image, scale = view.grab().toImage(), view.from_picture
    places = [scale(QPointF(x, 30)) for x in (15, 45, 75, 105)]
    return [image.pixelColor(round(place.x()), round(place.y())).name() for place in places]


def test_side_by_side_shows_scans_or_their_ink(comparison: Comparison) -> None:
    def middle() -> int:
        return comparison.specimen_view.grab().toImage().pixelColor(150, 120).lightness()

    assert middle() == pytest.approx(128, abs=1)
    comparison.set_ink(is_ink=True)
    assert middle() < 40


def test_overlay_gives_each_signature_and_their_meeting_a_colour(comparison: Comparison) -> None:
    comparison.set_mode(Mode.OVERLAY)
    legend = {words: colour for colour, words in comparison.legend()}
    expected = [legend["presented"], legend["both"], legend["specimen"], comparison._theme.tokens.paper]
    assert colours(comparison) == expected


def test_difference_holds_back_what_both_share(comparison: Comparison) -> None:
    comparison.set_mode(Mode.DIFFERENCE)
    legend = {words: colour for colour, words in comparison.legend()}
    assert colours(comparison)[:3] == [legend["only presented"], legend["both"], legend["only specimen"]]
    assert legend["both"] != comparison._theme.tokens.ink


def test_blink_shows_the_two_in_turns(comparison: Comparison, qtbot: QtBot) -> None:
    comparison._blink.setInterval(1)
    comparison.set_mode(Mode.BLINK)
    ink, paper = comparison._theme.tokens.ink, comparison._theme.tokens.paper
    assert colours(comparison) == [ink, ink, paper, paper]
    with qtbot.waitSignal(comparison.turned):
        pass
    comparison._blink.stop()
    if comparison._is_presented_up:
        comparison.turn()
    assert colours(comparison) == [paper, ink, ink, paper]


def test_blink_changes_no_more_than_three_times_a_second() -> None:
    assert comparison_module.BLINK_MS * 3 >= 1000


def test_with_reduced_motion_only_the_key_turns(comparison: Comparison) -> None:
    comparison.set_still(is_still=True)
    comparison.set_mode(Mode.BLINK)
    assert not comparison._blink.isActive()
    before = colours(comparison)
    comparison.set_mode(Mode.BLINK)
    assert colours(comparison) != before


def test_nothing_blinks_where_nobody_looks(comparison: Comparison) -> None:
    comparison.set_mode(Mode.BLINK)
    assert comparison._blink.isActive()
    comparison.hide()
    assert not comparison._blink.isActive()
    comparison.show()
    comparison.set_mode(Mode.OVERLAY)
    assert not comparison._blink.isActive()


def test_registration_is_asked_for_only_by_views_that_need_it(comparison: Comparison, qtbot: QtBot) -> None:
    with qtbot.waitSignal(comparison.pair_wanted) as wanted:
        comparison.set_mode(Mode.OVERLAY)
    assert wanted.args == [True]
    with qtbot.waitSignal(comparison.pair_wanted) as wanted:
        comparison.set_mode(Mode.SIDE_BY_SIDE)
    assert wanted.args == [False]
