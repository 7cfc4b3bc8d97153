"""What does the store hand out and take in of what the bank learns from, and of its models?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.image.page import Page
from core.image.quality import Finding
from core.image.shape import Shape

PlainData = Mapping[str, Any]
"""What JSON can hold; its meaning belongs to whoever wrote it."""


class Label(StrEnum):
    """What an example is said to be; only the first two are learnt from."""

    GENUINE = "genuine"
    FORGED = "forged"
    EXCLUDED = "excluded"
    UNKNOWN = "unknown"


class LabelSource(StrEnum):
    """How that is known."""

    CLERK = "clerk"
    SECOND_OFFICER = "second officer"
    OUTCOME = "known outcome"
    IMPORT = "import"


class ActivationKind(StrEnum):
    """Why another model, or another calibration of the same, came into use."""

    SWITCH = "switch"
    ROLLBACK = "rollback"
    CALIBRATION = "calibration"


@dataclass(frozen=True)
class Example:
    """A presented signature to learn from, without its pictures, and the label that counts now.

    Of a verification: `verification_id`, `signatory_id`, and `llr` where it was scored. Of an import:
    `writer` and `batch`. `shape` is None where the scan was unfit.
    """

    id: int
    verification_id: int | None
    signatory_id: int | None
    writer: str
    batch: str
    source_name: str
    added_at: datetime
    label: Label
    source: LabelSource
    labelled_by: str
    labelled_at: datetime
    reason: str
    findings: tuple[Finding, ...]
    shape: Shape | None
    llr: float | None
    is_removed: bool = False

    @property
    def is_fit(self) -> bool:
        """Whether there is a frame to learn from."""
        return self.shape is not None

    @property
    def owner(self) -> str:
        """Whose signature it is or imitates, the same word for every example of that person."""
        if self.signatory_id is not None:
            return f"signatory-{self.signatory_id}"
        return f"import-{self.batch}/{self.writer}"


@dataclass(frozen=True, eq=False)
class NewExample:
    """An example to keep. `frame` (1, H, W), 1 is ink; it and `shape` are None where the scan was unfit.

    Of a verification: the decisions label it and it has its page, so both are left out here; signatory and
    source name are the verification's. Of an import: page, label, writer and batch are given. Anything else
    raises ValueError.
    """

    findings: tuple[Finding, ...]
    shape: Shape | None
    frame: NDArray[np.float32] | NDArray[np.bool_] | None
    page: Page | None = None
    source_name: str = ""
    verification_id: int | None = None
    signatory_id: int | None = None
    writer: str = ""
    batch: str = ""
    label: Label | None = None
    reason: str = ""

    def __post_init__(self) -> None:
        if (self.shape is None) != (self.frame is None):
            raise ValueError("shape and frame belong together")
        if self.verification_id is None:
            if self.page is None or self.label is None or self.signatory_id is not None:
                raise ValueError("an import has a page, a label and a writer, and no signatory")
        elif self.page is not None or self.label is not None or self.writer or self.batch:
            raise ValueError("a verification has its page and its decisions already, and no writer or batch")


@dataclass(frozen=True)
class LabelRecord:
    """What someone said an example is; never changed, so a correction is a later record."""

    id: int
    example_id: int
    at: datetime
    officer: str
    label: Label
    source: LabelSource
    reason: str


@dataclass(frozen=True)
class ModelRecord:
    """A model the bank may use: `file` without its folder, `report` the comparison with its parent."""

    digest: str
    name: str
    file: str
    added_at: datetime
    parent_digest: str | None = None
    report: PlainData | None = None
    is_removed: bool = False


@dataclass(frozen=True)
class CalibrationRecord:
    """How a model's scores are judged, by which policy, and how much data stood behind it."""

    id: int
    at: datetime
    officer: str
    reason: str
    model_digest: str
    judgement: PlainData
    policy: PlainData
    evidence: PlainData


@dataclass(frozen=True)
class ActivationRecord:
    """From `at` on this model was used, with this calibration or with its own (None).

    `finding` is what the gate said of it, and `is_overridden` whether it was activated all the same.
    """

    id: int
    at: datetime
    officer: str
    reason: str
    model_digest: str
    calibration_id: int | None
    kind: ActivationKind
    is_overridden: bool
    finding: str
    previous_hash: str
    hash: str
