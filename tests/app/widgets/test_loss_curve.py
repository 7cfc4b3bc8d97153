"""Does the curve draw the loss and the error of each step, and the champion's beside them?"""

from __future__ import annotations

import math

import pytest
from pytestqt.qtbot import QtBot

from app.theme.theme import Theme
from app.theme.tokens import DARK, LIGHT
from app.widgets.loss_curve import MANY, MOST_POINTS, CurveRow, LossCurve

ROWS = [
    CurveRow(step=100, loss=0.5, error=None),
    CurveRow(step=200, loss=0.4, error=0.05),
    CurveRow(step=300, loss=0.3, error=None),
    CurveRow(step=400, loss=None, error=0.02),
    CurveRow(step=500, loss=0.2, error=0.03),
]


@pytest.fixture
def theme(qtbot: QtBot) -> Theme:  # noqa: ARG001 # a theme needs the program
    return Theme("light")


@pytest.fixture
def curve(qtbot: QtBot, theme: Theme) -> LossCurve:
    curve = LossCurve(theme)
    qtbot.addWidget(curve)
    curve.resize(480, 300)
    return curve


def test_values_drawn_are_the_values_given(curve: LossCurve) -> None:
    curve.set_rows(ROWS)
    steps, losses = curve.loss_item.getOriginalDataset()
    assert (list(steps), list(losses)) == ([100, 200, 300, 500], [0.5, 0.4, 0.3, 0.2])
    steps, errors = curve.error_item.getOriginalDataset()
    assert (list(steps), list(errors)) == ([200, 400, 500], [0.05, 0.02, 0.03])


def test_every_value_lies_inside_its_axes(curve: LossCurve) -> None:
    curve.set_rows(ROWS)
    curve.set_level(0.09)
    for item, values in ((curve.loss_item, [0.2, 0.5]), (curve.error_item, [0.02, 0.09])):
        (left, right), (low, high) = item.getViewBox().viewRange()
        assert left <= 100 < 500 <= right
        assert low < values[0] < values[1] < high


def test_rows_that_are_added_take_the_place_of_the_earlier_ones(curve: LossCurve) -> None:
    curve.set_rows(ROWS[:1])
    item = curve.loss_item
    for count in range(2, len(ROWS) + 1):
        curve.set_rows(ROWS[:count])
    assert curve.loss_item is item
    assert len(curve.loss_item.getOriginalDataset()[0]) == 4


def test_a_loss_that_is_no_number_is_left_out(curve: LossCurve) -> None:
    curve.set_rows([*ROWS, CurveRow(step=600, loss=math.nan, error=math.inf)])
    assert list(curve.loss_item.getOriginalDataset()[0]) == [100, 200, 300, 500]
    assert curve.summary.startswith("Step 500. Loss 0.200.")


def test_champion_is_a_level_line_only_where_it_is_known(curve: LossCurve) -> None:
    curve.set_rows(ROWS)
    assert not curve.level_item.isVisible()
    curve.set_level(0.024, "Champion of March")
    assert curve.level_item.isVisible()
    assert curve.level_item.value() == 0.024
    assert curve.legend.words == ["This training", "Champion of March: 2.4 %"]
    curve.set_level(None)
    assert not curve.level_item.isVisible()
    assert curve.legend.words == ["This training"]


def test_level_alone_is_nothing_to_draw(curve: LossCurve) -> None:
    curve.set_level(0.024)
    assert curve.is_empty


def test_errors_alone_are_drawn(curve: LossCurve) -> None:
    curve.set_rows([CurveRow(step=10, loss=None, error=0.1)])
    assert not curve.is_empty
    assert curve.summary == (
        "Step 10. Error on development writers (EER) 10 %. Lowest error 10 %, at step 10."
    )


def test_summary_says_how_far_and_how_well(curve: LossCurve) -> None:
    curve.set_rows([*ROWS, CurveRow(step=1500, loss=0.1, error=0.025)])
    curve.set_level(0.024, "Champion")
    assert curve.summary == (
        "Step 1,500. Loss 0.100. Error on development writers (EER) 2.5 %. "
        "Lowest error 2.0 %, at step 400. Champion: 2.4 %."
    )


def test_thousands_of_rows_keep_their_peaks_and_lose_their_symbols(curve: LossCurve) -> None:
    losses = [0.5 + 0.001 * (n % 7) for n in range(10 * MOST_POINTS)]
    losses[1234], losses[4321] = 0.9, 0.1
    curve.set_rows([CurveRow(step=n, loss=loss, error=None) for n, loss in enumerate(losses)])
    steps, drawn = curve.loss_item.getOriginalDataset()
    assert MANY < len(drawn) <= MOST_POINTS
    assert (max(drawn), min(drawn)) == (0.9, 0.1)
    assert list(steps) == sorted(steps)
    assert curve.loss_item.opts["symbol"] is None


def test_lines_follow_the_theme(curve: LossCurve, theme: Theme) -> None:
    curve.set_rows(ROWS)
    curve.set_level(0.024)
    for tokens in (LIGHT, DARK):
        theme.set_mode(tokens.name)
        assert curve.error_item.opts["pen"].color().name() == tokens.second
        assert curve.level_item.pen.color().name() == tokens.accent
