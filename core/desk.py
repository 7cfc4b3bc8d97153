"""What can a clerk ask for? The use cases that the app and the command line call."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from statistics import median
from threading import Lock
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from core.data.samples import SampleCustomer, SampleSignatory, read_samples
from core.errors import FitScan, NoSpecimens, UnfitScan
from core.image.page import Page
from core.image.quality import is_fit
from core.image.read import read_page, read_pages
from core.image.shape import Shape
from core.net.embedding import Embedding
from core.progress import Report, Tick, silent
from core.scoring.pen import PenComparison
from core.scoring.verdict import Reason, ReasonKind, Thresholds, Verdict
from core.scoring.verifier import Comparison, Examined, Reference
from core.store.bank import Bank
from core.store.records import (
    DecisionRecord,
    NewCustomer,
    NewSignatory,
    NewSpecimen,
    NewVerification,
    PenRecord,
    SpecimenRecord,
    VerificationRecord,
)

EMBEDDED_AT_ONCE = 32
"""Pages held in memory together while specimens are embedded anew."""

KEPT_IN_MEMORY = 1024
"""Embeddings kept in memory: at 40 kB each about 40 MB, some hundreds of signatories."""


class Judge(Protocol):
    """What the desk needs of a verifier; `core.scoring.verifier.Verifier` is the real one."""

    @property
    def digest(self) -> str: ...

    @property
    def thresholds(self) -> Thresholds: ...

    def examine(self, page: Page) -> Examined: ...

    def examine_many(self, pages: Sequence[Page], report: Report = ...) -> list[Examined]: ...

    def compare(
        self, presented: Examined, specimens: Sequence[Reference], *, amount: float | None = None
    ) -> Comparison: ...

    def prepare(self, specimens: Sequence[Reference]) -> None: ...

    def distances(self, references: Sequence[Reference]) -> NDArray[Any]: ...


class Desk:
    """One bank's records and one model, put to work together."""

    def __init__(self, bank: Bank, verifier: Judge) -> None:
        self.bank = bank
        self.verifier = verifier
        self._recent: OrderedDict[tuple[int, str], Embedding] = OrderedDict()
        self._recent_lock = Lock()

    def read(self, source: Path | bytes, *, name: str = "", report: Report = silent) -> list[Page]:
        """Read every page of a scan; raises UnreadableScan."""
        report(Tick(0, 0, "read"))
        return read_pages(source, name=name)

    def examine(self, page: Page) -> Examined:
        """Find the ink of one page, say whether it is fit to judge, and embed it."""
        return self.verifier.examine(page)

    def examine_many(self, pages: Sequence[Page], report: Report = silent) -> list[Examined]:
        """Examine many pages in batches, in order."""
        return self.verifier.examine_many(pages, report)

    def enrol(
        self,
        signatory_id: int,
        scans: Sequence[Examined],
        report: Report = silent,
        *,
        finishes_draft: bool = True,
    ) -> list[SpecimenRecord]:
        """Enrol all scans or none; the signatory's draft goes in the same transaction.

        Raises UnfitScan for the first unfit scan, before anything is written.
        """
        specimens = [self._specimen(scan) for scan in scans]
        report(Tick(0, 1, "enrol"))
        records = self.bank.enrol(signatory_id, specimens, finishes_draft=finishes_draft)
        report(Tick(1, 1, "enrol"))
        return records

    def references(self, signatory_id: int, report: Report = silent) -> list[Reference]:
        """Return what to compare with: every specimen not withdrawn that this model can embed.

        Specimens that lack an embedding of this model are embedded first, and the embeddings kept.
        """
        records = self.bank.specimens(signatory_id)
        known = self._embeddings(signatory_id, [record.id for record in records], report)
        return [
            Reference(record.id, known[record.id], record.shape) for record in records if record.id in known
        ]

    def prepare(self, signatory_id: int) -> None:
        """Do all of a verification that can be done before there is anything to verify."""
        self.verifier.prepare(self.references(signatory_id))

    def agreement(self, signatory_id: int, report: Report = silent) -> dict[int, float]:
        """Return each specimen's mean distance to the others, by specimen id; empty below two specimens."""
        references = self.references(signatory_id, report)
        if len(references) < 2:
            return {}
        means = self.verifier.distances(references).sum(axis=1) / (len(references) - 1)
        return {reference.specimen_id: float(mean) for reference, mean in zip(references, means, strict=True)}

    def verify(
        self,
        signatory_id: int,
        presented: Examined,
        report: Report = silent,
        *,
        amount: float | None = None,
    ) -> VerificationRecord:
        """Compare a presented signature with the specimens and record it; raises UnfitScan, NoSpecimens.

        amount is the item's, where the bank's policy has bands.
        """
        _refuse_unfit(presented)
        references = self.references(signatory_id, report)
        if not references:
            raise NoSpecimens(f"signatory {signatory_id}")
        if presented.page.trajectory is not None:
            written = self.bank.specimen_trajectories([each.specimen_id for each in references])
            references = [replace(each, trajectory=written.get(each.specimen_id)) for each in references]
        comparison = self.verifier.compare(presented, references, amount=amount)
        new = _new_verification(presented.page, comparison)
        return self.bank.record_verification(signatory_id, new)

    def decide(
        self, verification_id: int, *, decision: Verdict, remark: str = "", officer: str
    ) -> DecisionRecord:
        """Record what the clerk decided; a second decision corrects the first and both stay."""
        return self.bank.decide(verification_id, decision=decision.value, remark=remark, officer=officer)

    def refer_unfit(
        self, signatory_id: int, presented: Examined, *, remark: str = "", officer: str
    ) -> tuple[VerificationRecord, DecisionRecord]:
        """Record that a scan could not be judged, and that the clerk refers it: both, or neither.

        Raises FitScan for one that can be judged.
        """
        if is_fit(presented.findings) and presented.embedding is not None:
            raise FitScan(presented.page.name)
        new = _unscored(presented, self.verifier.digest, self.verifier.thresholds)
        return self.bank.record_decided(
            signatory_id, new, decision=Verdict.REFER.value, remark=remark, officer=officer
        )

    def fill_sample_bank(self, folder: Path, report: Report = silent) -> int:
        """Add the made-up customers described in `folder`, each in one transaction; return how many were new.

        Customers whose number is known already are left as they are. Raises BadData.
        """
        customers = read_samples(folder)
        added = 0
        for done, customer in enumerate(customers):
            report(Tick(done, len(customers), "fill"))
            if self.bank.customer_by_number(customer.number) is None:
                self.bank.add_whole_customer(self._whole_customer(customer))
                added += 1
        report(Tick(len(customers), len(customers), "fill"))
        return added

    def _specimen(self, scan: Examined) -> NewSpecimen:
        shape, frame, embedding = _refuse_unfit(scan)
        return NewSpecimen(scan.page, scan.findings, shape, frame, embedding, self.verifier.digest)

    def _whole_customer(self, sample: SampleCustomer) -> NewCustomer:
        signatories = tuple(self._whole_signatory(signatory) for signatory in sample.signatories)
        return NewCustomer(sample.number, sample.name, sample.accounts, "", signatories)

    def _whole_signatory(self, sample: SampleSignatory) -> NewSignatory:
        pages = [read_page(path) for path in sample.specimens]
        specimens = tuple(self._specimen(scan) for scan in self.examine_many(pages))
        return NewSignatory(sample.name, sample.role, specimens)

    def _embeddings(self, signatory_id: int, ids: Sequence[int], report: Report) -> dict[int, Embedding]:
        """Return the embeddings of specimens by id: from memory, from the store, or made now and kept."""
        digest = self.verifier.digest
        known = self._remembered(ids, digest)
        if len(known) < len(ids):
            known |= self.bank.embeddings(signatory_id, digest=digest)
            missing = [specimen_id for specimen_id in ids if specimen_id not in known]
            known |= self._embed_anew(missing, digest, report)
            self._remember(known, digest)
        return known

    def _embed_anew(self, ids: Sequence[int], digest: str, report: Report) -> dict[int, Embedding]:
        made: dict[int, Embedding] = {}
        for start in range(0, len(ids), EMBEDDED_AT_ONCE):
            report(Tick(start, len(ids), "embed"))
            some = ids[start : start + EMBEDDED_AT_ONCE]
            scans = self.examine_many([self.bank.specimen_page(specimen_id) for specimen_id in some])
            fresh = {
                key: scan.embedding
                for key, scan in zip(some, scans, strict=True)
                if scan.embedding is not None
            }
            self.bank.keep_embeddings(fresh, digest=digest)
            made |= fresh
        return made

    def _remembered(self, ids: Sequence[int], digest: str) -> dict[int, Embedding]:
        with self._recent_lock:
            found = {key: self._recent[key, digest] for key in ids if (key, digest) in self._recent}
            for key in found:
                self._recent.move_to_end((key, digest))
        return found

    def _remember(self, embeddings: Mapping[int, Embedding], digest: str) -> None:
        with self._recent_lock:
            for key, embedding in embeddings.items():
                self._recent[key, digest] = embedding
                self._recent.move_to_end((key, digest))
            while len(self._recent) > KEPT_IN_MEMORY:
                self._recent.popitem(last=False)


def outliers(agreement: Mapping[int, float]) -> set[int]:
    """Return the specimens that agree with the others much less than is usual among them.

    Much less: a mean distance beyond the median by a quarter of it and by three robust standard deviations
    (1.4826 times the median absolute deviation). Below three specimens nobody can tell which one is odd.
    """
    if len(agreement) < 3:
        return set()
    middle = median(agreement.values())
    spread = 1.4826 * median(abs(mean - middle) for mean in agreement.values())
    limit = middle + max(0.25 * middle, 3 * spread)
    return {specimen_id for specimen_id, mean in agreement.items() if mean > limit}


def reasons(record: VerificationRecord) -> tuple[Reason, ...]:
    """Return the reasons of a recorded verification as the verdict gave them."""
    return tuple(_reason(dict(data)) for data in record.reasons)


def _reason(data: dict[str, Any]) -> Reason:
    return Reason(**{**data, "kind": ReasonKind(data["kind"])})


def _reason_data(reason: Reason) -> dict[str, object]:
    return {
        "kind": reason.kind.value,
        "agrees": bool(reason.agrees),
        "presented": float(reason.presented),
        "low": float(reason.low),
        "high": float(reason.high),
    }


def _refuse_unfit(scan: Examined) -> tuple[Shape, NDArray[np.float32], Embedding]:
    """Return what a fit scan always has; raises UnfitScan naming the findings otherwise."""
    if not is_fit(scan.findings) or scan.embedding is None or scan.shape is None or scan.frame is None:
        raise UnfitScan(scan.page.name, tuple(finding.kind.value for finding in scan.findings))
    return scan.shape, scan.frame, scan.embedding


def _new_verification(page: Page, comparison: Comparison) -> NewVerification:
    return NewVerification(
        page=page,
        distances=comparison.distances,
        distance=comparison.distance,
        score=comparison.score,
        llr=comparison.llr,
        verdict=comparison.verdict.value,
        reasons=tuple(_reason_data(reason) for reason in comparison.reasons),
        findings=comparison.findings,
        model_digest=comparison.model_digest,
        milliseconds=comparison.milliseconds,
        pen=_pen_record(comparison.pen),
        **asdict(comparison.thresholds),
    )


def _pen_record(pen: PenComparison | None) -> PenRecord | None:
    return None if pen is None else PenRecord(pen.distances, pen.llr, pen.image_llr, pen.digest)


def _unscored(scan: Examined, digest: str, thresholds: Thresholds) -> NewVerification:
    """What is kept of a scan that was not compared: its findings, and what it would have been judged by."""
    return NewVerification(
        page=scan.page,
        distances={},
        distance=None,
        score=None,
        llr=None,
        verdict=Verdict.REFER.value,
        reasons=(),
        findings=scan.findings,
        model_digest=digest,
        milliseconds=0.0,
        **asdict(thresholds),
    )
