"""Does the judge of pens compare ways as it says, remember them, and weigh both judgements by its card?"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from core.errors import NoSpecimens, UnusableModel
from core.net.pen.checkpoint import save_pen
from core.pen.sampling import sampled
from core.pen.way import Trajectory
from core.scoring.pen import PenJudge
from tests.core.net.pen.small import PEN_CARD, small_pen
from tests.core.pen.builders import written

WAYS = {11: written(3, k=0), 12: written(3, k=1), 15: written(3, k=2)}


@pytest.fixture
def judge() -> PenJudge:
    return PenJudge(small_pen(), PEN_CARD)


def test_a_writer_is_closer_to_their_own_ways_than_another(judge: PenJudge) -> None:
    own, other = (judge.judge(written(seed, k=4), WAYS, 0.0) for seed in (3, 6))
    assert set(own.distances) == set(WAYS)
    assert max(own.distances.values()) < min(other.distances.values())
    assert own.llr > other.llr
    assert own.own == other.own
    assert len(own.own) == 3
    assert own.digest == PEN_CARD.digest


def test_the_llr_is_that_of_the_card(judge: PenJudge) -> None:
    """One weight, that of the closeness, and the offset, as they were fitted for three specimens."""
    found = judge.judge(written(3, k=4), WAYS, 0.25)
    apart = np.array(list(found.distances.values()))
    closeness = np.log(np.mean(found.own)) - np.log(apart.mean()) - np.log(apart.min())
    llr = np.clip(0.5 + 2.0 * closeness, -1.5, 1.5)
    assert found.llr == pytest.approx(llr, abs=1e-5)
    assert found.image_llr == 0.25
    assert found.fused_score == pytest.approx(0.3 + 0.5 * 0.25 + found.llr, abs=1e-6)
    assert found.fused_llr == pytest.approx(np.clip(found.fused_score, -1.75, 1.75))


def test_the_more_genuine_the_image_looks_the_more_genuine_are_both(judge: PenJudge) -> None:
    way = written(3, k=4)
    scores = [judge.judge(way, WAYS, llr).fused_score for llr in (-2.0, 0.0, 2.0)]
    assert scores == sorted(scores)
    assert scores[0] < scores[2]
    assert abs(judge.judge(way, WAYS, 20.0).fused_llr) == 1.75


def test_the_order_of_the_specimens_does_not_matter(judge: PenJudge) -> None:
    way = written(3, k=4)
    turned = judge.judge(way, dict(reversed(WAYS.items())), 0.0)
    straight = judge.judge(way, WAYS, 0.0)
    assert turned.distances == pytest.approx(straight.distances)
    assert turned.llr == pytest.approx(straight.llr)


def test_one_specimen_is_enough(judge: PenJudge) -> None:
    found = judge.judge(written(3, k=4), {7: WAYS[11]}, 0.0)
    assert list(found.distances) == [7]
    assert found.own == ()
    assert np.isfinite(found.llr)


def test_a_specimen_that_was_enrolled_twice_counts_once(judge: PenJudge) -> None:
    way = written(3, k=4)
    twice = judge.judge(way, {**WAYS, 99: WAYS[11]}, 0.3)
    once = judge.judge(way, WAYS, 0.3)
    assert twice.distances[99] == twice.distances[11]
    assert (twice.own, twice.llr, twice.fused_llr) == (once.own, once.llr, once.fused_llr)


def test_without_specimens_there_is_nothing_to_say(judge: PenJudge) -> None:
    with pytest.raises(NoSpecimens):
        judge.judge(written(3), {}, 0.0)


@pytest.mark.parametrize("is_told", [True, False])
def test_pressure_counts_only_where_every_device_tells_it(judge: PenJudge, is_told: bool) -> None:
    """Neither a specimen nor a presented signature of a mouse is set apart by the want of it."""
    mouse = {key: written(3, k=k, pressed=False) for k, key in enumerate(WAYS)}
    found = judge.judge(written(3, k=4, pressed=is_told), {**WAYS, 11: mouse[11]}, 0.0)
    wanted = judge.judge(written(3, k=4, pressed=False), mouse, 0.0)
    apart = np.array(list(found.distances.values()))
    assert found.distances == pytest.approx(wanted.distances)
    assert found.own == pytest.approx(wanted.own)
    close = np.log(np.mean(found.own)) - np.log(apart.mean()) - np.log(apart.min())
    assert found.llr == pytest.approx(np.clip(0.25 + 2.0 * close, -1.5, 1.5), abs=1e-5)  # its own weighing
    pressed = judge.judge(written(3, k=4), WAYS, 0.0)
    assert pressed.distances != pytest.approx(wanted.distances, rel=1e-3)


def test_ways_are_looked_at_once(judge: PenJudge, monkeypatch: pytest.MonkeyPatch) -> None:
    """By what they are, not which object: the store reads them anew each time."""
    looked: list[int] = []

    def counted(way: np.ndarray) -> np.ndarray:
        looked.append(len(way))
        return sampled(way)

    monkeypatch.setattr("core.scoring.pen.sampled", counted)
    judge.prepare(list(WAYS.values()))
    assert len(looked) == 3
    again = {key: Trajectory.from_bytes(way.to_bytes()) for key, way in WAYS.items()}
    first = judge.judge(written(3, k=4), again, 0.0)
    assert len(looked) == 4
    fresh = PenJudge(small_pen(), PEN_CARD).judge(written(3, k=4), WAYS, 0.0)
    assert first.distances == pytest.approx(fresh.distances, abs=1e-5)
    assert first.own == pytest.approx(fresh.own, abs=1e-5)


def test_no_more_is_kept_in_memory_than_settled(judge: PenJudge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.scoring.pen.VECTORS_KEPT", 2)
    monkeypatch.setattr("core.scoring.pen.OWN_KEPT", 1)
    found = [judge.judge(written(3, k=4), WAYS, 0.0) for _ in range(2)]
    judge.judge(written(3, k=4), {11: WAYS[11], 12: WAYS[12]}, 0.0)
    assert found[0] == found[1]
    assert (len(judge._vectors), len(judge._own)) == (2, 1)


def test_a_file_judges_as_the_network_it_was_saved_from(tmp_path: Path, judge: PenJudge) -> None:
    path = tmp_path / "pen.safetensors"
    save_pen(small_pen(), PEN_CARD, path)
    way = written(5, k=1)
    loaded = PenJudge.load(path)
    assert loaded.judge(way, WAYS, 0.1).distances == judge.judge(way, WAYS, 0.1).distances
    with pytest.raises(UnusableModel):
        PenJudge.load(tmp_path / "gone.safetensors")
