"""How large is the bundle, of what, and which digest has each of its files?"""

from __future__ import annotations

import hashlib
import platform
import shutil
import subprocess
import tarfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

SUMS = "SHA256SUMS"
INSIDE = "_internal"
LIBRARIES = ".libs"
"""Wheels put the libraries that they bring into a folder of this ending, beside the package."""


def regular_files(folder: Path) -> Iterator[Path]:
    """Yield every file below a folder, in order; links are left out, for what they lead to is among them."""
    yield from sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def write_sums(folder: Path) -> Path:
    """Write the digests in the form that `sha256sum --check` reads."""
    sums = folder / SUMS
    sums.unlink(missing_ok=True)
    lines = [f"{_digest(path)}  {path.relative_to(folder).as_posix()}\n" for path in regular_files(folder)]
    sums.write_text("".join(lines), encoding="utf-8", newline="\n")
    return sums


def parts(folder: Path) -> Counter[str]:
    """Return the bytes of every part: a top-level package with its libraries, or a library of the system."""
    sizes: Counter[str] = Counter()
    for path in regular_files(folder):
        inside = path.relative_to(folder).parts
        sizes[_part(inside[1:] if inside[0] == INSIDE else inside)] += path.stat().st_size
    return sizes


def write_archive(folder: Path, target: Path, *, made_at: int) -> Path | None:
    """Pack the folder as a tar with xz, names in order and every time the commit's; None without xz."""
    if shutil.which("xz") is None:
        return None
    with target.open("wb") as file:
        packer = subprocess.Popen([*_packing(), "--stdout"], stdin=subprocess.PIPE, stdout=file)
        assert packer.stdin is not None
        with tarfile.open(fileobj=packer.stdin, mode="w|", format=tarfile.PAX_FORMAT) as tar:
            for path in sorted(folder.rglob("*")):
                tar.add(
                    path, path.relative_to(folder.parent).as_posix(), recursive=False, filter=_Alike(made_at)
                )
        packer.stdin.close()
        if packer.wait() != 0:
            raise OSError(f"xz could not write {target}")
    return target


def _packing() -> list[str]:
    """The machine code is most of it, and packs better once its jumps are written as where they lead."""
    jumps = ["--x86"] if platform.machine().lower() in ("x86_64", "amd64") else []
    return ["xz", "-T0", *jumps, "--lzma2=preset=9"]


class _Alike:
    """Makes an archive's entries the same whoever builds it, and whenever."""

    def __init__(self, made_at: int) -> None:
        self._made_at = made_at

    def __call__(self, entry: tarfile.TarInfo) -> tarfile.TarInfo:
        entry.mtime, entry.uid, entry.gid, entry.uname, entry.gname = self._made_at, 0, 0, "", ""
        entry.mode = 0o755 if entry.isdir() or entry.mode & 0o100 else 0o644
        return entry


def _part(inside: tuple[str, ...]) -> str:
    top = inside[0]
    if len(inside) == 1 and ".so" in top:
        return "libraries of the system"
    return top.removesuffix(LIBRARIES) if top.endswith(LIBRARIES) else top


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
