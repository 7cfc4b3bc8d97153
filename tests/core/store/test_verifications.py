"""Is a verification kept as it was, and never changed?"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from core.errors import RecordProblem, RefusedRecord
from core.store.bank import Bank
from core.store.records import Signatory
from tests.core.store.builders import FAINT, UNFIT, page, unscored, verification


def test_everything_measured_is_kept(bank: Bank, signatory: Signatory) -> None:
    new = verification(1)
    record = bank.record_verification(signatory.id, new)
    assert bank.verification(record.id) == record
    for field in ("distance", "score", "llr", "verdict", "model_digest", "milliseconds", "findings"):
        assert getattr(record, field) == getattr(new, field), field
    for field in ("accept_llr", "reject_llr", "accept_far", "reject_frr", "reasons", "distances"):
        assert getattr(record, field) == getattr(new, field), field
    assert (record.signatory_id, record.source_name) == (signatory.id, "cheque.png")
    assert record.at.utcoffset() == timedelta(0)
    assert record.findings == (FAINT,)


def test_what_was_not_fit_to_judge_is_kept_without_a_score(bank: Bank, signatory: Signatory) -> None:
    record = bank.record_verification(signatory.id, unscored(1))
    assert bank.verification(record.id) == record
    assert not record.is_scored
    assert (record.distance, record.score, record.llr, dict(record.distances)) == (None, None, None, {})
    assert (record.verdict, record.reasons, record.findings) == ("refer", (), (UNFIT,))
    assert (record.model_digest, record.accept_llr, record.reject_frr) == ("model-a", 1.2, 0.02)
    assert np.array_equal(bank.presented_page(record.id).grey, page(1).grey)
    assert bank.record_verification(signatory.id, verification(1)).is_scored


@pytest.mark.parametrize("field", ["distance", "score", "llr"])
def test_a_score_is_kept_whole_or_not_at_all(bank: Bank, signatory: Signatory, field: str) -> None:
    lacking: dict[str, Any] = {field: None}
    alone: dict[str, Any] = {field: 0.5}
    for new in (replace(verification(1, verdict="refer"), **lacking), replace(unscored(1), **alone)):
        with pytest.raises(IntegrityError):
            bank.record_verification(signatory.id, new)


@pytest.mark.parametrize("verdict", ["accept", "reject"])
def test_without_a_score_the_only_advice_is_to_refer(bank: Bank, signatory: Signatory, verdict: str) -> None:
    with pytest.raises(IntegrityError):
        bank.record_verification(signatory.id, replace(unscored(1), verdict=verdict))


def test_specimens_are_listed_closest_first_after_a_restart(
    bank: Bank, signatory: Signatory, path: Path
) -> None:
    record = bank.record_verification(signatory.id, verification(1))
    bank.close()
    with Bank.open(path) as again:
        assert again.verification(record.id).specimen_ids == (1, 3)
        assert list(again.verification(record.id).distances.items()) == [(1, 0.31), (3, 0.52)]


def test_numbers_of_the_model_become_plain_numbers(bank: Bank, signatory: Signatory) -> None:
    quarter, half = cast(float, np.float32(0.25)), cast(float, np.float32(0.5))
    new = replace(verification(1), distances={1: quarter}, llr=half)
    record = bank.record_verification(signatory.id, new)
    assert bank.verification(record.id) == record
    assert (record.distances, record.llr) == ({1: 0.25}, 0.5)


def test_the_presented_page_comes_back_pixel_for_pixel(bank: Bank, signatory: Signatory) -> None:
    record = bank.record_verification(signatory.id, verification(4))
    back = bank.presented_page(record.id)
    assert np.array_equal(back.grey, page(4).grey)
    assert (back.name, back.dpi) == ("cheque.png", 200.0)


def test_a_number_that_is_none_is_refused(bank: Bank, signatory: Signatory) -> None:
    with pytest.raises(ValueError, match="JSON"):
        bank.record_verification(signatory.id, replace(verification(1), llr=float("nan")))
    assert bank.history() == []


def test_a_word_that_is_no_verdict_is_refused(bank: Bank, signatory: Signatory) -> None:
    with pytest.raises(IntegrityError):
        bank.record_verification(signatory.id, replace(verification(1), verdict="maybe"))


@pytest.mark.parametrize("change", ["UPDATE verification SET verdict = 'reject'", "DELETE FROM verification"])
def test_the_database_itself_refuses_changes(bank: Bank, signatory: Signatory, change: str) -> None:
    record = bank.record_verification(signatory.id, verification(1))
    with pytest.raises(IntegrityError, match="append-only"), bank._writing() as session:
        session.execute(text(change))
    assert bank.verification(record.id) == record


def test_nothing_is_verified_for_who_was_removed(bank: Bank, signatory: Signatory) -> None:
    bank.remove_signatory(signatory.id)
    with pytest.raises(RefusedRecord) as refused:
        bank.record_verification(signatory.id, verification(1))
    assert refused.value.problem is RecordProblem.WITHDRAWN


def test_an_unknown_verification_is_refused(bank: Bank) -> None:
    for call in (bank.verification, bank.presented_page, bank.decisions):
        with pytest.raises(RefusedRecord) as refused:
            call(99)
        assert (refused.value.kind, refused.value.problem) == ("verification", RecordProblem.NOT_FOUND)
