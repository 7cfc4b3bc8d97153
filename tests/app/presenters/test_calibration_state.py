"""Can a policy be typed only as one that makes sense, and are past decisions counted right?"""

from __future__ import annotations

import pytest

from app.presenters.calibration_state import Asked, AskedBand, told_of
from core.learning.calibrating import Retold

ONE = Asked((AskedBand(None, 0.01),), reject_frr=0.01, refer_share=0.25)


def test_one_band_for_any_amount_is_a_policy() -> None:
    assert ONE.fault == ""


def test_a_new_band_comes_before_the_one_of_any_amount_and_asks_the_same() -> None:
    twice = ONE.with_band().with_band()
    assert [band.up_to for band in twice.bands] == [1000.0, 10_000.0, None]
    assert {band.accept_far for band in twice.bands} == {0.01}
    assert twice.fault == ""


def test_a_band_is_removed_but_never_the_one_of_any_amount() -> None:
    two = ONE.with_band()
    assert two.without_band(0) == ONE
    assert two.without_band(1) == two


@pytest.mark.parametrize("amounts", [(500.0, 100.0, None), (100.0, 100.0, None)])
def test_amounts_that_do_not_rise_are_refused(amounts: tuple[float | None, ...]) -> None:
    bands = tuple(AskedBand(amount, 0.01) for amount in amounts)
    assert "larger" in Asked(bands, 0.01, 0.25).fault


def test_larger_amounts_may_not_let_more_forgeries_pass() -> None:
    bands = AskedBand(100.0, 0.01), AskedBand(None, 0.02)
    assert "more forgeries" in Asked(bands, 0.01, 0.25).fault


def test_verdicts_that_would_change_are_counted_with_what_the_clerk_decided() -> None:
    told = told_of(
        [
            Retold(1, "accept", "accept", "accept"),
            Retold(2, "refer", "accept", "accept"),
            Retold(3, "refer", "reject", "accept"),
            Retold(4, "accept", "reject", "refer"),
        ]
    )
    assert (told.decisions, told.otherwise, told.with_clerk) == (4, 3, 1)
    assert told.moves["refer", "accept"] == 2
    assert told.moves["reject", "accept"] == 0
