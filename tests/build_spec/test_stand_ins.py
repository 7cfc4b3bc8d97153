"""Do the libraries that stand in for OpenCV's have the symbols it looks for, and no more?"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import torch

from build_spec import stand_ins
from build_spec.stand_ins import Symbol
from build_spec.trim import Entry

pytestmark = pytest.mark.skipif(
    not stand_ins.is_possible(), reason="needs binutils and a compiler on Linux, 64-bit Intel"
)
FOLDER = "opencv_python_headless.libs"
CALLER = ".text\n.globl call\ncall:\njmp *{}@GOTPCREL(%rip)\n"
JUMP = "jmp *{}@GOTPCREL(%rip)\n"
ANSWERS = ".text\n.globl {0}\n.type {0}, @function\n{0}:\nmov ${1}, %eax\nret\n"
BLAS = ("sgesv_", "dgesv_", "sposv_", "cblas_sgemm", "cblas_dgemm", "cblas_cgemm", "sgesdd_")
TORCHS = (
    *("sgemm_", "dgemm_", "cgemm_", "zgemm_", "sgetrf_", "dgetrf_", "sgetrs_", "dgetrs_"),
    *("spotrf_", "dpotrf_", "spotrs_", "dpotrs_", "sgesdd_"),
)
TORCH = Path(torch.__file__).parent / "lib" / "libtorch_cpu.so"
SOLVING = Path(__file__).with_name("solving.py")


def library(path: Path, source: str, *linked: Path) -> Path:
    """Assemble a small library of the name that its path has."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.with_suffix(".s").write_text(source, encoding="utf-8")
    subprocess.run(["as", "-o", path.with_suffix(".o"), path.with_suffix(".s")], check=True)
    link = ["ld", "-shared", "-soname", path.name, "-rpath", f"$ORIGIN/../{FOLDER}:$ORIGIN"]
    subprocess.run([*link, "-o", path, path.with_suffix(".o"), *linked], check=True)
    return path


@pytest.fixture
def entries(tmp_path: Path) -> list[Entry]:
    """OpenCV in small, beside the real torch; its video brings a library of its own."""
    codec = library(tmp_path / FOLDER / "libvpx-1.so", ANSWERS.format("vpx", 3))
    video = library(tmp_path / FOLDER / "libavcodec-1.so", ANSWERS.format("avcodec_open2", 4), codec)
    blas = library(tmp_path / FOLDER / "libopenblasp-1.so", "".join(map(ANSWERS.format, BLAS, range(9))))
    uses = CALLER.format("sgesv_") + "".join(map(JUMP.format, BLAS)) + "jmp *avcodec_open2@GOTPCREL(%rip)\n"
    opencv = library(tmp_path / "cv2" / "cv2.abi3.so", uses, blas, video)
    files = [codec, video, blas, opencv]
    links: list[Entry] = [(file.name, f"{FOLDER}/{file.name}", "SYMLINK") for file in (codec, video)]
    theirs = [(str(file.relative_to(tmp_path)), str(file), "BINARY") for file in files]
    return [*theirs, (stand_ins.TORCH, str(TORCH), "BINARY"), *links]


def test_what_only_a_replaced_library_needed_goes_with_its_link(entries: list[Entry], tmp_path: Path) -> None:
    left = [place for place, _, _ in stand_ins.put_in(entries, tmp_path / "made")]
    gone = {f"{FOLDER}/libvpx-1.so", "libvpx-1.so"}
    assert left == [place for place, _, _ in entries if place not in gone]


def test_linear_algebra_is_torchs(entries: list[Entry], tmp_path: Path) -> None:
    """In a process of its own, with the stand-in where the bundle has it."""
    bundle = tmp_path / "bundle"
    (bundle / "torch").mkdir(parents=True)
    (bundle / "torch" / "lib").symlink_to(TORCH.parent)
    made = next(
        source for place, source, _ in stand_ins.put_in(entries, tmp_path / "made") if "blas" in place
    )
    (bundle / FOLDER).mkdir()
    shutil.copy(made, bundle / FOLDER)
    words = [sys.executable, str(SOLVING), str(bundle / FOLDER / Path(made).name)]
    told = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    assert told.split() == ["solved"] * 4


@pytest.mark.parametrize("lacking", ["torch/lib/libtorch_cpu.so", "sgesdd_"])
def test_without_torchs_algebra_opencvs_own_stays(entries: list[Entry], tmp_path: Path, lacking: str) -> None:
    has = "".join(ANSWERS.format(name, 0) for name in TORCHS if name != lacking)
    small = library(tmp_path / "torch" / "lib" / "libtorch_cpu.so", has)
    offered = [
        (place, str(small) if place == stand_ins.TORCH else source, kind) for place, source, kind in entries
    ]
    offered = [entry for entry in offered if entry[0] != lacking]
    sources = [source for place, source, _ in stand_ins.put_in(offered, tmp_path / "made") if "blas" in place]
    assert sources == [str(tmp_path / FOLDER / "libopenblasp-1.so")]


def test_symbols_keep_their_versions() -> None:
    script = stand_ins.versions_of([Symbol("a", "LIB_1"), Symbol("b", "LIB_1"), Symbol("c", "LIB_2")])
    assert script == "LIB_1 { global: a; b; local: *; };\nLIB_2 { global: c; local: *; };\n"
