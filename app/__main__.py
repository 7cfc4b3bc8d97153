"""Where does the program start? torch before Qt, or its libraries fail to load on Windows.

With `--core` first it is the command line instead, and loads no Qt at all.
"""

from __future__ import annotations

import torch  # isort: skip

import multiprocessing
import sys

from app.core_command import CORE


def main() -> int:
    """Start the desk, or run the command line; also the entry point of the GUI script."""
    assert torch.__version__
    multiprocessing.freeze_support()
    return _run_core() if sys.argv[1:2] == [CORE] else _run_desk()


def _run_core() -> int:
    from core.cli.main import main as run

    del sys.argv[1]  # what is read of the command from here on, and written beside figures, is the same
    run()
    return 0


def _run_desk() -> int:
    from app.run import run

    return run()


if __name__ == "__main__":
    sys.exit(main())
