"""At which desk do the tests of the verify page work? Made-up strokes and a bank in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import cv2
import numpy as np

from core.errors import DeletedPicture, NoSpecimens, RecordProblem, RefusedRecord
from core.image.ink import Ink, find_ink
from core.image.page import Page
from core.image.quality import Finding, FindingKind, Severity
from core.image.read import encode_png
from core.image.shape import Shape
from core.progress import Report, silent
from core.scoring.verdict import Verdict
from core.store.records import Customer, DecisionRecord, Signatory, SpecimenRecord, VerificationRecord

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SHAPE = Shape(
    aspect=2.5,
    slant_deg=12.0,
    density=0.2,
    stroke_px=3.5,
    stroke_share=0.02,
    pieces=4,
    width_mm=None,
    height_mm=11.25,
)
MARIA, NGOZI, CHIDI = 1, 2, 3
BLANK = Finding(FindingKind.BLANK, Severity.UNFIT, 0.0)
REASONS = (
    {"kind": "slant", "agrees": True, "presented": 9.0, "low": 8.0, "high": 11.0},
    {"kind": "pieces", "agrees": False, "presented": 3.0, "low": 4.0, "high": 5.0},
)


def stroke_page(seed: int = 0, *, name: str = "scan.png", dpi: float | None = 200.0) -> Page:
    """A page with a wave of ink on it, another for every seed."""
    grey = np.full((120, 300), 240, np.uint8)
    along = np.linspace(30, 270, 60)
    wave = 60 + 30 * np.sin(along / (18 + seed)) + seed % 5
    points = np.stack([along, wave], axis=1).astype(np.int32)
    cv2.polylines(grey, [points.reshape(-1, 1, 2)], False, 20, thickness=4, lineType=cv2.LINE_AA)
    return Page(grey=grey, dpi=dpi, name=name)


def blank_page() -> Page:
    """A page without ink."""
    return Page(grey=np.full((120, 300), 240, np.uint8), dpi=200.0, name="blank.png")


def scan_file(folder: Path, name: str, page: Page | None = None) -> Path:
    """Write a page, by default one with strokes, into a folder."""
    path = folder / name
    path.write_bytes(encode_png(page or stroke_page(len(name))))
    return path


@dataclass(frozen=True, eq=False)
class FakeExamined:
    """What the verify page reads of `core.scoring.verifier.Examined`."""

    page: Page
    ink: Ink
    findings: tuple[Finding, ...]


class FakeBank:
    """Three signatories of one customer: one with three specimens, one with none, one with one."""

    def __init__(self) -> None:
        self.customer_record = Customer(7, "10021", "Okafor Ltd", ("4711-0082",))
        self.people = {
            MARIA: Signatory(MARIA, 7, "Maria Okafor", "director", 3),
            NGOZI: Signatory(NGOZI, 7, "Ngozi Okafor", "", 0),
            CHIDI: Signatory(CHIDI, 7, "Chidi Okafor", "clerk", 1),
        }
        self.specimen_records = [specimen(11, MARIA), specimen(12, MARIA), specimen(13, MARIA)]
        self.specimen_records.append(specimen(14, CHIDI))
        self.records: dict[int, VerificationRecord] = {}
        self.pages: dict[int, Page] = {}
        self.decision_records: list[DecisionRecord] = []

    def signatory(self, signatory_id: int) -> Signatory:
        if signatory_id not in self.people:
            raise RefusedRecord("signatory", RecordProblem.NOT_FOUND, str(signatory_id))
        return self.people[signatory_id]

    def customer(self, customer_id: int) -> Customer:
        assert customer_id == self.customer_record.id
        return self.customer_record

    def specimens(self, signatory_id: int, *, with_withdrawn: bool = False) -> list[SpecimenRecord]:
        mine = [one for one in self.specimen_records if one.signatory_id == signatory_id]
        return [one for one in mine if with_withdrawn or not one.is_withdrawn]

    def withdraw(self, specimen_id: int) -> None:
        self.specimen_records = [
            replace(one, is_withdrawn=True) if one.id == specimen_id else one for one in self.specimen_records
        ]

    def specimen_page(self, specimen_id: int) -> Page:
        return stroke_page(specimen_id)

    def find_signatories(self, text: str, *, limit: int = 50) -> list[tuple[Customer, Signatory]]:
        found = [one for one in self.people.values() if text.lower() in one.name.lower()]
        return [(self.customer_record, one) for one in found[:limit]]

    def verification(self, verification_id: int) -> VerificationRecord:
        if verification_id not in self.records:
            raise RefusedRecord("verification", RecordProblem.NOT_FOUND, str(verification_id))
        return self.records[verification_id]

    def presented_page(self, verification_id: int) -> Page:
        if verification_id not in self.pages:
            raise DeletedPicture("verification", verification_id)
        return self.pages[verification_id]

    def decisions(self, verification_id: int) -> list[DecisionRecord]:
        return [one for one in self.decision_records if one.verification_id == verification_id]


class FakeDesk:
    """Finds real ink; says accept at a distance that grows with a specimen's age."""

    def __init__(self) -> None:
        self.bank = FakeBank()
        self.verdict = Verdict.ACCEPT
        self.compared: list[tuple[int, str]] = []  # signatory and scan, in the order compared
        self.amounts: list[float | None] = []  # of the items, in the order compared
        self.prepared: list[int] = []  # signatories

    def examine(self, page: Page) -> FakeExamined:
        ink = find_ink(page)
        return FakeExamined(page, ink, (BLANK,) if ink.is_blank else ())

    def prepare(self, signatory_id: int) -> None:
        self.prepared.append(signatory_id)

    def verify(
        self,
        signatory_id: int,
        presented: FakeExamined,
        report: Report = silent,
        *,
        amount: float | None = None,
    ) -> VerificationRecord:
        specimens = self.bank.specimens(signatory_id)
        if not specimens:
            raise NoSpecimens
        self.compared.append((signatory_id, presented.page.name))
        self.amounts.append(amount)
        number = len(self.bank.records) + 1
        record = verification(number, signatory_id, presented.page.name, specimens, verdict=self.verdict)
        self.bank.records[number] = record
        self.bank.pages[number] = presented.page
        return record

    def refer_unfit(
        self, signatory_id: int, presented: FakeExamined, *, remark: str, officer: str
    ) -> tuple[VerificationRecord, DecisionRecord]:
        number = len(self.bank.records) + 1
        record = unscored(number, signatory_id, presented.page.name, presented.findings)
        decision = self.decide(number, decision=Verdict.REFER, remark=remark, officer=officer)
        self.bank.records[number] = record
        self.bank.pages[number] = presented.page
        return record, decision

    def decide(self, verification_id: int, *, decision: Verdict, remark: str, officer: str) -> DecisionRecord:
        if not officer:
            raise RefusedRecord("decision", RecordProblem.EMPTY_FIELD, "officer")
        number = len(self.bank.decision_records) + 1
        at = START + timedelta(minutes=number)
        record = DecisionRecord(number, verification_id, at, officer, decision.value, remark, "", "")
        self.bank.decision_records.append(record)
        return record


def specimen(number: int, signatory_id: int) -> SpecimenRecord:
    """A specimen enrolled as many days after the start as its number says."""
    at = START + timedelta(days=number)
    return SpecimenRecord(number, signatory_id, at, f"specimen-{number}.png", 200.0, (), SHAPE)


def verification(
    number: int, signatory_id: int, name: str, specimens: Sequence[SpecimenRecord], *, verdict: Verdict
) -> VerificationRecord:
    """The newest specimen is the closest, at 0.30; each older one is 0.05 further."""
    newest_first = sorted(specimens, key=lambda one: -one.id)
    distances = {one.id: 0.30 + 0.05 * place for place, one in enumerate(newest_first)}
    llr = {Verdict.ACCEPT: 2.1, Verdict.REFER: 0.2, Verdict.REJECT: -1.9}[verdict]
    return VerificationRecord(
        id=number,
        signatory_id=signatory_id,
        at=START + timedelta(hours=number),
        source_name=name,
        distances=distances,
        distance=0.30,
        score=0.9,
        llr=llr,
        verdict=verdict.value,
        reasons=REASONS,
        findings=(),
        model_digest="0" * 64,
        milliseconds=38.0,
        accept_llr=1.2,
        reject_llr=-0.8,
        accept_far=0.001,
        reject_frr=0.01,
    )


def unscored(
    number: int, signatory_id: int, name: str, findings: tuple[Finding, ...] = (BLANK,)
) -> VerificationRecord:
    """What is recorded of a scan that could not be judged, when all fake specimens had been enrolled."""
    record = verification(number, signatory_id, name, [specimen(1, signatory_id)], verdict=Verdict.REFER)
    return replace(
        record,
        at=record.at + timedelta(days=30),
        distances={},
        distance=None,
        score=None,
        llr=None,
        reasons=(),
        findings=findings,
        milliseconds=0.0,
    )
