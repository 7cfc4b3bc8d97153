"""Is everything collected listed under whose it is, and are the pairs counted right?"""

from __future__ import annotations

from pathlib import Path

from app.presenters.pairs_holdings import PairCounts, count_pairs, label_counts, read_holdings
from core.learning.pairs import import_from
from core.store.learning_records import Label
from tests.app.customers_desk import blank_page
from tests.app.pairs_bank import (
    EDDA_NAME,
    MARIA_NAME,
    OFFICER,
    collect,
    decide,
    open_pairs_bank,
    write_collection,
)


def test_examples_stand_under_their_signatory_newest_first(tmp_path: Path) -> None:
    with open_pairs_bank(tmp_path) as bank:
        ids = collect(bank, "accept", "reject", "refer")
        (writer,) = read_holdings(bank).writers
    assert (writer.name, writer.detail, len(writer.specimens)) == (MARIA_NAME, "Okafor Trading", 2)
    assert [example.id for example in writer.examples] == ids[::-1]
    assert label_counts(writer.examples) == {Label.UNKNOWN: 1, Label.FORGED: 1, Label.GENUINE: 1}


def test_a_signatory_nothing_was_presented_of_is_not_listed_unless_a_specimen_is_odd(tmp_path: Path) -> None:
    with open_pairs_bank(tmp_path) as bank:
        assert read_holdings(bank).writers == ()
        (writer,) = read_holdings(bank, {bank.live_specimens()[0].id}).writers
    assert (writer.name, writer.examples) == (MARIA_NAME, ())


def test_pairs_are_counted_with_the_specimens(tmp_path: Path) -> None:
    """Maria: 2 specimens, 2 genuine, 1 forged. Edda, imported: 3 genuine among themselves, 1 forged."""
    with open_pairs_bank(tmp_path) as bank:
        collect(bank, "accept", "accept", "reject")
        import_from(
            bank, write_collection(tmp_path / "scans", genuine=3, forged=1), batch="scans", officer=OFFICER
        )
        holdings = read_holdings(bank)
    assert [writer.name for writer in holdings.writers] == [EDDA_NAME, MARIA_NAME]
    assert holdings.pairs == PairCounts(genuine=2 * 2 + 3, skilled=1 * 2 + 1 * 3, random=2 * 3 + 3 * 2)


def test_pairs_of_two_imports_are_counted_once(tmp_path: Path) -> None:
    with open_pairs_bank(tmp_path) as bank:
        folder = write_collection(tmp_path / "scans", genuine=2)
        for batch in ("first", "second"):
            import_from(bank, folder, batch=batch, officer=OFFICER)
        writers = [writer for writer in read_holdings(bank).writers if writer.batch]
    assert count_pairs(writers, specimens=0) == PairCounts(genuine=2, skilled=0, random=4)


def test_what_is_unfit_makes_no_pairs(tmp_path: Path) -> None:
    with open_pairs_bank(tmp_path) as bank:
        decide(bank, blank_page(), "accept")
        collect(bank)
        holdings = read_holdings(bank)
    assert len(holdings.examples()) == 1
    assert holdings.pairs == PairCounts()


def test_a_removed_signatory_teaches_no_more(tmp_path: Path) -> None:
    with open_pairs_bank(tmp_path) as bank:
        collect(bank, "accept")
        maria = bank.find_signatories("Maria")[0][1].id
        bank.remove_signatory(maria)
        assert read_holdings(bank).writers == ()
        bank.restore_signatory(maria)
        (writer,) = read_holdings(bank).writers
    assert writer.name == MARIA_NAME
