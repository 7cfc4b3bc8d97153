"""Do the protocols give the figures that can be told in advance?"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.errors import BadData
from core.net.checkpoint import Figure, ModelCard
from core.training import evaluate as evaluate_module
from core.training.evaluate import evaluate, pair_scores
from core.training.fitting import judgement_of
from core.training.trials import Signatory
from tests.core.data.builders import numbered
from tests.core.training.builders import CPU, by_distance, card, likeness, tiny_twin


def figures_of(
    measured: list[Signatory], monkeypatch: pytest.MonkeyPatch, *, of: ModelCard | None = None
) -> dict[tuple[str, str, str, int | None], Figure]:
    """Evaluate a network that finds these likenesses; figures by protocol, set, measure and specimens."""
    monkeypatch.setattr(evaluate_module, "measure_signatories", lambda *_a, **_k: measured)
    found = evaluate(tiny_twin(), of or card(), numbered(["a/1"]), device=CPU)
    keyed = {(one.protocol, one.set_name, one.measure, one.specimens): one for one in found}
    assert len(keyed) == len(found)
    return keyed


def test_forgeries_that_lie_apart_are_never_mistaken(monkeypatch: pytest.MonkeyPatch) -> None:
    found = figures_of([likeness(n) for n in range(5)], monkeypatch)
    pairs = found["pairs", "a", "EER", 1]
    assert (pairs.value, pairs.low, pairs.high) == (0.0, 0.0, 0.0)
    for specimens in (1, 3, 5):
        assert found["desk", "a", "EER", specimens].value == 0.0
        assert found["desk", "a", "EER, random forgeries", specimens].value == 0.0
        assert found["desk", "a", "genuine accepted", specimens].value == 1.0
        assert found["desk", "a", "forged rejected", specimens].value == 1.0
        assert found["desk", "a", "Cllr", specimens].value < 0.01
    assert {key[3] for key in found} == {1, 3, 5}


def test_forgeries_that_lie_closer_are_always_mistaken(monkeypatch: pytest.MonkeyPatch) -> None:
    found = figures_of([likeness(n, far=0.0) for n in range(5)], monkeypatch)
    assert found["pairs", "a", "EER", 1].value == 1.0
    assert found["desk", "a", "forged accepted", 3].value == 1.0
    assert found["desk", "a", "EER, random forgeries", 3].value == 0.0


def test_the_three_ways_of_the_rule_add_up(monkeypatch: pytest.MonkeyPatch) -> None:
    found = figures_of([likeness(n, far=0.6, spread=0.1) for n in range(5)], monkeypatch)
    for side in ("genuine", "forged"):
        ways = [found["desk", "a", f"{side} {way}", 1].value for way in ("accepted", "referred", "rejected")]
        assert sum(ways) == pytest.approx(1.0, abs=2e-4)
    # LLR of a forgery is 0 give or take 1, and is referred within 1: about two thirds.
    assert found["desk", "a", "forged referred", 1].value == pytest.approx(0.68, abs=0.12)


def test_a_figure_lies_within_its_interval(monkeypatch: pytest.MonkeyPatch) -> None:
    found = figures_of([likeness(n, far=0.35, spread=0.1) for n in range(8)], monkeypatch)
    for one in found.values():
        if one.measure == "minCllr":
            assert (one.low, one.high) == (None, None)
            continue
        assert one.low is not None
        assert one.high is not None
        assert 0 <= one.low <= one.value <= one.high


def test_only_the_numbers_of_specimens_asked_for_are_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        evaluate_module, "measure_signatories", lambda *_a, **_k: [likeness(n) for n in range(3)]
    )
    found = evaluate(tiny_twin(), card(), numbered(["a/1"]), device=CPU, specimens=[2, 6, 7])
    assert {one.specimens for one in found if one.protocol == "desk"} == {2, 6}


def test_sets_are_measured_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    measured = [likeness(n) for n in range(3)] + [likeness(n, far=0.0, set_name="b") for n in range(3, 6)]
    found = figures_of(measured, monkeypatch)
    assert [found["pairs", name, "EER", 1].value for name in "ab"] == [0.0, 1.0]


def test_a_set_without_forgeries_is_measured_on_strangers_only(monkeypatch: pytest.MonkeyPatch) -> None:
    found = figures_of([likeness(n, forged=0) for n in range(3)], monkeypatch)
    assert {(protocol, measure) for protocol, _set, measure, _n in found} == {
        ("desk", "EER, random forgeries")
    }


def test_pairs_are_balanced_and_each_is_scored_once() -> None:
    distance = likeness(0).distance
    distance[:, :7] = (distance[:, :7] + distance[:, :7].T) / 2
    scored = pair_scores([replace(likeness(0), distance=distance)], judgement_of(card()))
    assert (scored.genuine.size, scored.forged.size) == (21, 21)
    wanted = 6.0 - 10.0 * distance[np.triu_indices(7, 1)]
    np.testing.assert_allclose(np.sort(scored.genuine), np.sort(wanted))
    assert np.isin(scored.forged.round(9), (6.0 - 10.0 * distance[:, 7:12]).round(9)).all()
    assert np.unique(scored.forged).size == 21


def test_the_calibration_for_the_number_of_specimens_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    blind = by_distance(specimens=3).model_copy(update={"weights": (0.0,) * 9, "offset": 2.0})
    found = figures_of(
        [likeness(n) for n in range(3)], monkeypatch, of=card(calibrations=(by_distance(), blind))
    )
    accepted = {n: found["desk", "a", "forged accepted", n].value for n in (1, 3, 5)}
    assert accepted == {1: 0.0, 3: 1.0, 5: 1.0}


@pytest.mark.parametrize("missing", [{"thresholds": None}, {"calibrations": ()}])
def test_a_model_that_was_never_calibrated_is_refused(missing: dict[str, object]) -> None:
    with pytest.raises(BadData, match="calibrated"):
        evaluate(tiny_twin(), card(**missing), numbered(["a/1"]), device=CPU)
