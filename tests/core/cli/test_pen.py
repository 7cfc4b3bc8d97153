"""Does a shell hand trajectories from file to file, into a picture, and out of a bank?"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from core.cli.main import OTHER
from core.image.drawing import draw
from core.image.read import read_page
from core.pen.files import read_trajectory, write_trajectory
from core.store.bank import Bank
from tests.core.learning.builders import add_signatory
from tests.core.pen.builders import is_same, written
from tests.core.shell import Run
from tests.core.store.builders import specimen, verification


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "signed.csv"
    write_trajectory(path, written(1))
    return path


def test_a_table_becomes_a_record_of_the_standard_and_a_table_again(run: Run, table: Path) -> None:
    record, back = table.with_suffix(".sdi"), table.with_name("back.csv")
    ended = run("pen", "convert", table, record)
    assert (ended.code, ended.out) == (0, "")
    assert "with pressure" in ended.err
    assert record.read_bytes().startswith(b"SDI\0")
    assert run("pen", "convert", record, back).code == 0
    assert len(read_trajectory(back).points) == len(written(1).points)


def test_it_is_drawn_as_a_scan_would_show_it(run: Run, table: Path) -> None:
    picture = table.with_suffix(".png")
    assert run("pen", "draw", table, picture, "--dpi", 150).code == 0
    page = read_page(picture)
    assert page.dpi == pytest.approx(150.0)
    assert page.grey.min() < 60


def test_a_bank_hands_out_how_a_specimen_and_a_presented_signature_were_written(
    run: Run, tmp_path: Path
) -> None:
    path, out = tmp_path / "specimen.sqlite", tmp_path / "out.csv"
    with Bank.open(path) as bank:
        signatory = add_signatory(bank, "Marisol Quennby")
        (written_one, plain) = bank.enrol(
            signatory.id, [replace(specimen(0), page=draw(written(2))), specimen(1)]
        )
        new = replace(verification(), page=draw(written(3)))
        bank.record_decided(signatory.id, new, decision="accept", officer="R. Amara")
    words = [out, "--database", path]
    assert run("pen", "export", "--specimen", written_one.id, *words).code == 0
    assert is_same(read_trajectory(out), written(2))
    assert run("pen", "export", "--verification", 1, *words).code == 0
    assert is_same(read_trajectory(out), written(3))
    refused = run("pen", "export", "--specimen", plain.id, *words)
    assert refused.code == OTHER
    assert "was not written on a pad" in refused.err
    assert run("pen", "export", *words).code == 2


@pytest.mark.parametrize("suffix, said", [(".png", "ends in none of .csv"), (".txt", "ends in none of .csv")])
def test_other_files_are_not_written(run: Run, table: Path, suffix: str, said: str) -> None:
    ended = run("pen", "convert", table, table.with_suffix(suffix))
    assert ended.code == OTHER
    assert said in ended.err
    assert not table.with_suffix(suffix).exists()


def test_what_is_no_trajectory_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "words.csv").write_text("name,number\n", "utf-8")
    ended = run("pen", "draw", tmp_path / "words.csv", tmp_path / "x.png")
    assert (ended.code, "nor of ISO/IEC 19794-7" in ended.err) == (OTHER, True)
