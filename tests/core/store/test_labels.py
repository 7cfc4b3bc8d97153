"""Does the newest word on an example count, and do all earlier ones stay?"""

from __future__ import annotations

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import IntegrityError

from core.errors import RecordProblem, RefusedRecord
from core.store.bank import Bank
from core.store.learning_records import Example, Label, LabelSource
from core.store.records import Signatory
from tests.core.store.builders import gathered, imported, verification


def kept(bank: Bank, signatory: Signatory, *decisions: tuple[str, str]) -> int:
    """Keep an example of a verification decided so, by these officers; returns its id."""
    record = bank.record_verification(signatory.id, verification(1))
    for decision, officer in decisions:
        bank.decide(record.id, decision=decision, remark=f"said {decision}", officer=officer)
    return bank.keep_examples([gathered(record.id)], officer="A. Clerk")[0]


def only(bank: Bank) -> Example:
    (example,) = bank.examples()
    return example


@pytest.mark.parametrize(
    "decision, label",
    [("accept", Label.GENUINE), ("reject", Label.FORGED), ("refer", Label.UNKNOWN)],
)
def test_a_decision_is_a_label(bank: Bank, signatory: Signatory, decision: str, label: Label) -> None:
    kept(bank, signatory, (decision, "A. Clerk"))
    example = only(bank)
    made = bank.decisions(1)[0]
    assert (example.label, example.source) == (label, LabelSource.CLERK)
    assert (example.labelled_by, example.labelled_at, example.reason) == (made.officer, made.at, made.remark)


@pytest.mark.parametrize(
    "officers, source",
    [
        (("A. Clerk", "A. Clerk"), LabelSource.CLERK),
        (("A. Clerk", "B. Clerk"), LabelSource.SECOND_OFFICER),
        (("A. Clerk", "B. Clerk", "A. Clerk"), LabelSource.CLERK),
    ],
)
def test_the_newest_decision_counts_and_another_officers_is_known_as_such(
    bank: Bank, signatory: Signatory, officers: tuple[str, ...], source: LabelSource
) -> None:
    words = ("refer", "accept", "reject")
    kept(bank, signatory, *zip(words, officers, strict=False))
    example, newest = only(bank), bank.decisions(1)[-1]
    assert (example.source, example.labelled_by) == (source, officers[-1])
    assert (example.labelled_at, example.reason) == (newest.at, f"said {words[len(officers) - 1]}")


def test_a_label_counts_before_every_decision_and_the_newest_label_most(
    bank: Bank, signatory: Signatory
) -> None:
    example_id = kept(bank, signatory, ("accept", "A. Clerk"))
    for label in (Label.EXCLUDED, Label.FORGED):
        (said,) = bank.relabel(
            [example_id], label=label, source=LabelSource.OUTCOME, officer="B. Clerk", reason=" charged back "
        )
        bank.decide(1, decision="accept", officer="A. Clerk")
        example = only(bank)
        assert (example.label, example.source, example.labelled_by) == (
            label,
            LabelSource.OUTCOME,
            "B. Clerk",
        )
        assert (example.reason, example.labelled_at) == ("charged back", said.at)
    assert [record.label for record in bank.labels(example_id)] == [Label.EXCLUDED, Label.FORGED]


def test_each_example_has_its_own_label(bank: Bank, signatory: Signatory) -> None:
    first = kept(bank, signatory, ("accept", "A. Clerk"))
    second = kept(bank, signatory, ("reject", "B. Clerk"))
    (third,) = bank.keep_examples([imported(label=Label.GENUINE)], officer="C. Clerk")
    records = bank.relabel(
        [third, first, third], label=Label.EXCLUDED, source=LabelSource.CLERK, officer="A. Clerk", reason="x"
    )
    assert [record.example_id for record in records] == [third, first]
    assert {example.id: example.label for example in bank.examples()} == {
        first: Label.EXCLUDED,
        second: Label.FORGED,
        third: Label.EXCLUDED,
    }
    assert [record.source for record in bank.labels(third)] == [LabelSource.IMPORT, LabelSource.CLERK]
    assert (bank.labels(first), bank.labels(second)) == ([records[1]], [])


@pytest.mark.parametrize("field", ["officer", "reason"])
def test_a_label_without_who_or_why_is_refused(bank: Bank, field: str) -> None:
    bank.keep_examples([imported()], officer="A. Clerk")
    said = {"officer": "A. Clerk", "reason": "charged back", field: " "}
    with pytest.raises(RefusedRecord) as refused:
        bank.relabel([1], label=Label.FORGED, source=LabelSource.OUTCOME, **said)
    assert (refused.value.problem, refused.value.detail) == (RecordProblem.EMPTY_FIELD, field)
    assert only(bank).label is Label.GENUINE


def test_where_one_example_is_unknown_none_is_labelled(bank: Bank) -> None:
    bank.keep_examples([imported()], officer="A. Clerk")
    with pytest.raises(RefusedRecord) as refused:
        bank.relabel([1, 99], label=Label.FORGED, source=LabelSource.CLERK, officer="A", reason="x")
    assert (refused.value.kind, refused.value.detail) == ("example", "99")
    assert only(bank).label is Label.GENUINE


@pytest.mark.parametrize("change", ["UPDATE label SET label = 'forged'", "DELETE FROM label"])
def test_the_database_itself_refuses_changes(bank: Bank, change: str) -> None:
    bank.keep_examples([imported()], officer="A. Clerk")
    with pytest.raises(IntegrityError, match="append-only"), bank._writing() as session:
        session.execute(text(change))
    assert only(bank).label is Label.GENUINE


def test_many_examples_are_listed_with_one_question(bank: Bank, signatory: Signatory) -> None:
    kept(bank, signatory, ("accept", "A. Clerk"))
    bank.keep_examples([imported(seed) for seed in range(20)], officer="A. Clerk")
    asked: list[str] = []
    event.listen(bank._engine, "before_cursor_execute", lambda *said: asked.append(said[2]))
    assert len(bank.examples()) == 21
    assert len([statement for statement in asked if statement.startswith("SELECT")]) == 1
