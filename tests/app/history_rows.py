"""Which history do the tests of the history page look at? A few rows, in every state."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from core.image.quality import Finding, FindingKind, Severity
from core.store.records import DecisionRecord, HistoryRow, VerificationRecord

LISLE = (2, "20417", "Harbour & Lisle Ltd")
QUENNBY = (1, "10021", "Marisol Quennby")
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def verification(number: int, *, verdict: str = "accept", llr: float = 2.5) -> VerificationRecord:
    """The verification with this id, an hour after the one before."""
    return VerificationRecord(
        id=number,
        signatory_id=7,
        at=START + timedelta(hours=number),
        source_name=f"cheque-{number}.tif",
        distances={1: 0.31, 2: 0.4},
        distance=0.31,
        score=1.0,
        llr=llr,
        verdict=verdict,
        reasons=(),
        findings=(),
        model_digest="abc",
        milliseconds=38.0,
        accept_llr=1.0,
        reject_llr=-1.0,
        accept_far=0.01,
        reject_frr=0.05,
    )


FAINT = Finding(FindingKind.TOO_FAINT, Severity.UNFIT, 0.04)


def unscored_row(number: int) -> HistoryRow:
    """A scan that could not be judged, and was referred."""
    nothing: dict[str, Any] = {"distances": {}, "distance": None, "score": None, "llr": None}
    record = replace(verification(number, verdict="refer"), findings=(FAINT,), **nothing)
    return HistoryRow(record, *LISLE, "Tobias Lisle", decision(number, "refer"))


def decision(number: int, decided: str, *, remark: str = "") -> DecisionRecord:
    """What an officer decided on the verification with this id."""
    return DecisionRecord(number, number, START, "R. Amara", decided, remark, "", "")


def rows() -> list[HistoryRow]:
    """Newest first: a reject that was referred, an accept, and a refer nobody has decided on."""
    referred = decision(3, "refer", remark="Asked the branch.")
    return [
        HistoryRow(verification(3, verdict="reject", llr=-3.2), *LISLE, "Tobias Lisle", referred),
        HistoryRow(verification(2), *QUENNBY, "Marisol Quennby", decision(2, "accept")),
        HistoryRow(verification(1, verdict="refer", llr=0.1), *QUENNBY, "Ann Quennby", None),
    ]
