"""Does the histogram show how far genuine and forged scores lie apart, and the thresholds between them?"""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.theme.theme import Theme
from app.theme.tokens import DARK, LIGHT
from app.widgets.histogram import FEWEST_BINS, MOST_BINS, ScoreHistogram, llr_texts
from core.scoring.verdict import Thresholds

GENUINE = [0.5, 1.5, 2.0, 2.5]
FORGED = [-2.0, -1.0, -0.5, 0.0, 1.5]
THRESHOLDS = Thresholds(accept_llr=1.2, reject_llr=-0.8, accept_far=0.2, reject_frr=0.0)


@pytest.fixture
def theme(qtbot: QtBot) -> Theme:  # noqa: ARG001 # a theme needs the program
    return Theme("light")


@pytest.fixture
def histogram(qtbot: QtBot, theme: Theme) -> ScoreHistogram:
    histogram = ScoreHistogram(theme)
    qtbot.addWidget(histogram)
    histogram.resize(480, 300)
    return histogram


def test_each_kind_adds_up_to_all_of_itself(histogram: ScoreHistogram) -> None:
    histogram.set_scores(GENUINE, FORGED)
    for item in (histogram.genuine_item, histogram.forged_item):
        edges, shares = item.getOriginalDataset()
        assert len(edges) == len(shares) + 1
        assert shares.sum() == pytest.approx(1)


def test_each_bar_is_the_share_of_the_scores_in_its_bin(histogram: ScoreHistogram) -> None:
    histogram.set_scores(GENUINE, FORGED)
    edges, shares = histogram.genuine_item.getOriginalDataset()
    assert (edges[0], edges[-1]) == (-2.0, 2.5)
    inside = [sum(low <= score < high for score in GENUINE) for low, high in pairwise(edges)]
    inside[-1] += 1  # the highest score closes the last bin
    assert shares == pytest.approx(np.array(inside) / 4)


def test_both_kinds_share_their_bins(histogram: ScoreHistogram) -> None:
    histogram.set_scores(GENUINE, FORGED)
    edges = [item.getOriginalDataset()[0] for item in (histogram.genuine_item, histogram.forged_item)]
    assert list(edges[0]) == list(edges[1])


@pytest.mark.parametrize("count, bins", [(2, FEWEST_BINS), (1000, 20), (10**6, MOST_BINS)])
def test_more_scores_have_more_bins_within_limits(histogram: ScoreHistogram, count: int, bins: int) -> None:
    histogram.set_scores(np.linspace(-1, 1, count), [])
    assert len(histogram.genuine_item.getOriginalDataset()[1]) == bins


def test_thresholds_stand_where_they_cut(histogram: ScoreHistogram) -> None:
    histogram.set_scores(GENUINE, FORGED, THRESHOLDS)
    assert histogram.accept_line.value() == 1.2
    assert histogram.reject_line.value() == -0.8
    assert histogram.accept_label.toPlainText() == "accept from +1.2"
    assert histogram.reject_label.toPlainText() == "reject below −0.8"
    assert histogram.accept_label.pos().x() == 1.2


def test_thresholds_outside_the_scores_are_still_in_sight(histogram: ScoreHistogram) -> None:
    wide = Thresholds(accept_llr=9.0, reject_llr=-9.0, accept_far=0.0, reject_frr=0.0)
    histogram.set_scores(GENUINE, FORGED, wide)
    low, high = histogram.genuine_item.getViewBox().viewRange()[0]
    assert low < -9.0 < 9.0 < high


@pytest.mark.parametrize("width_px", [380, 480, 900])
def test_there_is_room_for_the_words_at_the_thresholds(histogram: ScoreHistogram, width_px: int) -> None:
    histogram.resize(width_px, 300)
    histogram.show()
    edge = Thresholds(accept_llr=2.4, reject_llr=-1.9, accept_far=0.0, reject_frr=0.0)
    for thresholds in (THRESHOLDS, edge):
        histogram.set_scores(GENUINE, FORGED, thresholds)
        histogram.grab()
        room = histogram.genuine_item.getViewBox().sceneBoundingRect()
        for label in (histogram.accept_label, histogram.reject_label):
            words = label.mapRectToScene(label.boundingRect())
            assert room.left() - 1 <= words.left() < words.right() <= room.right() + 1


def test_without_thresholds_there_are_no_lines(histogram: ScoreHistogram) -> None:
    histogram.set_scores(GENUINE, FORGED, THRESHOLDS)
    histogram.set_scores(GENUINE, FORGED, None)
    assert not histogram.accept_line.isVisible()
    assert not histogram.reject_label.isVisible()


def test_one_kind_alone_is_drawn_alone(histogram: ScoreHistogram) -> None:
    histogram.set_scores(GENUINE, [])
    assert histogram.genuine_item.isVisible()
    assert not histogram.forged_item.isVisible()
    assert histogram.legend.words == ["Genuine (4)", "Forged (0)"]


def test_equal_scores_are_drawn(histogram: ScoreHistogram) -> None:
    histogram.set_scores([1.0, 1.0], [])
    assert histogram.genuine_item.getOriginalDataset()[1].max() == 1.0


def test_scores_that_are_no_numbers_are_left_out(histogram: ScoreHistogram) -> None:
    histogram.set_scores([math.nan, math.inf], [])
    assert histogram.is_empty
    histogram.set_scores([math.nan, 1.0], [])
    assert histogram.legend.words[0] == "Genuine (1)"


def test_summary_says_what_the_thresholds_do(histogram: ScoreHistogram) -> None:
    histogram.set_scores(GENUINE, FORGED, THRESHOLDS)
    assert histogram.summary == (
        "4 genuine, median +1.8. 5 forged, median −0.5. Accept from +1.2, reject below −0.8. "
        "Of genuine, 75 % accepted and 0 % rejected. Of forged, 20 % accepted and 40 % rejected."
    )


def test_genuine_and_forged_differ_in_colour_and_in_line(histogram: ScoreHistogram, theme: Theme) -> None:
    histogram.set_scores(GENUINE, FORGED, THRESHOLDS)
    for tokens in (LIGHT, DARK):
        theme.set_mode(tokens.name)
        genuine, forged = (item.opts["pen"] for item in (histogram.genuine_item, histogram.forged_item))
        assert (genuine.color().name(), forged.color().name()) == (tokens.accent, tokens.second)
        assert genuine.style() != forged.style()
        assert histogram.accept_label.color.name() == tokens.accept
        assert histogram.reject_label.color.name() == tokens.reject


def test_numbers_of_the_axis_bear_their_signs() -> None:
    assert llr_texts([-2.0, 0.0, 2.0], 1.0, 2.0) == ["−2", "0", "+2"]
    assert llr_texts([-0.5, 0.5], 1.0, 0.5) == ["−0.5", "+0.5"]
