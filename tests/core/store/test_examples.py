"""Is every presented signature that the bank may learn from kept once, with its pictures?"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from core.errors import RecordProblem, RefusedRecord
from core.image.frame import PREPROCESSING_VERSION
from core.store import portions
from core.store.bank import Bank
from core.store.learning_records import Label, LabelSource, NewExample
from core.store.pictures import pack_frame
from core.store.records import Signatory
from tests.core.store.builders import (
    FAINT,
    SHAPE,
    START,
    UNFIT,
    gathered,
    imported,
    minutes_from,
    page,
    specimen,
    unscored,
    verification,
)


@pytest.fixture
def decided(bank: Bank, signatory: Signatory) -> list[int]:
    """Four verifications, of which the third is undecided and the fourth was unfit."""
    ids = [bank.record_verification(signatory.id, verification(seed)).id for seed in range(3)]
    for verification_id, decision in ((ids[1], "reject"), (ids[0], "accept"), (ids[0], "accept")):
        bank.decide(verification_id, decision=decision, officer="A. Clerk")
    unfit, _ = bank.record_decided(signatory.id, unscored(3), decision="refer", officer="A. Clerk")
    return [*ids, unfit.id]


def refusal(bank: Bank, new: list[NewExample], *, officer: str = "A. Clerk") -> RefusedRecord:
    """Return why these are refused, having seen that nothing of them was kept."""
    with pytest.raises(RefusedRecord) as refused:
        bank.keep_examples(new, officer=officer)
    assert bank.examples(with_removed=True) == []
    return refused.value


def test_what_was_decided_is_offered_once_until_it_is_kept(bank: Bank, decided: list[int]) -> None:
    accepted, rejected, _, unfit = decided
    assert bank.decided_without_example() == [accepted, rejected, unfit]
    bank.keep_examples([gathered(rejected)], officer="A. Clerk")
    assert bank.decided_without_example() == [accepted, unfit]


def test_an_example_of_a_verification_is_its_signatorys(
    bank: Bank, signatory: Signatory, decided: list[int]
) -> None:
    ids = bank.keep_examples([gathered(decided[0])], officer="A. Clerk")
    (example,) = bank.examples()
    assert [example.id] == ids
    assert (example.verification_id, example.signatory_id) == (decided[0], signatory.id)
    assert (example.owner, example.writer, example.batch) == (f"signatory-{signatory.id}", "", "")
    assert (example.source_name, example.findings, example.shape) == ("cheque.png", (FAINT,), SHAPE)
    assert (example.llr, example.is_fit, example.is_removed) == (2.1, True, False)


def test_an_unfit_scan_is_kept_without_a_frame(bank: Bank, decided: list[int]) -> None:
    unfit = NewExample((UNFIT,), None, None, verification_id=decided[3])
    (example_id,) = bank.keep_examples([unfit], officer="A. Clerk")
    (example,) = bank.examples()
    assert (example.is_fit, example.llr, example.findings) == (False, None, (UNFIT,))
    assert bank.example_frames([example_id]) == {}


def test_an_import_is_kept_with_its_page_and_label(bank: Bank) -> None:
    (example_id,) = bank.keep_examples([imported(4, label=Label.FORGED)], officer=" A. Clerk ")
    (example,) = bank.examples()
    assert (example.id, example.owner, example.source_name) == (example_id, "import-archive/w-7", "4.tif")
    assert (example.verification_id, example.signatory_id, example.llr) == (None, None, None)
    assert (example.label, example.source, example.labelled_by) == (
        Label.FORGED,
        LabelSource.IMPORT,
        "A. Clerk",
    )
    assert (example.reason, example.labelled_at) == ("labels.csv", example.added_at)
    back = bank.example_page(example_id)
    assert np.array_equal(back.grey, page(4).grey)
    assert (back.name, back.dpi, back.number) == ("4.tif", 200.0, 0)


def test_the_page_of_a_verification_is_the_one_that_was_presented(bank: Bank, decided: list[int]) -> None:
    (example_id,) = bank.keep_examples([gathered(decided[1])], officer="A. Clerk")
    back = bank.example_page(example_id)
    assert np.array_equal(back.grey, page(1).grey)
    assert (back.name, back.dpi) == ("cheque.png", 200.0)


def test_frames_stay_packed(bank: Bank, decided: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(portions, "PORTION", 2)
    first = replace(gathered(decided[0], 1), frame=np.ones((1, 16, 24), np.bool_))
    ids = bank.keep_examples([first, imported(2), imported(3)], officer="A. Clerk")
    frames = bank.example_frames([*ids, 99])
    assert {key: frame.dtype for key, frame in frames.items()} == dict.fromkeys(ids, np.dtype(np.uint8))
    assert frames[ids[0]].tolist() == [255] * 48
    assert [frames[ids[k]].tobytes() for k in (1, 2)] == [pack_frame(specimen(k).frame) for k in (2, 3)]


def test_the_version_of_the_preprocessing_is_kept(bank: Bank) -> None:
    bank.keep_examples([imported(1)], officer="A. Clerk")
    with bank._reading() as session:
        kept = session.execute(
            text("SELECT preprocessing_version, frame_width, frame_height FROM example")
        ).all()
    assert kept == [(PREPROCESSING_VERSION, 24, 16)]


def test_two_programs_that_gather_at_once_keep_one_example(bank: Bank, decided: list[int]) -> None:
    with Bank.open(bank.path, clock=minutes_from(START)) as other:
        assert len(other.keep_examples([gathered(decided[0])], officer="B. Clerk")) == 1
    twice = [gathered(decided[0]), gathered(decided[1]), gathered(decided[1])]
    assert len(bank.keep_examples(twice, officer="A. Clerk")) == 1
    assert [example.verification_id for example in bank.examples()] == decided[:2]


def test_an_undecided_or_unknown_verification_is_refused(bank: Bank, decided: list[int]) -> None:
    for unusable in (decided[2], 99):
        refused = refusal(bank, [gathered(decided[0]), gathered(unusable)])
        assert (refused.kind, refused.problem) == ("decision", RecordProblem.NOT_FOUND)


@pytest.mark.parametrize("field", ["writer", "batch", "officer"])
def test_an_import_that_does_not_say_whose_it_is_is_refused(bank: Bank, field: str) -> None:
    officer = " " if field == "officer" else "A. Clerk"
    new = {
        "writer": imported(writer=" "),
        "batch": imported(batch=" "),
        "officer": imported(),
    }[field]
    refused = refusal(bank, [imported(1), new], officer=officer)
    assert (refused.problem, refused.detail) == (RecordProblem.EMPTY_FIELD, field)


def test_parts_that_do_not_fit_each_other_are_no_example() -> None:
    frame = specimen().frame
    wrong: tuple[dict[str, Any], ...] = (
        {"verification_id": 1, "label": Label.GENUINE},
        {"verification_id": 1, "page": page()},
        {"verification_id": 1, "writer": "w-7"},
        {"page": page(), "writer": "w-7", "batch": "archive"},
        {"label": Label.GENUINE, "writer": "w-7", "batch": "archive"},
        {"page": page(), "label": Label.GENUINE, "signatory_id": 1},
    )
    for parts in wrong:
        with pytest.raises(ValueError, match="has"):
            NewExample((), SHAPE, frame, **parts)
    for shape, picture in ((SHAPE, None), (None, frame)):
        with pytest.raises(ValueError, match="belong together"):
            NewExample((), shape, picture, verification_id=1)


@pytest.mark.parametrize("lost", ["batch = ''", "page = NULL", "frame = NULL", "signatory_id = 1"])
def test_the_database_itself_refuses_an_example_in_parts(bank: Bank, signatory: Signatory, lost: str) -> None:
    bank.keep_examples([imported()], officer="A. Clerk")
    with pytest.raises(IntegrityError, match="CHECK"), bank._writing() as session:
        session.execute(text(f"UPDATE example SET {lost}"))
    assert signatory.id == 1


def test_a_removed_import_is_left_out_until_it_is_restored(bank: Bank, decided: list[int]) -> None:
    new = [imported(1), gathered(decided[0]), imported(2, batch="branch"), imported(3)]
    ids = bank.keep_examples(new, officer="A. Clerk")
    before = bank.examples()
    assert bank.batches() == ["archive", "branch"]

    bank.remove_batch("archive")
    bank.remove_batch("archive")
    assert [example.id for example in bank.examples()] == ids[1:3]
    assert [example.is_removed for example in bank.examples(with_removed=True)] == [True, False, False, True]
    assert (bank.batches(), bank.batches(with_removed=True)) == (["branch"], ["archive", "branch"])

    bank.restore_batch("archive")
    assert bank.examples() == before


def test_nothing_is_learnt_from_a_customer_or_signatory_who_is_removed(
    bank: Bank, signatory: Signatory, decided: list[int]
) -> None:
    bank.keep_examples([gathered(decided[0]), imported()], officer="A. Clerk")
    before = bank.examples()
    for remove, restore, of in (
        (bank.remove_signatory, bank.restore_signatory, signatory.id),
        (bank.remove_customer, bank.restore_customer, signatory.customer_id),
    ):
        remove(of)
        assert [example.writer for example in bank.examples()] == [before[1].writer]
        assert len(bank.examples(with_removed=True)) == 2
        restore(of)
        assert bank.examples() == before


def test_an_unknown_import_is_refused_and_no_name_is_no_import(bank: Bank, decided: list[int]) -> None:
    bank.keep_examples([gathered(decided[0])], officer="A. Clerk")
    for call in (bank.remove_batch, bank.restore_batch):
        with pytest.raises(RefusedRecord, match="not found"):
            call("archive")
        with pytest.raises(RefusedRecord, match="empty field"):
            call(" ")
    assert len(bank.examples()) == 1


def test_an_unknown_example_is_refused(bank: Bank) -> None:
    for call in (bank.example_page, bank.labels):
        with pytest.raises(RefusedRecord) as refused:
            call(99)
        assert (refused.value.kind, refused.value.problem) == ("example", RecordProblem.NOT_FOUND)


def test_examples_are_there_after_a_restart(bank: Bank, decided: list[int], path: Path) -> None:
    bank.keep_examples([gathered(decided[0]), imported(1)], officer="A. Clerk")
    before = bank.examples()
    bank.close()
    with Bank.open(path) as again:
        assert again.examples() == before
