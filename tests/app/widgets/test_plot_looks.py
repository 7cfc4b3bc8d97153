"""Are the series of a plot told apart without their colour too?"""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF

from app.theme.tokens import DARK, LIGHT, Tokens
from app.widgets.plot_looks import (
    FIRST,
    SECOND,
    THIRD,
    band_brush,
    fill_brush,
    line_pen,
    shape,
    without_symbol,
)


def test_no_two_looks_share_a_colour_or_a_line() -> None:
    looks = (FIRST, SECOND, THIRD)
    assert len({look.colour for look in looks}) == 3
    assert len({look.line for look in looks}) == 3
    assert FIRST.symbol != SECOND.symbol


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_colours_are_those_of_the_palette_in_use(tokens: Tokens) -> None:
    assert line_pen(SECOND, tokens).color().name() == tokens.second


def test_pen_stays_as_wide_at_every_scale() -> None:
    pen = line_pen(FIRST, LIGHT)
    assert pen.isCosmetic()
    assert pen.style() == FIRST.line


def test_band_is_fainter_than_a_symbol_of_its_colour() -> None:
    faint, full = band_brush(FIRST, LIGHT).color(), fill_brush(FIRST, LIGHT).color()
    assert faint.name() == full.name()
    assert faint.alphaF() < full.alphaF() / 4


def test_disc_is_round_and_diamond_is_not() -> None:
    corner = QPointF(0.33, 0.33)
    assert shape("disc").contains(corner)
    assert not shape("diamond").contains(corner)
    assert shape(without_symbol(SECOND).symbol).isEmpty()
