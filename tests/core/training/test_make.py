"""Is what a model was made of kept apart, and written on its card?"""

from __future__ import annotations

from pathlib import Path

import pytest

from core.data.frames import FrameSet
from core.data.split import random_split
from core.errors import BadData
from core.net.checkpoint import load_model
from core.training import make
from core.training.make import Material, calibrated_card, gather, make_model
from core.training.trials import Signatory
from tests.core.data.builders import numbered, signed
from tests.core.training.builders import CPU, likeness, recipe, tiny_twin


@pytest.fixture
def gathered(monkeypatch: pytest.MonkeyPatch) -> FrameSet:
    """Let every folder hold twelve writers of CEDAR and five of another set."""
    frames = numbered([f"cedar/{n}" for n in range(40, 52)] + [f"other/{n}" for n in range(5)])
    monkeypatch.setattr(make, "find_signatures", lambda _folders: [])
    monkeypatch.setattr(make, "kept_frames", lambda *_a, **_k: frames)
    return frames


def material_of(split: str, *, fold: int = 0) -> Material:
    """Gather with one of the splits."""
    held_out = ("cedar",) if split == "cross" else ()
    return gather([], recipe(split=split, fold=fold, held_out=held_out), cache=None)


@pytest.mark.parametrize("split, tested", [("literature", 7), ("fold", 4), ("cross", 12), ("none", 0)])
def test_the_recipe_decides_who_is_held_back(gathered: FrameSet, split: str, tested: int) -> None:
    material = material_of(split)
    assert len(material.test.writers) == tested
    sides = [material.training.writers, material.development.writers, material.test.writers]
    assert sorted(name for side in sides for name in side) == sorted(gathered.writers)


def test_each_fold_holds_back_others(gathered: FrameSet) -> None:
    assert len(gathered.writers) == 17
    assert not set(material_of("fold", fold=0).test.writers) & set(material_of("fold", fold=1).test.writers)


def test_a_set_to_hold_out_that_is_not_there_is_told(gathered: FrameSet) -> None:
    assert "elsewhere" not in gathered.set_names()
    with pytest.raises(BadData, match="no set elsewhere"):
        gather([], recipe(split="cross", held_out=("cedar", "elsewhere")), cache=None)


@pytest.mark.parametrize("steps, share, claimed", [(0, 0.0, False), (1, 0.0, True), (0, 0.5, True)])
def test_a_card_names_only_what_was_learnt_from(
    gathered: FrameSet, monkeypatch: pytest.MonkeyPatch, steps: int, share: float, claimed: bool
) -> None:
    monkeypatch.setattr(make, "measure_signatories", lambda *_a, **_k: [likeness(n) for n in range(3)])
    changes = {"made_up_writers": 7, "made_up_steps": steps, "made_up_share": share}
    config = recipe(split="cross", held_out=("cedar",), **changes)
    material = gather([], config, cache=None)
    card = calibrated_card(tiny_twin(), material, config, device=CPU)
    assert sorted(card.training_sets) == (["made-up"] if claimed else []) + ["other"]
    assert len(material.frames.writers) == len(gathered.writers)


def test_too_few_writers_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(make, "find_signatures", lambda _folders: [])
    monkeypatch.setattr(make, "kept_frames", lambda *_a, **_k: numbered(["a/1", "a/2"]))
    with pytest.raises(BadData, match="too few writers"):
        material_of("none")


def test_recordings_beside_the_sets_are_learnt_from_too(
    tmp_path: Path, gathered: FrameSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = tmp_path / "online" / "pens.tar.gz"
    archive.parent.mkdir()
    archive.touch()

    def recorded(path: Path, *, pens: int = 2) -> FrameSet:
        assert path == archive
        return numbered(["pens/1", "pens/2", "pens/3"], genuine=3 * pens, forged=0)

    monkeypatch.setattr(make, "recorded_frames", recorded)
    material = gather([tmp_path], recipe(split="none"), cache=None)
    assert material.frames.signatories == (*gathered.signatories, "pens/1", "pens/2", "pens/3")
    # Learnt from with two pens each, judged by with one: two drawings are not two signatures.
    sizes = {name: material.training.of_writers([name]).signatory.size for name in material.split.training}
    assert {size for name, size in sizes.items() if name.startswith("pens/")} == {6}
    (drawn,) = (name for name in material.split.development if name.startswith("pens/"))
    assert material.development.of_writers([drawn]).signatory.size == 3


def test_the_card_tells_what_the_model_was_made_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    frames = signed(0, writers=6)
    monkeypatch.setattr(make, "find_signatures", lambda _folders: [])
    monkeypatch.setattr(make, "kept_frames", lambda *_a, **_k: frames)
    seen: list[tuple[str, ...]] = []

    def measured(_twin: object, of: FrameSet, **_k: object) -> list[Signatory]:
        seen.append(of.writers)
        return [likeness(n) for n in range(3)]

    monkeypatch.setattr(make, "measure_signatories", measured)
    monkeypatch.setattr(make, "evaluate", lambda *_a, **_k: [])
    config = recipe(split="fold", steps=1, check_every=1)
    material = gather([], config, cache=None)
    out = tmp_path / "models" / "new.safetensors"
    card = make_model(material, config, out=out, work=tmp_path / "work", device=CPU)
    assert seen == [material.split.development]
    assert card.training_sets == {"made-up": "3 writers for training, 1 writers for development (ours)"}
    assert card.recipe == config.model_dump(mode="json")
    assert card.name == f"desk {card.created}"
    _twin, read = load_model(out)
    assert read == card
    assert (out.parent / "new.curve.json").is_file()


def test_made_up_writers_are_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []

    def made(seeds: range, **_k: object) -> FrameSet:
        calls.append(len(seeds))
        return numbered(["made-up/0", "made-up/1"])

    class Stopped(Exception):
        """Where the training would start."""

    def stop(*_a: object, made_up: FrameSet, **_k: object) -> None:
        assert made_up.signatories == ("made-up/0", "made-up/1")
        raise Stopped

    monkeypatch.setattr(make, "made_up_frames", made)
    monkeypatch.setattr(make, "Training", stop)
    material = Material(signed(0), signed(0), random_split(signed(0)))
    for _ in range(2):
        with pytest.raises(Stopped):
            make_model(
                material,
                recipe(made_up_writers=2, made_up_steps=1),
                out=tmp_path / "m.safetensors",
                work=tmp_path,
                device=CPU,
            )
    assert calls == [2]
