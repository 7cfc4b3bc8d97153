"""Do labelled signatures come in and go out, can an import be undone, and is what was unreadable named?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.notices import NoticeKind
from app.presenters.pairs_exchange import PairExchange, free_name
from core.learning.exchange import TABLE
from core.store.bank import Bank
from tests.app.pairs_bank import EDDA_NAME, PairsBench, collect, open_pairs_bank, write_collection

pytestmark = pytest.mark.usefixtures("qtbot")


class Bench(PairsBench):
    """An exchange on held lanes, and what it could not read."""

    def __init__(self, bank: Bank) -> None:
        super().__init__(bank)
        self.exchange = PairExchange(self.workplace)
        self.unreadable: list[list[str]] = []
        self.exchange.unreadable.connect(self.unreadable.append)

    def take_in(self, *paths: Path) -> None:
        self.exchange.take_in(paths)
        self.lanes.run_all()

    def undo(self) -> None:
        self.heard.undo()
        self.lanes.run_all()


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with open_pairs_bank(tmp_path) as bank:
        yield Bench(bank)


def test_a_folder_comes_in_goes_out_by_undo_and_comes_back(bench: Bench, tmp_path: Path) -> None:
    bench.take_in(write_collection(tmp_path / "scans", genuine=2, forged=1))
    assert bench.heard.last.text == "3 signatures imported as scans."
    bench.undo()
    assert bench.bank.examples() == []
    assert bench.heard.last.text == "The import scans was removed."
    bench.undo()
    assert len(bench.bank.examples()) == 3


def test_what_cannot_be_read_is_named_and_the_rest_comes_in(bench: Bench, tmp_path: Path) -> None:
    folder = write_collection(tmp_path / "scans", genuine=2)
    (folder / EDDA_NAME / "genuine" / "torn.png").write_bytes(b"torn")
    bench.take_in(folder)
    assert bench.unreadable == [["torn.png"]]
    assert bench.heard.last.text == "2 signatures imported as scans. 1 file could not be read."


def test_the_same_folder_again_is_an_import_of_its_own(bench: Bench, tmp_path: Path) -> None:
    folder = write_collection(tmp_path / "scans", genuine=1)
    bench.take_in(folder, folder)
    assert bench.bank.batches() == ["scans", "scans (2)"]
    bench.undo()
    assert bench.bank.batches() == ["scans"]


def test_what_is_no_collection_is_refused_in_words(bench: Bench, tmp_path: Path) -> None:
    bench.take_in(tmp_path / "one.png")
    bench.take_in(tmp_path)
    assert [notice.kind for notice in bench.heard.notices] == [NoticeKind.WARNED, NoticeKind.FAILED]
    assert "no folder <writer>/genuine" in bench.heard.last.text


def test_without_an_officer_nothing_comes_in(bench: Bench, tmp_path: Path) -> None:
    bench.settings.officer = ""
    bench.take_in(write_collection(tmp_path / "scans", genuine=1))
    assert bench.heard.last.kind is NoticeKind.WARNED
    assert bench.bank.batches() == []


def test_a_stopped_import_says_so_and_can_be_undone(bench: Bench, tmp_path: Path) -> None:
    bench.exchange.take_in([write_collection(tmp_path / "scans", genuine=1)])
    bench.lanes.store.run_next()
    bench.lanes.learning.jobs[0].cancel()
    bench.lanes.run_all()
    assert bench.heard.last.text == "The import was stopped. What had come in stays."
    assert bench.heard.last.undo is not None


def test_an_export_is_a_new_folder_that_can_be_read_again(bench: Bench, tmp_path: Path) -> None:
    collect(bench.bank, "accept", "reject", "refer")
    for _ in range(2):
        bench.exchange.export(tmp_path)
        bench.lanes.run_all()
    written = sorted(tmp_path.glob("specimen-pairs-*"))
    assert len(written) == 2
    assert bench.heard.last.text == f"4 signatures written to the folder {written[1].name}."
    bench.take_in(written[0] / TABLE)
    assert len(bench.bank.examples()) == 3 + 4


def test_a_name_that_an_import_had_is_not_used_again() -> None:
    assert free_name("scans", ["archive"]) == "scans"
    assert free_name("scans", ["scans", "scans (2)"]) == "scans (3)"


def test_a_folder_that_a_clerk_drops_stays_out_with_a_sentence(
    bench: Bench, tmp_path: Path, settle: Callable[..., Path]
) -> None:
    settle('[roles]\nengineers = ["emil"]', login="carl")
    bench.take_in(write_collection(tmp_path / "scans", genuine=2))
    assert bench.bank.examples() == []
    assert bench.heard.failures == [
        "Importing and exporting pairs is for engineers. "
        "Nothing was changed; ask one of them, or your bank's IT (specimen.toml)."
    ]
