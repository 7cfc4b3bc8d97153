"""Does the built program do the simplest things on this platform: look itself over, compare, show a page?

`python -m build_spec.smoke`; offscreen, with made-up signatures, in a home of its own. What a bundle must do
beyond that, tests/bundle asks.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from build_spec.bundle import ROOT

PROGRAMS = {
    "win32": Path("specimen", "specimen-cli.exe"),
    "darwin": Path("Specimen.app", "Contents", "MacOS", "specimen"),
}
ON_LINUX = Path("specimen", "specimen")
SAMPLES = ROOT / "resources" / "samples"
ADVICE = (0, 10, 11)
PATIENCE_S = 300


@dataclass(frozen=True)
class Trial:
    """Words for the program, the exit codes that are right, and the file that must be there afterwards."""

    words: tuple[str, ...]
    right: tuple[int, ...] = (0,)
    leaves: Path | None = None


def main(arguments: Sequence[str] | None = None) -> int:
    """Try the program out; 1 where something is not as it should be."""
    parser = argparse.ArgumentParser(prog="python -m build_spec.smoke", description="Tries the bundle out.")
    usual = ROOT / "dist" / PROGRAMS.get(sys.platform, ON_LINUX)
    parser.add_argument("program", type=Path, nargs="?", default=usual, help=f"if not {usual.name} in dist")
    program = parser.parse_args(arguments).program.resolve()
    with tempfile.TemporaryDirectory() as home:
        wrong = [why for trial in trials(Path(home)) for why in complaints(program, trial, home=Path(home))]
    return 1 if wrong else 0


def trials(folder: Path) -> tuple[Trial, ...]:
    """Return what is tried; pictures come into the folder."""
    specimen, presented = SAMPLES / "10021-1-specimen-1.png", SAMPLES / "10021-1-check-1.png"
    picture = folder / "desk.png"
    return (
        Trial(("doctor",)),
        Trial(("verify", "--specimen", str(specimen), "--presented", str(presented)), right=ADVICE),
        Trial(("--screenshot", str(picture)), leaves=picture),
    )


def complaints(program: Path, trial: Trial, *, home: Path) -> Iterator[str]:
    """Try one thing, print what came of it, and yield what is wrong."""
    done = subprocess.run(
        [str(program), *trial.words],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": str(home), "LOCALAPPDATA": str(home)},
        cwd=home,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=PATIENCE_S,
        check=False,
    )
    _say(f"{program.name} {trial.words[0]}: exit code {done.returncode}\n{done.stdout}{done.stderr}")
    if done.returncode not in trial.right:
        yield f"{trial.words[0]}: exit code {done.returncode}"
    if trial.leaves is not None and not trial.leaves.is_file():
        yield f"{trial.words[0]}: {trial.leaves.name} is not there"


def _say(text: str) -> None:
    """Print what any console can show."""
    sys.stdout.write(text.encode("ascii", "replace").decode())


if __name__ == "__main__":
    sys.exit(main())
