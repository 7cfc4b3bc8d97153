"""With what does every journey start: a model, made-up scans, and a bank's folder?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.app.untrained import write_untrained_model
from tests.journeys.scans import write_scans


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small model that was never trained: the journeys do not rest on the one that is shipped."""
    path = tmp_path_factory.mktemp("model") / "untrained.safetensors"
    write_untrained_model(path)
    return path


@pytest.fixture(scope="session")
def scans(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Six scans of one made-up person's signature."""
    return write_scans(tmp_path_factory.mktemp("scans"), count=6)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a bank that has not been opened yet."""
    return tmp_path / "bank"
