"""Are shipped files found in a checkout and in a frozen program?"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from core.resources import resource


def test_a_checkout_keeps_its_resources_beside_core() -> None:
    here = Path(__file__).resolve().parents[2]
    assert resource("models", "default.safetensors") == here / "resources" / "models" / "default.safetensors"
    assert resource().is_dir()


def test_a_frozen_program_keeps_its_resources_in_the_bundle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert resource("icons") == tmp_path / "resources" / "icons"
