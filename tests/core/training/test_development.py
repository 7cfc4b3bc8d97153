"""Is a network measured on all the pairs of the development writers, set by set?"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from core.data.frames import FrameSet
from core.errors import BadData
from core.net.twin import Alike, Twin
from core.training import development
from core.training.development import development_error, thinned, writer_pairs
from tests.core.data.builders import numbered, signed
from tests.core.training.builders import CPU, tiny_twin


class Judged(NamedTuple):
    """A set of frames and the distances that a network is to find between its rows."""

    frames: FrameSet
    distances: NDArray[np.float32]


def error_where(judged: Judged, monkeypatch: pytest.MonkeyPatch) -> float:
    """Return the development error of a network that finds these distances."""

    def compared(_twin: Twin, _encoded: object, first: NDArray[np.int64], second: NDArray[np.int64]) -> Alike:
        distance = torch.from_numpy(judged.distances[first, second])
        return Alike(distance, -distance)

    monkeypatch.setattr(development, "embed_frames", lambda *_a, **_k: None)
    monkeypatch.setattr(development, "compare_rows", compared)
    return development_error(tiny_twin(), judged.frames, device=CPU)


def close_when(is_close: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Distances of 0.1 where rows are to be close, and 1 where not, none quite alike."""
    rng = np.random.Generator(np.random.PCG64(0))
    noise = 0.01 * rng.random(is_close.shape)
    return np.asarray(np.where(is_close, 0.1, 1.0) + noise, np.float32)


def test_a_writer_is_thinned_to_so_many_of_each_kind() -> None:
    frames = numbered(["a/1", "a/2"], genuine=5, forged=1)
    few = thinned(frames, most=2)
    np.testing.assert_array_equal(few.packed, frames.packed[[0, 1, 5, 6, 7, 11]])
    assert few.signatory.tolist() == [0, 0, 0, 1, 1, 1]
    assert few.is_genuine.tolist() == [True, True, False] * 2


def test_pairs_stay_within_a_writer_and_start_from_a_genuine_signature() -> None:
    frames = numbered(["a/1", "a/2"], genuine=3, forged=2)
    first, second, is_genuine, _set_name = writer_pairs(frames)
    assert len(first) == 2 * (3 + 3 * 2)
    assert frames.is_genuine[first].all()
    np.testing.assert_array_equal(frames.is_genuine[second], is_genuine)
    np.testing.assert_array_equal(frames.signatory[first], frames.signatory[second])
    assert len({*zip(first.tolist(), second.tolist(), strict=True)}) == len(first)


def test_writers_without_forgeries_or_with_one_genuine_signature_have_no_pairs() -> None:
    frames = numbered(["a/1", "a/2", "a/3"], genuine=2, forged=1)
    frames.is_genuine[1] = False
    frames.is_genuine[5] = True
    assert set(frames.signatory[writer_pairs(frames)[0]].tolist()) == {2}


def test_development_without_a_forgery_is_refused() -> None:
    with pytest.raises(BadData, match="forgery"):
        development_error(tiny_twin(), numbered(["a/1", "a/2"], forged=0), device=CPU)


def test_a_network_that_tells_all_forgeries_apart_errs_never(monkeypatch: pytest.MonkeyPatch) -> None:
    frames = numbered(["a/1", "b/1"])
    alike = np.ones((10, 10), bool) & frames.is_genuine[:, None] & frames.is_genuine[None]
    assert error_where(Judged(frames, close_when(alike)), monkeypatch) == 0.0
    assert error_where(Judged(frames, close_when(~alike)), monkeypatch) == 1.0


def test_sets_count_alike_whatever_their_size(monkeypatch: pytest.MonkeyPatch) -> None:
    frames = numbered(["a/1", "a/2", "a/3", "b/1"])
    alike = frames.is_genuine[:, None] & frames.is_genuine[None]
    alike[15:, 15:] = ~alike[15:, 15:]
    assert error_where(Judged(frames, close_when(alike)), monkeypatch) == pytest.approx(0.5, abs=0.2)


def test_likeness_counts_for_as_much_as_it_serves(monkeypatch: pytest.MonkeyPatch) -> None:
    """A distance that is noise does not hide a likeness that tells all apart."""
    frames = numbered(["a/1", "a/2"])
    rng = np.random.Generator(np.random.PCG64(1))
    alike = frames.is_genuine[:, None] & frames.is_genuine[None]

    def compared(_twin: Twin, _encoded: object, first: NDArray[np.int64], second: NDArray[np.int64]) -> Alike:
        noise = torch.from_numpy(rng.random(len(first)))
        return Alike(noise, torch.from_numpy(-close_when(alike)[first, second]))

    monkeypatch.setattr(development, "embed_frames", lambda *_a, **_k: None)
    monkeypatch.setattr(development, "compare_rows", compared)
    assert development_error(tiny_twin(), frames, device=CPU) == 0.0


def test_an_untrained_network_is_measured() -> None:
    assert 0.0 <= development_error(tiny_twin(), signed(50, writers=2), device=CPU) <= 1.0
