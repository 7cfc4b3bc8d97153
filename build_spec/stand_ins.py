"""What stands in for libraries that OpenCV is linked against and that nothing here ever calls?

OpenCV will not load without its libraries for video (ffmpeg), AVIF and linear algebra (an OpenBLAS of its
own), 82 MB on Linux. For each a library of the same name is made that has the symbols OpenCV looks for:
video's stop the program, AVIF's answer that they cannot, and linear algebra goes on to the MKL inside torch,
through the few functions of `opencv_blas.c` that torch does not export. Needs binutils, which PyInstaller
needs too, and a C compiler; on other systems and processors everything stays as it came.
"""

from __future__ import annotations

import platform
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from build_spec.trim import Entry

OPENCV = "cv2/cv2.abi3.so"
ITS_LIBRARIES = "opencv_python_headless.libs/"
TORCH = "torch/lib/libtorch_cpu.so"
LINEAR_ALGEBRA = Path(__file__).with_name("opencv_blas.c")
TOOLS = ("as", "cc", "ld", "nm", "objdump")

VIDEO = re.compile(r"lib(avcodec|avformat|avutil|swscale)-")
AVIF = re.compile(r"libavif-")
BLAS = re.compile(r"libopenblas")

AREA = ".bss\n.lcomm nothing, 8192\n.text\n"
"""Whoever asks AVIF's library for an object is given zeros."""


@dataclass(frozen=True)
class Symbol:
    """A function that a library has, and the version of it where there is one."""

    name: str
    version: str = ""


def put_in(entries: list[Entry], folder: Path) -> list[Entry]:
    """Return the entries with stand-ins in place of libraries, and without what only those needed."""
    opencv = next((source for place, source, _ in entries if place == OPENCV), None)
    torch = next((source for place, source, _ in entries if place == TORCH), None)
    if opencv is None or torch is None or not is_possible():
        return entries
    folder.mkdir(parents=True, exist_ok=True)
    wanted = undefined(Path(opencv))
    exchanged = []
    for place, source, kind in entries:
        if kind != "SYMLINK" and place.startswith(ITS_LIBRARIES):
            source = _stand_in(Path(source), wanted, folder=folder, torch=Path(torch))
        exchanged.append((place, source, kind))
    return needed(exchanged)


def is_possible() -> bool:
    """Tell whether stand-ins can be made here."""
    machine = platform.machine().lower()
    return sys.platform == "linux" and machine == "x86_64" and all(shutil.which(tool) for tool in TOOLS)


def undefined(library: Path) -> set[str]:
    """Return the names of the symbols that a library expects of others."""
    return {symbol.name for symbol in _symbols(library, "--undefined-only")}


def source_of(symbols: Iterable[Symbol], body: str) -> str:
    """Return the assembly of one function a symbol; `{name}` in the body is its name, for jumps."""
    lines = [AREA]
    for symbol in symbols:
        told = "lea nothing(%rip), %rax\nret" if "Create" in symbol.name else body.format(name=symbol.name)
        lines.append(f".globl {symbol.name}\n.type {symbol.name}, @function\n{symbol.name}:\n{told}\n")
    return "".join([*lines, '.section .note.GNU-stack, "", @progbits\n'])


def versions_of(symbols: Iterable[Symbol]) -> str:
    """Return the linker's script that gives every symbol the version it had."""
    by_version: dict[str, list[str]] = defaultdict(list)
    for symbol in symbols:
        by_version[symbol.version].append(symbol.name)
    return "".join(
        f"{version} {{ global: {' '.join(f'{name};' for name in names)} local: *; }};\n"
        for version, names in sorted(by_version.items())
    )


def needed(entries: list[Entry]) -> list[Entry]:
    """Return the entries without those of OpenCV's libraries that nothing needs any more."""
    while True:
        asked = {
            name for place, source, kind in entries if _is_near(place, kind) for name in _needs(Path(source))
        }
        left = [
            entry
            for entry in entries
            if not PurePosixPath(entry[1] if entry[2] == "SYMLINK" else entry[0]).is_relative_to(
                ITS_LIBRARIES
            )
            or PurePosixPath(entry[0]).name in asked
        ]
        if len(left) == len(entries):
            return left
        entries = left


def _is_near(place: str, kind: str) -> bool:
    return kind != "SYMLINK" and (place == OPENCV or place.startswith(ITS_LIBRARIES))


def _stand_in(library: Path, wanted: set[str], *, folder: Path, torch: Path) -> str:
    """Make the stand-in for one library, or return the library itself where it has none."""
    if BLAS.match(library.name):
        return _linear_algebra(library, wanted, folder=folder, torch=torch)
    symbols = sorted(
        (symbol for symbol in _symbols(library, "--defined-only") if symbol.name in wanted),
        key=lambda symbol: symbol.name,
    )
    if VIDEO.match(library.name):
        return _assemble(library.name, source_of(symbols, "ud2"), versions_of(symbols), folder)
    if AVIF.match(library.name):
        return _assemble(library.name, source_of(symbols, "mov $1, %eax\nret"), versions_of(symbols), folder)
    return str(library)


def _linear_algebra(library: Path, wanted: set[str], *, folder: Path, torch: Path) -> str:
    """Compile the stand-in for OpenBLAS; the library itself stays where torch and we lack what it has."""
    made = folder / library.name
    flags = [
        "-O2",
        "-fPIC",
        "-shared",
        "-s",
        f"-Wl,-soname,{library.name}",
        "-Wl,-rpath,$ORIGIN/../torch/lib",
    ]
    links = ["-nostdlib", "-Wl,--no-as-needed", str(torch), "-Wl,--allow-shlib-undefined"]
    command = ["cc", *flags, "-Wl,--build-id=none", "-o", str(made), str(LINEAR_ALGEBRA), *links]
    subprocess.run(command, check=True)
    wanted_of_it = wanted & {symbol.name for symbol in _symbols(library, "--defined-only")}
    answered = {symbol.name for part in (made, torch) for symbol in _symbols(part, "--defined-only")}
    return str(made) if wanted_of_it <= answered else str(library)


def _assemble(name: str, source: str, versions: str, folder: Path) -> str:
    stem = folder / name
    code, object_file, script = (stem.with_name(name + end) for end in (".s", ".o", ".map"))
    code.write_text(source, encoding="utf-8")
    script.write_text(versions, encoding="utf-8")
    subprocess.run(["as", "-o", object_file, code], check=True)
    flags = [] if versions.startswith(" ") else ["--version-script", str(script)]
    link = ["ld", "-shared", "--strip-all", "-z", "lazy", "-soname", name, *flags]
    subprocess.run([*link, "-o", stem, object_file], check=True)
    return str(stem)


def _symbols(library: Path, which: str) -> list[Symbol]:
    command = ["nm", "--dynamic", which, "--with-symbol-versions", str(library)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    words = [line.split()[-1] for line in told.splitlines() if " A " not in line]
    return [Symbol(*re.split("@+", word, maxsplit=1)) for word in words]


def _needs(library: Path) -> list[str]:
    told = subprocess.run(["objdump", "-p", str(library)], capture_output=True, text=True, check=True).stdout
    return [line.split()[1] for line in told.splitlines() if line.strip().startswith("NEEDED")]
