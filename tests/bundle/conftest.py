"""Where is the frozen program that is tested? `make bundle-test` builds it and says so in SPECIMEN_BUNDLE.

The program is started from a copy whose path has spaces and letters of other scripts, in folders that
nobody may write to. Its files are links to the built ones, so that the copy takes no room.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bundle.frozen import PROGRAM, Frozen

HERE = Path(__file__).parent
PLACE = Path("Gemäß Bank", "संख्या 7", "Specimen")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs a built program where none is named."""
    if not os.environ.get("SPECIMEN_BUNDLE"):
        skip = pytest.mark.skip(reason="SPECIMEN_BUNDLE names no built program; see make bundle-test")
        for item in items:
            if HERE in item.path.parents:
                item.add_marker(skip)


@pytest.fixture(scope="session")
def built() -> Path:
    """The program's folder as it was built."""
    folder = Path(os.environ["SPECIMEN_BUNDLE"]).resolve()
    assert (folder / PROGRAM).is_file(), f"there is no program in {folder}"
    return folder


@pytest.fixture(scope="session")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The program installed where it may not be changed; at the end it must be as it was."""
    folder = copy_of(built, tmp_path_factory.mktemp("machine") / PLACE)
    folders = [folder, *(path for path in folder.rglob("*") if path.is_dir() and not path.is_symlink())]
    for path in folders:
        path.chmod(0o555)
    before = _listed(folder)
    yield folder
    after = _listed(folder)
    for path in folders:
        path.chmod(0o755)
    assert after == before, "the program wrote where it is installed"


@pytest.fixture
def frozen(installed: Path, tmp_path: Path) -> Frozen:
    """The program, for a person with an empty home."""
    home = tmp_path / "home"
    home.mkdir()
    return Frozen(installed, home)


def copy_of(built: Path, folder: Path) -> Path:
    """Return a copy of the program whose files are links to the built ones, where the disk has links."""
    try:
        return shutil.copytree(built, folder, symlinks=True, copy_function=os.link)
    except (OSError, shutil.Error):
        shutil.rmtree(folder, ignore_errors=True)
        return shutil.copytree(built, folder, symlinks=True)


def _listed(folder: Path) -> list[tuple[str, int, int]]:
    paths = (path for path in sorted(folder.rglob("*")) if not path.is_dir())
    return [(str(path), path.lstat().st_size, path.lstat().st_mtime_ns) for path in paths]
