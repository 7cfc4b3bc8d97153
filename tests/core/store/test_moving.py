"""Is a bank that moved the bank that it was?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from core.address import Server
from core.errors import BadData
from core.progress import Cancelled, Tick
from core.store.bank import Bank
from core.store.moving import copy_records
from core.store.records import Signatory
from core.store.tables import Table
from tests.core.store.builders import imported, page, specimen, unscored, verification

Rows = dict[str, list[tuple[object, ...]]]


def rows_of(bank: Bank) -> Rows:
    """Return everything, told so that file and server tell the same alike."""
    with bank._engine.connect() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
            for table in Table.metadata.sorted_tables
        }


@pytest.fixture
def lived_in(bank: Bank, signatory: Signatory) -> Bank:
    """A bank in which something of each kind has happened."""
    bank.enrol(signatory.id, [specimen(seed) for seed in range(3)])
    bank.save_draft(signatory.id, [page(7)])
    bank.withdraw_specimen(3)
    for seed in range(2):
        record = bank.record_verification(signatory.id, verification(seed))
        bank.decide(record.id, decision="refer", officer="A. Clerk", remark="“später”")
    bank.record_decided(signatory.id, unscored(2), decision="refer", officer="A. Clerk")
    bank.keep_examples([imported(1), imported(2)], officer="A. Clerk")
    (bank.folder / "models").mkdir()
    (bank.folder / "models" / "one.safetensors").write_bytes(b"weights")
    return bank


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Bank]:
    with Bank.open(tmp_path / "other" / "specimen.db") as opened:
        yield opened


def goes_on(bank: Bank, signatory: Signatory) -> None:
    """See that new records come after those that moved in."""
    record = bank.record_verification(signatory.id, verification(5))
    bank.decide(record.id, decision="accept", officer="B. Clerk")
    assert record.id == 4
    assert bank.check_chain(with_pages=True) is None
    assert [found.name for found in bank.search_customers("quenn")] == ["Marisol Quennby"]


def test_all_of_it_is_in_another_file_then(lived_in: Bank, signatory: Signatory, other: Bank) -> None:
    before = rows_of(lived_in)
    assert copy_records(lived_in, other) == sum(map(len, before.values()))
    assert rows_of(other) == before == rows_of(lived_in)
    assert (other.folder / "models" / "one.safetensors").read_bytes() == b"weights"
    goes_on(other, signatory)


def test_all_of_it_is_on_a_server_then_and_comes_back(
    lived_in: Bank, signatory: Signatory, server: Server, other: Bank
) -> None:
    with Bank.open(server) as served:
        copy_records(lived_in, served)
        copy_records(served, other)
        assert rows_of(served) == rows_of(lived_in) == rows_of(other)
        goes_on(served, signatory)


def test_records_are_never_mixed(lived_in: Bank, other: Bank) -> None:
    other.add_customer(number="1", name="Somebody else")
    before = rows_of(other)
    with pytest.raises(BadData, match="holds records already"):
        copy_records(lived_in, other)
    assert rows_of(other) == before


@pytest.fixture
def stopping() -> Callable[[Tick], None]:
    def stop(tick: Tick) -> None:
        if tick.done > 5:
            raise Cancelled

    return stop


def test_a_move_that_is_broken_off_left_nothing(
    lived_in: Bank, other: Bank, stopping: Callable[[Tick], None]
) -> None:
    with pytest.raises(Cancelled):
        copy_records(lived_in, other, stopping)
    assert not any(rows_of(other).values())
    assert copy_records(lived_in, other) > 0
