"""Does what a pen wrote stay with its page, wherever the bank keeps pages, and go with it?"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from core.errors import DeletedPicture
from core.image.drawing import draw
from core.image.page import Page
from core.store.bank import Bank
from core.store.records import PenRecord, Signatory
from core.store.retention import Terms
from tests.core.pen.builders import is_same, written
from tests.core.store.builders import page, specimen, verification

LATER = datetime(2100, 1, 1, tzinfo=UTC)


def is_written(found: Page, seed: int) -> bool:
    return found.trajectory is not None and is_same(found.trajectory, written(seed))


def test_specimens_tell_how_they_were_written_where_it_is_known(bank: Bank, signatory: Signatory) -> None:
    scans = [replace(specimen(0), page=draw(written(5))), specimen(1)]
    first, second = (record.id for record in bank.enrol(signatory.id, scans))
    assert is_written(bank.specimen_page(first), 5)
    assert bank.specimen_page(second).trajectory is None
    kept = bank.specimen_trajectories([first, second])
    assert list(kept) == [first]
    assert is_same(kept[first], written(5))


def test_a_draft_keeps_it_over_a_restart(bank: Bank, signatory: Signatory) -> None:
    bank.save_draft(signatory.id, [page(1), draw(written(6))])
    plain, signed = bank.draft(signatory.id)
    assert plain.trajectory is None
    assert is_written(signed, 6)


def test_a_presented_one_counts_in_the_chain_and_is_deleted_with_its_picture(
    bank: Bank, signatory: Signatory
) -> None:
    new = replace(verification(), page=draw(written(7)))
    record, _ = bank.record_decided(signatory.id, new, decision="accept", officer="R. Amara")
    other, _ = bank.record_decided(
        signatory.id,
        replace(new, page=replace(new.page, trajectory=written(8))),
        decision="accept",
        officer="R. Amara",
    )
    assert is_written(bank.presented_page(record.id), 7)
    assert is_written(bank.presented_page(other.id), 8)
    assert bank.check_chain() is None
    bank.delete_overdue(Terms(presented_before=LATER))
    with pytest.raises(DeletedPicture):
        bank.presented_page(record.id)
    assert bank.check_chain() is None


def test_what_the_pen_said_is_recorded_beside_the_reasons(bank: Bank, signatory: Signatory) -> None:
    pen = PenRecord(distances={7: 0.4, 3: 0.2}, llr=1.5, image_llr=-0.25, digest="pen-a")
    new = replace(verification(), pen=pen)
    record = bank.record_verification(signatory.id, new)
    assert record.pen == pen
    assert list(record.pen.distances) == [3, 7]
    assert record.reasons == tuple(new.reasons)
    assert bank.verification(record.id) == record
    assert bank.record_verification(signatory.id, verification()).pen is None
