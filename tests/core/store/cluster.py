"""Where do the tests find a PostgreSQL? Where SPECIMEN_TEST_SERVER says, or where one is installed.

An installed one is started in a folder of its own for as long as the tests run. PostgreSQL refuses to run as
root; where the tests do, it runs as the user that its package made.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from traceback import format_exception
from typing import Any

import pg8000.dbapi
import pytest

from core.address import Server, server_at
from core.errors import StoreProblem, UnusableStore

VARIABLE = "SPECIMEN_TEST_SERVER"
"""The address, password included, of a database whose user may make others."""
PACKAGED = Path("/usr/lib/postgresql")
OWNER, SECRET = "specimen", "pass:word@1"
EMPTY, OURS, BARE = "specimen_empty", "specimen_ours", "specimen_bare"
CONFIGURED = ("fsync=off", "max_connections=30", "shared_buffers=16MB", "listen_addresses=127.0.0.1")


@dataclass(frozen=True)
class Cluster:
    """A running PostgreSQL, as its owner reaches it."""

    admin: Server
    certificate: Path | None = None
    """What it proves itself by, where it can."""

    def ask(self, question: str) -> list[Any]:
        """Have something done outside of every transaction; returns the rows."""
        where = self.admin
        connection = pg8000.dbapi.connect(
            where.user, host=where.host, port=where.port, database=where.database, password=where.password
        )
        try:
            connection.autocommit = True
            cursor = connection.cursor()
            cursor.execute(question)
            return list(cursor.fetchall()) if cursor.description else []
        finally:
            connection.close()

    def database(self, name: str, *, folder: Path) -> Server:
        """Return one of its databases, as a desk knows it."""
        start, _, _ = self.admin.address.rpartition("/")
        return replace(self.admin, address=f"{start}/{name}", database=name, folder=folder)

    def make(self, name: str, *, like: str = "template0") -> None:
        """Make a database, empty or like another one."""
        self.ask(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        self.ask(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')


def problem_of(act: Callable[[], object]) -> StoreProblem:
    """Return why a bank cannot be used; whatever is said of it, the password is not."""
    with pytest.raises(UnusableStore) as refused:
        act()
    assert SECRET not in "".join(format_exception(refused.value))
    return refused.value.problem


def why_none() -> str:
    """Return why there is no PostgreSQL to test with; empty where there is one."""
    if os.environ.get(VARIABLE):
        return ""
    if sys.platform == "win32" or _binaries() is None:
        return f"no PostgreSQL is installed, and {VARIABLE} names none"
    return "PostgreSQL does not run as root, and has no user here" if _as_whom() is None else ""


@contextmanager
def running(*settings: str) -> Iterator[Cluster]:
    """Start a PostgreSQL, with further settings, and stop it; or use the one that was named."""
    if named := os.environ.get(VARIABLE):
        yield Cluster(server_at(named, folder=Path()))
        return
    with TemporaryDirectory(prefix="specimen-server-", ignore_cleanup_errors=True) as name:
        folder, port = Path(name), _free_port()
        _own(folder)
        data = _made(folder)
        certificate = _certificate(data)
        options = [*CONFIGURED, f"port={port}", f"unix_socket_directories={folder}", *settings]
        options += ["ssl=on"] if certificate else []
        words = " ".join(f"-c {option}" for option in options)
        try:
            _call("pg_ctl", "-D", data, "-w", "-o", words, "-l", folder / "log", "start", folder=folder)
            admin = server_at(
                f"postgresql://{OWNER}:pass%3Aword%401@127.0.0.1:{port}/postgres", folder=Path()
            )
            yield Cluster(admin, certificate)
        finally:
            _call("pg_ctl", "-D", data, "-m", "immediate", "stop", folder=folder, check=False)


def _binaries() -> Path | None:
    if found := shutil.which("initdb"):
        return Path(found).parent
    versions = sorted(PACKAGED.glob("*/bin"), key=lambda folder: float(folder.parent.name))
    return versions[-1] if versions else None


def _as_whom() -> dict[str, Any] | None:
    """Return as whom its programs are started; None where nobody will do."""
    if os.geteuid() != 0:
        return {}
    import pwd

    try:
        entry = pwd.getpwnam("postgres")
    except KeyError:
        return None
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _call(program: str, *words: object, folder: Path, check: bool = True) -> None:
    binaries = _binaries()
    assert binaries is not None
    subprocess.run(
        [str(binaries / program), *map(str, words)],
        check=check,
        cwd=folder,
        stdout=subprocess.DEVNULL,  # the server inherits it, and a pipe would be waited for
        stderr=subprocess.DEVNULL,
        timeout=60,
        **(_as_whom() or {}),
    )


def _own(place: Path) -> None:
    if whom := _as_whom():
        os.chown(place, whom["user"], whom["group"])


def _made(folder: Path) -> Path:
    secret, data = folder / "secret", folder / "data"
    secret.write_text(f"{SECRET}\n", encoding="utf-8")
    _own(secret)
    words = (
        "-U",
        OWNER,
        "--auth=scram-sha-256",
        f"--pwfile={secret}",
        "-E",
        "UTF8",
        "--locale=C",
        "--no-sync",
    )
    _call("initdb", "-D", data, *words, folder=folder)
    return data


def _certificate(data: Path) -> Path | None:
    """Have the server vouch for itself, as many a bank's does; None where no tool can make it."""
    if shutil.which("openssl") is None:
        return None
    key, certificate = data / "server.key", data / "server.crt"
    curve = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2")
    names = ("-subj", "/CN=specimen", "-addext", "subjectAltName=IP:127.0.0.1")
    command = ["openssl", "req", "-x509", *curve, *names, "-keyout", str(key), "-out", str(certificate)]
    if subprocess.run(command, check=False, capture_output=True, timeout=60).returncode != 0:
        return None
    key.chmod(0o600)
    _own(key)
    _own(certificate)
    return certificate


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
