"""Does every batch hold what a step learns from?"""

from __future__ import annotations

import numpy as np
import pytest

from core.data.batches import Batches, BatchShape
from core.data.frames import FrameSet
from core.errors import BadData
from tests.core.data.builders import numbered

SHAPE = BatchShape(signatories=3, genuine=4, forged=2)


def seeded(seed: int = 0) -> np.random.Generator:
    """Return a generator in a known state."""
    return np.random.Generator(np.random.PCG64(seed))


@pytest.fixture
def frames() -> FrameSet:
    """Six writers with six genuine signatures and three forgeries each."""
    return numbered([f"a/{number}" for number in range(6)], genuine=6, forged=3)


def test_a_batch_has_so_many_signatories_with_so_many_of_each_kind(frames: FrameSet) -> None:
    batch = Batches(frames, SHAPE).draw(seeded())
    assert batch.rows.size == SHAPE.size == 18
    assert batch.signatory.tolist() == [0] * 6 + [1] * 6 + [2] * 6
    assert batch.is_genuine.tolist() == [True, True, True, True, False, False] * 3


def test_rows_belong_to_their_signatory_and_none_comes_twice(frames: FrameSet) -> None:
    batch = Batches(frames, SHAPE).draw(seeded())
    for number in range(3):
        assert np.unique(frames.signatory[batch.rows[batch.signatory == number]]).size == 1
    np.testing.assert_array_equal(frames.is_genuine[batch.rows], batch.is_genuine)
    assert np.unique(batch.rows).size == batch.rows.size


def test_the_same_state_gives_the_same_batch(frames: FrameSet) -> None:
    one, again, other = (Batches(frames, SHAPE).draw(seeded(seed)) for seed in (3, 3, 4))
    np.testing.assert_array_equal(one.rows, again.rows)
    assert one.rows.tolist() != other.rows.tolist()


def test_a_signatory_with_fewer_signatures_gives_all_of_them() -> None:
    batch = Batches(numbered(["a/1", "a/2"], genuine=2, forged=1), SHAPE).draw(seeded())
    assert sorted(batch.rows.tolist()) == list(range(6))


def test_a_signatory_with_one_genuine_signature_is_never_drawn() -> None:
    frames = numbered(["a/1", "a/2", "a/3"], genuine=2, forged=1)
    frames.is_genuine[1] = False
    drawn = [frames.signatory[Batches(frames, SHAPE).draw(seeded(seed)).rows] for seed in range(5)]
    assert set(np.concatenate(drawn).tolist()) == {1, 2}


def test_the_same_words_in_other_hands_stand_for_missing_forgeries() -> None:
    frames = numbered(
        ["a/1/name01", "a/1/name02", "a/2/name01", "a/3/name01"],
        genuine=3,
        forged=0,
        writers=["a/1", "a/1", "a/2", "a/3"],
        texts=["a/name01", "a/name02", "a/name01", "a/name01"],
    )
    batch = Batches(frames, BatchShape(signatories=4, genuine=2, forged=2)).draw(seeded())
    imitated = {}
    for number in range(4):
        mine = batch.signatory == number
        (who,) = set(frames.signatory[batch.rows[mine & batch.is_genuine]].tolist())
        imitated[who] = set(frames.signatory[batch.rows[mine & ~batch.is_genuine]].tolist())
    assert imitated == {0: {2, 3}, 1: set(), 2: {0, 3}, 3: {0, 2}}


def test_a_set_four_times_as_large_is_drawn_twice_as_often() -> None:
    frames = numbered([f"a/{n}" for n in range(16)] + [f"b/{n}" for n in range(4)], genuine=2, forged=0)
    batches, rng = Batches(frames, BatchShape(signatories=2, genuine=1, forged=0)), seeded()
    firsts = [int(batches.draw(rng).rows[0]) // 2 for _ in range(3000)]
    # One draw comes from the larger set with chance 2/3: 3,000 of them stray 0.009 (one deviation).
    assert np.mean(np.array(firsts) < 16) == pytest.approx(2 / 3, abs=0.035)


def test_a_writer_of_many_names_counts_once() -> None:
    names = [f"a/1/name{n:02}" for n in range(6)] + ["b/1", "b/2"]
    frames = numbered(names, genuine=2, forged=0, writers=["a/1"] * 6 + ["b/1", "b/2"])
    batches, rng = Batches(frames, BatchShape(2, 1, 0), set_power=1.0), seeded()
    firsts = [int(batches.draw(rng).rows[0]) // 2 for _ in range(3000)]
    # Three writers, so a third of the first draws; 3,000 of them stray 0.009 (one deviation).
    assert np.mean(np.array(firsts) < 6) == pytest.approx(1 / 3, abs=0.035)


def test_fewer_than_two_usable_signatories_are_refused() -> None:
    with pytest.raises(BadData, match="fewer than two"):
        Batches(numbered(["a/1"]), SHAPE)
