"""Do labelled signatures come back as they went out, and do bad folders and tables say what is wrong?"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from core.errors import BadData
from core.image.page import Page
from core.image.read import encode_png, read_page
from core.learning.exchange import Incoming, Outgoing, read_folder, read_table, write_folder


def page(seed: int = 0, *, dpi: float | None = 200.0) -> Page:
    """Return a small page of noise; every seed gives another."""
    grey = np.random.default_rng(seed).integers(0, 256, (12, 20), dtype=np.uint8)
    return Page(grey=grey, dpi=dpi)


def scan(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(encode_png(page()))
    return path


def table(folder: Path, text: str, *, encoding: str = "utf-8") -> Path:
    """Write a table beside the scans a.png and in/b.png."""
    scan(folder / "a.png")
    scan(folder / "in" / "b.png")
    path = folder / "labels.csv"
    path.write_bytes(text.encode(encoding))
    return path


def why(path: Path) -> str:
    with pytest.raises(BadData) as refused:
        read_table(path)
    return str(refused.value)


def test_a_folder_is_read_by_writer_and_kind(tmp_path: Path) -> None:
    for place in ("ben/genuine/1.png", "anna/forged/2.TIF", "anna/genuine/1.pdf", "anna/Genuine 2/3.png"):
        scan(tmp_path / place)
    for place in ("anna/genuine/notes.txt", "anna/genuine/.4.png", ".cache/genuine/5.png", "6.png"):
        scan(tmp_path / place)
    assert read_folder(tmp_path) == [
        Incoming(tmp_path / "anna/forged/2.TIF", "anna", "forged"),
        Incoming(tmp_path / "anna/genuine/1.pdf", "anna", "genuine"),
        Incoming(tmp_path / "ben/genuine/1.png", "ben", "genuine"),
    ]


def test_a_folder_without_signatures_is_refused(tmp_path: Path) -> None:
    scan(tmp_path / "genuine" / "1.png")
    with pytest.raises(BadData, match="no folder <writer>/genuine"):
        read_folder(tmp_path)
    with pytest.raises(BadData, match="not a folder"):
        read_folder(tmp_path / "missing")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("sign", [",", ";"])
def test_a_table_is_read_with_either_separator_and_mark(tmp_path: Path, sign: str, encoding: str) -> None:
    rows = ("Writer|File |label|reason", "José|a.png| Genuine |", "", "Ann|in\\b.png|forged|traced")
    path = table(tmp_path, "\r\n".join(rows).replace("|", sign), encoding=encoding)
    assert path.read_bytes().startswith(codecs.BOM_UTF8) is (encoding == "utf-8-sig")
    assert read_table(path) == [
        Incoming((tmp_path / "a.png").resolve(), "José", "genuine"),
        Incoming((tmp_path / "in" / "b.png").resolve(), "Ann", "forged", "traced"),
    ]


def test_a_table_needs_no_reasons_and_may_say_more(tmp_path: Path) -> None:
    path = table(tmp_path, "file,writer,label,branch\na.png,ann,forged,north\n")
    assert read_table(path) == [Incoming((tmp_path / "a.png").resolve(), "ann", "forged")]


def test_a_table_beside_the_working_folder_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = table(tmp_path, "file,writer,label\na.png,ann,forged\n")
    monkeypatch.chdir(tmp_path)
    assert read_table(Path(path.name)) == read_table(path)


@pytest.mark.parametrize(
    "row, said",
    [
        ("a.png,,genuine", "line 3, column writer: empty"),
        ("a.png,ann", "line 3, column label: empty"),
        (",ann,genuine", "line 3, column file: empty"),
        ("a.png,ann,maybe", "line 3, column label: 'maybe' is neither genuine nor forged"),
        ("c.png,ann,genuine", "line 3, column file: there is no such file"),
        ("in,ann,genuine", "line 3, column file: 'no ending' is no scan"),
        ("notes.txt,ann,genuine", "line 3, column file: '.txt' is no scan"),
        ("./in/b.png,ann,genuine", "line 3, column file: the same file as in line 2"),
        ("../a.png,ann,genuine", "line 3, column file: outside the table's folder"),
        ("in\\..\\..\\a.png,ann,genuine", "line 3, column file: outside the table's folder"),
        ("/etc/a.png,ann,genuine", "line 3, column file: outside the table's folder"),
        ("C:a.png,ann,genuine", "line 3, column file: outside the table's folder"),
        ("\\\\host\\share\\a.png,ann,genuine", "line 3, column file: outside the table's folder"),
    ],
)
def test_a_bad_row_is_named_by_line_and_column(tmp_path: Path, row: str, said: str) -> None:
    path = table(tmp_path, f"file,writer,label\nin/b.png,ben,forged\n{row}\n")
    assert said in why(path)
    assert str(tmp_path) not in why(path)


def test_lines_are_counted_through_empty_ones_and_long_cells(tmp_path: Path) -> None:
    text = 'file,writer,label,reason\na.png,ann,forged,"one\ntwo"\n\nin/b.png,ann,?,\n'
    assert "line 5, column label" in why(table(tmp_path, text))


@pytest.mark.parametrize(
    "text, said",
    [
        ("file,label\na.png,forged\n", "line 1: no column called 'writer'"),
        ("file,writer,label,File\na.png,ann,forged,b\n", "line 1: two columns are called 'file'"),
        ("", "line 1: no column called 'file'"),
        ("file,writer,label\n", "no rows"),
        ('file,writer,label\na.png,ann,"' + "x" * 200_000 + '"\n', "line 2: not a table"),
    ],
)
def test_a_table_of_another_form_is_refused(tmp_path: Path, text: str, said: str) -> None:
    assert said in why(table(tmp_path, text))


def test_a_table_in_another_encoding_is_refused(tmp_path: Path) -> None:
    assert "not a text in UTF-8" in why(
        table(tmp_path, "file,writer,label\na.png,é,forged", encoding="cp1252")
    )
    assert "cannot be opened" in why(tmp_path / "missing.csv")


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    outside = scan(tmp_path / "elsewhere" / "c.png")
    path = table(tmp_path / "in", "file,writer,label\nc.png,ann,genuine\n")
    try:
        (tmp_path / "in" / "c.png").symlink_to(outside)
    except OSError:
        pytest.skip("this account may not make links")
    assert "outside the table's folder" in why(path)


def test_what_is_written_is_read_back_as_it_was(tmp_path: Path) -> None:
    items = [
        Outgoing("signatory-1", "genuine", page(1), "accepted, twice", "clerk"),
        Outgoing("signatory-1", "genuine", page(2, dpi=None)),
        Outgoing("signatory-1", "forged", page(3), 'says "traced"; and\nmore'),
        Outgoing("Signatory-1", "genuine", page(4)),
        Outgoing("import-a/CON", "forged", page(5).grey),
        Outgoing("=SUM(A1)", "forged", page(6), "'=1"),
        Outgoing("-9", "genuine", page(7), "''quoted'"),
    ]
    out = tmp_path / "new" / "out"
    assert write_folder(out, items) == len(items)
    found = read_table(out / "labels.csv")
    assert [(one.writer, one.label, one.reason) for one in found] == [
        (item.writer, item.label, item.reason) for item in items
    ]
    for one, item in zip(found, items, strict=True):
        wanted = item.page if isinstance(item.page, Page) else Page(grey=item.page)
        again = read_page(one.path)
        assert np.array_equal(again.grey, wanted.grey)
        assert again.dpi == wanted.dpi
    assert [one.path.relative_to(out.resolve()).as_posix() for one in found][:5] == [
        "signatory-1/genuine/0001.png",
        "signatory-1/genuine/0002.png",
        "signatory-1/forged/0001.png",
        "Signatory-1_2/genuine/0001.png",
        "import-a_CON/forged/0001.png",
    ]
    assert len(read_folder(out)) == len(items)


def test_no_cell_that_is_written_runs_in_a_spreadsheet(tmp_path: Path) -> None:
    write_folder(tmp_path / "out", [Outgoing("=1+1", "forged", page(), "@SUM(A1)", "+cmd")])
    text = (tmp_path / "out" / "labels.csv").read_text(encoding="utf-8-sig")
    assert text.splitlines()[1] == "'=1+1/forged/0001.png,'=1+1,forged,'@SUM(A1),'+cmd"


def test_an_empty_folder_is_filled_and_another_left_alone(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    assert write_folder(out, [Outgoing("ann", "genuine", page())]) == 1
    before = sorted(out.rglob("*"))
    for taken in (out, out / "labels.csv"):
        with pytest.raises(BadData, match="not an empty folder"):
            write_folder(taken, [Outgoing("ben", "genuine", page())])
    assert sorted(out.rglob("*")) == before
    assert list(tmp_path.iterdir()) == [out]


def test_an_export_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    def items() -> Iterator[Outgoing]:
        yield Outgoing("ann", "genuine", page())
        raise RuntimeError("in between")

    with pytest.raises(RuntimeError):
        write_folder(tmp_path / "out", items())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("writer, label", [("ann", "unknown"), ("ann", "../x"), (" ", "genuine")])
def test_an_item_without_a_writer_or_with_another_label_is_refused(
    tmp_path: Path, writer: str, label: str
) -> None:
    with pytest.raises(BadData, match="item 1"):
        write_folder(tmp_path / "out", [Outgoing(writer, label, page())])
    assert list(tmp_path.iterdir()) == []
