"""Is every signature of a collection found, and given to the right hand?"""

from __future__ import annotations

from pathlib import Path

import pytest

from core.data.corpus import Signature, find_signatures
from core.errors import BadData


def put(root: Path, *names: str) -> None:
    """Make empty files: finding signatures reads none of them."""
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()


def test_genuine_and_forged_signatures_belong_to_the_writer_of_their_folder(tmp_path: Path) -> None:
    put(tmp_path, "cedar/7/genuine/a.png", "cedar/7/forged/b.png")
    assert find_signatures([tmp_path / "cedar"]) == [
        Signature(tmp_path / "cedar/7/genuine/a.png", "cedar", "cedar/7", "cedar/7", True),
        Signature(tmp_path / "cedar/7/forged/b.png", "cedar", "cedar/7", "cedar/7", False),
    ]


def test_a_root_gives_the_signatures_of_all_its_sets_in_a_stable_order(tmp_path: Path) -> None:
    put(tmp_path, "b/2/genuine/y.png", "b/1/genuine/z.png", "a/1/genuine/x.png", "notes/readme.txt")
    found = [one.path.name for one in find_signatures([tmp_path])]
    assert found == ["x.png", "z.png", "y.png"]


def test_a_set_named_twice_is_read_once(tmp_path: Path) -> None:
    put(tmp_path, "a/1/genuine/x.png", "b/1/genuine/y.png")
    assert len(find_signatures([tmp_path, tmp_path / "a"])) == 2


def test_only_files_that_may_be_scans_are_signatures(tmp_path: Path) -> None:
    put(tmp_path, "a/1/genuine/x.PNG", "a/1/genuine/x.tif", "a/1/genuine/Thumbs.db", "a/1/other/x.png")
    assert [one.path.name for one in find_signatures([tmp_path])] == ["x.PNG", "x.tif"]


def test_each_name_in_a_hand_is_a_signatory_and_shares_its_words_with_other_hands(tmp_path: Path) -> None:
    put(
        tmp_path,
        "names/1/genuine/name01_a.png",
        "names/1/genuine/name02_a.png",
        "names/1/forged/name01_b.png",
        "names/2/genuine/name01_a.png",
    )
    found = find_signatures([tmp_path])
    assert [(one.writer, one.signatory, one.text) for one in found] == [
        ("names/1", "names/1/name01", "names/name01"),
        ("names/1", "names/1/name02", "names/name02"),
        ("names/1", "names/1/name01", "names/name01"),
        ("names/2", "names/2/name01", "names/name01"),
    ]
    assert [one.is_genuine for one in found] == [True, True, False, True]


@pytest.mark.parametrize("kept", ["a/1/genuine/notes.txt", "a/1/scan.png", "scan.png"])
def test_a_folder_without_signatures_is_refused(tmp_path: Path, kept: str) -> None:
    put(tmp_path, kept)
    with pytest.raises(BadData) as refused:
        find_signatures([tmp_path])
    assert refused.value.where == str(tmp_path)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadData, match="not a folder"):
        find_signatures([tmp_path / "nowhere"])
