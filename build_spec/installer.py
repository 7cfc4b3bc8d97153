"""Which installer does this platform get, and which command makes it of the bundle?

`python -m build_spec.installer`; see build_spec/README.md.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from build_spec.bundle import ROOT
from build_spec.version_resource import project

HERE = Path(__file__).parent
INNO_SETUP = Path("Inno Setup 6", "ISCC.exe")


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the installer beside the bundle, and return how the tool that makes it ended."""
    parser = argparse.ArgumentParser(prog="python -m build_spec.installer", description="Makes an installer.")
    parser.add_argument("--dist", type=Path, default=ROOT / "dist", help="where the bundle lies")
    dist = parser.parse_args(arguments).dist.resolve()
    return subprocess.run(command(dist, platform=sys.platform), cwd=ROOT, check=False).returncode


def command(dist: Path, *, platform: str) -> list[str]:
    """Return the command that makes the platform's installer."""
    if platform == "win32":
        return [
            _inno_setup(),
            f"/O{dist}",
            f"/DBundle={dist / 'specimen'}",
            str(HERE / "windows" / "specimen.iss"),
        ]
    if platform == "darwin":
        image = dist / f"Specimen-{project(ROOT)['version']}.dmg"
        return ["sh", str(HERE / "macos" / "dmg.sh"), str(dist / "Specimen.app"), str(image)]
    return [sys.executable, "-m", "build_spec.deb", "--dist", str(dist)]


def _inno_setup() -> str:
    usual = Path(os.environ.get("PROGRAMFILES(X86)", ""), INNO_SETUP)
    return shutil.which("ISCC") or str(usual)


if __name__ == "__main__":
    sys.exit(main())
