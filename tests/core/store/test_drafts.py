"""Does a half-filled enrolment survive a restart?"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from core.errors import RefusedRecord
from core.store.bank import Bank
from core.store.records import Signatory
from tests.core.store.builders import page


def test_a_draft_is_there_after_a_restart(bank: Bank, signatory: Signatory, path: Path) -> None:
    pages = [page(1, name="a.png", dpi=None), page(2, name="b.png", dpi=300.0)]
    bank.save_draft(signatory.id, pages)
    bank.close()
    with Bank.open(path) as again:
        kept = again.draft(signatory.id)
    assert [(each.name, each.dpi) for each in kept] == [("a.png", None), ("b.png", 300.0)]
    assert all(np.array_equal(back.grey, given.grey) for back, given in zip(kept, pages, strict=True))


def test_a_draft_replaces_the_one_before(bank: Bank, signatory: Signatory) -> None:
    bank.save_draft(signatory.id, [page(1), page(2)])
    bank.save_draft(signatory.id, [page(3, name="c.png")])
    assert [each.name for each in bank.draft(signatory.id)] == ["c.png"]


def test_a_dropped_draft_is_gone(bank: Bank, signatory: Signatory) -> None:
    bank.save_draft(signatory.id, [page(1)])
    bank.drop_draft(signatory.id)
    bank.drop_draft(signatory.id)
    assert bank.draft(signatory.id) == []


def test_no_draft_is_kept_for_nobody(bank: Bank) -> None:
    with pytest.raises(RefusedRecord):
        bank.save_draft(99, [page(1)])
