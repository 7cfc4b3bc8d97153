"""Is it said, before another model is used, what will happen and what speaks against it?"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.presenters.models_questions import activation_question, champion_note, roll_back_question
from app.presenters.models_shelf import KnownModel, Looked, Shelf
from core.learning.retrain import Outcome
from core.scoring.intervals import Interval
from tests.app.models_bench import BETTER, WORSE, outcome_of, write_named_model

SERVING = KnownModel("c" * 64, "desk", None, is_in_use=True, is_shipped=True)
OLD = KnownModel("o" * 64, "older", None, has_served=True)
NEW = KnownModel("n" * 64, "retrained", None, has_report=True)
SHELF = Shelf((SERVING, NEW, OLD), (), None, OLD.digest)


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("model") / "shipped.safetensors"
    write_named_model(path, "desk")
    return path


def compared(shipped: Path, change: Interval, *, champion: str = SERVING.digest) -> Outcome:
    outcome = outcome_of(shipped, NEW.digest, NEW.name, keys=(1,), change=change)
    return outcome.model_copy(update={"champion_digest": champion})


def test_better_one_is_offered_without_a_warning(shipped: Path) -> None:
    question = activation_question(NEW, SHELF, Looked(NEW.digest, compared(shipped, BETTER), 0))
    assert question.warnings == []
    assert question.act == "Use this model"
    assert question.words.startswith("All specimens are ready")


def test_refused_one_says_why_and_can_be_used_all_the_same(shipped: Path) -> None:
    question = activation_question(NEW, SHELF, Looked(NEW.digest, compared(shipped, WORSE), 12))
    assert "worse on the bank's own signatures" in question.warnings[0]
    assert question.act == "Use it all the same"
    assert question.words.startswith("12 specimens are prepared for it first")
    assert "recorded" in question.words


def test_comparison_with_one_that_serves_no_more_is_said_to_be_so(shipped: Path) -> None:
    looked = Looked(NEW.digest, compared(shipped, BETTER, champion=OLD.digest), 0)
    assert champion_note(NEW, SHELF, looked) == (
        "It was compared with older, not with desk, which is in use now."
    )
    assert champion_note(NEW, SHELF, Looked(NEW.digest, compared(shipped, BETTER), 0)) == ""
    assert champion_note(replace(NEW, is_in_use=True), SHELF, looked) == ""


def test_going_back_names_what_served_before() -> None:
    question = roll_back_question(SHELF)
    assert question.title == "Return to older?"
    assert "desk is kept" in question.words


def test_going_back_to_older_thresholds_keeps_the_model() -> None:
    question = roll_back_question(replace(SHELF, previous=SERVING.digest))
    assert question.act == "Return to the earlier thresholds"
    assert "stays in use, with the thresholds that it had before" in question.words
