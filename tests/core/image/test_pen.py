"""Is a trajectory read as any scan is, whichever file it comes in, and refused in the same way?"""

from __future__ import annotations

from pathlib import Path

import pytest

from core.errors import ScanProblem, UnreadableScan
from core.image.read import page_count, read_page, read_pages
from core.pen.files import write_trajectory
from core.pen.texts import csv_of
from tests.core.pen.builders import is_same, written


@pytest.mark.parametrize("suffix", [".csv", ".sdi"])
def test_a_file_becomes_the_page_of_its_ink(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"signed{suffix}"
    write_trajectory(path, written())
    (page,) = read_pages(path)
    assert (page.name, page.dpi, page_count(path)) == (path.name, 300.0, 1)
    assert page.trajectory is not None
    assert page.trajectory.points.shape == written().points.shape


def test_what_a_pad_hands_over_is_taken_as_it_was_written() -> None:
    page = read_page(written(2).to_bytes(), name="pad 14:03")
    assert page.trajectory is not None
    assert is_same(page.trajectory, written(2))
    assert page.name == "pad 14:03"


@pytest.mark.parametrize(
    "data, why",
    [
        (written().to_bytes()[:-9], "damaged"),
        (csv_of(written()).replace("0.", "?", 40).encode(), "not a number"),
        (b"3\n1 1 0 1\n1 1 0 1\n", "not a whole recording"),
    ],
)
def test_a_damaged_one_is_refused_with_its_reason(data: bytes, why: str) -> None:
    with pytest.raises(UnreadableScan, match=why) as refused:
        read_pages(data)
    assert refused.value.problem is ScanProblem.DAMAGED


def test_it_has_one_page() -> None:
    with pytest.raises(UnreadableScan) as refused:
        read_page(written().to_bytes(), page=1)
    assert refused.value.problem is ScanProblem.NO_SUCH_PAGE


@pytest.mark.parametrize("data", [b"12", b"3\nwords", b"name,number\n", bytes(range(200)), b"\xc3" * 5000])
def test_other_texts_are_no_trajectories(data: bytes) -> None:
    with pytest.raises(UnreadableScan) as refused:
        read_pages(data)
    assert refused.value.problem is ScanProblem.UNKNOWN_FORMAT
