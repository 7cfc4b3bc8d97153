"""Is another bank's paper measured as shipped, and on writers that no recalibration saw?"""

from __future__ import annotations

import pytest

from core.data.frames import FrameSet
from core.net.checkpoint import Figure
from core.training import cross
from core.training.cross import (
    FEWEST_WRITERS,
    LOSS,
    RECALIBRATED,
    REDRAWS,
    SHIPPED,
    WRITERS,
    evaluate_cross,
    recalibrations,
)
from core.training.trials import Signatory
from tests.core.data.builders import numbered
from tests.core.training.builders import CPU, card, likeness, tiny_twin

Found = dict[tuple[str, str, int | None], Figure]
STRANGE = [likeness(n, far=0.45, spread=0.06, set_name="b") for n in range(FEWEST_WRITERS)]


def crossed(
    measured: list[Signatory], monkeypatch: pytest.MonkeyPatch, *, specimens: tuple[int, ...] = (1, 3)
) -> tuple[Found, list[str]]:
    """Evaluate a network that finds these likenesses on set b, which it never met."""
    asked: list[tuple[str, ...]] = []

    def measure(_twin: object, frames: FrameSet, **_k: object) -> list[Signatory]:
        asked.append(frames.writers)
        return measured

    monkeypatch.setattr(cross, "measure_signatories", measure)
    found, notes = evaluate_cross(
        tiny_twin(),
        card(),
        numbered(["a/1", "b/1", "b/2"]),
        never_met=("b",),
        device=CPU,
        specimens=specimens,
    )
    assert asked == [("b/1", "b/2")]
    assert {one.set_name for one in found} <= {"b"}
    return {(one.protocol, one.measure, one.specimens): one for one in found}, notes


def test_a_set_never_met_is_measured_as_shipped_and_recalibrated(monkeypatch: pytest.MonkeyPatch) -> None:
    found, notes = crossed(STRANGE, monkeypatch)
    assert notes == ["a: left out, since the model learnt from other writers of it"]
    assert {(protocol, n) for protocol, _measure, n in found} == {
        (protocol, n) for protocol in (SHIPPED, RECALIBRATED) for n in (1, 3)
    }
    # The card takes an LLR of 0 to lie at a distance of 0.6, so it accepts forgeries at 0.45; ten writers
    # are enough to see that it lies between 0.2 and 0.45.
    assert found[SHIPPED, "forged accepted", 1].value > 0.5
    assert found[RECALIBRATED, "forged accepted", 3].value < 0.1
    assert found[RECALIBRATED, "Cllr", 3].value < found[SHIPPED, "Cllr", 3].value
    assert found[RECALIBRATED, LOSS, 3].value < found[SHIPPED, LOSS, 3].value
    assert found[RECALIBRATED, "FAR, set for 5%", 3].value == pytest.approx(0.05, abs=0.05)


def test_what_is_reported_of_a_recalibration(monkeypatch: pytest.MonkeyPatch) -> None:
    found, _notes = crossed(STRANGE, monkeypatch, specimens=(3,))
    recalibrated = {measure: one for (protocol, measure, _n), one in found.items() if protocol != SHIPPED}
    ways = [f"{side} {way}" for side in ("genuine", "forged") for way in ("accepted", "referred", "rejected")]
    points = [f"{rate}, set for {far}" for far in ("1%", "5%") for rate in ("FAR", "FRR")]
    assert sorted(recalibrated) == sorted(["EER", "Cllr", LOSS, *ways, *points])
    for measure, one in recalibrated.items():
        if measure == LOSS:
            assert (one.low, one.high) == (None, None)
        else:
            assert one.low is not None
            assert one.high is not None
            assert 0 <= one.low <= one.value <= one.high


def test_ten_writers_are_drawn_again_and_again_and_never_tested() -> None:
    twice = [*STRANGE, *(likeness(n, set_name="b") for n in range(FEWEST_WRITERS))]  # two names a hand
    redrawn = recalibrations(twice)
    drawn = [set(range(FEWEST_WRITERS)) - {one.writer for one in each.others} for each in redrawn]
    assert len(redrawn) == REDRAWS >= 5
    assert {len(writers) for writers in drawn} == {WRITERS}
    assert len({frozenset(writers) for writers in drawn}) > 1
    assert [each.judgement for each in recalibrations(twice)] == [each.judgement for each in redrawn]
    assert [each.judgement for each in recalibrations(twice, seed=1)] != [each.judgement for each in redrawn]


def test_too_few_writers_with_forgeries_are_told_and_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    genuine_only = [likeness(n, forged=0, set_name="b") for n in range(50, 60)]
    found, notes = crossed(STRANGE[1:] + genuine_only, monkeypatch)
    assert found == {}
    assert notes[-1] == "b: left out, since 14 writers with forgeries are below 15"


def test_more_specimens_than_anybody_has_are_not_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    found, _notes = crossed(STRANGE, monkeypatch, specimens=(6, 7))
    assert {n for _protocol, _measure, n in found} == {6}


def test_forged_writers_without_signatures_enough_give_no_skilled_figures(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rich = [likeness(n, genuine=9, forged=0, set_name="b") for n in range(70, 73)]
    found, _notes = crossed(STRANGE + rich, monkeypatch, specimens=(8,))
    assert set(found) == {(SHIPPED, "EER, random forgeries", 8)}
