"""How does the bundle become a package for Debian and its children?

`python -m build_spec.deb`; see build_spec/README.md. No script of the package runs as root. What IT settled
in /opt/specimen/specimen.toml is no part of it, so that no upgrade or removal touches that file.
"""

from __future__ import annotations

import argparse
import gzip
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from string import Template

from build_spec import dependencies
from build_spec.bundle import ROOT, commit_time
from build_spec.icon import SIZES_PX, write_icon
from build_spec.sums import regular_files
from build_spec.version_resource import project

HERE = Path(__file__).parent / "linux"
PLACE = Path("opt", "specimen")
SHARE = Path("usr", "share")
DRAWING = ROOT / "resources" / "icons" / "program.svg"
ITS = "specimen.toml"
MAINTAINER = "The developers of Specimen"
MACHINES = {"x86_64": "amd64", "aarch64": "arm64"}
PACKINGS = ("xz", "zstd", "gzip", "none")


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the package beside the bundle; 1 where there is no bundle."""
    parser = argparse.ArgumentParser(prog="python -m build_spec.deb", description="Makes the .deb.")
    parser.add_argument("--dist", type=Path, default=ROOT / "dist", help="where the bundle lies")
    parser.add_argument("--packing", choices=PACKINGS, default="xz", help="how it is compressed")
    given = parser.parse_args(arguments)
    program = given.dist / "specimen"
    if not (program / "specimen").is_file():
        sys.stderr.write(f"{program} holds no program; python -m build_spec.bundle makes it\n")
        return 1
    package = write_deb(program, given.dist, made_at=commit_time(), packing=given.packing)
    sys.stdout.write(f"{package}: {package.stat().st_size / 1e6:.1f} MB\n")
    return 0


def write_deb(program: Path, target: Path, *, made_at: int, packing: str = "xz") -> Path:
    """Pack a program's folder; the same folder and time give the same package, byte for byte."""
    needs = dependencies.depends(dependencies.wanted(program))
    package = target / f"{project(ROOT)['name']}_{version()}_{machine()}.deb"
    with tempfile.TemporaryDirectory(dir=target, prefix="deb-") as work:
        tree = Path(work, "tree")
        lay_out(program, tree, made_at=made_at)
        control = tree / "DEBIAN" / "control"
        control.parent.mkdir()
        control.write_text(control_text(needs, size_kb=_size_kb(tree)), encoding="utf-8")
        _make_alike(tree, made_at)
        subprocess.run(
            ["dpkg-deb", "--root-owner-group", f"-Z{packing}", "--build", str(tree), str(package)],
            env={**os.environ, "SOURCE_DATE_EPOCH": str(made_at)},
            stdout=subprocess.DEVNULL,
            check=True,
        )
    return package


def lay_out(program: Path, tree: Path, *, made_at: int) -> None:
    """Lay everything where it comes to lie below a computer's root."""
    shutil.copytree(program, tree / PLACE, symlinks=True, ignore=_its_own)
    command = tree / "usr" / "bin" / "specimen"
    command.parent.mkdir(parents=True)
    command.symlink_to(Path("/", PLACE, "specimen"))
    share = tree / SHARE
    _put(HERE / "specimen.desktop", share / "applications")
    _write_metainfo(share / "metainfo", made_at)
    _put(HERE / "copyright", share / "doc" / "specimen")
    history = (ROOT / "CHANGELOG.md").read_bytes()
    (share / "doc" / "specimen" / "changelog.gz").write_bytes(gzip.compress(history, mtime=0))
    _draw_icons(share / "icons" / "hicolor")


def control_text(needs: Sequence[str], *, size_kb: int) -> str:
    """Return what the package says of itself."""
    said = project(ROOT)
    short, _, long = said["description"].partition(": ")
    lines = {
        "Package": said["name"],
        "Version": version(),
        "Architecture": machine(),
        "Maintainer": MAINTAINER,
        "Installed-Size": size_kb,
        "Depends": ", ".join(needs),
        "Section": "misc",
        "Priority": "optional",
        "Description": f"{short}\n {long[:1].upper()}{long[1:]}",
    }
    return "".join(f"{key}: {value}\n" for key, value in lines.items())


def version() -> str:
    """Return the version as Debian sorts it: what comes before a release has a tilde."""
    return re.sub(r"\.?(a|b|rc|dev)(?=\d)", r"~\1", project(ROOT)["version"])


def machine() -> str:
    """Return Debian's name for the processor that this was built on, and for."""
    return MACHINES[platform.machine()]


def _its_own(folder: str, names: list[str]) -> list[str]:
    """Whoever tried out a managed install beside the bundle does not hand it to everybody."""
    return [ITS] if ITS in names and (Path(folder) / "_internal").is_dir() else []


def _put(file: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, folder / file.name)


def _write_metainfo(folder: Path, made_at: int) -> None:
    day = datetime.fromtimestamp(made_at, UTC).date().isoformat()
    template = Template((HERE / "org.specimen.desk.metainfo.xml").read_text(encoding="utf-8"))
    folder.mkdir(parents=True)
    text = template.substitute(version=project(ROOT)["version"], day=day)
    (folder / "org.specimen.desk.metainfo.xml").write_text(text, encoding="utf-8")


def _draw_icons(folder: Path) -> None:
    """Put the drawing where desktops look for it, and in the sizes that they like."""
    from PIL.IcoImagePlugin import IcoImageFile

    scalable = folder / "scalable" / "apps" / "specimen.svg"
    scalable.parent.mkdir(parents=True)
    shutil.copyfile(DRAWING, scalable)
    with tempfile.TemporaryDirectory() as work:
        drawn = write_icon(DRAWING, Path(work), platform="win32")
        assert drawn is not None
        for side in SIZES_PX:
            picture = folder / f"{side}x{side}" / "apps" / "specimen.png"
            picture.parent.mkdir(parents=True)
            with IcoImageFile(drawn) as icon:
                icon.size = (side, side)
                icon.save(picture, format="PNG")


def _size_kb(tree: Path) -> int:
    return sum(-(-path.stat().st_size // 1024) for path in regular_files(tree))


def _make_alike(tree: Path, made_at: int) -> None:
    """Give everything the rights and the time that it has whoever builds it, and whenever."""
    for path in [*tree.rglob("*"), tree]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
        os.utime(path, (made_at, made_at), follow_symlinks=False)


if __name__ == "__main__":
    sys.exit(main())
