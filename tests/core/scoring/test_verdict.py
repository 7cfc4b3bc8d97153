"""Is the advice given exactly at its thresholds, and for reasons that one can check?"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from core.image.shape import Shape
from core.scoring.verdict import (
    Reason,
    ReasonKind,
    Thresholds,
    Verdict,
    advise,
    reasons_for,
    with_pen_reasons,
)
from tests.core.store.builders import SHAPE

THRESHOLDS = Thresholds(accept_llr=1.5, reject_llr=-0.5, accept_far=0.01, reject_frr=0.01)


@pytest.mark.parametrize(
    "llr, wanted",
    [
        (9.0, Verdict.ACCEPT),
        (1.5, Verdict.ACCEPT),
        (float(np.nextafter(1.5, -9)), Verdict.REFER),
        (0.0, Verdict.REFER),
        (-0.5, Verdict.REFER),
        (float(np.nextafter(-0.5, -9)), Verdict.REJECT),
        (-9.0, Verdict.REJECT),
    ],
)
def test_advice_changes_exactly_at_the_thresholds(llr: float, wanted: Verdict) -> None:
    assert advise(llr, thresholds=THRESHOLDS) is wanted


def test_without_a_span_between_the_thresholds_nothing_is_referred() -> None:
    one = replace(THRESHOLDS, reject_llr=1.5)
    assert advise(1.5, thresholds=one) is Verdict.ACCEPT
    assert advise(float(np.nextafter(1.5, -9)), thresholds=one) is Verdict.REJECT


def test_an_unknown_ratio_is_never_accepted_or_rejected() -> None:
    assert advise(float("nan"), thresholds=THRESHOLDS) is Verdict.REFER


def test_thresholds_the_wrong_way_round_are_refused() -> None:
    with pytest.raises(ValueError, match="reject threshold"):
        replace(THRESHOLDS, reject_llr=1.6)


def by_kind(
    presented: Shape,
    specimens: list[Shape],
    *,
    distance: float = 0.3,
    spread: tuple[float, ...] = (0.4,),
) -> dict[ReasonKind, Reason]:
    reasons = reasons_for(presented, specimens, distance=distance, spread=spread)
    assert len({reason.kind for reason in reasons}) == len(reasons)
    return {reason.kind: reason for reason in reasons}


def test_a_reason_shows_the_presented_value_beside_the_specimens_range() -> None:
    shapes = [replace(SHAPE, slant_deg=slant) for slant in (14.0, 9.0, 11.0)]
    reason = by_kind(replace(SHAPE, slant_deg=12.5), shapes, spread=(0.2, 0.3, 0.4))[ReasonKind.SLANT]
    assert reason == Reason(ReasonKind.SLANT, agrees=True, presented=12.5, low=9.0, high=14.0)


@pytest.mark.parametrize("slant, agrees", [(21.5, True), (21.6, False), (1.5, True), (1.4, False)])
def test_a_range_is_widened_by_its_mean_gap_and_a_slack(slant: float, agrees: bool) -> None:
    """9 to 14 with a mean gap of 2.5 and a slack of 5 degrees: 1.5 to 21.5."""
    shapes = [replace(SHAPE, slant_deg=each) for each in (14.0, 9.0, 11.0)]
    assert by_kind(replace(SHAPE, slant_deg=slant), shapes)[ReasonKind.SLANT].agrees is agrees


@pytest.mark.parametrize("aspect, agrees", [(2.87, True), (2.88, False), (2.13, True), (2.12, False)])
def test_one_specimen_gives_a_range_by_its_slack_alone(aspect: float, agrees: bool) -> None:
    """2.5, 15 % either way: 2.125 to 2.875."""
    reasons = by_kind(replace(SHAPE, aspect=aspect), [SHAPE], spread=())
    assert reasons[ReasonKind.PROPORTIONS].agrees is agrees


@pytest.mark.parametrize(
    "kind, change",
    [
        (ReasonKind.PROPORTIONS, {"aspect": 5.0}),
        (ReasonKind.SLANT, {"slant_deg": -30.0}),
        (ReasonKind.SIZE, {"width_mm": 90.0}),
        (ReasonKind.DENSITY, {"density": 0.5}),
        (ReasonKind.STROKE_WIDTH, {"stroke_share": 0.05}),
        (ReasonKind.PIECES, {"pieces": 12}),
    ],
)
def test_what_differs_is_said_first_and_alone(kind: ReasonKind, change: dict[str, Any]) -> None:
    known = replace(SHAPE, width_mm=40.0)
    reasons = reasons_for(replace(known, **change), [known, known], distance=0.3, spread=(0.4,))
    assert reasons[0].kind is kind
    assert [reason.agrees for reason in reasons] == [False] + [True] * (len(reasons) - 1)


@pytest.mark.parametrize("is_presented", [True, False])
def test_size_is_compared_only_where_every_resolution_is_known(is_presented: bool) -> None:
    known = replace(SHAPE, width_mm=40.0)
    presented, specimen = (SHAPE, known) if is_presented else (known, SHAPE)
    assert ReasonKind.SIZE not in by_kind(presented, [specimen, known])
    assert ReasonKind.SIZE in by_kind(known, [known, known])


@pytest.mark.parametrize("distance, agrees", [(0.1, True), (0.55, True), (0.56, False)])
def test_a_distance_agrees_up_to_a_tenth_beyond_the_specimens_own(distance: float, agrees: bool) -> None:
    reasons = by_kind(SHAPE, [SHAPE] * 3, distance=distance, spread=(0.3, 0.5, 0.4))
    reason = reasons[ReasonKind.DISTANCE]
    assert reason == Reason(ReasonKind.DISTANCE, agrees=agrees, presented=distance, low=0.3, high=0.5)


def test_a_single_specimen_is_pointed_out() -> None:
    reasons = by_kind(SHAPE, [SHAPE], spread=())
    assert not reasons[ReasonKind.ONE_SPECIMEN].agrees
    assert ReasonKind.DISTANCE not in reasons
    assert ReasonKind.ONE_SPECIMEN not in by_kind(SHAPE, [SHAPE, SHAPE])


@pytest.mark.parametrize("apart, is_said", [(0.75, False), (0.76, True)])
def test_specimens_that_disagree_are_pointed_out(apart: float, is_said: bool) -> None:
    reasons = by_kind(SHAPE, [SHAPE] * 2, spread=(0.2, apart))
    assert (ReasonKind.SPECIMENS_DISAGREE in reasons) is is_said


def test_a_signature_like_its_specimens_agrees_in_everything() -> None:
    assert all(reason.agrees for reason in reasons_for(SHAPE, [SHAPE] * 3, distance=0.2, spread=(0.3,) * 3))


@pytest.mark.parametrize("llr, agrees", [(0.2, True), (-0.2, False)])
def test_the_rhythm_is_said_by_which_way_the_pen_leans(llr: float, agrees: bool) -> None:
    reasons = with_pen_reasons(
        (), llr=llr, seconds=2.0, specimens_s=(2.0, 2.2), distance=0.5, spread=(0.3, 0.4)
    )
    by_kind = {reason.kind: reason for reason in reasons}
    assert by_kind[ReasonKind.RHYTHM] == Reason(ReasonKind.RHYTHM, agrees, 0.5, 0.3, 0.4)


@pytest.mark.parametrize("seconds, agrees", [(2.99, True), (3.01, False), (1.36, True), (1.34, False)])
def test_writing_time_agrees_within_the_specimens_own_and_a_slack(seconds: float, agrees: bool) -> None:
    """2.0 and 2.2 s with a gap of 0.2: 1.8 to 2.4 s, and 25 % either way; differences come first."""
    before = Reason(ReasonKind.SLANT, agrees=True, presented=1.0, low=0.0, high=2.0)
    reasons = with_pen_reasons(
        (before,), llr=1.0, seconds=seconds, specimens_s=(2.2, 2.0), distance=0.5, spread=()
    )
    by_kind = {reason.kind: reason for reason in reasons}
    assert by_kind[ReasonKind.DURATION] == Reason(ReasonKind.DURATION, agrees, seconds, 2.0, 2.2)
    assert by_kind[ReasonKind.RHYTHM].low == by_kind[ReasonKind.RHYTHM].high == 0.5
    assert [reason.agrees for reason in reasons] == sorted(reason.agrees for reason in reasons)
