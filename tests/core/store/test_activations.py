"""Does a model come into use whole or not at all, and does a change of that record show?"""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from core.errors import RecordProblem, RefusedRecord
from core.store.bank import Bank
from core.store.chain import FIRST_HASH
from core.store.learning_records import ActivationKind, ActivationRecord
from core.store.records import Signatory
from tests.core.store.builders import embedding, specimen

SWITCH, ROLLBACK, CALIBRATION = ActivationKind.SWITCH, ActivationKind.ROLLBACK, ActivationKind.CALIBRATION


@pytest.fixture
def models(bank: Bank) -> tuple[str, str]:
    """Two models with a calibration each, numbered as they are."""
    for digest in ("model-a", "model-b"):
        bank.add_model(digest, name=digest, file=f"{digest}.safetensors")
        bank.add_calibration(
            digest, judgement={"slope": 1.5}, policy={}, evidence={}, officer="A. Clerk", reason="monthly"
        )
    return "model-a", "model-b"


@pytest.fixture
def used(bank: Bank, models: tuple[str, str]) -> list[ActivationRecord]:
    """The first model, its calibration, the second, and the first again."""
    first, second = models
    return [
        activate(bank, first),
        activate(bank, first, kind=CALIBRATION, calibration_id=1),
        activate(bank, second, calibration_id=2),
        activate(bank, first, kind=ROLLBACK),
    ]


def activate(
    bank: Bank, digest: str, *, kind: ActivationKind = SWITCH, calibration_id: int | None = None
) -> ActivationRecord:
    return bank.activate(
        digest, calibration_id=calibration_id, kind=kind, officer="A. Clerk", reason="as agreed"
    )


def refusal(
    bank: Bank, digest: str, *, kind: ActivationKind = SWITCH, calibration_id: int | None = None
) -> tuple[str, RecordProblem]:
    """Return why it is refused, having seen that the model in use is the one from before."""
    before = bank.activations()
    with pytest.raises(RefusedRecord) as refused:
        activate(bank, digest, kind=kind, calibration_id=calibration_id)
    assert bank.activations() == before
    return refused.value.kind, refused.value.problem


def behind_its_back(bank: Bank, change: str) -> None:
    """Change the database as someone would who takes the triggers away first."""
    with bank._writing() as session:
        session.execute(text("PRAGMA defer_foreign_keys = ON"))
        for table in ("activation", "calibration"):
            for change_of in ("update", "delete"):
                session.execute(text(f"DROP TRIGGER {table}_refuses_{change_of}"))
        session.execute(text(change))


def test_before_the_first_activation_there_is_none(bank: Bank) -> None:
    assert (bank.active(), bank.activations(), bank.check_activations()) == (None, [], None)


def test_an_activation_is_kept_with_who_why_and_what_the_gate_said(
    bank: Bank, models: tuple[str, str]
) -> None:
    made = bank.activate(
        models[0],
        calibration_id=1,
        kind=SWITCH,
        is_overridden=True,
        finding=" no better ",
        officer=" A. Clerk ",
        reason=" asked for ",
    )
    assert bank.active() == made
    assert (made.officer, made.reason, made.finding) == ("A. Clerk", "asked for", "no better")
    assert (made.model_digest, made.calibration_id, made.kind, made.is_overridden) == (
        "model-a",
        1,
        SWITCH,
        True,
    )


def test_the_newest_activation_counts_and_all_stay(bank: Bank, used: list[ActivationRecord]) -> None:
    assert bank.activations() == used
    assert bank.active() == used[-1]
    assert [record.is_overridden for record in used] == [False] * 4
    assert [record.previous_hash for record in used] == [FIRST_HASH, *(record.hash for record in used[:-1])]


@pytest.mark.parametrize("kind", [SWITCH, ROLLBACK])
def test_a_model_is_not_used_before_every_specimen_is_embedded(
    bank: Bank, models: tuple[str, str], signatory: Signatory, kind: ActivationKind
) -> None:
    activate(bank, models[0])
    first, second = bank.enrol(signatory.id, [specimen(1), specimen(2)])
    bank.withdraw_specimen(second.id)
    lacking = ("embedding", RecordProblem.INCOMPLETE)
    assert refusal(bank, models[1], kind=kind) == lacking
    bank.keep_embeddings({first.id: embedding(1)}, digest="model-b")
    assert refusal(bank, models[1], kind=kind) == lacking
    bank.keep_embeddings({second.id: embedding(2)}, digest="model-b")
    assert activate(bank, models[1], kind=kind) == bank.active()


def test_a_calibration_alone_needs_no_embeddings_but_the_same_model(
    bank: Bank, models: tuple[str, str], signatory: Signatory
) -> None:
    activate(bank, models[1])
    bank.enrol(signatory.id, [specimen(1)])
    activate(bank, models[1], kind=CALIBRATION, calibration_id=2)
    other = refusal(bank, models[0], kind=CALIBRATION, calibration_id=1)
    assert other == ("model", RecordProblem.NOT_IN_USE)


def test_a_model_or_calibration_that_cannot_be_used_is_refused(bank: Bank, models: tuple[str, str]) -> None:
    first, second = models
    assert refusal(bank, "model-c") == ("model", RecordProblem.NOT_FOUND)
    assert refusal(bank, first, calibration_id=2) == ("calibration", RecordProblem.NOT_FOUND)
    assert refusal(bank, first, calibration_id=99) == ("calibration", RecordProblem.NOT_FOUND)
    bank.remove_model(second)
    assert refusal(bank, second) == ("model", RecordProblem.WITHDRAWN)
    bank.restore_model(second)
    assert activate(bank, second) == bank.active()


@pytest.mark.parametrize("field", ["officer", "reason"])
def test_an_activation_without_who_or_why_is_refused(bank: Bank, models: tuple[str, str], field: str) -> None:
    said: dict[str, Any] = {"officer": "A. Clerk", "reason": "as agreed", field: " "}
    with pytest.raises(RefusedRecord) as refused:
        bank.activate(models[0], kind=SWITCH, **said)
    assert (refused.value.problem, refused.value.detail) == (RecordProblem.EMPTY_FIELD, field)
    assert bank.active() is None


@pytest.mark.parametrize("change", ["UPDATE activation SET finding = ''", "DELETE FROM activation"])
def test_the_database_itself_refuses_changes(bank: Bank, used: list[ActivationRecord], change: str) -> None:
    with pytest.raises(IntegrityError, match="append-only"), bank._writing() as session:
        session.execute(text(change))
    assert bank.activations() == used


def test_an_untouched_chain_is_whole(bank: Bank, used: list[ActivationRecord]) -> None:
    assert [record.id for record in used] == [1, 2, 3, 4]
    assert bank.check_activations() is None


@pytest.mark.parametrize(
    "change, broken",
    [
        ("UPDATE activation SET model_digest = 'model-b' WHERE id = 1", 1),
        ("UPDATE activation SET is_overridden = 1 WHERE id = 3", 3),
        ("UPDATE activation SET finding = 'better' WHERE id = 4", 4),
        ("UPDATE activation SET calibration_id = NULL WHERE id = 2", 2),
        ("DELETE FROM activation WHERE id = 2", 3),
        ("UPDATE calibration SET judgement = '{\"slope\": 0.5}' WHERE id = 2", 3),
        ("UPDATE calibration SET officer = 'B. Clerk' WHERE id = 1", 2),
    ],
)
def test_the_first_record_that_was_changed_is_named(
    bank: Bank, used: list[ActivationRecord], change: str, broken: int
) -> None:
    assert used[-1].id == 4
    behind_its_back(bank, change)
    assert bank.check_activations() == broken
