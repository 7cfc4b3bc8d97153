"""Does every figure on the calibration page come with its meaning and its range?"""

from __future__ import annotations

from collections import Counter

import pytest

from app.presenters import calibration_words as words
from app.presenters.calibration_state import Asked, AskedBand, CalibrationState, Told, Tried
from core.learning.drift import Month
from core.learning.recalibrate import Evidence, Outcome, Recalibration, Supply
from core.net.checkpoint import Calibration, Cut
from core.scoring.intervals import Interval
from core.scoring.policy import Band, BankCalibration, Personal, Policy

CUT = Cut(accept_llr=1.24, reject_llr=-0.8, accept_far=0.01, reject_frr=0.01)
NONE_SEEN = Interval(0.0, 0.0, 0.0)


def tried_of(
    *,
    forged_accepted: Interval = NONE_SEEN,
    referred: float = 0.12,
    far: float = 0.02,
    slope: float = 0.0,
    is_fused_anew: bool = True,
    reject_frr: float = 0.01,
) -> Tried:
    """Thresholds set on 240 forgeries of 31 people, for one band."""
    policy = Policy(bands=(Band(accept_far=far),), reject_frr=reject_frr)
    calibration = BankCalibration(
        calibrations=(Calibration(specimens=1, offset=0.0, weights=(0.0,), bound=2.0),),
        cuts=(CUT,),
        policy=policy,
        personal=Personal(slope=slope),
    )
    evidence = Evidence(
        writers=31,
        genuine=410,
        forged=240,
        forged_writers=31,
        specimens=5,
        is_fused_anew=is_fused_anew,
    )
    outcome = Outcome(
        forged_accepted=forged_accepted,
        genuine_referred=Interval(referred, 0.1, 0.15),
        genuine_rejected=Interval(0.011, 0.002, 0.034),
    )
    made = Recalibration(
        calibration=calibration,
        evidence=evidence,
        outcomes=(outcome,),
        eer=Interval(0.042, 0.031, 0.056),
        cllr=Interval(0.2, 0.1, 0.3),
        genuine_llr=(1.0, 2.0),
        forged_llr=(-1.0, 0.0),
    )
    asked = Asked((AskedBand(None, far),), reject_frr=reject_frr, refer_share=0.25)
    return Tried(asked, made, [0.5], [0.5])


def test_a_band_says_where_it_cuts_and_what_that_does_with_its_range() -> None:
    (band,) = words.band_words(tried_of(forged_accepted=Interval(0.0125, 0.004, 0.03)))
    assert band.items == "Any amount"
    assert band.cuts == "accept from +1.2, reject below −0.8"
    assert (band.forged_accepted.value, band.forged_accepted.between) == ("1.2 %", "0.4 to 3.0 %")
    assert (band.genuine_rejected.value, band.genuine_rejected.between) == ("1.1 %", "0.2 to 3.4 %")


def test_where_no_forgery_passed_the_range_does_not_claim_that_none_will() -> None:
    (band,) = words.band_words(tried_of())
    assert (band.forged_accepted.value, band.forged_accepted.between) == ("0.0 %", "0.0 to 1.2 %")


def test_what_stands_behind_the_thresholds_is_said_with_what_it_can_show() -> None:
    first, error, *_ = words.evidence_lines(tried_of())
    assert first.startswith("240 forgeries of 31 people and 410 genuine signatures of 31 people.")
    assert "No claim below 1.2 % can be made" in first
    assert error == "EER 4.2 % (3.1 to 5.6 %): the error rate where both kinds of error are equal."


def test_asking_for_less_than_the_data_can_show_is_warned_of() -> None:
    assert words.warning_text(tried_of(far=0.02)) == ""
    assert "240 forgeries cannot show that only 1 % pass" in words.warning_text(tried_of(far=0.01))
    said = words.warning_text(tried_of(far=0.02, reject_frr=0.005))
    assert said.startswith("410 genuine signatures cannot show that only 0.5 % are advised to reject")
    assert said.endswith("at least as careful as the model's own.")


@pytest.mark.parametrize("referred, start", [(0.12, "Came true: 12.0 %"), (0.4, "Did not come true: 40.0 %")])
def test_it_is_said_whether_the_hope_came_true(referred: float, start: str) -> None:
    assert words.hope_text(tried_of(referred=referred)).startswith(start)


@pytest.mark.parametrize("slope, said", [(0.0, "no gain"), (0.3, "showed a gain")])
def test_it_is_said_whether_steady_signatories_are_held_to_more(slope: float, said: str) -> None:
    assert said in words.evidence_lines(tried_of(slope=slope))[-1]


@pytest.mark.parametrize("is_anew, said", [(True, "weighed anew"), (False, "as in the model")])
def test_it_is_said_whose_weights_the_evidence_has(is_anew: bool, said: str) -> None:
    assert said in words.evidence_lines(tried_of(is_fused_anew=is_anew))[2]


def test_thresholds_in_use_are_told_for_every_band() -> None:
    low = Cut(accept_llr=0.5, reject_llr=-0.8, accept_far=0.05, reject_frr=0.01)
    policy = Policy(bands=(Band(up_to=1000, accept_far=0.05), Band(accept_far=0.01)))
    calibrations = (Calibration(specimens=1, offset=0.0, weights=(0.0,), bound=2.0),)
    today = BankCalibration(calibrations=calibrations, cuts=(low, CUT), policy=policy)
    asked = Asked((AskedBand(1000.0, 0.05), AskedBand(None, 0.01)), 0.01, 0.25)
    assert words.today_text(today, asked) == (
        "In use now: up to 1,000: accept from +0.5, reject below −0.8; "
        "any other amount: accept from +1.2, reject below −0.8."
    )


def test_what_is_missing_is_said_with_where_it_comes_from() -> None:
    said = words.lacking_text(Supply(writers=12, with_forgeries=1))
    assert "So far there is 1; 12 people have two genuine signatures." in said
    assert "Verify page" in said
    assert "Pairs page" in said


def test_past_decisions_are_told_with_what_the_clerk_decided() -> None:
    assert words.told_text(Told(0, Counter(), 0, 0)) == "No decision can be judged again yet."
    assert "none would be" in words.told_text(Told(9, Counter(), 0, 0))
    said = words.told_text(Told(200, Counter(), 12, 9))
    assert "Of the last 200 decisions 12 would be advised otherwise." in said
    assert "largest" not in said
    assert words.told_text(Told(200, Counter(), 12, 9), bands=2).endswith("the thresholds of the largest.")
    assert "decided 9 of these as would now be advised, and 3 otherwise" in said


def test_a_month_that_stands_out_is_named() -> None:
    months = [Month("2026-03", 40, 0.5, 1.0, 1.5, is_notable=False)]
    assert words.drift_text(months) == ""
    months.append(Month("2026-04", 40, -0.5, 0.0, 0.5, is_notable=True))
    assert words.drift_text(months).startswith("2026-04 stands out")
    quiet = [months[0], months[1]._replace(is_notable=False)]
    assert words.drift_text(quiet) == "No month stands out."


def test_figures_of_an_earlier_policy_say_so() -> None:
    tried = tried_of()
    other = Asked((AskedBand(None, 0.05),), 0.01, 0.25)
    assert words.state_text(CalibrationState(tried=tried, asked=tried.asked)) == ""
    assert "earlier" in words.state_text(CalibrationState(tried=tried, asked=other))
    assert "Setting" in words.state_text(CalibrationState(tried=tried, asked=other, is_trying=True))
