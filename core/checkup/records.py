"""Are the bank's records whole, and how much do they hold?"""

from __future__ import annotations

from pathlib import Path

from core.address import Place
from core.checkup.findings import Entry, Section
from core.checkup.places import said
from core.errors import StoreProblem, UnusableStore
from core.store.look import Age, Look, look_at

_NAMES = {
    "customer": "customers",
    "signatory": "signatories",
    "specimen": "specimens",
    "verification": "verifications",
    "decision": "decisions",
    "example": "signatures to learn from",
}
_REMEDIES = {
    StoreProblem.NEWER: "Install the newer version of Specimen that wrote it, or choose another data folder.",
    StoreProblem.DAMAGED: "Restore a copy of the database, or choose another data folder.",
    StoreProblem.NOT_WRITABLE: "Let the user read the database and write in its folder.",
    StoreProblem.BUSY: "Another program holds the database: try again in a moment.",
    StoreProblem.UNREACHABLE: "The server does not answer: see to it, to the network, and to its address and "
    "certificate.",
    StoreProblem.NOT_ADMITTED: "The server does not let the desk in: see to user, password and database.",
    StoreProblem.LOST: "The server broke off while it was asked: try again, then see to it and the network.",
}
NONE_YET = "none yet; the desk makes them when it opens"
CHANGED = "It is not as it was recorded: keep the file as it is, and tell whoever audits the bank."
UNKNOWN = "The database could not be read: see that it is a file that the user may read."


def records(database: Place) -> tuple[Section, Age | None]:
    """Tell what is in the database, and its age; None where there is none, or none that can be read."""
    place = Entry("file", said(database)) if isinstance(database, Path) else Entry("server", str(database))
    try:
        if isinstance(database, Path) and not database.exists():
            return Section("records", (place, Entry("state", NONE_YET))), None
        seen = look_at(database)
    except UnusableStore as error:
        return Section("records", (place, _refusal(error.problem))), None
    except Exception as error:  # noqa: BLE001 - whatever is the matter, the rest of the report is wanted
        return Section("records", (place, Entry("state", type(error).__name__, UNKNOWN))), None
    return Section("records", (place, *_entries(seen))), seen.age


def _entries(seen: Look) -> list[Entry]:
    newer = _REMEDIES[StoreProblem.NEWER] if seen.age is Age.NEWER else ""
    damaged = _REMEDIES[StoreProblem.DAMAGED] if seen.damage else ""
    entries = [
        Entry("version", seen.revision or None),
        Entry("version is", seen.age.value, newer),
        Entry("MiB", seen.size / 2**20),
    ]
    if seen.age is Age.NONE:
        return entries
    entries.append(Entry("whole", not seen.damage, damaged))
    entries += [Entry(_NAMES[table], count) for table, count in seen.counts.items()]
    if seen.age is Age.CURRENT and not seen.damage:
        chains = (("decisions", seen.broken_decision), ("changes of model", seen.broken_activation))
        for name, broken in chains:
            value = "whole" if broken is None else f"broken at number {broken}"
            entries.append(Entry(f"chain of {name}", value, "" if broken is None else CHANGED))
    return entries


def _refusal(problem: StoreProblem) -> Entry:
    return Entry("state", problem.value.replace("_", " "), _REMEDIES[problem])
