"""Which Debian packages hold what the bundle needs and does not carry?

It carries what it can. Left to the system are the C library, what talks to the graphics card and the
screen, and the data that carried libraries read.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from build_spec.sums import regular_files

OF_C = re.compile(r"ld-linux[\w-]*\.so\.|lib(c|m|dl|rt|pthread|util|resolv)\.so\.")
C_LIBRARY = "libc6"
VERSION_OF_C = re.compile(r"\bGLIBC_(\d+(?:\.\d+)+)")

HOLDERS = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libGLX.so.0": "libglx0",
    "libOpenGL.so.0": "libopengl0",
    "libdrm.so.2": "libdrm2",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb.so.1": "libxcb1",
}
"""Names that no release changed; a package that was renamed for 64-bit times would need `old | old-t64`."""

READ = (
    "fontconfig-config",  # where fonts lie
    "fonts-dejavu-core | fonts-liberation | fonts-noto-core",
    "libx11-data",  # how accents are typed
    "xkb-data",  # the layouts of keyboards
)


@dataclass(frozen=True)
class Wanted:
    """Libraries that no file of the bundle is named as, and the oldest C library that will do."""

    libraries: frozenset[str]
    c_library: tuple[int, ...]


def wanted(folder: Path) -> Wanted:
    """Return what the machine code in a folder asks of the system; needs objdump."""
    there = {path.name for path in folder.rglob("*")}
    asked: set[str] = set()
    versions: set[tuple[int, ...]] = {(2, 0)}
    for path in machine_code(folder):
        told = subprocess.run(["objdump", "-p", str(path)], capture_output=True, text=True, check=True).stdout
        asked |= {line.split()[1] for line in told.splitlines() if line.strip().startswith("NEEDED")}
        versions |= {tuple(map(int, found.split("."))) for found in VERSION_OF_C.findall(told)}
    return Wanted(frozenset(asked - there), max(versions))


def depends(needs: Wanted) -> list[str]:
    """Return the packages as a control file names them; ValueError where none is known for a library."""
    others = {name for name in needs.libraries if not OF_C.match(name)}
    unknown = sorted(others - HOLDERS.keys())
    if unknown:
        raise ValueError(f"dependencies.py knows no package that holds {', '.join(unknown)}")
    oldest = ".".join(map(str, needs.c_library))
    return sorted([f"{C_LIBRARY} (>= {oldest})", *(HOLDERS[name] for name in others), *READ])


def machine_code(folder: Path) -> Iterator[Path]:
    """Yield the programs and libraries below a folder."""
    for path in regular_files(folder):
        with path.open("rb") as file:
            if file.read(4) == b"\x7fELF":
                yield path
