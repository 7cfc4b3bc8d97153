"""Do the libraries that stand in for OpenCV's have the symbols it looks for, and no more?"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from build_spec import stand_ins
from build_spec.stand_ins import Symbol
from build_spec.trim import Entry

pytestmark = pytest.mark.skipif(not stand_ins.is_possible(), reason="needs binutils on Linux, 64-bit Intel")
FOLDER = "opencv_python_headless.libs"
CALLER = ".text\n.globl call\ncall:\njmp *{}@GOTPCREL(%rip)\n"
ANSWERS = ".text\n.globl {0}\n.type {0}, @function\n{0}:\nmov ${1}, %eax\nret\n"


def library(path: Path, source: str, *linked: Path) -> Path:
    """Assemble a small library of the name that its path has."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.with_suffix(".s").write_text(source, encoding="utf-8")
    subprocess.run(["as", "-o", path.with_suffix(".o"), path.with_suffix(".s")], check=True)
    link = ["ld", "-shared", "-soname", path.name, "-rpath", f"$ORIGIN/../{FOLDER}:$ORIGIN"]
    subprocess.run([*link, "-o", path, path.with_suffix(".o"), *linked], check=True)
    return path


def algebra(prefix: str, answer: int) -> str:
    """Return the source of an OpenBLAS in small: one solver, and what tells of its threads."""
    names = ["sgesv_", *sorted(stand_ins.CONTROLS)]
    return "".join(ANSWERS.format(prefix + name, answer + k) for k, name in enumerate(names))


def answer(library: Path, function: str) -> int:
    """Call a function of a library in a process of its own: here, scikit-learn would find it loaded."""
    ask = f"import ctypes; print(ctypes.CDLL({str(library)!r}).{function}())"
    told = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    return int(told.stdout)


@pytest.fixture
def entries(tmp_path: Path) -> list[Entry]:
    """OpenCV in small: it calls linear algebra, and its video brings a library of its own."""
    codec = library(tmp_path / FOLDER / "libvpx-1.so", ANSWERS.format("vpx", 3))
    video = library(tmp_path / FOLDER / "libavcodec-1.so", ANSWERS.format("avcodec_open2", 4), codec)
    blas = library(tmp_path / FOLDER / "libopenblasp-1.so", algebra("", 5))
    scipys = library(tmp_path / "scipy.libs" / "libscipy_openblas-1.so", algebra("scipy_", 6))
    uses = CALLER.format("sgesv_") + "jmp *avcodec_open2@GOTPCREL(%rip)\n"
    opencv = library(tmp_path / "cv2" / "cv2.abi3.so", uses, blas, video)
    files = [codec, video, blas, scipys, opencv]
    links: list[Entry] = [(file.name, f"{FOLDER}/{file.name}", "SYMLINK") for file in (codec, video)]
    return [*((str(file.relative_to(tmp_path)), str(file), "BINARY") for file in files), *links]


def test_what_only_a_replaced_library_needed_goes_with_its_link(entries: list[Entry], tmp_path: Path) -> None:
    left = [place for place, _, _ in stand_ins.put_in(entries, tmp_path / "made")]
    gone = {f"{FOLDER}/libvpx-1.so", "libvpx-1.so"}
    assert left == [place for place, _, _ in entries if place not in gone]


def test_linear_algebra_goes_on_to_scipys(entries: list[Entry], tmp_path: Path) -> None:
    bundle = tmp_path / "bundle"
    for place, source, kind in stand_ins.put_in(entries, tmp_path / "made"):
        if kind != "SYMLINK":
            (bundle / place).parent.mkdir(parents=True, exist_ok=True)
            (bundle / place).write_bytes(Path(source).read_bytes())
    assert answer(bundle / "cv2" / "cv2.abi3.so", "call") == 6
    assert answer(bundle / FOLDER / "libopenblasp-1.so", "openblas_get_num_threads") == 9


def test_without_scipys_library_everything_stays(entries: list[Entry], tmp_path: Path) -> None:
    without = [entry for entry in entries if not entry[0].startswith("scipy.libs")]
    assert stand_ins.put_in(without, tmp_path / "made") == without


def test_symbols_keep_their_versions() -> None:
    script = stand_ins.versions_of([Symbol("a", "LIB_1"), Symbol("b", "LIB_1"), Symbol("c", "LIB_2")])
    assert script == "LIB_1 { global: a; b; local: *; };\nLIB_2 { global: c; local: *; };\n"
