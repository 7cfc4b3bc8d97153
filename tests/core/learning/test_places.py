"""Do models and trainings lie where every desk of the bank finds what it should, and nothing else?"""

from __future__ import annotations

import platform
from pathlib import Path

import pytest

from core.address import server_at
from core.learning.places import every_run, models_folder, runs_folder
from core.store.look import looking
from tests.core.learning.builders import open_bank

ADDRESS = "postgresql://desk@db.bank.example/specimen"


def test_beside_a_file_lie_models_and_trainings(tmp_path: Path) -> None:
    with open_bank(tmp_path) as bank:
        assert (models_folder(bank), runs_folder(bank)) == (tmp_path / "models", tmp_path / "training")
        assert every_run(bank) == []
        (runs_folder(bank) / "1").mkdir(parents=True)
        (runs_folder(bank) / "note.txt").touch()
        assert every_run(bank) == [tmp_path / "training" / "1"]


def test_desks_of_a_server_share_models_and_no_training(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with looking(server_at(ADDRESS, folder=tmp_path)) as bank:
        assert models_folder(bank) == tmp_path / "models"
        for computer in ("till 1", "till/2"):
            monkeypatch.setattr(platform, "node", lambda name=computer: name)
            (runs_folder(bank) / "20260301T090000000000Z").mkdir(parents=True)
        assert [run.parent.name for run in every_run(bank)] == ["till-1", "till-2"]
        monkeypatch.setattr(platform, "node", lambda: "")
        assert runs_folder(bank) == tmp_path / "training" / "desk"
