"""Does the program open the desk, and with a command's name run the command line without Qt?"""

from __future__ import annotations

import subprocess
import sys

import pytest

from app.__main__ import main
from tests.house.tree import ROOT

WITHOUT_QT = """
import sys
from app.__main__ import main
try:
    main()
except SystemExit as left:
    qt = sorted(name for name in sys.modules if name.startswith(('PySide6', 'app.run')))
    sys.exit(left.code or qt or 0)
"""


def test_a_commands_name_runs_the_command_line_and_loads_no_qt() -> None:
    words = [sys.executable, "-c", WITHOUT_QT, "model", "--help"]
    told = subprocess.run(words, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert (told.returncode, told.stderr) == (0, "")
    assert "Look at a model's card" in told.stdout


def test_a_command_finds_its_words_where_a_shell_would_put_them(monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[list[str]] = []
    monkeypatch.setattr("core.cli.main.main", lambda: found.append(sys.argv))
    monkeypatch.setattr("sys.argv", ["specimen", "train", "--page"])
    assert main() == 0
    assert found == [["specimen", "train", "--page"]]


@pytest.mark.parametrize("words", [[], ["--theme", "dark"], ["--page", "train"]])
def test_anything_else_opens_the_desk(monkeypatch: pytest.MonkeyPatch, words: list[str]) -> None:
    monkeypatch.setattr("app.run.run", lambda: 7)
    monkeypatch.setattr("sys.argv", ["specimen", *words])
    assert main() == 7
