"""Does a plan say what there is too little of, and how long it would take?"""

from __future__ import annotations

import pytest

from core.data.frames import FrameSet
from core.learning.material import sides_of
from core.learning.plan import (
    FEWEST_FORGED_WRITERS,
    FEWEST_TO_LEARN,
    FINE_STEPS,
    SCRATCH_STEPS,
    holdings_of,
    plan_for,
    step_seconds,
)
from core.learning.words import Start
from tests.core.data.builders import numbered
from tests.core.learning.builders import collection
from tests.core.training.builders import tiny_twin


def test_what_there_is_is_counted_by_kind() -> None:
    held = holdings_of(collection(3, genuine=4, forged=2).frames)
    assert (held.writers, held.forged_writers, held.genuine, held.skilled) == (3, 3, 12, 6)
    assert held.random == 3 * 4 * 4  # each pair of three people, four signatures a side


def test_a_person_with_one_genuine_signature_is_no_measure_of_forgeries() -> None:
    assert holdings_of(collection(2, genuine=1, forged=2).frames).forged_writers == 0


@pytest.fixture(scope="module")
def plenty() -> FrameSet:
    """Enough writers for every side: a hash deals them out."""
    return collection(24, genuine=3, forged=2).frames


def test_with_enough_of_everything_it_may_start(plenty: FrameSet) -> None:
    assert min(len(side) for side in sides_of(plenty)) >= FEWEST_FORGED_WRITERS
    plan = plan_for(plenty, start=Start.CHAMPION, seconds_per_step=2.0)
    assert plan.may_start
    assert plan.steps == FINE_STEPS[0]
    assert plan.seconds > 2.0 * plan.steps


def test_a_start_from_nothing_wants_many_more_people(plenty: FrameSet) -> None:
    plan = plan_for(plenty, start=Start.SCRATCH, seconds_per_step=2.0)
    assert plan.steps == SCRATCH_STEPS
    assert [short.what for short in plan.shortfalls] == ["people with forgeries to start anew"]
    assert not plan.may_start


def test_what_is_too_little_is_told_in_numbers() -> None:
    plan = plan_for(collection(2).frames, start=Start.CHAMPION, seconds_per_step=1.0)
    told = {short.what: (short.have, short.need) for short in plan.shortfalls}
    assert told["signatures to learn from"][1] == FEWEST_TO_LEARN
    assert told["people with forgeries to compare the models"][1] == FEWEST_FORGED_WRITERS
    assert all(short.have < short.need for short in plan.shortfalls)


def test_a_set_without_anything_can_be_planned_and_not_started() -> None:
    assert not plan_for(numbered([]), start=Start.CHAMPION, seconds_per_step=1.0).may_start


def test_a_step_is_timed_without_changing_the_network() -> None:
    twin = tiny_twin()
    before = [weight.detach().clone() for weight in twin.parameters()]
    assert step_seconds(twin, frames=2) > 0.0
    assert all(bool((was == now).all()) for was, now in zip(before, twin.parameters(), strict=True))
    assert all(weight.grad is None for weight in twin.parameters())
