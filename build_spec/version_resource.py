"""What does Windows show as the program's version? A resource made from what pyproject.toml says."""

from __future__ import annotations

import tomllib
from pathlib import Path

TEXT = """\
VSVersionInfo(
  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3f, flags=0x0, OS=0x40004,
                    fileType=0x1, subtype=0x0, date=(0, 0)),
  kids=[
    StringFileInfo([StringTable('080904B0', [
      StringStruct('FileDescription', {about!r}),
      StringStruct('FileVersion', {version!r}),
      StringStruct('InternalName', 'specimen'),
      StringStruct('LegalCopyright', {licence!r}),
      StringStruct('OriginalFilename', 'specimen.exe'),
      StringStruct('ProductName', 'Specimen'),
      StringStruct('ProductVersion', {version!r}),
    ])]),
    VarFileInfo([VarStruct('Translation', [2057, 1200])]),
  ],
)
"""


def project(root: Path) -> dict[str, str]:
    """Return name, version, description and licence as pyproject.toml has them."""
    table = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {key: str(table[key]) for key in ("name", "version", "description", "license")}


def version_text(root: Path) -> str:
    """Return the resource in PyInstaller's form; British English, Unicode."""
    said = project(root)
    release = [int(part) for part in said["version"].split(".") if part.isdecimal()]
    numbers = (*release, 0, 0, 0, 0)[:4]
    about = said["description"].split(":")[0]
    return TEXT.format(numbers=numbers, version=said["version"], about=about, licence=said["license"])
