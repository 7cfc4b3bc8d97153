"""Do a bank's policy and its calibration say where the rule cuts?"""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from core.errors import SpecimenError
from core.net.checkpoint import Cut
from core.scoring.policy import Band, BankCalibration, Personal, Policy, calibration_of
from tests.core.training.builders import by_distance, card

BANDS = Policy(bands=(Band(up_to=500.0, accept_far=0.05), Band(up_to=10_000.0), Band(accept_far=0.001)))


def cut(accept: float) -> Cut:
    return Cut(accept_llr=accept, reject_llr=-1.0, accept_far=0.01, reject_frr=0.02)


@pytest.mark.parametrize("amount, place", [(20.0, 0), (500.0, 0), (500.01, 1), (10_001.0, 2), (None, 2)])
def test_an_amount_falls_into_the_first_band_that_holds_it_and_an_unknown_one_into_the_last(
    amount: float | None, place: int
) -> None:
    assert BANDS.band_of(amount) == place


@pytest.mark.parametrize(
    "bands",
    [
        (),
        (Band(up_to=500.0),),
        (Band(), Band()),
        (Band(up_to=500.0), Band(up_to=100.0), Band()),
        (Band(up_to=500.0), Band(up_to=500.0), Band()),
    ],
)
def test_bands_that_do_not_cover_every_amount_once_are_refused(bands: tuple[Band, ...]) -> None:
    with pytest.raises(ValidationError):
        Policy(bands=bands)


def test_thresholds_are_the_bands_own_moved_by_the_signatorys_shift() -> None:
    made = BankCalibration(calibrations=(by_distance(),), cuts=(cut(0.5), cut(1.0), cut(2.0)), policy=BANDS)
    assert made.thresholds(amount=100.0).accept_llr == 0.5
    assert made.thresholds().accept_llr == 2.0
    moved = made.thresholds(amount=100.0, shift=0.25)
    assert (moved.accept_llr, moved.reject_llr) == (0.75, -0.75)


def test_every_band_needs_its_cut() -> None:
    with pytest.raises(ValidationError):
        BankCalibration(calibrations=(by_distance(),), cuts=(cut(1.0),), policy=BANDS)


def test_a_steady_signatory_is_held_to_more_and_by_more_with_more_specimens() -> None:
    personal = Personal(slope=0.5, prior=10.0, usual=1.0)
    few, many = (personal.shift([2.0] * count) for count in (5, 30))
    assert few == pytest.approx(0.5 * 5 / 15)
    assert many == pytest.approx(0.5 * 30 / 40)
    assert personal.shift([0.0] * 5) == pytest.approx(-few)
    assert personal.shift([]) == 0.0
    assert Personal(usual=1.0).shift([2.0] * 5) == 0.0


def test_a_card_is_a_calibration_of_one_band() -> None:
    made = calibration_of(card())
    assert made.cuts == (card().thresholds,)
    assert made.policy.bands == (Band(accept_far=0.01),)
    with pytest.raises(SpecimenError):
        calibration_of(card(thresholds=None))
