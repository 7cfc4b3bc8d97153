"""Is presented what a clerk would have been shown, and never a specimen?"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.scoring.evidence import NAMES, form_of
from core.training.pairs import compare_rows, embed_frames
from core.training.trials import draw_trials, measure_signatories, one_trial
from tests.core.data.builders import signed
from tests.core.training.builders import CPU, likeness, tiny_twin


def test_everything_but_the_specimens_is_presented() -> None:
    signatory = likeness(0)
    columns = np.arange(16.0)  # 7 genuine, 5 forged, 4 strangers
    numbered = replace(signatory, distance=np.tile(columns, (7, 1)))
    trial = one_trial(numbered, np.array([4, 1]))
    presented = trial.evidence[:, NAMES.index("distance, mean")].astype(int)
    assert presented.tolist() == [0, 2, 3, 5, 6, *range(7, 16)]
    assert trial.is_genuine.tolist() == [True] * 5 + [False] * 9
    assert trial.is_stranger.tolist() == [False] * 10 + [True] * 4
    assert set(trial.writer.tolist()) == {0}
    assert set(trial.set_name.tolist()) == {"a"}
    assert trial.presented.tolist() == presented.tolist()
    assert trial.specimens.tolist() == [[4, 1]] * 14


def test_the_specimens_own_distances_are_those_between_them() -> None:
    signatory = likeness(0)
    trial = one_trial(signatory, np.array([1, 2, 5]))
    own = np.mean([signatory.distance[1, 2], signatory.distance[1, 5], signatory.distance[2, 5]])
    mean = signatory.distance[[1, 2, 5]].mean(axis=0)[[0, 3, 4, *range(6, 16)]]
    beyond = trial.evidence[:, NAMES.index("distance beyond the specimens' own")]
    np.testing.assert_allclose(beyond, mean - own)


def test_each_draw_presents_all_the_rest_of_every_signatory_that_has_enough() -> None:
    measured = [likeness(0), likeness(1, genuine=3), likeness(2)]
    trials = draw_trials(measured, specimens=3, draws=4)
    assert {int(n): int((trials.writer == n).sum()) for n in np.unique(trials.writer)} == {0: 52, 2: 52}
    assert trials.evidence.shape == (104, len(NAMES))
    assert int(trials.is_genuine.sum()) == 2 * 4 * 4


def test_draws_depend_on_the_seed() -> None:
    one, again, other = (draw_trials([likeness(0)], specimens=3, draws=2, seed=s) for s in (1, 1, 2))
    np.testing.assert_array_equal(one.evidence, again.evidence)
    assert not np.array_equal(one.evidence, other.evidence)


def test_too_few_signatures_for_any_draw_give_no_rows() -> None:
    trials = draw_trials([likeness(0)], specimens=7, draws=2)
    assert trials.evidence.shape == (0, len(NAMES))
    assert trials.writer.size == trials.set_name.size == trials.is_genuine.size == trials.presented.size == 0
    assert trials.specimens.shape == (0, 7)


def test_rows_are_kept_together() -> None:
    trials = draw_trials([likeness(0), likeness(1)], specimens=1, draws=1)
    kept = trials.rows(trials.writer == 1)
    assert len(kept.evidence) == kept.is_genuine.size == kept.is_stranger.size == 15
    assert set(kept.writer.tolist()) == {1}
    assert set(kept.presented // 100) == set(kept.specimens[:, 0] // 100) == {1}


def test_measured_likeness_is_that_of_the_network() -> None:
    twin, frames = tiny_twin(), signed(50, writers=2)
    first, second = measure_signatories(twin, frames, device=CPU)
    assert (second.writer, second.set_name, second.genuine, second.forged) == (1, "made-up", 5, 3)
    assert second.distance.shape == second.local.shape == (5, 5 + 3 + 5)
    alike = compare_rows(twin, embed_frames(twin, frames, device=CPU), np.array([9, 9]), np.array([10, 14]))
    np.testing.assert_allclose(second.distance[1, [2, 6]], alike.distance.numpy(), atol=1e-5)
    np.testing.assert_allclose(second.local[1, [2, 6]], alike.local.numpy(), atol=1e-4)
    np.testing.assert_allclose(second.distance[:, :5], second.distance[:, :5].T, atol=1e-6)
    np.testing.assert_array_equal(second.forms[6], form_of(frames.shape_of(14)))
    assert second.rows[:8].tolist() == list(range(8, 16))
    assert set(second.rows[8:].tolist()) == set(range(5))
    np.testing.assert_array_equal(np.sort(first.forms[8:], axis=0), np.sort(second.forms[:5], axis=0))


@pytest.mark.parametrize(
    "changes",
    [{"writers": ("made-up/50", "made-up/50")}, {"signatories": ("a/50", "b/51")}],
    ids=["one hand", "two sets"],
)
def test_strangers_are_other_hands_of_the_same_set(changes: dict[str, tuple[str, ...]]) -> None:
    frames = replace(signed(50, writers=2), **changes)  # type: ignore[arg-type]
    for signatory in measure_signatories(tiny_twin(), frames, device=CPU):
        assert signatory.distance.shape == (5, 5 + 3)


def test_a_signatory_with_one_genuine_signature_is_not_measured() -> None:
    frames = signed(50, writers=2)
    is_genuine = frames.is_genuine.copy()
    is_genuine[1:5] = False
    measured = measure_signatories(tiny_twin(), replace(frames, is_genuine=is_genuine), device=CPU)
    assert [signatory.writer for signatory in measured] == [1]
