"""Is every writer of five folds measured once, under what its own fold's model was shipped with?"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from core.data.frames import FrameSet
from core.errors import BadData
from core.net.checkpoint import Cut, Figure, ModelCard, save_model
from core.training import folds as folds_module
from core.training.evaluate import Part, figures_of, pooled_figures
from core.training.fitting import judgement_of
from core.training.folds import evaluate_folds, left_out
from core.training.trials import Signatory
from tests.core.data.builders import numbered
from tests.core.training.builders import CPU, card, likeness, recipe, tiny_twin

NEVER = Cut(accept_llr=9.0, reject_llr=-9.0, accept_far=0.01, reject_frr=0.01)


def value(figures: list[Figure], measure: str, *, specimens: int = 3, protocol: str = "desk") -> float:
    (found,) = (
        one.value
        for one in figures
        if (one.protocol, one.measure, one.specimens) == (protocol, measure, specimens)
    )
    return found


def hands(numbers: range, *, far: float = 0.8) -> list[Signatory]:
    return [likeness(number, far=far) for number in numbers]


def test_one_part_is_measured_as_ever() -> None:
    measured, judgement = hands(range(4), far=0.5), judgement_of(card())
    assert pooled_figures([Part(measured, judgement)]) == figures_of(measured, judgement)


def test_the_parts_errors_are_weighed_by_their_writers() -> None:
    """Three writers whose forgeries lie far, and one whose forgeries lie closer than what is genuine."""
    judgement = judgement_of(card())
    parts = [Part(hands(range(3)), judgement), Part(hands(range(3, 4), far=0.0), judgement)]
    figures = pooled_figures(parts, specimens=[3])
    assert value(figures, "forged accepted") == pytest.approx(0.25)
    assert 0.0 < value(figures, "EER") < 0.5
    assert 0.0 < value(figures, "EER", specimens=1, protocol="pairs") < 0.5


def test_every_part_is_judged_by_its_own_thresholds() -> None:
    strict = judgement_of(card(thresholds=NEVER))
    parts = [Part(hands(range(3)), judgement_of(card())), Part(hands(range(3, 6)), strict)]
    figures = pooled_figures(parts, specimens=[3])
    assert value(figures, "genuine accepted") == 0.5
    assert value(figures, "genuine referred") == 0.5
    assert value(figures, "EER") == 0.0


def test_a_set_that_only_one_fold_holds_is_measured_there() -> None:
    other = [replace(one, set_name="b") for one in hands(range(3, 6))]
    judgement = judgement_of(card())
    figures = pooled_figures([Part(hands(range(3)), judgement), Part(other, judgement)], specimens=[3])
    assert {one.set_name for one in figures} == {"a", "b"}


@pytest.fixture
def collection(monkeypatch: pytest.MonkeyPatch) -> list[FrameSet]:
    """Two folds hold back two writers each; whose likenesses were measured is kept."""
    held: list[FrameSet] = []

    def hold(_folders: object, kept: ModelCard, _config: object, **_: Any) -> Any:
        fold = int(str(kept.recipe["fold"]))
        frames = numbered([f"a/{2 * fold}", f"a/{2 * fold + 1}"])
        held.append(frames)
        return type("Held", (), {"frames": frames})

    monkeypatch.setattr(folds_module, "held_back", hold)
    monkeypatch.setattr(folds_module, "measure_signatories", lambda *_a, **_k: hands(range(2)))
    return held


def model(folder: Path, fold: int, **changes: Any) -> Path:
    made = recipe(**({"split": "fold", "fold": fold} | changes)).model_dump(mode="json")
    path = folder / f"{fold}.safetensors"
    save_model(tiny_twin(), card(recipe=made), path)
    return path


def test_a_writers_number_is_one_in_all_folds(
    tmp_path: Path, collection: list[FrameSet], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []

    def see(parts: list[Part], **_: Any) -> list[Figure]:
        seen.extend(one.writer for part in parts for one in part.measured)
        return []

    monkeypatch.setattr(folds_module, "pooled_figures", see)
    _, cards = evaluate_folds([model(tmp_path, 0), model(tmp_path, 1)], [tmp_path], device=CPU)
    assert seen == [0, 1, 2, 3]
    assert len(cards) == len(collection) == 2
    assert [note.split(":")[0] for note in left_out(cards)] == ["fold 2", "fold 3", "fold 4"]


def test_what_is_no_fold_is_refused(tmp_path: Path, collection: list[FrameSet]) -> None:
    with pytest.raises(BadData, match="not trained on a fold"):
        evaluate_folds([model(tmp_path, 0, split="literature")], [tmp_path], device=CPU)
    assert not collection


def test_one_fold_twice_is_refused(tmp_path: Path, collection: list[FrameSet]) -> None:
    path = model(tmp_path, 0)
    with pytest.raises(BadData, match="same writers"):
        evaluate_folds([path, path], [tmp_path], device=CPU)
    assert len(collection) == 1


def test_folds_of_two_recipes_are_refused(tmp_path: Path, collection: list[FrameSet]) -> None:
    paths = [model(tmp_path, 0), model(tmp_path, 1, margin=0.5)]
    with pytest.raises(BadData, match="another margin"):
        evaluate_folds(paths, [tmp_path], device=CPU)
    assert len(collection) == 1
