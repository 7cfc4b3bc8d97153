"""How do decided verifications become examples to learn from?

Each is framed once and kept, a few at a time, so that this may stop at any moment and go on later.
"""

from __future__ import annotations

from collections.abc import Sequence

from core.progress import Report, Tick, silent
from core.scoring.verifier import framed
from core.spread import spread
from core.store.bank import Bank
from core.store.learning_records import NewExample

AT_ONCE = 32


def gather(bank: Bank, *, report: Report = silent) -> int:
    """Make an example of every decided verification that is none yet; returns how many were added."""
    waiting = bank.decided_without_example()
    added = 0
    for start in range(0, len(waiting), AT_ONCE):
        report(Tick(start, len(waiting), "collecting"))
        added += len(bank.keep_examples(_examples(bank, waiting[start : start + AT_ONCE]), officer=""))
    report(Tick(len(waiting), len(waiting), "collecting"))
    return added


def _examples(bank: Bank, verification_ids: Sequence[int]) -> list[NewExample]:
    scans = spread(framed, [bank.presented_page(number) for number in verification_ids])
    return [
        NewExample(scan.findings, scan.shape, scan.frame, verification_id=number)
        for number, scan in zip(verification_ids, scans, strict=True)
    ]
