"""Does the scale show a score where it lies between the thresholds, in words too?"""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app.theme.theme import Theme
from app.widgets.score_scale import Reading, ScoreScale, signed


@pytest.mark.parametrize("llr", [-30.0, -1.9, -0.8, 0.2, 1.2, 2.1, 30.0])
def test_scores_and_thresholds_keep_their_order_on_the_scale(llr: float) -> None:
    reading = Reading(llr=llr, reject_llr=-0.8, accept_llr=1.2)
    values = sorted([llr, -0.8, 1.2])
    places = [reading.place(value) for value in values]
    assert places == sorted(places)
    assert 0.0 < reading.place(llr) < 1.0


@pytest.mark.parametrize(
    "llr, verdict",
    [(1.2, "accept"), (1.19, "refer"), (-0.8, "refer"), (-0.81, "reject")],
)
def test_a_score_on_a_threshold_belongs_to_the_better_side(llr: float, verdict: str) -> None:
    assert Reading(llr=llr, reject_llr=-0.8, accept_llr=1.2).verdict == verdict


def test_the_middle_between_the_thresholds_is_the_middle_of_the_scale() -> None:
    assert Reading(llr=0.0, reject_llr=-0.8, accept_llr=1.2).place(0.2) == pytest.approx(0.5)


def test_a_screen_reader_hears_the_score_and_both_thresholds(qtbot: QtBot) -> None:
    scale = ScoreScale(Theme("light"))
    qtbot.addWidget(scale)
    scale.show_reading(Reading(llr=2.1, reject_llr=-0.8, accept_llr=1.2))
    assert scale.accessibleDescription() == "Score +2.1. Reject below −0.8, accept from +1.2, refer between."
    scale.show_reading(None)
    assert scale.accessibleDescription() == ""


def test_a_score_is_written_with_its_sign() -> None:
    assert [signed(value) for value in (2.14, 0.0, -1.96)] == ["+2.1", "+0.0", "−2.0"]


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_scale_draws_its_marker_where_the_score_lies(qtbot: QtBot, mode: str) -> None:
    theme = Theme(mode)
    scale = ScoreScale(theme)
    qtbot.addWidget(scale)
    scale.resize(400, 48)
    reading = Reading(llr=-1.5, reject_llr=-0.8, accept_llr=1.2)
    scale.show_reading(reading)
    image = scale.grab().toImage()
    x = round(1 + reading.place(-1.5) * 398)
    assert theme.tokens.text in [image.pixelColor(near, 16).name() for near in (x - 1, x, x + 1)]
