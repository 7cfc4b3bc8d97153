"""Does the exported history open in a spreadsheet as what it is, and run nothing?"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from core.store.bank import Bank
from core.store.export import COLUMNS, safe_text
from core.store.records import HistoryRow, PenRecord, Signatory
from tests.core.store.builders import unscored, verification


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_row_is_written_with_its_decision(bank: Bank, signatory: Signatory, tmp_path: Path) -> None:
    record = bank.record_verification(signatory.id, verification(1, llr=-2.125))
    bank.decide(record.id, decision="refer", officer="A. Clérk", remark='says "later", twice\nand more')
    bank.export_history(tmp_path / "out.csv", bank.history())
    (row,) = read(tmp_path / "out.csv")
    assert tuple(row) == COLUMNS
    assert (row["customer_name"], row["signatory"]) == ("Marisol Quennby", "M. Quennby")
    assert (row["verdict"], row["decision"], row["officer"]) == ("accept", "refer", "A. Clérk")
    assert row["remark"] == 'says "later", twice\nand more'
    assert (row["llr"], row["distance"], row["specimens"]) == ("-2.1250", "0.3100", "2")
    assert row["verified_at_utc"].startswith("2026-03-02 09:0")


def test_an_undecided_row_leaves_the_decision_empty(bank: Bank, signatory: Signatory, tmp_path: Path) -> None:
    bank.record_verification(signatory.id, verification(1))
    bank.export_history(tmp_path / "out.csv", bank.history())
    (row,) = read(tmp_path / "out.csv")
    assert [row[name] for name in ("decision", "decided_at_utc", "officer", "remark")] == ["", "", "", ""]


def test_what_was_not_scored_leaves_its_numbers_empty(
    bank: Bank, signatory: Signatory, tmp_path: Path
) -> None:
    bank.record_decided(signatory.id, unscored(1), decision="refer", officer="A. Clerk")
    bank.export_history(tmp_path / "out.csv", bank.history())
    (row,) = read(tmp_path / "out.csv")
    assert [row[name] for name in ("llr", "score", "distance", "specimens")] == ["", "", "", "0"]
    assert (row["verdict"], row["decision"], row["accept_llr"]) == ("refer", "refer", "1.2000")


def test_what_image_and_pen_said_alone_stands_beside(
    bank: Bank, signatory: Signatory, tmp_path: Path
) -> None:
    pen = PenRecord(distances={1: 0.4}, llr=1.5, image_llr=-0.25, digest="pen-a")
    bank.record_verification(signatory.id, replace(verification(1), pen=pen))
    bank.record_verification(signatory.id, verification(2))
    bank.export_history(tmp_path / "out.csv", bank.history())
    without, with_pen = read(tmp_path / "out.csv")
    assert (with_pen["image_llr"], with_pen["pen_llr"]) == ("-0.2500", "1.5000")
    assert (without["image_llr"], without["pen_llr"]) == ("", "")


def test_the_file_opens_as_utf8_in_every_spreadsheet(bank: Bank, tmp_path: Path) -> None:
    bank.export_history(tmp_path / "out.csv", [])
    assert (tmp_path / "out.csv").read_bytes().startswith(b"\xef\xbb\xbfverified_at_utc,")


def test_text_that_looks_like_a_formula_is_defused(bank: Bank, tmp_path: Path) -> None:
    customer = bank.add_customer(number="1", name='=HYPERLINK("http://x")')
    signatory = bank.add_signatory(customer.id, name="@SUM(A1)")
    record = bank.record_verification(signatory.id, verification(1))
    bank.decide(record.id, decision="refer", officer="+1", remark="-2+3|cmd")
    bank.export_history(tmp_path / "out.csv", bank.history())
    (row,) = read(tmp_path / "out.csv")
    texts = [row[name] for name in ("customer_name", "signatory", "officer", "remark")]
    assert texts == ['\'=HYPERLINK("http://x")', "'@SUM(A1)", "'+1", "'-2+3|cmd"]


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\t=1", "\r=1", " =1"])
def test_every_start_of_a_formula_is_known(text: str) -> None:
    assert safe_text(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Maria", "4711-0082", "a=b"])
def test_plain_text_stays(text: str) -> None:
    assert safe_text(text) == text


def test_an_export_that_fails_leaves_the_earlier_file(bank: Bank, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    out.write_text("earlier", encoding="utf-8")

    def rows() -> Iterator[HistoryRow]:
        yield from ()
        raise RuntimeError("in between")

    with pytest.raises(RuntimeError):
        bank.export_history(out, rows())
    assert out.read_text(encoding="utf-8") == "earlier"
    assert not list(tmp_path.glob("*.part"))
