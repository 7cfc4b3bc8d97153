"""Is the same program started for a child, whether from source or frozen?"""

from __future__ import annotations

import sys

import pytest

from app.core_command import core_command


def test_from_source_the_same_python_runs_the_package() -> None:
    assert core_command("model", "show") == [sys.executable, "-m", "core", "model", "show"]


def test_a_frozen_program_starts_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert core_command("model", "show") == [sys.executable, "model", "show"]
