"""Which files of our own, and which that no import shows, does the program need beside its modules?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import Distribution, PackagePath
from pathlib import Path

from build_spec.trim import Entry, has_module
from build_spec.version_resource import project

HIDDEN = (
    "alembic.command",  # core.store.upgrade loads it where a database is migrated
    "alembic.op",  # migrations are read from disk, so that nobody sees what they import
    "sqlalchemy.dialects.sqlite",
    "sqlalchemy.dialects.postgresql.pg8000",  # by its name in an address, where IT settled a server
    "pg8000",
    "scramp",
)

FOLDERS = ("resources", "core/training/recipes", "core/family/recipes", "core/store/migrations")
NOT_SHIPPED = ("screenshots", "__pycache__")

READ_AGAIN = re.compile(
    r"install_config_module\(sys\.modules|^ *@\S*\b_overload|_overload as overload|^@torch\.jit\.script$",
    re.MULTILINE,
)
"""How a module looks whose text torch reads when it is loaded: its settings, or what it compiles."""

READ_IN = ("torch", "torchvision")


def data_files(root: Path) -> list[tuple[str, str]]:
    """Return (file, folder in the bundle) of what the program reads from disk."""
    found = [path for folder in FOLDERS for path in sorted((root / folder).rglob("*")) if path.is_file()]
    ours = [path for path in found if not set(path.parts) & set(NOT_SHIPPED)]
    return [(str(path), path.parent.relative_to(root).as_posix()) for path in ours]


def write_metadata(root: Path, folder: Path) -> Entry:
    """Write what tells our own version, as an installer would; how we were installed here is left open."""
    said = project(root)
    path = folder / f"{said['name']}-{said['version']}.dist-info" / "METADATA"
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = {"Metadata-Version": "2.1", "Name": said["name"], "Version": said["version"]}
    path.write_text("".join(f"{key}: {value}\n" for key, value in lines.items()), encoding="utf-8")
    return (f"{path.parent.name}/METADATA", str(path), "DATA")


def source_files() -> list[tuple[str, str]]:
    """Return (file, folder in the bundle) of the modules whose text is needed beside their compiled form."""
    return sorted(
        (str(path), file.parent.as_posix())
        for name in READ_IN
        for file, path in _modules(Distribution.from_name(name), name)
        if has_module(".".join(file.with_suffix("").parts))
        and READ_AGAIN.search(path.read_text(encoding="utf-8"))
    )


def _modules(package: Distribution, name: str) -> Iterator[tuple[PackagePath, Path]]:
    for file in package.files or ():
        if file.parts[0] == name and file.suffix == ".py":
            yield file, Path(str(package.locate_file(file)))
