"""What does the store hand out and take in? Plain frozen records, never rows of a database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from core.image.page import Page
from core.image.quality import Finding
from core.image.shape import Shape
from core.net.embedding import Embedding

ReasonData = Mapping[str, object]
"""One reason as plain data; `core.scoring.verdict` gives it its meaning."""


@dataclass(frozen=True)
class Customer:
    """A customer of the bank with the numbers of the accounts held, in the order they were entered."""

    id: int
    number: str
    name: str
    accounts: tuple[str, ...] = ()
    note: str = ""
    is_removed: bool = False


@dataclass(frozen=True)
class Signatory:
    """A person who may sign for a customer; `specimen_count` leaves out withdrawn specimens."""

    id: int
    customer_id: int
    name: str
    role: str = ""
    specimen_count: int = 0
    is_removed: bool = False


@dataclass(frozen=True)
class SpecimenRecord:
    """An enrolled specimen without its pictures; times are UTC."""

    id: int
    signatory_id: int
    enrolled_at: datetime
    source_name: str
    dpi: float | None
    findings: tuple[Finding, ...]
    shape: Shape
    is_withdrawn: bool = False


@dataclass(frozen=True)
class PenRecord:
    """What the way of the pen said beside the image: distances by specimen id, closest first, the log10
    likelihood ratios of the two alone, and the digest of the pen's model.
    """

    distances: Mapping[int, float]
    llr: float
    image_llr: float
    digest: str


@dataclass(frozen=True)
class VerificationRecord:
    """One comparison as it was: what was measured, by which model, against which thresholds.

    `distances` maps specimen ids to distances, closest first. `verdict` is "accept", "refer" or "reject".
    Of a scan that was not fit to judge nothing was measured: `distances` is empty, `distance`, `score` and
    `llr` are None, the verdict is "refer", and `findings` say why.
    """

    id: int
    signatory_id: int
    at: datetime
    source_name: str
    distances: Mapping[int, float]
    distance: float | None
    score: float | None
    llr: float | None
    verdict: str
    reasons: tuple[ReasonData, ...]
    findings: tuple[Finding, ...]
    model_digest: str
    milliseconds: float
    accept_llr: float
    reject_llr: float
    accept_far: float
    reject_frr: float
    pen: PenRecord | None = None
    """Where both were recorded on a pad; `llr` and `score` then are those of both together."""

    @property
    def specimen_ids(self) -> tuple[int, ...]:
        """The specimens compared with, closest first."""
        return tuple(self.distances)

    @property
    def is_scored(self) -> bool:
        """Whether anything was compared; False for a scan that was not fit to judge."""
        return self.llr is not None


@dataclass(frozen=True)
class DecisionRecord:
    """What a clerk decided; never changed, so a correction is a later record of the same verification."""

    id: int
    verification_id: int
    at: datetime
    officer: str
    decision: str
    remark: str
    previous_hash: str
    hash: str


@dataclass(frozen=True)
class HistoryRow:
    """A verification with whom it was about and the decision that counts now, if any."""

    verification: VerificationRecord
    customer_id: int
    customer_number: str
    customer_name: str
    signatory_name: str
    decision: DecisionRecord | None


@dataclass(frozen=True, eq=False)
class NewSpecimen:
    """What a specimen is enrolled with. `frame` (1, H, W), 1 is ink; `embedding` made by model `digest`."""

    page: Page
    findings: tuple[Finding, ...]
    shape: Shape
    frame: NDArray[np.float32]
    embedding: Embedding
    digest: str


@dataclass(frozen=True, eq=False)
class NewSignatory:
    """A signatory to be added together with the customer."""

    name: str
    role: str = ""
    specimens: tuple[NewSpecimen, ...] = ()


@dataclass(frozen=True, eq=False)
class NewCustomer:
    """A customer to be added whole, in one transaction."""

    number: str
    name: str
    accounts: tuple[str, ...] = ()
    note: str = ""
    signatories: tuple[NewSignatory, ...] = ()


@dataclass(frozen=True, eq=False)
class NewVerification:
    """A comparison to be recorded; fields as in `VerificationRecord`, and the presented page itself."""

    page: Page
    distances: Mapping[int, float]
    distance: float | None
    score: float | None
    llr: float | None
    verdict: str
    model_digest: str
    milliseconds: float
    accept_llr: float
    reject_llr: float
    accept_far: float
    reject_frr: float
    reasons: tuple[ReasonData, ...] = ()
    findings: tuple[Finding, ...] = field(default=())
    pen: PenRecord | None = None
