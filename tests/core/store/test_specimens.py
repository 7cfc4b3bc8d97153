"""Are specimens kept with their pictures, and embeddings apart for each model?"""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest

from core.errors import RecordProblem, RefusedRecord
from core.store import portions
from core.store.bank import Bank
from core.store.records import NewCustomer, NewSignatory, Signatory
from tests.core.store.builders import FAINT, SHAPE, START, embedding, page, specimen


def test_a_specimen_is_kept_with_what_was_found(bank: Bank, signatory: Signatory) -> None:
    (kept,) = bank.enrol(signatory.id, [specimen(1, name="card.tif")])
    assert bank.specimens(signatory.id) == [kept]
    assert (kept.findings, kept.shape, kept.dpi, kept.source_name) == ((FAINT,), SHAPE, 200.0, "card.tif")
    assert kept.enrolled_at - START < timedelta(hours=1)
    assert kept.enrolled_at.utcoffset() == timedelta(0)


def test_page_and_frame_come_back_pixel_for_pixel(bank: Bank, signatory: Signatory) -> None:
    new = specimen(7, name="card.tif")
    (kept,) = bank.enrol(signatory.id, [new])
    back = bank.specimen_page(kept.id)
    assert np.array_equal(back.grey, new.page.grey)
    assert (back.name, back.dpi, back.number) == ("card.tif", 200.0, 0)
    assert np.array_equal(bank.specimen_frame(kept.id), new.frame)


def test_a_withdrawn_specimen_is_left_out_until_it_is_restored(bank: Bank, signatory: Signatory) -> None:
    first, second = bank.enrol(signatory.id, [specimen(1), specimen(2)])
    bank.withdraw_specimen(first.id)
    assert bank.specimens(signatory.id) == [second]
    listed = bank.specimens(signatory.id, with_withdrawn=True)
    assert [record.is_withdrawn for record in listed] == [True, False]
    bank.restore_specimen(first.id)
    assert bank.specimens(signatory.id) == [first, second]


def test_embeddings_of_two_models_never_mix(bank: Bank, signatory: Signatory) -> None:
    first, second = bank.enrol(signatory.id, [specimen(1), specimen(2)])
    bank.keep_embeddings({second.id: embedding(9)}, digest="model-b")
    made = bank.embeddings(signatory.id, digest="model-a")
    assert {key: value.to_bytes() for key, value in made.items()} == {
        first.id: embedding(1).to_bytes(),
        second.id: embedding(2).to_bytes(),
    }
    assert list(bank.embeddings(signatory.id, digest="model-b")) == [second.id]
    assert bank.embeddings(signatory.id, digest="model-c") == {}


def test_an_embedding_made_again_replaces_the_first(bank: Bank, signatory: Signatory) -> None:
    (kept,) = bank.enrol(signatory.id, [specimen(1)])
    bank.keep_embeddings({kept.id: embedding(5)}, digest="model-a")
    made = bank.embeddings(signatory.id, digest="model-a")
    assert made[kept.id].to_bytes() == embedding(5).to_bytes()


def test_live_specimens_are_those_of_everyone_who_is_not_removed(bank: Bank) -> None:
    kept = []
    for number in range(3):
        customer = bank.add_customer(number=f"2000{number}", name=f"Customer {number}")
        owner = bank.add_signatory(customer.id, name="Edda")
        kept += bank.enrol(owner.id, [specimen(2 * number), specimen(2 * number + 1)])
    assert bank.live_specimens() == kept
    bank.withdraw_specimen(kept[0].id)
    bank.remove_signatory(kept[2].signatory_id)
    bank.remove_customer(3)
    assert bank.live_specimens() == [kept[1]]
    bank.restore_customer(3)
    assert bank.live_specimens() == [kept[1], *kept[4:]]


def test_frames_of_many_specimens_stay_packed(
    bank: Bank, signatory: Signatory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(portions, "PORTION", 2)
    ids = [record.id for record in bank.enrol(signatory.id, [specimen(seed) for seed in range(3)])]
    frames = bank.specimen_frames([*ids, 99])
    assert list(frames) == ids
    for seed, specimen_id in enumerate(ids):
        assert frames[specimen_id].dtype == np.uint8
        assert np.array_equal(np.unpackbits(frames[specimen_id]), specimen(seed).frame.ravel())


def test_specimens_that_a_model_has_not_embedded_are_named_oldest_first(
    bank: Bank, signatory: Signatory
) -> None:
    ids = [record.id for record in bank.enrol(signatory.id, [specimen(seed) for seed in range(4)])]
    assert bank.specimens_lacking(digest="model-a", limit=9) == []
    bank.keep_embeddings({ids[1]: embedding(1)}, digest="model-b")
    bank.withdraw_specimen(ids[0])
    assert bank.specimens_lacking(digest="model-b", limit=9) == [ids[0], ids[2], ids[3]]
    assert bank.specimens_lacking(digest="model-b", limit=2) == [ids[0], ids[2]]
    assert (bank.count_lacking(digest="model-a"), bank.count_lacking(digest="model-b")) == (0, 3)


def test_no_embeddings_are_no_work(bank: Bank) -> None:
    bank.keep_embeddings({}, digest="model-a")


@pytest.mark.parametrize("removed", ["signatory", "customer"])
def test_nothing_is_enrolled_for_who_was_removed(bank: Bank, signatory: Signatory, removed: str) -> None:
    if removed == "signatory":
        bank.remove_signatory(signatory.id)
    else:
        bank.remove_customer(signatory.customer_id)
    with pytest.raises(RefusedRecord) as refused:
        bank.enrol(signatory.id, [specimen(1)])
    assert refused.value.problem is RecordProblem.WITHDRAWN
    assert bank.specimens(signatory.id) == []


def test_an_enrolment_ends_the_draft_only_when_it_finishes_it(bank: Bank, signatory: Signatory) -> None:
    bank.save_draft(signatory.id, [page(1)])
    bank.enrol(signatory.id, [specimen(1)])
    assert len(bank.draft(signatory.id)) == 1
    bank.enrol(signatory.id, [specimen(2)], finishes_draft=True)
    assert bank.draft(signatory.id) == []


def test_a_whole_customer_is_added_at_once(bank: Bank) -> None:
    edda = NewSignatory("Edda", "director", (specimen(1), specimen(2)))
    customer = bank.add_whole_customer(
        NewCustomer("20003", "Trading", ("4712-9001",), "made up", (edda, NewSignatory("Prakash")))
    )
    assert (customer.number, customer.accounts, customer.note) == ("20003", ("4712-9001",), "made up")
    assert [(each.name, each.specimen_count) for each in bank.signatories(customer.id)] == [
        ("Edda", 2),
        ("Prakash", 0),
    ]


def test_of_a_customer_with_one_bad_part_nothing_is_kept(bank: Bank) -> None:
    people = (NewSignatory("Edda", "", (specimen(1),)), NewSignatory(" "))
    with pytest.raises(RefusedRecord):
        bank.add_whole_customer(NewCustomer("20003", "Trading", ("4712",), "", people))
    assert bank.search_customers("") == []
    assert bank.find_signatories("") == []


def test_an_unknown_specimen_is_refused(bank: Bank) -> None:
    calls = (bank.specimen_page, bank.specimen_frame, bank.withdraw_specimen, bank.restore_specimen)
    for call in calls:
        with pytest.raises(RefusedRecord) as refused:
            call(99)
        assert (refused.value.kind, refused.value.problem) == ("specimen", RecordProblem.NOT_FOUND)
