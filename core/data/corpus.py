"""Which signatures are there to learn from, and whose are they?

Layout: `<set>/<writer>/{genuine,forged}/*`. A set may also hold one writer's hand under several names, as
files called `nameNN_*`: each name is then a signatory of its own, and the same name in another hand is a
forgery.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.errors import BadData
from core.image.read import SUFFIXES

KINDS = ("genuine", "forged")
_NAMED = re.compile(r"^(name\d+)_")


@dataclass(frozen=True)
class Signature:
    """One file: its set, its writer (the unit of every split), its signatory, and whether it is genuine.

    `text` is shared by signatories who write the same words; empty where nothing is known.
    """

    path: Path
    set_name: str
    writer: str
    signatory: str
    is_genuine: bool
    text: str = ""


def find_signatures(folders: Sequence[Path]) -> list[Signature]:
    """Find every signature under sets, or under folders of sets, in a stable order; raises BadData if
    none.
    """
    sets = sorted({found for folder in folders for found in _sets_in(folder)})
    signatures = [signature for folder in sets for signature in _signatures_in(folder)]
    if not signatures:
        where = ", ".join(str(folder) for folder in folders)
        raise BadData(where, "no folder <set>/<writer>/genuine with scans in it")
    return signatures


def _sets_in(folder: Path) -> Iterable[Path]:
    if not folder.is_dir():
        raise BadData(str(folder), "not a folder")
    if _is_set(folder):
        return [folder]
    return [child for child in folder.iterdir() if child.is_dir() and _is_set(child)]


def _is_set(folder: Path) -> bool:
    return any((writer / "genuine").is_dir() for writer in folder.iterdir() if writer.is_dir())


def _signatures_in(folder: Path) -> Iterable[Signature]:
    for writer in sorted(child for child in folder.iterdir() if child.is_dir()):
        for kind in KINDS:
            for path in sorted((writer / kind).glob("*")):
                if path.suffix.lower() in SUFFIXES:
                    yield _signature(path, folder.name, writer.name, is_genuine=kind == "genuine")


def _signature(path: Path, set_name: str, writer: str, *, is_genuine: bool) -> Signature:
    named = _NAMED.match(path.name)
    who = f"{set_name}/{writer}"
    if named is None:
        return Signature(path, set_name, who, who, is_genuine)
    return Signature(path, set_name, who, f"{who}/{named[1]}", is_genuine, f"{set_name}/{named[1]}")
