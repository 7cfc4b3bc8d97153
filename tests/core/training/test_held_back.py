"""Is a model measured on nobody whom it learnt from?"""

from __future__ import annotations

from pathlib import Path

import pytest

from core.data.corpus import Signature
from core.data.frames import FrameSet
from core.errors import BadData
from core.training import held_back as held_back_module
from core.training.held_back import HeldBack, held_back
from tests.core.data.builders import numbered
from tests.core.training.builders import card, recipe

CEDAR = [f"cedar/{number}" for number in range(43, 48)]
OTHER = [f"other/{number}" for number in range(4)]


def held(
    monkeypatch: pytest.MonkeyPatch,
    *,
    learnt_from: tuple[str, ...],
    split: str = "literature",
    names: list[str] | None = None,
    folder: Path | None = None,
) -> HeldBack:
    """Return what is held back of two sets from a model that learnt from these."""
    names = CEDAR + OTHER if names is None else names
    signatures = [Signature(Path("x.png"), name.split("/")[0], name, name, True) for name in names]
    monkeypatch.setattr(held_back_module, "find_signatures", lambda _folders: signatures)
    monkeypatch.setattr(held_back_module, "kept_frames", lambda *_a, **_k: numbered(names))
    config = recipe(split=split, held_out=("cedar",) if split == "cross" else ())
    sets = dict.fromkeys(learnt_from, "some")
    folders = [folder] if folder else []
    return held_back(folders, card(training_sets=sets), config, cache=None)


def test_writers_of_a_set_it_learnt_from_are_those_of_its_split(monkeypatch: pytest.MonkeyPatch) -> None:
    found = held(monkeypatch, learnt_from=("cedar", "other"))
    assert found.frames.writers == found.scans.writers == ("cedar/45", "cedar/46", "cedar/47")
    assert [one.writer for one in found.signatures] == ["cedar/45", "cedar/46", "cedar/47"]
    assert found.never_met == ()


def test_a_set_that_it_never_met_is_held_back_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    found = held(monkeypatch, learnt_from=("cedar", "made-up"))
    assert found.frames.writers == ("cedar/45", "cedar/46", "cedar/47", *OTHER)
    assert found.never_met == ("other",)


def test_a_set_held_out_whole_is_never_met(monkeypatch: pytest.MonkeyPatch) -> None:
    found = held(monkeypatch, learnt_from=("other",), split="cross")
    assert found.frames.writers == tuple(CEDAR)
    assert found.never_met == ("cedar",)


def test_a_card_that_names_no_set_says_nothing_of_whom_it_met(monkeypatch: pytest.MonkeyPatch) -> None:
    assert held(monkeypatch, learnt_from=()).frames.writers == ("cedar/45", "cedar/46", "cedar/47")


def test_nobody_held_back_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadData, match="no writer of it was held back from tiny"):
        held(monkeypatch, learnt_from=("cedar", "other"), names=OTHER)


def test_recordings_have_frames_and_no_scans(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = tmp_path / "online" / "pens.tar.gz"
    archive.parent.mkdir()
    archive.touch()

    def recorded(path: Path, *, pens: int) -> FrameSet:
        assert (path, pens) == (archive, 1)
        return numbered(["pens/1"])

    monkeypatch.setattr(held_back_module, "recorded_frames", recorded)
    found = held(monkeypatch, learnt_from=("cedar", "other"), folder=tmp_path)
    assert found.frames.writers == (*found.scans.writers, "pens/1")
