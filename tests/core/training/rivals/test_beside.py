"""Is another method judged on development writers, measured on the test writers, and its cost told?"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from core.data.frames import FrameSet
from core.data.split import Split
from core.errors import BadData
from core.training.make import Material
from core.training.rivals import beside
from core.training.rivals.beside import classical_rival, trained_rival
from core.training.rivals.classical import hog_vectors
from core.training.rivals.recipe import RivalConfig
from tests.core.data.builders import signed
from tests.core.training.builders import CPU, TINY

TINY_RIVAL = RivalConfig(
    name="tiny",
    network="whole",
    loss="multi-similarity",
    encoder=TINY,
    signatories=2,
    genuine=2,
    forged=1,
    steps=2,
    made_up_steps=0,
    made_up_share=0.0,
)


@pytest.fixture(scope="module")
def material() -> Material:
    """Eight made-up writers: two to learn from, three to judge by, three for the test."""
    frames = signed(0, writers=8)
    names = frames.writers
    return Material(frames, frames, Split(names[:2], names[2:5], names[5:]))


def test_what_a_trained_method_took_is_told_beside_its_figures(tmp_path: Path, material: Material) -> None:
    found = trained_rival(TINY_RIVAL, material, work=tmp_path, device=CPU)
    about = found.about
    assert (about["rival"], about["passes"], about["recipe"]["steps"]) == ("tiny", 2 * 6, 2)
    assert 0 <= about["development_eer"] <= 1
    assert about["multiply_adds"] > about["parameters"] > 0
    assert found.seeds == {"training": TINY_RIVAL.seed}
    assert {(one.protocol, one.specimens) for one in found.figures} == {
        ("pairs", 1),
        ("desk", 1),
        ("desk", 3),
    }


def test_a_method_that_learns_nothing_is_measured_on_the_same_writers(
    material: Material, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[str, ...]] = []

    def watched(frames: FrameSet) -> object:
        seen.append(frames.writers)
        return hog_vectors(frames)

    monkeypatch.setattr(beside, "hog_vectors", watched)
    found = classical_rival(material)
    assert seen == [material.split.development, material.split.test]
    assert (found.about["rival"], found.about["passes"], found.about["parameters"]) == ("hog", 0, 0)
    assert found.figures == classical_rival(material).figures


def test_without_a_test_writer_nothing_is_trained(tmp_path: Path, material: Material) -> None:
    nobody = replace(material, split=Split(material.split.training, material.split.development, ()))
    with pytest.raises(BadData, match="no test writer"):
        trained_rival(TINY_RIVAL, nobody, work=tmp_path / "work", device=CPU)
    with pytest.raises(BadData, match="no test writer"):
        classical_rival(nobody)
    assert not (tmp_path / "work").exists()
