"""Does the legend explain each series, in as many lines as it needs?"""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from app.theme.theme import Theme
from app.theme.tokens import DARK, LIGHT
from app.widgets.plot_legend import LINE_PX, Entry, PlotLegend, Swatch
from app.widgets.plot_looks import FIRST, SECOND

ENTRIES = [Entry("Champion: EER 3.6 %", FIRST), Entry("Challenger: EER 1.7 %", SECOND)]


@pytest.fixture
def legend(qtbot: QtBot) -> PlotLegend:
    legend = PlotLegend(Theme("light"))
    qtbot.addWidget(legend)
    legend.resize(800, LINE_PX)
    legend.show_entries(ENTRIES)
    legend.show()
    return legend


def test_words_are_written_in_the_order_given(legend: PlotLegend) -> None:
    assert legend.words == ["Champion: EER 3.6 %", "Challenger: EER 1.7 %"]


def test_legend_takes_a_second_line_only_where_the_first_is_full(legend: PlotLegend) -> None:
    assert legend.height() == LINE_PX
    legend.resize(240, LINE_PX)
    assert legend.height() == 2 * LINE_PX
    legend.resize(800, LINE_PX)
    assert legend.height() == LINE_PX


def test_new_entries_take_the_place_of_the_old(legend: PlotLegend) -> None:
    legend.show_entries(ENTRIES[:1])
    assert [child.isHidden() for child in legend.findChildren(Swatch)].count(False) == 1


def test_swatch_changes_its_colour_with_the_theme(qtbot: QtBot) -> None:
    theme = Theme("light")
    swatch = Swatch(theme, ENTRIES[0])
    qtbot.addWidget(swatch)

    def middle() -> QColor:
        image = swatch.grab().toImage()
        return image.pixelColor(image.width() // 2, image.height() // 2)

    assert middle().name() == LIGHT.accent
    theme.set_mode("dark")
    assert middle().name() == DARK.accent
