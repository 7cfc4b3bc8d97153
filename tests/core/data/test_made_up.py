"""Do made-up writers and recorded trajectories become the frames of the right people?"""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import numpy as np
import pytest

from core.data.made_up import made_up_frames, recorded_frames
from core.data.synthetic.writer import make_writer
from core.errors import BadData
from tests.core.data.builders import signed


def recording(seed: int, number: int) -> bytes:
    """Write a made-up signature as a tablet records it: x, y upwards, ms, pen down, with pen-up between."""
    rows: list[str] = []
    clock = 0
    for stroke in make_writer(seed).genuine(number):
        points = np.round(stroke[:, :2] * 100).astype(int)
        for x, y, button in [*((x, y, 1) for x, y in points), (*points[-1], 0)]:
            rows.append(f"{x} {-y} {clock} {button} 0 0 0")
            clock += 10
    return "\n".join([str(len(rows)), *rows]).encode()


def archive(path: Path, members: dict[str, bytes]) -> Path:
    """Write a compressed archive of recordings."""
    with tarfile.open(path, "w:gz") as tar:
        for name, data in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            tar.addfile(member, io.BytesIO(data))
    return path


def test_each_made_up_writer_has_the_wanted_signatures() -> None:
    frames = made_up_frames([4, 9], genuine=3, forged=2)
    assert frames.signatories == frames.writers == ("made-up/4", "made-up/9")
    assert frames.signatory.tolist() == [0] * 5 + [1] * 5
    assert frames.is_genuine.tolist() == [True, True, True, False, False] * 2


def test_made_up_frames_depend_on_their_seeds_only() -> None:
    both, second = made_up_frames([4, 9], genuine=2, forged=1), made_up_frames([9], genuine=2, forged=1)
    np.testing.assert_array_equal(both.packed[3:], second.packed)
    np.testing.assert_array_equal(both.shapes[3:], second.shapes)


def test_made_up_signatures_of_a_writer_differ() -> None:
    packed = signed(0).packed
    assert len(np.unique(packed, axis=0)) == len(packed)


def test_recordings_become_frames_of_their_writers_with_several_pens(tmp_path: Path) -> None:
    members = {
        "pens/10/genuine/a.TXT": recording(1, 0),
        "pens/9/genuine/a.TXT": recording(2, 0),
        "pens/9/forged/b.TXT": recording(3, 0),
        "README": b"about the set",
    }
    frames = recorded_frames(archive(tmp_path / "pens.tar.gz", members))
    assert frames.signatories == ("pens/10", "pens/9")
    assert frames.signatory.tolist() == [0, 0, 1, 1, 1, 1]
    assert frames.is_genuine.tolist() == [True, True, False, False, True, True]
    assert frames.frames([0]).any()


@pytest.mark.parametrize("text", [b"", b"2\n", b"2\nx y z 1\n1 2 3 1\n", b"3\n1 2 0 0\n2 3 10 0\n3 3 20 0"])
def test_an_archive_of_anything_else_is_refused(tmp_path: Path, text: bytes) -> None:
    with pytest.raises(BadData):
        recorded_frames(archive(tmp_path / "pens.tar.gz", {"pens/1/genuine/a.TXT": text}))


def test_an_archive_without_recordings_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadData):
        recorded_frames(archive(tmp_path / "pens.tar.gz", {"README": b"about the set"}))


def test_an_archive_that_is_cut_short_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path / "pens.tar.gz", {"pens/1/genuine/a.TXT": recording(1, 0)})
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(BadData):
        recorded_frames(path)
