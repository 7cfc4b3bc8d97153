"""Is the loss to a cheque scanner that of the same writers, before and after?"""

from __future__ import annotations

from pathlib import Path

import pytest

from core.data.bitonal import BITONAL
from core.data.frames import FrameSet, View
from core.net.checkpoint import Figure
from core.training import bitonal
from core.training.bitonal import BEFORE, LOSS, evaluate_bitonal
from core.training.trials import Signatory
from tests.core.data.builders import numbered
from tests.core.training.builders import CPU, card, likeness, tiny_twin

CLEAR = [likeness(n) for n in range(6)]
BLURRED = [likeness(n, far=0.3, spread=0.1) for n in range(6)]


def reduced(
    monkeypatch: pytest.MonkeyPatch,
    before: list[Signatory],
    after: list[Signatory],
    *,
    scans: FrameSet | None = None,
    left: FrameSet | None = None,
    specimens: tuple[int, ...] = (3,),
) -> tuple[dict[str, Figure], list[str], list[tuple[str, ...]]]:
    """Evaluate a network that finds these likenesses; returns figures by measure, notes, and the writers that
    were measured.
    """
    scans = scans or numbered(["a/1"])
    sides, asked = iter((before, after)), []

    def kept(_signatures: object, *, view: View, **_k: object) -> FrameSet:
        assert view is BITONAL
        return left or scans

    def measure(_twin: object, frames: FrameSet, **_k: object) -> list[Signatory]:
        asked.append(frames.writers)
        return next(sides)

    monkeypatch.setattr(bitonal, "kept_frames", kept)
    monkeypatch.setattr(bitonal, "measure_signatories", measure)
    found, notes = evaluate_bitonal(
        tiny_twin(), card(), scans, [], cache=Path(), device=CPU, specimens=specimens
    )
    assert {one.protocol for one in found} <= {"bitonal"}
    keyed = {f"{one.set_name} {one.measure} {one.specimens}": one for one in found}
    assert len(keyed) == len(found)
    return keyed, notes, asked


def test_what_is_lost_is_the_difference_with_an_interval(monkeypatch: pytest.MonkeyPatch) -> None:
    found, notes, _asked = reduced(monkeypatch, CLEAR, BLURRED)
    before, after, lost = (found[f"a {measure} 3"] for measure in (BEFORE, "EER", LOSS))
    assert before.value == 0.0
    assert lost.value == after.value - before.value > 0
    assert lost.low is not None
    assert lost.high is not None
    assert 0 < lost.low <= lost.value <= lost.high
    assert "a Cllr 3" in found
    assert notes == []


def test_a_gain_is_a_loss_below_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    found, _notes, _asked = reduced(monkeypatch, BLURRED, CLEAR)
    assert found[f"a {LOSS} 3"].value < 0


def test_only_writers_with_enough_signatures_on_both_sides_count(monkeypatch: pytest.MonkeyPatch) -> None:
    poor_before = [*CLEAR[:5], likeness(5, genuine=3)]
    found, _notes, _asked = reduced(monkeypatch, poor_before, BLURRED)
    wanted, _notes, _asked = reduced(monkeypatch, CLEAR[:5], BLURRED[:5])
    assert found == wanted


def test_writers_whose_scans_were_lost_are_left_out_of_both_and_scans_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scans = numbered(["a/1", "a/2", "a/3"])
    left = scans.of_writers(["a/1", "a/3"])
    _found, notes, asked = reduced(monkeypatch, CLEAR, BLURRED, scans=scans, left=left)
    assert asked == [("a/1", "a/3")] * 2
    assert notes == ["5 of 15 scans gave no frame of their own after the reduction"]


def test_sets_without_forgeries_have_no_loss_and_sets_that_are_gone_no_figures(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    genuine_only = [likeness(n, forged=0) for n in range(3)]
    gone = [likeness(n, set_name="b") for n in range(3)]
    found, _notes, _asked = reduced(monkeypatch, genuine_only, genuine_only + gone)
    assert set(found) == {"a EER, random forgeries 3"}
