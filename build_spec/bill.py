"""Of which packages is the bundle made, in which versions and under which licences?

The bill of materials follows CycloneDX 1.6 (https://cyclonedx.org/docs/1.6/json/).
"""

from __future__ import annotations

import json
import platform
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import Distribution, distribution, distributions
from pathlib import Path
from typing import Any
from urllib.parse import quote

from build_spec.trim import Entry

LICENCE_FILE = re.compile(r"(licen[cs]es?/|(licen[cs]e|copying|notice|copyright)[^/]*$)", re.IGNORECASE)
CODE = (".py", ".pyc", ".pyi", ".so")
LESSER = tuple(Path("/usr/share/common-licenses") / name for name in ("LGPL-3", "GPL-3"))
"""What Qt's wheels refer to and do not bring; Debian keeps the texts."""
LONGEST_NAME = 80
"""Some packages put the whole text where the licence's name belongs."""


@dataclass(frozen=True)
class Component:
    """A package in the bundle; `texts` are the files with its licence's text."""

    name: str
    version: str
    licence: str
    purl: str
    texts: tuple[Path, ...] = ()


def packages(sources: Iterable[str]) -> list[Distribution]:
    """Return the installed distributions from which at least one of these files comes, by name."""
    wanted = {str(Path(source).resolve()) for source in sources}
    found: dict[str, Distribution] = {}
    for one in distributions():
        places = (str(Path(str(one.locate_file(file))).resolve()) for file in one.files or ())
        if any(place in wanted for place in places):
            found.setdefault(_plain(one.name), one)
    return [found[name] for name in sorted(found)]


def names_and_versions(sources: Iterable[str]) -> list[Entry]:
    """Return the files that `importlib.metadata` reads to tell a package's version."""
    entries = []
    for one in packages(sources):
        path = Path(str(one.locate_file(f"{_folder(one)}/METADATA")))
        if path.is_file():
            entries.append((f"{path.parent.name}/METADATA", str(path), "DATA"))
    return entries


def components(sources: Iterable[str]) -> list[Component]:
    """Return everything in the bundle that is not ours: Python, packages, the system's libraries."""
    sources = list(sources)
    bootloader = distribution("pyinstaller")  # the part of it that starts the program comes along
    theirs = [_component(one) for one in [*packages(sources), bootloader] if _plain(one.name) != "specimen"]
    return [_python(), *theirs, *_system(sources)]


def write_bill(path: Path, parts: Iterable[Component], *, of: Component, made_at: datetime) -> None:
    """Write the bill of materials as JSON."""
    bill = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "timestamp": made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "component": {"type": "application", **_described(of)},
        },
        "components": [{"type": "library", **_described(part)} for part in parts],
    }
    path.write_text(json.dumps(bill, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def write_licences(folder: Path, parts: Iterable[Component]) -> list[str]:
    """Copy the texts of the licences, a folder a package; returns the names of those that bring none."""
    without = []
    for part in parts:
        if not part.texts:
            without.append(part.name)
        for number, text in enumerate(part.texts):
            target = folder / part.name / text.name
            if target.exists():
                target = target.with_name(f"{number}-{text.name}")
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(text, target)
    return without


def _described(part: Component) -> dict[str, Any]:
    told = {"bom-ref": part.purl, "name": part.name, "version": part.version, "purl": part.purl}
    if not part.licence:
        return told
    is_expression = re.fullmatch(r"[\w.+-]+( (AND|OR|WITH) [\w.+-]+)*", part.licence) is not None
    return {
        **told,
        "licenses": [{"expression": part.licence} if is_expression else {"license": {"name": part.licence}}],
    }


def _component(one: Distribution) -> Component:
    licence = _licence(one)
    named = [
        Path(str(one.locate_file(file))) for file in one.files or () if LICENCE_FILE.search(file.as_posix())
    ]
    texts = tuple(sorted(path for path in named if path.suffix not in CODE and path.is_file()))
    if not texts and "LGPL" in licence:
        texts = tuple(path for path in LESSER if path.is_file())
    return Component(
        one.name, one.version, licence, f"pkg:pypi/{_plain(one.name)}@{quote(one.version)}", texts
    )


def _licence(one: Distribution) -> str:
    said = _told(one, "License-Expression")
    loose = _told(one, "License")
    if not said and loose and "\n" not in loose and len(loose) <= LONGEST_NAME:
        said = loose
    if not said:
        kinds = [kind for kind in one.metadata.get_all("Classifier") or () if kind.startswith("License ::")]
        said = ", ".join(kind.rpartition(" :: ")[2] for kind in kinds)
    return said


def _told(one: Distribution, key: str) -> str:
    return next(iter(one.metadata.get_all(key) or ()), "").strip()


def _python() -> Component:
    version = platform.python_version()
    text = Path(sysconfig.get_path("stdlib", vars={"installed_base": sys.base_prefix})) / "LICENSE.txt"
    texts = (text,) if text.is_file() else ()
    return Component("Python", version, "PSF-2.0", f"pkg:generic/python@{version}", texts)


def _system(sources: Iterable[str]) -> list[Component]:
    """Where the system's libraries come from, on Debian and its children."""
    homes = tuple(str(Path(home).resolve()) for home in (sys.prefix, sys.base_prefix))
    outside = sorted(
        {
            source
            for source in sources
            if source.startswith("/") and not str(Path(source).resolve()).startswith(homes)
        }
    )
    if not outside or shutil.which("dpkg-query") is None:
        return []
    real = [str(Path(source).resolve()) for source in outside]
    told = subprocess.run(["dpkg-query", "-S", *outside, *real], capture_output=True, text=True, check=False)
    names = sorted(
        {line.partition(": ")[0].split(",")[0] for line in told.stdout.splitlines() if ": /" in line}
    )
    return [_debian(name) for name in names]


def _debian(name: str) -> Component:
    form = "${Package} ${Version} ${Architecture}"
    told = subprocess.run(["dpkg-query", "-W", "-f", form, name], capture_output=True, text=True, check=True)
    package, version, architecture = told.stdout.split()
    text = Path("/usr/share/doc") / package / "copyright"
    texts = (text,) if text.is_file() else ()
    return Component(
        package, version, "", f"pkg:deb/debian/{package}@{quote(version)}?arch={architecture}", texts
    )


def _folder(one: Distribution) -> str:
    return next((file.parent.as_posix() for file in one.files or () if file.name == "METADATA"), "")


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
