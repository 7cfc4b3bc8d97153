"""Is a file known by what is in it, written whole, and refused by its name?"""

from __future__ import annotations

from pathlib import Path

import pytest

from core.errors import BadData
from core.pen import files
from core.pen.files import read_trajectory, write_trajectory
from tests.core.pen.builders import is_same, line, written


def test_what_a_file_is_its_content_says(tmp_path: Path) -> None:
    way = written()
    write_trajectory(tmp_path / "one.csv", way)
    write_trajectory(tmp_path / "one.sdi", way)
    (tmp_path / "one.csv").rename(tmp_path / "table.bin")
    (tmp_path / "one.sdi").rename(tmp_path / "record.txt")
    (tmp_path / "svc.csv").write_text("2\n0 0 0 1\n100 0 10 1\n")
    assert is_same(read_trajectory(tmp_path / "table.bin"), way)
    assert read_trajectory(tmp_path / "record.txt").points.shape == way.points.shape
    assert read_trajectory(tmp_path / "svc.csv").points[1, 0] == 1.0


def test_a_table_of_a_spreadsheet_begins_with_a_byte_order_mark() -> None:
    assert read_trajectory(b"\xef\xbb\xbfx_mm,y_mm,t_s\n0,0,0\n1,0,1\n").seconds == 1.0


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("shift", range(4))
def test_a_letter_that_the_first_look_cuts_in_two_is_no_damage(mark: bytes, shift: int) -> None:
    data = mark + b"x_mm,y_mm,t_s,note\n0,0,0," + b"n" * shift + "\U0001f58a".encode() * files.FIRST_BYTES
    assert files.is_trajectory(data)


@pytest.mark.parametrize(
    "data", [b"", b"words", b"\xff\xd8\xff\xe0", b"a,b,c\n1,2,3\n", "ü".encode("latin-1")]
)
def test_anything_else_is_refused_by_its_name(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "other.csv"
    path.write_bytes(data)
    with pytest.raises(BadData, match=r"^other\.csv: neither"):
        read_trajectory(path)


def test_the_reason_is_told_with_the_files_name(tmp_path: Path) -> None:
    path = tmp_path / "cut.sdi"
    path.write_bytes(b"SDI\0")
    with pytest.raises(BadData, match=r"^cut\.sdi: cut short$"):
        read_trajectory(path)


def test_a_file_that_is_not_there_or_too_large_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(BadData, match=r"^none\.csv: cannot be opened$"):
        read_trajectory(tmp_path / "none.csv")
    monkeypatch.setattr(files, "MOST_BYTES", 10)
    with pytest.raises(BadData, match="larger than 10 bytes"):
        read_trajectory(b"x" * 11)


def test_another_suffix_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(BadData, match="ends in none of"):
        write_trajectory(tmp_path / "one.png", line())
    assert list(tmp_path.iterdir()) == []


def test_a_file_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    (tmp_path / "one.csv").mkdir()
    with pytest.raises(OSError, match=r"one\.csv"):
        write_trajectory(tmp_path / "one.csv", line())
    assert [file.name for file in tmp_path.iterdir()] == ["one.csv"]
