"""Where does the desk start? torch before Qt, or its libraries fail to load on Windows."""

from __future__ import annotations

import torch  # isort: skip

import multiprocessing
import sys

from app.run import run


def main() -> int:
    """Start the desk; also the entry point of the GUI script."""
    assert torch.__version__
    multiprocessing.freeze_support()
    return run()


if __name__ == "__main__":
    sys.exit(main())
