"""Where does the program start? torch before Qt, or its libraries fail to load on Windows.

With a command's name first (`specimen verify ...`) it is the command line instead, and loads no Qt at all.
"""

from __future__ import annotations

import torch  # isort: skip

import multiprocessing
import sys


def main() -> int:
    """Start the desk, or run the command line; also the entry point of the GUI script."""
    assert torch.__version__
    multiprocessing.freeze_support()
    return _run_core() if _names_command(sys.argv[1:]) else _run_desk()


def _names_command(words: list[str]) -> bool:
    """The desk takes options alone, so a word that comes first can only be a command."""
    return bool(words) and not words[0].startswith("-")


def _run_core() -> int:
    from core.cli.main import main as run

    run()
    return 0


def _run_desk() -> int:
    from app.run import run

    return run()


if __name__ == "__main__":
    sys.exit(main())
