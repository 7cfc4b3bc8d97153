"""On which scans and models do the tests of the command line run?"""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from core.net.checkpoint import save_model
from core.net.twin import Twin
from tests.core.cli.saved import model_with
from tests.core.training.builders import TINY, card


@pytest.fixture
def scans(collection: Path) -> list[Path]:
    """The genuine signatures of one writer."""
    return sorted((collection / "a" / "1" / "genuine").iterdir())


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A model that refers everything."""
    return model_with(tmp_path / "model.safetensors", reject=-99.0, accept=99.0)


@pytest.fixture
def newcomer(tmp_path: Path) -> Path:
    """An untrained model that learnt from set a alone, so that b and c are sets it never met."""
    torch.manual_seed(0)
    path = tmp_path / "newcomer.safetensors"
    save_model(Twin(TINY), card(training_sets={"a": "some"}), path)
    return path
