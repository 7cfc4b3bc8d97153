"""Where does a bank keep its records? In a file, or in a database on a server that its desks share."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

SCHEME = "postgresql://"
EXAMPLE = f"{SCHEME}user@host:5432/database"
USUAL_PORT = 5432
_ADDRESS = re.compile(
    r"postgresql://(?P<user>[^:@/?#\s]+)(?::(?P<password>[^@/?#\s]*))?@"
    r"(?P<host>\[[0-9A-Fa-f:.]+\]|[^:@/?#\s\[\]]*)(?::(?P<port>\d{1,5}))?"
    r"/(?P<database>[^/?#\s]+)(?:\?host=(?P<socket>/[^?#&\s]*))?"
)
_NEAR = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class Server:
    """A database on a server. What else would lie beside it lies in `folder`, which the desks share too."""

    address: str
    """As IT wrote it, but never with a password."""
    user: str
    host: str
    """A name, a number, or the whole path of the folder in which a server on this computer has its socket."""
    port: int
    database: str
    folder: Path
    tls: bool
    authority: Path | None = None
    """Certificates that are trusted in place of the system's."""
    password: str = field(default="", repr=False)
    password_file: Path | None = None

    @property
    def name(self) -> str:
        """What it is called in a line of the log."""
        return f"{self.host}/{self.database}"

    def __str__(self) -> str:
        return self.address


Place = Path | Server
"""A path is that of a SQLite file."""


def folder_of(place: Place) -> Path:
    """Return the folder of the bank's models and trainings."""
    return place.folder if isinstance(place, Server) else place.parent


def is_address(text: str) -> bool:
    """Tell an address of a server from the path of a file."""
    return text.startswith(SCHEME)


def server_at(
    address: str,
    *,
    folder: Path,
    password_file: Path | None = None,
    tls: bool | None = None,
    authority: Path | None = None,
) -> Server:
    """Take an address apart; ValueError, without its words, where it is none.

    Without a word on it, what goes to another computer goes by TLS.
    """
    found = _ADDRESS.fullmatch(address)
    host = "" if found is None else (found["socket"] or found["host"].strip("[]"))
    if found is None or not host:
        raise ValueError(f"is no address like {EXAMPLE}")
    is_near = host in _NEAR or host.startswith("/")
    secret = found["password"]
    return Server(
        address=address if secret is None else address.replace(f":{secret}@", "@", 1),
        user=_plain(found["user"]),
        host=host,
        port=int(found["port"] or USUAL_PORT),
        database=_plain(found["database"]),
        folder=folder,
        tls=not is_near if tls is None else tls,
        authority=authority,
        password=_plain(secret or ""),
        password_file=password_file,
    )


def _plain(text: str) -> str:
    """Return text without percent signs standing for others."""
    return re.sub(rb"%([0-9A-Fa-f]{2})", lambda sign: bytes.fromhex(sign[1].decode()), text.encode()).decode()
