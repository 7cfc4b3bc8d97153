"""Does ink lie where the pen was, wider where it pressed, and as when all of it is drawn anew?"""

from __future__ import annotations

import math

import pytest
from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QImage

from app.theme.tokens import LIGHT
from app.widgets.pen_ink import PenInk, line_px
from core.image.drawing import MORE, PEN_MM

pytestmark = pytest.mark.usefixtures("qtbot")
SIZE = QSize(120, 60)
PLACES = (QPointF(20, 40), QPointF(50, 15), QPointF(80, 30), QPointF(100, 10))


@pytest.fixture
def ink() -> PenInk:
    ink = PenInk()
    ink.fit(SIZE, ratio=1.0, colour=QColor(LIGHT.ink))
    return ink


def picture(ink: PenInk) -> QImage:
    return ink.layer.toImage()


def darkness(ink: PenInk) -> int:
    """The sum of what covers the paper."""
    image = picture(ink)
    return sum(image.pixelColor(x, y).alpha() for x in range(image.width()) for y in range(image.height()))


def write(ink: PenInk, *, width_px: float = 3.0) -> QRectF:
    changed = ink.begin(PLACES[0], width_px=width_px)
    for place in PLACES[1:]:
        changed = changed.united(ink.go_on(place, width_px=width_px))
    return changed.united(ink.end())


def test_a_stroke_begins_and_ends_where_the_pen_did_and_all_of_it_is_told(ink: PenInk) -> None:
    changed = write(ink)
    image = picture(ink)
    for place in (PLACES[0], PLACES[-1]):
        assert image.pixelColor(place.toPoint()).alpha() == 255
    for x in range(image.width()):
        for y in range(image.height()):
            assert image.pixelColor(x, y).alpha() == 0 or changed.contains(x + 0.5, y + 0.5)


def test_what_is_drawn_anew_is_what_was_drawn_step_by_step(ink: PenInk) -> None:
    write(ink)
    before = picture(ink)
    ink.fit(SIZE, ratio=1.0, colour=QColor(LIGHT.ink))
    assert picture(ink) == before
    ink.fit(SIZE, ratio=2.0, colour=QColor(LIGHT.ink))
    assert picture(ink).width() == 2 * SIZE.width()


def test_a_touch_alone_leaves_a_dot(ink: PenInk) -> None:
    ink.begin(QPointF(30, 30), width_px=4.0)
    assert picture(ink).pixelColor(30, 30).alpha() == 255


def test_a_hard_press_leaves_more_ink(ink: PenInk) -> None:
    write(ink, width_px=line_px(0.0, px_per_mm=8.0))
    light = darkness(ink)
    ink.clear()
    assert darkness(ink) == 0
    write(ink, width_px=line_px(1.0, px_per_mm=8.0))
    assert darkness(ink) > 1.3 * light


def test_the_line_is_as_wide_as_on_the_page_that_is_judged() -> None:
    widths = [line_px(pressure, px_per_mm=10.0) for pressure in (math.nan, 0.0, 1.0)]
    assert widths == pytest.approx([10 * PEN_MM, 10 * PEN_MM * (1 - MORE), 10 * PEN_MM * (1 + MORE)])


def test_the_last_stroke_is_wiped_out_alone(ink: PenInk) -> None:
    write(ink)
    first = picture(ink)
    ink.begin(QPointF(5, 5), width_px=4.0)
    ink.end()
    ink.take_back()
    assert picture(ink) == first
    ink.take_back()
    assert darkness(ink) == 0
