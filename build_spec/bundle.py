"""How is the bundle built, described, measured and held to its budget?

`python -m build_spec.bundle`; see build_spec/README.md.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from build_spec import bill, sums
from build_spec.version_resource import project

ROOT = Path(__file__).resolve().parents[1]
MB = 1_000_000
UNPACKED_MB, PACKED_MB = 650, 200
"""On Linux."""

LARGEST = 10


def main(arguments: Sequence[str] | None = None) -> int:
    """Build the program's folder; 1 where it is larger than it may be."""
    parser = argparse.ArgumentParser(prog="python -m build_spec.bundle", description="Builds the program.")
    parser.add_argument(
        "--dist", type=Path, default=ROOT / "dist", help="where the program's folder comes to lie"
    )
    parser.add_argument("--work", type=Path, default=ROOT / "build", help="what is only needed meanwhile")
    parser.add_argument(
        "--no-archive", action="store_true", help="do not pack, nor measure how small it packs"
    )
    given = parser.parse_args(arguments)
    made_at = commit_time()
    folder = build(given.dist, given.work, made_at=made_at)
    describe(folder, given.work, made_at=made_at)
    sums.write_sums(folder)
    packed = (
        None if given.no_archive else sums.write_archive(folder, given.dist / archive_name(), made_at=made_at)
    )
    return report(folder, packed)


def commit_time() -> int:
    """Return when what is built was committed, in seconds, so that a build does not depend on its day."""
    said = os.environ.get("SOURCE_DATE_EPOCH")
    if said:
        return int(said)
    told = subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return int(told.stdout)


def build(dist: Path, work: Path, *, made_at: int) -> Path:
    """Run PyInstaller in a process whose hashes, and so the order of every set, are always the same."""
    work.mkdir(parents=True, exist_ok=True)
    command = [
        sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN",
        "--distpath", str(dist), "--workpath", str(work), str(ROOT / "build_spec" / "specimen.spec"),
    ]  # fmt: skip
    environment = {
        **os.environ,
        "PYTHONHASHSEED": "0",
        "SOURCE_DATE_EPOCH": str(made_at),
        "PYINSTALLER_CONFIG_DIR": str(work.resolve() / "cache"),
    }
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    return dist / "specimen"


def describe(folder: Path, work: Path, *, made_at: int) -> None:
    """Put the bill of materials and the licences beside the program."""
    held = json.loads((_contents(work)).read_text(encoding="utf-8"))
    parts = bill.components(source for _, source, _ in [*held["modules"], *held["files"]])
    said = project(ROOT)
    ourselves = bill.Component(
        said["name"],
        said["version"],
        said["license"],
        f"pkg:generic/{said['name']}@{said['version']}",
        (ROOT / "LICENSE",),
    )
    bill.write_bill(
        folder / "bill-of-materials.json", parts, of=ourselves, made_at=datetime.fromtimestamp(made_at, UTC)
    )
    without = bill.write_licences(folder / "licences", [ourselves, *parts])
    if without:
        _say(f"no licence's text came with: {', '.join(without)}")


def archive_name() -> str:
    machine = platform.machine().lower()
    return f"specimen-{project(ROOT)['version']}-{sys.platform}-{machine}.tar.xz"


def report(folder: Path, packed: Path | None) -> int:
    """Print what the bundle weighs; 1 where that is over the budget, which is set for Linux."""
    sizes = sums.parts(folder)
    unpacked_mb = sum(sizes.values()) / MB
    _say(f"{folder}: {unpacked_mb:.1f} MB in {sum(1 for _ in sums.regular_files(folder))} files")
    for name, size in sizes.most_common(LARGEST):
        _say(f"{size / MB:9.1f} MB  {name}")
    is_over = unpacked_mb > UNPACKED_MB
    if packed is not None:
        packed_mb = packed.stat().st_size / MB
        _say(f"{packed}: {packed_mb:.1f} MB")
        is_over = is_over or packed_mb > PACKED_MB
    is_over = is_over and sys.platform == "linux"  # elsewhere nothing is stripped
    if is_over:
        _say(f"Over the budget: at most {UNPACKED_MB} MB unpacked and {PACKED_MB} MB packed.")
    return 1 if is_over else 0


def _contents(work: Path) -> Path:
    return next(work.rglob("contents.json"))


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
