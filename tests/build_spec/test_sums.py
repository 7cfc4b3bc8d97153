"""Are sizes and digests those of the files, and is an archive the same whenever it is packed?"""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

import pytest

from build_spec import sums


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A program's folder in small."""
    files = {
        "specimen": b"1" * 5,
        "_internal/libX11.so.6": b"2" * 7,
        "_internal/torch/lib/libtorch.so": b"3" * 11,
        "_internal/scipy.libs/libblas.so": b"4" * 13,
        "_internal/scipy/special/ufuncs.so": b"5" * 17,
    }
    for place, data in files.items():
        path = tmp_path / "specimen" / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    (tmp_path / "specimen" / "_internal" / "libtorch.so").symlink_to("torch/lib/libtorch.so")
    return tmp_path / "specimen"


def test_sizes_are_summed_by_package_and_links_weigh_nothing(folder: Path) -> None:
    assert sums.parts(folder) == {"scipy": 30, "torch": 11, "libraries of the system": 7, "specimen": 5}


def test_every_file_has_its_digest_but_the_list_itself(folder: Path) -> None:
    sums.write_sums(folder)
    lines = sums.write_sums(folder).read_text("utf-8").splitlines()
    assert len(lines) == 5
    assert lines[-1] == f"{hashlib.sha256(b'11111').hexdigest()}  specimen"


@pytest.mark.skipif(shutil.which("xz") is None, reason="xz is not here")
def test_an_archive_does_not_depend_on_when_it_is_packed(folder: Path, tmp_path: Path) -> None:
    first = sums.write_archive(folder, tmp_path / "a.tar.xz", made_at=1_700_000_000)
    os.utime(folder / "specimen", (1, 1))
    second = sums.write_archive(folder, tmp_path / "b.tar.xz", made_at=1_700_000_000)
    assert first is not None
    assert second is not None
    assert first.read_bytes() == second.read_bytes()
