"""Who may do what at this bank, and which of them sits here?

The bank's IT names supervisors and engineers; whoever is named nowhere is a clerk, and where nobody is named
everybody may do everything. That keeps a process honest. It is no lock: whoever can write the file of the
records can change them without this program.
"""

from __future__ import annotations

import getpass
import os
from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

from core.errors import ReservedDeed

if TYPE_CHECKING:
    from core.managed import ManagedRoles

_IS_WINDOWS = os.name == "nt"


class Role(StrEnum):
    """What somebody is at the bank; one person may be several."""

    CLERK = "clerk"
    SUPERVISOR = "supervisor"
    ENGINEER = "engineer"


class Deed(StrEnum):
    """What not everybody may do; the value begins a sentence."""

    LABEL = "Labelling pairs"
    CALIBRATE = "Changing thresholds"
    ACTIVATE = "Activating a model"
    DROP_MODEL = "Removing a model"
    REMOVE = "Removing customers and signatories"
    RETRAIN = "Training a model"
    EXCHANGE = "Importing and exporting pairs"
    DELIVER = "Taking in a model"


WHOSE: Mapping[Deed, Role] = {
    Deed.LABEL: Role.SUPERVISOR,
    Deed.CALIBRATE: Role.SUPERVISOR,
    Deed.ACTIVATE: Role.SUPERVISOR,
    Deed.DROP_MODEL: Role.SUPERVISOR,
    Deed.REMOVE: Role.SUPERVISOR,
    Deed.RETRAIN: Role.ENGINEER,
    Deed.EXCHANGE: Role.ENGINEER,
    Deed.DELIVER: Role.ENGINEER,
}
"""Whoever makes a model does not thereby put it into use: no role includes the other's deeds."""

EVERY_ROLE = frozenset(Role)


def may(roles: Collection[Role], deed: Deed) -> bool:
    """Tell whether somebody who is all of this may do that."""
    return WHOSE[deed] in roles


def require(deed: Deed) -> None:
    """Go on only for those who may do it; raises ReservedDeed, UnusableManagedFile."""
    if not may(my_roles(), deed):
        raise ReservedDeed(deed.value, WHOSE[deed].value)


def my_roles() -> frozenset[Role]:
    """Return what whoever is logged in is at this bank; raises UnusableManagedFile."""
    from core.managed import read_managed  # only here: it takes long, and the window waits

    return roles_of(read_managed().roles)


def roles_of(named: ManagedRoles | None) -> frozenset[Role]:
    """Return what whoever is logged in is among those whom IT named; all of it where IT named nobody."""
    if named is None:
        return EVERY_ROLE
    mine = login_names()
    persons = {Role.SUPERVISOR: named.supervisors, Role.ENGINEER: named.engineers}
    return frozenset(
        {Role.CLERK, *(role for role in persons if not mine.isdisjoint(map(_alike, persons[role])))}
    )


def login_names() -> frozenset[str]:
    """Return every name that means whoever is logged in: on Windows with and without the domain."""
    name = _login()
    domain = os.environ.get("USERDOMAIN", "") if _IS_WINDOWS else ""
    names = {name, f"{domain}\\{name}"} if domain else {name}
    return frozenset(_alike(one) for one in names if name)


def _alike(name: str) -> str:
    """Return a name as it is compared: Windows does not tell large letters from small ones."""
    return name.casefold() if _IS_WINDOWS else name


def _login() -> str:
    """Ask the system by its user's number where it has one: LOGNAME is whatever a shell says it is."""
    try:
        import pwd

        return pwd.getpwuid(os.getuid()).pw_name
    except (ImportError, KeyError):  # Windows; or a user whom no list names, as in some containers
        return _said_login()


def _said_login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
