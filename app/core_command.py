"""How is the command line of this same program started in a child process, also when frozen?"""

from __future__ import annotations

import sys


def core_command(*arguments: str) -> list[str]:
    """Return the program to start and its arguments, the first of which is a command such as `train`."""
    if getattr(sys, "frozen", False):
        return [sys.executable, *arguments]
    return [sys.executable, "-m", "core", *arguments]
