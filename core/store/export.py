"""How does the history leave the program as a table for a spreadsheet?"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from core.store.records import HistoryRow

COLUMNS = (
    "verified_at_utc",
    "customer_number",
    "customer_name",
    "signatory",
    "scan",
    "verdict",
    "llr",
    "score",
    "distance",
    "specimens",
    "accept_llr",
    "reject_llr",
    "model",
    "decision",
    "decided_at_utc",
    "officer",
    "remark",
    "image_llr",
    "pen_llr",
)
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def write_history(path: Path, rows: Iterable[HistoryRow]) -> None:
    """Write `rows` as CSV: UTF-8 with a byte order mark, numbers with a full stop, times in UTC.

    What was not scored leaves its numbers empty.
    Text that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, CSV injection).
    The file appears whole or not at all.
    """
    staged = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with staged.open("w", encoding="utf-8-sig", newline="") as file:
            table = csv.writer(file)
            table.writerow(COLUMNS)
            table.writerows(_cells(row) for row in rows)
        staged.replace(path)
    finally:
        staged.unlink(missing_ok=True)


def safe_text(text: str) -> str:
    """Return `text` so that no spreadsheet runs it."""
    return f"'{text}" if text.lstrip(" ").startswith(_STARTS_FORMULA) else text


def _cells(row: HistoryRow) -> list[str]:
    record, decision = row.verification, row.decision
    numbers = (record.llr, record.score, record.distance)
    thresholds = (record.accept_llr, record.reject_llr)
    texts = (row.customer_number, row.customer_name, row.signatory_name, record.source_name)
    decided = ("", "", "", "")
    if decision is not None:
        decided = (
            decision.decision,
            _time(decision.at),
            safe_text(decision.officer),
            safe_text(decision.remark),
        )
    alone = (None, None) if record.pen is None else (record.pen.image_llr, record.pen.llr)
    return [
        _time(record.at),
        *map(safe_text, texts),
        record.verdict,
        *map(_number, numbers),
        str(len(record.distances)),
        *map(_number, thresholds),
        record.model_digest,
        *decided,
        *map(_number, alone),
    ]


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}"


def _time(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M:%S")
