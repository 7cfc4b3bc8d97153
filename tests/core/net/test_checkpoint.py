"""Does a model come back as it was saved, and is everything else refused with its reason?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch

from core.errors import ModelProblem, UnusableModel
from core.image.frame import PREPROCESSING_VERSION
from core.net.checkpoint import (
    CARD_VERSION,
    Calibration,
    Cut,
    Figure,
    ModelCard,
    card_path,
    load_card,
    load_model,
    save_model,
)
from tests.core.net.small import SMALL, frames_of, small_twin

CARD = ModelCard(
    name="small",
    created="2026-01-01",
    encoder=SMALL,
    training_sets={"made up": "all of it, our own"},
    calibrations=(Calibration(specimens=1, offset=0.25, weights=(1.0, -0.5), bound=2.0),),
    thresholds=Cut(accept_llr=1.0, reject_llr=-1.0, accept_far=0.01, reject_frr=0.01),
    figures=(Figure(protocol="desk", set_name="made up", measure="EER", value=0.1, low=0.05, high=0.2),),
)


@pytest.fixture
def model(tmp_path: Path) -> Path:
    path = tmp_path / "models" / "small.safetensors"
    save_model(small_twin(), CARD, path)
    return path


def problem_of(path: Path) -> ModelProblem:
    with pytest.raises(UnusableModel) as refused:
        load_model(path)
    assert refused.value.path == path
    return refused.value.problem


def changed_card(path: Path, **changes: object) -> None:
    """Write the card again with some of its fields replaced."""
    card = json.loads(card_path(path).read_text("utf-8")) | changes
    card_path(path).write_text(json.dumps(card), "utf-8")


def test_a_model_that_was_saved_gives_the_same_outputs(model: Path) -> None:
    frames = frames_of(range(2))
    twin, _ = load_model(model)
    with torch.inference_mode():
        before, after = small_twin()(frames[:1], frames[1:]), twin(frames[:1], frames[1:])
    assert torch.allclose(before.distance, after.distance, atol=1e-6)
    assert torch.allclose(before.local, after.local, atol=1e-5)


def test_every_weight_comes_back_bit_for_bit(model: Path) -> None:
    saved, loaded = small_twin().state_dict(), load_model(model)[0].state_dict()
    assert saved.keys() == loaded.keys()
    assert all(torch.equal(saved[name], loaded[name]) for name in saved)


def test_a_model_is_loaded_ready_to_judge(model: Path) -> None:
    assert not load_model(model)[0].training


def test_the_card_comes_back_with_the_digest_of_the_weights(model: Path) -> None:
    card = load_card(model)
    assert len(card.digest) == 64
    assert card == CARD.model_copy(update={"digest": card.digest})


def test_other_weights_have_another_digest(tmp_path: Path) -> None:
    digests = [
        save_model(small_twin(seed=seed), CARD, tmp_path / f"{number}.safetensors").digest
        for number, seed in enumerate((1, 2, 1))
    ]
    assert digests[0] == digests[2] != digests[1]


def test_saving_leaves_two_files_and_no_others(model: Path) -> None:
    save_model(small_twin(seed=2), CARD, model)
    assert sorted(path.name for path in model.parent.iterdir()) == ["small.json", "small.safetensors"]
    load_model(model)


@pytest.mark.parametrize("place", [0, 700, -1])
def test_one_altered_byte_is_noticed(model: Path, place: int) -> None:
    data = bytearray(model.read_bytes())
    data[place] ^= 1
    model.write_bytes(data)
    assert problem_of(model) is ModelProblem.DIGEST


def test_a_shortened_file_is_noticed(model: Path) -> None:
    model.write_bytes(model.read_bytes()[:-100])
    assert problem_of(model) is ModelProblem.DIGEST


def test_missing_weights_and_a_missing_card_are_said_so(model: Path) -> None:
    card_path(model).rename(model.parent / "kept.json")
    assert problem_of(model) is ModelProblem.MISSING
    (model.parent / "kept.json").rename(card_path(model))
    model.unlink()
    assert problem_of(model) is ModelProblem.MISSING


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"{}", b'{"name": "small"}', b"\xff\xfe\x00"])
def test_a_damaged_card_is_refused(model: Path, content: bytes) -> None:
    card_path(model).write_bytes(content)
    assert problem_of(model) is ModelProblem.DAMAGED


def test_a_card_of_another_version_is_refused(model: Path) -> None:
    changed_card(model, version=CARD_VERSION + 1)
    assert problem_of(model) is ModelProblem.VERSION


def test_a_newer_card_is_called_newer_although_its_fields_differ(model: Path) -> None:
    changed_card(model, version=CARD_VERSION + 1, encoder="transformer")
    assert problem_of(model) is ModelProblem.VERSION


@pytest.mark.parametrize(
    "changes", [{"preprocessing": PREPROCESSING_VERSION + 1}, {"frame_width": 512}, {"frame_height": 64}]
)
def test_a_model_made_for_other_frames_is_refused(model: Path, changes: dict[str, object]) -> None:
    changed_card(model, **changes)
    assert problem_of(model) is ModelProblem.PREPROCESSING


@pytest.mark.parametrize(
    "change", [{"width": 8}, {"width": 0}, {"width": -4}, {"blocks": 2}, {"grid": [0, 4]}]
)
def test_weights_that_do_not_fit_the_card_are_refused(model: Path, change: dict[str, object]) -> None:
    encoder = json.loads(card_path(model).read_text("utf-8"))["encoder"] | change
    changed_card(model, encoder=encoder)
    assert problem_of(model) is ModelProblem.DAMAGED
