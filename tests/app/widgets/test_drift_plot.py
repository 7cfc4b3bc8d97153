"""Does the drift plot show each month's scores, the gaps between them and what to note?"""

from __future__ import annotations

import math
from typing import Any

import pytest
from PySide6.QtCore import QPointF
from pytestqt.qtbot import QtBot

from app.theme.theme import Theme
from app.theme.tokens import DARK, LIGHT
from app.widgets.drift_plot import DriftPlot, Month

MONTHS = [
    Month("2026-01", count=40, median=2.0, low=1.5, high=2.5),
    Month("2026-02", count=50, median=1.8, low=1.2, high=2.4),
    Month("2026-03", count=0, median=math.nan, low=math.nan, high=math.nan),
    Month("2026-04", count=60, median=1.0, low=0.4, high=1.9, is_notable=True),
]


@pytest.fixture
def theme(qtbot: QtBot) -> Theme:  # noqa: ARG001 # a theme needs the program
    return Theme("light")


@pytest.fixture
def plot(qtbot: QtBot, theme: Theme) -> DriftPlot:
    plot = DriftPlot(theme)
    qtbot.addWidget(plot)
    plot.resize(900, 300)
    return plot


def ticks(plot: DriftPlot) -> list[str]:
    axis: Any = plot.median_item.getViewBox().parentItem().getAxis("bottom")
    return [label for _, label in axis._tickLevels[0]]


def test_medians_drawn_are_the_medians_given(plot: DriftPlot) -> None:
    plot.set_months(MONTHS)
    places, medians = plot.median_item.getOriginalDataset()
    assert list(places) == [0, 1, 2, 3]
    assert list(medians) == pytest.approx([2.0, 1.8, math.nan, 1.0], nan_ok=True)


def test_band_lies_between_the_quartiles(plot: DriftPlot) -> None:
    plot.set_months(MONTHS)
    band = plot.band_item.path()
    for place, low, high in ((0.01, 1.5, 2.5), (0.99, 1.2, 2.4), (3.0, 0.4, 1.9)):
        assert band.contains(QPointF(place, low + 0.02))
        assert band.contains(QPointF(place, high - 0.02))
        assert not band.contains(QPointF(place, low - 0.05))
        assert not band.contains(QPointF(place, high + 0.05))


def test_month_without_verifications_is_a_gap(plot: DriftPlot) -> None:
    plot.set_months(MONTHS)
    assert not plot.band_item.path().contains(QPointF(2.0, 1.5))
    assert plot.median_item.opts["connect"] == "finite"


def test_notable_months_are_marked(plot: DriftPlot) -> None:
    plot.set_months(MONTHS)
    places, medians = plot.notable_item.getData()
    assert (list(places), list(medians)) == ([3], [1.0])
    assert plot.legend.words == ["median", "middle half", "to note"]
    plot.set_months(MONTHS[:2])
    assert len(plot.notable_item.getData()[0]) == 0
    assert plot.legend.words == ["median", "middle half"]


def test_every_quartile_lies_inside_the_axes(plot: DriftPlot) -> None:
    plot.set_months(MONTHS)
    (left, right), (low, high) = plot.median_item.getViewBox().viewRange()
    assert left < 0 < 3 < right
    assert low < 0.4 < 2.5 < high


def test_months_are_named_as_far_as_there_is_room_and_the_newest_always(plot: DriftPlot) -> None:
    months = [Month(f"{2020 + n // 12}-{n % 12 + 1:02d}", 9, 1.0, 0.5, 1.5) for n in range(36)]
    plot.set_months(MONTHS)
    assert ticks(plot) == ["2026-01", "2026-02", "2026-03", "2026-04"]
    plot.set_months(months)
    wide = ticks(plot)
    plot.resize(360, 300)
    plot.grab()
    narrow = ticks(plot)
    assert 1 < len(narrow) < len(wide) < 36
    assert wide[-1] == narrow[-1] == "2022-12"


def test_months_without_any_verification_are_nothing_to_draw(plot: DriftPlot) -> None:
    plot.set_months([MONTHS[2]])
    assert plot.is_empty


def test_summary_tells_of_the_last_month_and_the_notable_ones(plot: DriftPlot) -> None:
    plot.set_months(MONTHS)
    assert plot.summary == (
        "2026-01 to 2026-04. 2026-04: median +1.0, half of the scores between +0.4 and +1.9, "
        "from 60 verifications. To note: 2026-04."
    )
    plot.set_months(MONTHS[:1])
    assert plot.summary.startswith("One month. 2026-01: median +2.0")


def test_line_band_and_marks_follow_the_theme(plot: DriftPlot, theme: Theme) -> None:
    plot.set_months(MONTHS)
    for tokens in (LIGHT, DARK):
        theme.set_mode(tokens.name)
        assert plot.median_item.opts["pen"].color().name() == tokens.accent
        assert plot.band_item.brush().color().name() == tokens.accent
        assert plot.notable_item.opts["brush"].color().name() == tokens.second
