"""How does a test start the frozen program, as on a machine that has neither Python nor a checkout?"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PATIENCE_S = 300
PASSED_ON = ("PATH", "TMPDIR", "TEMP", "SYSTEMROOT", "DISPLAY", "XAUTHORITY", "OMP_NUM_THREADS")
"""All else of our environment stays here: a clerk's machine has none of it."""

PROGRAM = "specimen-cli.exe" if sys.platform == "win32" else "specimen"


@dataclass(frozen=True)
class Frozen:
    """A program's folder, and the home of whoever starts it; None for nobody's."""

    folder: Path
    home: Path | None

    @property
    def program(self) -> Path:
        return self.folder / PROGRAM

    @property
    def inside(self) -> Path:
        """Where the program keeps what it came with."""
        return self.folder / "_internal"

    def environment(self, **more: str) -> dict[str, str]:
        """Return what the program finds in its environment."""
        kept = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        home = {} if self.home is None else {"HOME": str(self.home), "LOCALAPPDATA": str(self.home)}
        return {"LC_ALL": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen", **kept, **home, **more}

    def run(
        self, *words: str | Path, before: tuple[str, ...] = (), **more: str
    ) -> subprocess.CompletedProcess[str]:
        """Start the program with these words, `before` in front of it, and wait until it ends."""
        return subprocess.run(
            [*before, str(self.program), *map(str, words)],
            env=self.environment(**more),
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=PATIENCE_S,
            check=False,
        )

    @contextmanager
    def started(self, *words: str | Path, **more: str) -> Iterator[subprocess.Popen[str]]:
        """Let the program run meanwhile, its input open as the desk holds it; it is gone at the end."""
        child = subprocess.Popen(
            [str(self.program), *map(str, words)],
            env=self.environment(**more),
            cwd=self.folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        try:
            yield child
        finally:
            child.kill()
            child.communicate()
