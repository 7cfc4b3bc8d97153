"""Do all plots start light, stay as they were drawn, and say in words what they show?"""

from __future__ import annotations

import subprocess
import sys

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.theme.theme import Theme
from app.theme.tokens import DARK, LIGHT
from app.widgets.loss_curve import CurveRow, LossCurve
from app.widgets.plot import percent, reach
from tests.house.tree import ROOT

ROWS = [CurveRow(step=100, loss=0.5, error=0.04), CurveRow(step=200, loss=0.3, error=0.02)]
STARTS_WITHOUT = """
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from PySide6.QtWidgets import QApplication
from app.theme.theme import Theme
from app.widgets import det_plot, drift_plot, histogram, loss_curve
program = QApplication([])
theme = Theme("light")
plots = [loss_curve.LossCurve(theme), det_plot.DetPlot(theme)]
plots += [histogram.ScoreHistogram(theme), drift_plot.DriftPlot(theme)]
plots[0].set_rows([])
sys.exit("pyqtgraph" in sys.modules)
"""


@pytest.fixture
def plot(qtbot: QtBot) -> LossCurve:
    plot = LossCurve(Theme("light"))
    qtbot.addWidget(plot)
    plot.resize(480, 300)
    return plot


def test_plots_without_data_do_not_load_the_drawing_library() -> None:
    subprocess.run([sys.executable, "-c", STARTS_WITHOUT], cwd=ROOT, check=True)


def test_empty_plot_shows_the_sentence_it_was_given(plot: LossCurve) -> None:
    plot.set_empty("Nothing to draw yet: no training has run.")
    assert plot.is_empty
    assert plot.sentence.text() == plot.summary == "Nothing to draw yet: no training has run."


def test_plot_gives_way_to_the_sentence_when_its_data_are_gone(plot: LossCurve) -> None:
    plot.set_empty("Nothing to draw yet: no training has run.")
    plot.set_rows(ROWS)
    assert plot.currentWidget() is plot.chart
    assert plot.summary.startswith("Step 200.")
    plot.set_rows([])
    assert plot.is_empty
    assert plot.summary == "Nothing to draw yet: no training has run."


def test_a_new_sentence_leaves_the_summary_of_what_is_drawn(plot: LossCurve) -> None:
    plot.set_rows(ROWS)
    plot.set_empty("Nothing to draw yet.")
    assert plot.summary.startswith("Step 200.")


def test_screen_reader_hears_what_is_plotted(plot: LossCurve) -> None:
    plot.set_rows(ROWS)
    assert plot.accessibleName() == plot.view.accessibleName() == "Course of the training"
    assert plot.accessibleDescription() == plot.summary


def test_the_mouse_reaches_no_part_of_the_drawing(plot: LossCurve) -> None:
    plot.set_rows(ROWS)
    plot.show()
    assert plot.view.isVisible()
    assert plot.childAt(plot.view.geometry().center()) is plot.chart
    assert plot.view.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_wheel_over_a_plot_is_left_to_the_page(plot: LossCurve) -> None:
    plot.set_rows(ROWS)
    plot.show()
    middle = QPointF(plot.view.geometry().center())
    before = plot.loss_item.getViewBox().viewRange()
    under: QWidget = plot.childAt(middle.toPoint()) or plot
    wheel = QWheelEvent(
        middle,
        under.mapToGlobal(middle),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(under, wheel)
    assert not wheel.isAccepted()
    assert plot.loss_item.getViewBox().viewRange() == before


def test_axes_and_ground_follow_the_theme(qtbot: QtBot) -> None:
    theme = Theme("light")
    plot = LossCurve(theme)
    qtbot.addWidget(plot)
    plot.resize(480, 300)
    plot.set_rows(ROWS)
    axis = plot.loss_item.getViewBox().parentItem().getAxis("left")
    for tokens in (LIGHT, DARK):
        theme.set_mode(tokens.name)
        assert axis.textPen().color().name() == tokens.muted
        image = plot.grab().toImage()
        corner = plot.view.mapTo(plot, QPoint(2, 2))
        assert image.pixelColor(corner).name() == tokens.surface


@pytest.mark.parametrize(
    "rate, words",
    [
        (0.0, "0 %"),
        (0.00001, "under 0.01 %"),
        (0.0042, "0.42 %"),
        (0.0213, "2.1 %"),
        (0.0996, "10 %"),
        (0.5, "50 %"),
        (1.0, "100 %"),
    ],
)
def test_rates_are_worded_with_the_places_they_need(rate: float, words: str) -> None:
    assert percent(rate) == words


def test_axis_reaches_a_little_beyond_the_values() -> None:
    low, high = reach([1.0, 3.0], least=0.1)
    assert 0.8 < low < 1.0
    assert 3.0 < high < 3.2


def test_axis_of_values_that_are_all_the_same_still_has_a_length() -> None:
    low, high = reach([2.0, 2.0], least=1.0)
    assert (low, high) == (1.5, 2.5)


def test_axis_of_rates_does_not_go_below_nothing() -> None:
    low, high = reach([0.0, 0.0], least=0.01, floor=0.0)
    assert (low, high) == (0.0, 0.01)
