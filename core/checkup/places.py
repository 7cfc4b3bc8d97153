"""Where does the program keep things on this machine, and may it write there?"""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryFile

from core.address import Place, folder_of
from core.checkup.findings import Entry, Section
from core.errors import UnusableManagedFile
from core.folders import managed_file
from core.managed import Managed, read_managed
from core.resources import resource
from core.roles import roles_of

EVERYTHING = "everybody may do everything"
GIB = 2**30
LEAST_FREE_GIB = 1.0
WRITE_REMEDY = "The user cannot write there: give the right to, or choose another folder."
FULL_REMEDY = "The disk is nearly full: make room, for nothing can be recorded on a full disk."
REACH_REMEDY = "The folder for delivered models cannot be reached: see to it, or correct the managed file."


def places(database: Place, *, settings: Path, log_folder: Path) -> Section:
    """Tell every place that is written to; nothing is made that is not there yet."""
    folder = folder_of(database)
    entries = [*_written("data folder", folder), _free(folder)]
    entries += _written("models", folder / "models")
    entries += _written("settings", settings.parent, shown=settings)
    entries += _written("logs", log_folder)
    return Section("places", (*entries, Entry("program files", said(resource().parent))))


def managed() -> Section:
    """Tell what IT settled; a file that cannot be followed is something wrong."""
    path = managed_file()
    if path is None:
        return Section("managed", (Entry("file", None), Entry("role", EVERYTHING)))
    try:
        settled = read_managed()
    except UnusableManagedFile as refusal:
        what = f"{refusal.key} {refusal.why}".strip()
        remedy = f"Specimen does not start until this is put right: {what}."
        return Section("managed", (Entry("file", said(path), remedy),))
    return Section("managed", (Entry("file", said(path)), *_settled(settled)))


def _settled(settled: Managed) -> list[Entry]:
    values = settled.values | (
        {"data_folder": said(Path(settled.data_folder))} if settled.data_folder else {}
    )
    entries = [Entry(key, value) for key, value in values.items()]
    if settled.server is not None:
        entries += [Entry("database", str(settled.server)), Entry("database.tls", settled.server.tls)]
    entries.append(Entry("role", ", ".join(sorted(roles_of(settled.roles))) if settled.roles else EVERYTHING))
    entries += [
        Entry(f"retention.{key}", days)
        for key, days in settled.retention.model_dump(exclude_none=True).items()
    ]
    if settled.model is not None:
        entries.append(Entry("model.key", settled.model.key))
        if folder := settled.model.folder:
            reached = Path(folder).is_dir()
            entries.append(Entry("model.folder", said(Path(folder)), "" if reached else REACH_REMEDY))
    return entries


def said(path: Path) -> str:
    """Return a path as it may be told to others: the user's own folder, which bears a name, is `~`."""
    try:
        return str(Path("~") / path.relative_to(Path.home()))
    except (ValueError, RuntimeError):  # it lies elsewhere, or there is no such folder
        return str(path)


def _written(name: str, folder: Path, *, shown: Path | None = None) -> list[Entry]:
    may = may_write(folder)
    return [
        Entry(name, said(shown or folder)),
        Entry(f"{name}, writable", may, "" if may else WRITE_REMEDY),
    ]


def may_write(folder: Path) -> bool:
    """Tell whether a file can be made in a folder, or in the nearest that is there where it would be made."""
    there = _nearest(folder)
    try:
        with TemporaryFile(dir=there):
            return True
    except OSError:
        return False


def _free(folder: Path) -> Entry:
    try:
        free = shutil.disk_usage(_nearest(folder)).free / GIB
    except OSError:
        return Entry("free on its disk, GiB", None)
    return Entry("free on its disk, GiB", free, FULL_REMEDY if free < LEAST_FREE_GIB else "")


def _nearest(folder: Path) -> Path:
    try:
        return next((one for one in (folder, *folder.parents) if one.exists()), folder)
    except OSError:
        return folder
