"""How do tests run a command, and on which collection?"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from core.cli.main import main
from core.data.synthetic.writer import make_writer
from tests.core.shell import SETS, Outcome, Run, write


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command as a shell would."""
    monkeypatch.delenv("SPECIMEN_DATA", raising=False)

    def called(*words: object) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["core", *map(str, words)])
        code = 0
        try:
            main()
        except SystemExit as left:
            code = int(left.code or 0)
        return Outcome(code, *capsys.readouterr())

    return called


@pytest.fixture(scope="session")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three small sets of made-up writers: three genuine signatures and two forgeries each."""
    root = tmp_path_factory.mktemp("collection")
    for set_name, seeds in SETS.items():
        for seed in seeds:
            writer, folder = make_writer(seed), root / set_name / str(seed)
            for k in range(3):
                write(folder / "genuine" / f"{k}.png", writer.genuine(k))
            for k in range(2):
                write(folder / "forged" / f"{k}.png", writer.forged(k))
    return root
