"""Do the clerk's use cases hold together, whatever the model is?"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from core import desk as desk_module
from core.desk import Desk, outliers, reasons
from core.errors import BadData, FitScan, NoSpecimens, RefusedRecord, UnfitScan
from core.image.ink import find_ink
from core.image.page import Page
from core.image.quality import Finding, FindingKind, Severity
from core.image.read import encode_png
from core.progress import Cancelled, Report, Tick, silent
from core.scoring.pen import PenComparison
from core.scoring.verdict import Reason, ReasonKind, Thresholds, Verdict
from core.scoring.verifier import Comparison, Examined, Reference
from core.store.bank import Bank
from core.store.records import PenRecord
from tests.core.pen.builders import is_same, written
from tests.core.store.builders import SHAPE, embedding

BLANK = Finding(FindingKind.BLANK, Severity.UNFIT, 0.0)
REASON = Reason(ReasonKind.SLANT, agrees=True, presented=12.0, low=9.0, high=14.0)

PEN = PenComparison({1: 0.5}, own=(), llr=1.0, image_llr=0.5, fused_score=2.0, fused_llr=1.5, digest="pen-a")


def page_of(seed: int, *, name: str = "scan.png") -> Page:
    """Return a page whose every pixel is `seed`; a page of 255 is blank."""
    return Page(grey=np.full((8, 12), seed, np.uint8), dpi=200.0, name=name)


class PixelJudge:
    """A verifier that embeds a page as its first pixel: as far apart as a tenth of the difference."""

    digest = "model-a"
    thresholds = Thresholds(accept_llr=1.2, reject_llr=-0.4, accept_far=0.01, reject_frr=0.02)

    def __init__(self) -> None:
        self.examined = 0
        self.prepared: list[list[int]] = []
        self.compared: list[list[Reference]] = []

    def examine(self, page: Page) -> Examined:
        self.examined += 1
        seed = int(page.grey[0, 0])
        is_blank = seed == 255
        return Examined(
            page=page,
            ink=find_ink(page),
            findings=(BLANK,) if is_blank else (),
            shape=None if is_blank else SHAPE,
            frame=None if is_blank else np.ones((1, 4, 8), np.float32),
            embedding=None if is_blank else embedding(seed),
        )

    def examine_many(self, pages: Sequence[Page], report: Report = silent) -> list[Examined]:
        report(Tick(0, len(pages)))
        return [self.examine(page) for page in pages]

    def compare(
        self, presented: Examined, specimens: Sequence[Reference], *, amount: float | None = None
    ) -> Comparison:
        self.compared.append(list(specimens))
        seed = int(presented.page.grey[0, 0])
        distances = {each.specimen_id: abs(seed_of(each) - seed) / 10 for each in specimens}
        closest = min(distances.values())
        return Comparison(
            distances=distances,
            distance=closest,
            score=-closest,
            llr=1.5 - closest,
            verdict=Verdict.ACCEPT if closest < 0.3 else Verdict.REJECT,
            thresholds=self.thresholds,
            reasons=(REASON,),
            findings=presented.findings,
            model_digest=self.digest,
            milliseconds=1.0,
            pen=PEN if presented.page.trajectory is not None else None,
        )

    def prepare(self, specimens: Sequence[Reference]) -> None:
        self.prepared.append([each.specimen_id for each in specimens])

    def distances(self, references: Sequence[Reference]) -> NDArray[np.float64]:
        seeds = np.array([seed_of(each) for each in references], float)
        apart: NDArray[np.float64] = np.abs(seeds[:, None] - seeds[None, :]) / 10
        return apart


def seed_of(reference: Reference) -> int:
    return int(np.argmax(reference.embedding.vector))


@pytest.fixture
def judge() -> PixelJudge:
    return PixelJudge()


@pytest.fixture
def desk(tmp_path: Path, judge: PixelJudge) -> Iterator[Desk]:
    with Bank.open(tmp_path / "specimen.db") as bank:
        customer = bank.add_customer(number="10021", name="Marisol Quennby")
        bank.add_signatory(customer.id, name="M. Quennby")
        yield Desk(bank, judge)


def enrol(desk: Desk, *seeds: int) -> list[int]:
    records = desk.enrol(1, [desk.examine(page_of(seed)) for seed in seeds])
    return [record.id for record in records]


def test_a_signature_is_compared_recorded_and_decided(desk: Desk) -> None:
    near, far = enrol(desk, 10, 14)
    record = desk.verify(1, desk.examine(page_of(11)))
    assert record.distances == pytest.approx({near: 0.1, far: 0.3})
    assert (record.verdict, record.model_digest) == ("accept", "model-a")
    assert (record.accept_llr, record.reject_llr) == (1.2, -0.4)
    assert (record.accept_far, record.reject_frr) == (0.01, 0.02)
    decision = desk.decide(record.id, decision=Verdict.REFER, remark="asked", officer="A. Clerk")
    (row,) = desk.bank.history()
    assert (row.verification, row.decision) == (record, decision)
    assert decision.decision == "refer"


def test_how_specimens_were_written_is_asked_for_where_that_of_the_presented_one_is_known(
    desk: Desk, judge: PixelJudge
) -> None:
    signed = replace(page_of(14), trajectory=written(1))
    desk.enrol(1, [desk.examine(page_of(10)), desk.examine(signed)])
    assert desk.verify(1, desk.examine(page_of(11))).pen is None
    record = desk.verify(1, desk.examine(replace(page_of(11), trajectory=written(2))))
    assert record.pen == PenRecord({1: 0.5}, llr=1.0, image_llr=0.5, digest="pen-a")
    without, with_pen = ([each.trajectory for each in seen] for seen in judge.compared)
    assert without == [None, None]
    assert with_pen[0] is None
    assert with_pen[1] is not None
    assert is_same(with_pen[1], written(1))


def test_reasons_come_back_as_the_verdict_gave_them(desk: Desk) -> None:
    enrol(desk, 10)
    record = desk.verify(1, desk.examine(page_of(11)))
    assert reasons(desk.bank.verification(record.id)) == (REASON,)


def test_of_several_scans_one_unfit_keeps_all_out(desk: Desk) -> None:
    scans = [desk.examine(page_of(10)), desk.examine(page_of(255, name="empty.png"))]
    with pytest.raises(UnfitScan) as refused:
        desk.enrol(1, scans)
    assert (refused.value.name, refused.value.findings) == ("empty.png", ("blank",))
    assert desk.bank.specimens(1) == []


def test_an_unfit_scan_is_never_compared(desk: Desk) -> None:
    enrol(desk, 10)
    with pytest.raises(UnfitScan):
        desk.verify(1, desk.examine(page_of(255)))
    assert desk.bank.history() == []


def test_an_unfit_scan_is_referred_on_record(desk: Desk) -> None:
    scan = desk.examine(page_of(255, name="empty.png"))
    record, decision = desk.refer_unfit(1, scan, remark="no better scan", officer="A. Clerk")
    (row,) = desk.bank.history()
    assert (row.verification, row.decision) == (record, decision)
    assert (record.source_name, record.findings, record.is_scored) == ("empty.png", (BLANK,), False)
    assert (record.verdict, record.model_digest) == ("refer", "model-a")
    assert (record.accept_llr, record.reject_llr) == (1.2, -0.4)
    assert (record.accept_far, record.reject_frr) == (0.01, 0.02)
    assert np.array_equal(desk.bank.presented_page(record.id).grey, scan.page.grey)
    assert reasons(record) == ()


def test_a_referred_scan_can_be_decided_later_as_any_other(desk: Desk) -> None:
    record, first = desk.refer_unfit(1, desk.examine(page_of(255)), officer="A. Clerk")
    second = desk.decide(record.id, decision=Verdict.REJECT, remark="seen on paper", officer="B. Clerk")
    assert desk.bank.decisions(record.id) == [first, second]
    assert desk.bank.check_chain() is None


def test_a_scan_that_can_be_judged_is_not_referred_unjudged(desk: Desk) -> None:
    with pytest.raises(FitScan):
        desk.refer_unfit(1, desk.examine(page_of(10)), officer="A. Clerk")
    assert desk.bank.history() == []


def test_nothing_is_compared_without_specimens(desk: Desk) -> None:
    (only,) = enrol(desk, 10)
    desk.bank.withdraw_specimen(only)
    with pytest.raises(NoSpecimens) as refused:
        desk.verify(1, desk.examine(page_of(10)))
    assert "Quennby" not in str(refused.value)


def test_withdrawing_and_restoring_count_at_once(desk: Desk) -> None:
    near, far = enrol(desk, 10, 14)
    presented = desk.examine(page_of(11))
    assert desk.verify(1, presented).specimen_ids == (near, far)
    desk.bank.withdraw_specimen(near)
    assert desk.verify(1, presented).specimen_ids == (far,)
    desk.bank.restore_specimen(near)
    (nearest,) = enrol(desk, 11)
    assert desk.verify(1, presented).specimen_ids == (nearest, near, far)


def test_specimens_are_embedded_once(desk: Desk, judge: PixelJudge) -> None:
    enrol(desk, 10, 14)
    examined = judge.examined
    known = [each.specimen_id for each in desk.references(1)]
    assert [each.specimen_id for each in Desk(desk.bank, judge).references(1)] == known
    assert judge.examined == examined


def test_specimens_are_made_ready_before_there_is_anything_to_verify(desk: Desk, judge: PixelJudge) -> None:
    enrolled = enrol(desk, 10, 12)
    desk.prepare(1)
    assert judge.prepared == [enrolled]


def test_a_new_model_embeds_every_specimen_anew_and_mixes_nothing(
    desk: Desk, judge: PixelJudge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk_module, "EMBEDDED_AT_ONCE", 2)
    ids = enrol(desk, 10, 14, 18)
    desk.references(1)
    judge.digest = "model-b"
    judge.examined = 0
    ticks: list[Tick] = []
    assert [each.specimen_id for each in desk.references(1, ticks.append)] == ids
    assert judge.examined == 3
    assert [(tick.done, tick.total) for tick in ticks] == [(0, 3), (2, 3)]
    assert sorted(desk.bank.embeddings(1, digest="model-b")) == ids
    assert sorted(desk.bank.embeddings(1, digest="model-a")) == ids


def test_a_specimen_that_a_new_model_cannot_embed_is_left_out(desk: Desk, judge: PixelJudge) -> None:
    scan = desk.examine(page_of(10))
    good, odd = desk.enrol(1, [scan, replace(scan, page=page_of(255))])
    assert len(desk.references(1)) == 2
    judge.digest = "model-b"
    assert [each.specimen_id for each in desk.references(1)] == [good.id]
    assert odd.id not in desk.bank.embeddings(1, digest="model-b")


def test_memory_holds_the_embeddings_used_last(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk_module, "KEPT_IN_MEMORY", 2)
    enrol(desk, 10, 14, 18)
    assert [seed_of(each) for each in desk.references(1)] == [10, 14, 18]
    assert len(desk._recent) == 2
    assert [seed_of(each) for each in desk.references(1)] == [10, 14, 18]


def test_agreement_is_the_mean_distance_to_the_others(desk: Desk) -> None:
    first, second, third = enrol(desk, 10, 12, 20)
    assert desk.agreement(1) == pytest.approx({first: 0.6, second: 0.5, third: 0.9})


def test_one_specimen_agrees_with_nobody(desk: Desk) -> None:
    enrol(desk, 10)
    assert desk.agreement(1) == {}


@pytest.mark.parametrize(
    "agreement, odd",
    [
        ({}, set()),
        ({1: 0.2, 2: 0.9}, set()),
        ({1: 0.4, 2: 0.4, 3: 0.4}, set()),
        ({1: 0.4, 2: 0.41, 3: 0.45, 4: 0.38}, set()),
        ({1: 0.55, 2: 0.55, 3: 0.9}, {3}),
        ({1: 0.4, 2: 0.42, 3: 0.41, 4: 0.8, 5: 0.43}, {4}),
        ({1: 0.2, 2: 0.3, 3: 0.4, 4: 0.5, 5: 0.6}, set()),
    ],
)
def test_a_specimen_far_from_all_others_stands_out(agreement: dict[int, float], odd: set[int]) -> None:
    assert outliers(agreement) == odd


def test_a_finished_enrolment_ends_its_draft_and_another_does_not(desk: Desk) -> None:
    desk.bank.save_draft(1, [page_of(10)])
    desk.enrol(1, [desk.examine(page_of(10))], finishes_draft=False)
    assert len(desk.bank.draft(1)) == 1
    enrol(desk, 12)
    assert desk.bank.draft(1) == []


def test_an_enrolment_that_is_cancelled_keeps_nothing(desk: Desk) -> None:
    def cancel(_tick: Tick) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        desk.enrol(1, [desk.examine(page_of(10))], cancel)
    assert desk.bank.specimens(1) == []


def test_a_scan_is_read_from_bytes_with_a_name(desk: Desk) -> None:
    (page,) = desk.read(encode_png(page_of(10)), name="pasted")
    assert page.name == "pasted"
    assert np.array_equal(page.grey, page_of(10).grey)


@pytest.fixture
def samples(tmp_path: Path) -> Path:
    """A sample bank: two customers, the second of whom has a specimen that is blank."""
    folder = tmp_path / "samples"
    folder.mkdir()
    for name, seed in (("a.png", 10), ("b.png", 12), ("blank.png", 255)):
        (folder / name).write_bytes(encode_png(page_of(seed)))
    people = [("1", "Edda", ["a.png", "b.png"]), ("2", "Prakash", ["a.png", "blank.png"])]
    customers = [
        {
            "number": number,
            "name": name,
            "accounts": [f"4711-{number}"],
            "signatories": [{"name": name, "role": "director", "specimens": files, "to_check": []}],
        }
        for number, name, files in people
    ]
    (folder / "manifest.json").write_text(json.dumps({"customers": customers}), encoding="utf-8")
    return folder


def without_the_second(folder: Path) -> None:
    manifest = folder / "manifest.json"
    data = json.loads(manifest.read_text(encoding="utf-8"))
    manifest.write_text(json.dumps({"customers": data["customers"][:1]}), encoding="utf-8")


def test_the_sample_bank_is_filled_once(desk: Desk, samples: Path) -> None:
    without_the_second(samples)
    assert desk.fill_sample_bank(samples) == 1
    assert desk.fill_sample_bank(samples) == 0
    ((customer, signatory),) = desk.bank.find_signatories("edda")
    assert (customer.number, customer.accounts) == ("1", ("4711-1",))
    assert (signatory.role, signatory.specimen_count) == ("director", 2)


def test_a_sample_customer_is_added_whole_or_not_at_all(desk: Desk, samples: Path) -> None:
    with pytest.raises(UnfitScan):
        desk.fill_sample_bank(samples)
    assert [customer.name for customer in desk.bank.search_customers("4711")] == ["Edda"]


def test_filling_can_be_cancelled_between_customers(desk: Desk, samples: Path) -> None:
    def cancel_at_second(tick: Tick) -> None:
        if tick.done == 1 and tick.total == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        desk.fill_sample_bank(samples, cancel_at_second)
    assert [customer.name for customer in desk.bank.search_customers("4711")] == ["Edda"]


@pytest.mark.parametrize("manifest", [None, "not json", '{"customers": [{"number": 3}]}'])
def test_a_sample_bank_that_cannot_be_read_is_bad_data(
    desk: Desk, tmp_path: Path, manifest: str | None
) -> None:
    if manifest is not None:
        (tmp_path / "manifest.json").write_text(manifest, encoding="utf-8")
    with pytest.raises(BadData):
        desk.fill_sample_bank(tmp_path)


def test_nobody_is_verified_who_is_not_known(desk: Desk) -> None:
    with pytest.raises(RefusedRecord):
        desk.verify(99, desk.examine(page_of(10)))
