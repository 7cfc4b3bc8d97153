"""Does the DET plot show both kinds of mistakes of each model where they belong?"""

from __future__ import annotations

from collections.abc import Iterable
from statistics import NormalDist

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.theme.theme import Theme
from app.theme.tokens import DARK, LIGHT
from app.widgets.det_plot import LEAST, DetCurve, DetPlot, deviate, deviates

FAR = np.array([0.2, 0.05, 0.02, 0.01])
FRR = np.array([0.005, 0.01, 0.04, 0.1])
CHAMPION = DetCurve("Champion", FAR, FRR, point=(0.01, 0.1))
CHALLENGER = DetCurve("Challenger", FAR / 2, FRR / 2)


def ndtr(places: Iterable[float]) -> list[float]:
    """Return which share of a normal distribution lies below each place."""
    return [NormalDist().cdf(place) for place in places]


@pytest.fixture
def theme(qtbot: QtBot) -> Theme:  # noqa: ARG001 # a theme needs the program
    return Theme("light")


@pytest.fixture
def plot(qtbot: QtBot, theme: Theme) -> DetPlot:
    plot = DetPlot(theme)
    qtbot.addWidget(plot)
    plot.resize(480, 400)
    return plot


def test_normal_deviates_of_known_rates() -> None:
    assert deviate(0.5) == 0
    assert deviate(0.158655) == pytest.approx(-1, abs=1e-5)
    assert deviates(FAR) == pytest.approx([deviate(rate) for rate in FAR])


def test_a_rate_of_nothing_lies_outside_but_not_infinitely_far() -> None:
    assert np.isfinite(deviates(np.array([0.0, 1.0]))).all()
    assert deviate(0.0) < deviate(LEAST)


def test_rates_drawn_are_the_rates_given(plot: DetPlot) -> None:
    plot.set_curves([CHAMPION, CHALLENGER])
    for item, curve in zip(plot.curve_items, (CHAMPION, CHALLENGER), strict=True):
        x, y = item.getOriginalDataset()
        assert ndtr(x) == pytest.approx(curve.far)
        assert ndtr(y) == pytest.approx(curve.frr)


def test_threshold_in_use_is_marked_where_there_is_one(plot: DetPlot) -> None:
    plot.set_curves([CHAMPION, CHALLENGER])
    x, y = plot.point_items[0].getData()
    assert ndtr(x) == pytest.approx([0.01])
    assert ndtr(y) == pytest.approx([0.1])
    assert len(plot.point_items[1].getData()[0]) == 0
    assert plot.legend.words[-1] == "at the threshold in use"


def test_a_model_that_makes_no_mistake_is_marked_at_the_edge(plot: DetPlot) -> None:
    plot.set_curves([DetCurve("Champion", FAR, FRR, point=(0.0, 0.0))])
    x, y = plot.point_items[0].getData()
    assert ndtr([x[0], y[0]]) == pytest.approx([LEAST, LEAST])
    assert "0 % of forgeries accepted, 0 % of genuine signatures rejected" in plot.summary


def test_champion_and_challenger_differ_in_colour_and_in_line(plot: DetPlot, theme: Theme) -> None:
    plot.set_curves([CHAMPION, CHALLENGER])
    for tokens in (LIGHT, DARK):
        theme.set_mode(tokens.name)
        pens = [item.opts["pen"] for item in plot.curve_items]
        assert [pen.color().name() for pen in pens] == [tokens.accent, tokens.second]
        assert pens[0].style() != pens[1].style()
        assert plot.point_items[0].opts["brush"].color().name() == tokens.accent


def test_diagonal_joins_equal_rates(plot: DetPlot) -> None:
    plot.set_curves([CHAMPION])
    x, y = plot.diagonal.getOriginalDataset()
    assert list(x) == list(y)


def test_points_on_one_pixel_are_drawn_once(plot: DetPlot) -> None:
    far = np.linspace(0.5, 0.001, 50_000)
    plot.set_curves([DetCurve("Champion", far, far[::-1].copy())])
    x, _ = plot.curve_items[0].getOriginalDataset()
    assert 100 < len(x) < 3000
    assert np.abs(np.diff(x)).max() < 0.01


def test_new_curves_take_the_place_of_the_old(plot: DetPlot) -> None:
    plot.set_curves([CHAMPION, CHALLENGER])
    plot.set_curves([CHALLENGER])
    assert len(plot.curve_items) == 1
    assert plot.legend.words == ["Challenger: EER 1.5 %"]
    drawn = plot.diagonal.getViewBox().addedItems
    assert len(drawn) == len([plot.diagonal, *plot.curve_items, *plot.point_items])


def test_curves_without_rates_are_nothing_to_draw(plot: DetPlot) -> None:
    plot.set_curves([DetCurve("Champion", np.empty(0), np.empty(0))])
    assert plot.is_empty


def test_summary_says_how_often_each_model_errs(plot: DetPlot) -> None:
    plot.set_curves([CHAMPION, CHALLENGER])
    assert plot.summary == (
        "Champion: equal error rate 3.0 %; at the threshold in use 1.0 % of forgeries accepted, "
        "10 % of genuine signatures rejected. Challenger: equal error rate 1.5 %."
    )


def test_it_is_said_which_thresholds_the_points_are(plot: DetPlot) -> None:
    plot.set_curves([CHAMPION], at="at the thresholds tried")
    assert "at the thresholds tried 1.0 % of forgeries accepted" in plot.summary
    plot.set_curves([CHAMPION])
    assert "at the threshold in use" in plot.summary
