"""Are signatories kept under their customers, and found by their own or their customer's name?"""

from __future__ import annotations

import pytest

from core.errors import RecordProblem, RefusedRecord
from core.store.bank import Bank
from core.store.records import Signatory
from tests.core.store.builders import specimen


def test_signatories_are_listed_by_name(bank: Bank) -> None:
    customer = bank.add_customer(number="1", name="Brindlewick & Sarojan")
    prakash = bank.add_signatory(customer.id, name=" Prakash ", role=" director ")
    edda = bank.add_signatory(customer.id, name="edda")
    assert bank.signatories(customer.id) == [edda, prakash]
    assert prakash == Signatory(prakash.id, customer.id, "Prakash", "director")


def test_only_specimens_not_withdrawn_are_counted(bank: Bank, signatory: Signatory) -> None:
    first, _ = bank.enrol(signatory.id, [specimen(1), specimen(2)])
    bank.withdraw_specimen(first.id)
    assert bank.signatory(signatory.id).specimen_count == 1


def test_signatories_are_found_with_their_customer(bank: Bank, signatory: Signatory) -> None:
    customer = bank.customer(signatory.customer_id)
    for typed in ("quennby", "m. quen", "4711-0082", "10021", "marisol"):
        assert bank.find_signatories(typed) == [(customer, signatory)], typed
    assert bank.find_signatories("brindlewick") == []


def test_a_signatory_is_not_found_by_the_name_of_another(bank: Bank) -> None:
    customer = bank.add_customer(number="1", name="Trading")
    bank.add_signatory(customer.id, name="Edda")
    bank.add_signatory(customer.id, name="Prakash")
    assert [signatory.name for _, signatory in bank.find_signatories("prakash")] == ["Prakash"]
    assert [signatory.name for _, signatory in bank.find_signatories("trading")] == ["Edda", "Prakash"]


def test_a_changed_name_is_found_in_the_customers_too(bank: Bank, signatory: Signatory) -> None:
    assert bank.edit_signatory(signatory.id, name="Edda", role="director").role == "director"
    assert [found.name for _, found in bank.find_signatories("edda")] == ["Edda"]
    assert [customer.name for customer in bank.search_customers("edda")] == ["Marisol Quennby"]
    bank.edit_signatory(signatory.id, name="Prakash")
    assert bank.find_signatories("edda") == []
    assert bank.search_customers("edda") == []


def test_a_renamed_customer_is_found_by_its_signatories(bank: Bank, signatory: Signatory) -> None:
    bank.edit_customer(signatory.customer_id, name="Adaeze Olumori")
    assert [found.id for _, found in bank.find_signatories("olumori")] == [signatory.id]


def test_a_removed_signatory_is_out_of_every_list_and_comes_back(bank: Bank, signatory: Signatory) -> None:
    bank.remove_signatory(signatory.id)
    assert bank.signatories(signatory.customer_id) == []
    assert bank.find_signatories("quennby") == []
    assert [found.is_removed for found in bank.signatories(signatory.customer_id, with_removed=True)] == [
        True
    ]
    bank.restore_signatory(signatory.id)
    assert bank.signatories(signatory.customer_id) == [signatory]
    assert [found.id for _, found in bank.find_signatories("quennby")] == [signatory.id]


def test_signatories_of_a_removed_customer_are_not_found(bank: Bank, signatory: Signatory) -> None:
    bank.remove_customer(signatory.customer_id)
    assert bank.find_signatories("quennby") == []
    with pytest.raises(RefusedRecord) as refused:
        bank.add_signatory(signatory.customer_id, name="Edda")
    assert refused.value.problem is RecordProblem.WITHDRAWN


def test_a_signatory_without_a_name_is_refused(bank: Bank, signatory: Signatory) -> None:
    for change in (bank.edit_signatory, bank.add_signatory):
        with pytest.raises(RefusedRecord) as refused:
            change(signatory.id, name=" ")
        assert (refused.value.problem, refused.value.detail) == (RecordProblem.EMPTY_FIELD, "name")
    assert bank.signatory(signatory.id).name == "M. Quennby"


def test_an_unknown_signatory_is_refused(bank: Bank) -> None:
    calls = (
        bank.signatory,
        bank.edit_signatory,
        bank.remove_signatory,
        bank.restore_signatory,
        bank.specimens,
    )
    for call in calls:
        with pytest.raises(RefusedRecord) as refused:
            call(99)
        assert (refused.value.kind, refused.value.problem) == ("signatory", RecordProblem.NOT_FOUND)
