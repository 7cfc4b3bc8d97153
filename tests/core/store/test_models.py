"""Are models and their calibrations kept as they were given?"""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from core.errors import RecordProblem, RefusedRecord
from core.store.bank import Bank
from core.store.learning_records import ActivationKind, CalibrationRecord, ModelRecord


def added(bank: Bank, digest: str = "model-a", **given: Any) -> ModelRecord:
    return bank.add_model(digest, name=f"The {digest}", file=f"{digest}.safetensors", **given)


def calibrated(bank: Bank, digest: str = "model-a", **given: Any) -> CalibrationRecord:
    parts: dict[str, Any] = {"judgement": {"slope": 1.5}, "policy": {"accept_far": 0.01}, "evidence": {}}
    return bank.add_calibration(digest, **{**parts, "officer": "A. Clerk", "reason": "monthly", **given})


def test_a_model_is_kept_as_given(bank: Bank) -> None:
    report = {"eer": {"champion": 0.04, "challenger": 0.03}, "sets": ["bank", "default"]}
    model = added(bank, "model-b", parent_digest="model-a", report=report)
    assert (model.digest, model.name, model.file) == ("model-b", "The model-b", "model-b.safetensors")
    assert (model.parent_digest, model.report, model.is_removed) == ("model-a", report, False)
    assert bank.model("model-b") == model


def test_models_are_listed_oldest_first_and_removed_ones_on_request(bank: Bank) -> None:
    for digest in ("model-z", "model-a", "model-k"):
        added(bank, digest)
    bank.remove_model("model-a")
    assert [model.digest for model in bank.models()] == ["model-z", "model-k"]
    listed = {model.digest: model.is_removed for model in bank.models(with_removed=True)}
    assert list(listed.items()) == [("model-z", False), ("model-a", True), ("model-k", False)]
    bank.restore_model("model-a")
    assert [model.digest for model in bank.models()] == ["model-z", "model-a", "model-k"]


def test_a_model_added_again_is_the_same_restored_with_its_new_report(bank: Bank) -> None:
    first = added(bank, parent_digest="model-0", report={"eer": 0.04})
    bank.remove_model("model-a")
    again = added(bank, report={"eer": 0.03})
    assert (again.added_at, again.parent_digest, again.is_removed) == (first.added_at, "model-0", False)
    assert again.report == {"eer": 0.03}
    assert added(bank).report == {"eer": 0.03}
    assert bank.models() == [again]


@pytest.mark.parametrize("file", ["models/a.safetensors", "..\\a.safetensors", "/a.safetensors", "C:a"])
def test_a_file_with_a_folder_is_refused(bank: Bank, file: str) -> None:
    with pytest.raises(ValueError, match="folder"):
        bank.add_model("model-a", name="A", file=file)
    assert bank.models() == []


@pytest.mark.parametrize("field", ["digest", "name", "file"])
def test_a_model_with_an_empty_field_is_refused(bank: Bank, field: str) -> None:
    given: dict[str, Any] = {"digest": "model-a", "name": "A", "file": "a.safetensors", field: ""}
    with pytest.raises(RefusedRecord) as refused:
        bank.add_model(given.pop("digest"), **given)
    assert (refused.value.problem, refused.value.detail) == (RecordProblem.EMPTY_FIELD, field)


def test_the_model_in_use_is_not_removed_before_another_is(bank: Bank) -> None:
    for digest in ("model-a", "model-b"):
        added(bank, digest)
        bank.activate(digest, kind=ActivationKind.SWITCH, officer="A. Clerk", reason="better")
    with pytest.raises(RefusedRecord) as refused:
        bank.remove_model("model-b")
    assert (refused.value.kind, refused.value.detail) == ("model", "model-b")
    bank.remove_model("model-a")
    assert [model.digest for model in bank.models()] == ["model-b"]


def test_an_unknown_model_is_refused(bank: Bank) -> None:
    for call in (bank.model, bank.remove_model, bank.restore_model, lambda digest: calibrated(bank, digest)):
        with pytest.raises(RefusedRecord) as refused:
            call("model-a")
        assert (refused.value.kind, refused.value.problem) == ("model", RecordProblem.NOT_FOUND)


def test_a_calibration_is_kept_as_it_will_be_read(bank: Bank) -> None:
    added(bank)
    made = calibrated(bank, judgement={10: (0.1, 0.2), 2: None}, evidence={"genuine": 120, "forged": 14})
    assert made.judgement == {"10": [0.1, 0.2], "2": None}
    assert (made.policy, made.evidence) == ({"accept_far": 0.01}, {"genuine": 120, "forged": 14})
    assert (made.officer, made.reason, made.model_digest) == ("A. Clerk", "monthly", "model-a")
    assert bank.calibration(made.id) == made


def test_calibrations_of_one_model_are_told_from_anothers(bank: Bank) -> None:
    added(bank, "model-a")
    added(bank, "model-b")
    made = [calibrated(bank, digest) for digest in ("model-a", "model-b", "model-a")]
    assert bank.calibrations() == made
    assert bank.calibrations("model-a") == [made[0], made[2]]
    assert bank.calibrations("model-c") == []


def test_a_number_that_is_none_is_refused(bank: Bank) -> None:
    added(bank)
    with pytest.raises(ValueError, match="JSON"):
        calibrated(bank, evidence={"eer": float("nan")})
    with pytest.raises(ValueError, match="JSON"):
        added(bank, report={"eer": float("inf")})
    assert (bank.calibrations(), bank.model("model-a").report) == ([], None)


@pytest.mark.parametrize("field", ["officer", "reason"])
def test_a_calibration_without_who_or_why_is_refused(bank: Bank, field: str) -> None:
    added(bank)
    with pytest.raises(RefusedRecord) as refused:
        calibrated(bank, **{field: " "})
    assert (refused.value.problem, refused.value.detail) == (RecordProblem.EMPTY_FIELD, field)


def test_an_unknown_calibration_is_refused(bank: Bank) -> None:
    with pytest.raises(RefusedRecord) as refused:
        bank.calibration(99)
    assert (refused.value.kind, refused.value.problem) == ("calibration", RecordProblem.NOT_FOUND)


@pytest.mark.parametrize("change", ["UPDATE calibration SET policy = '{}'", "DELETE FROM calibration"])
def test_the_database_itself_refuses_changes(bank: Bank, change: str) -> None:
    added(bank)
    made = calibrated(bank)
    with pytest.raises(IntegrityError, match="append-only"), bank._writing() as session:
        session.execute(text(change))
    assert bank.calibration(made.id) == made
