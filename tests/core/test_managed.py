"""Is what IT settled read to the letter, and refused by key and file where it cannot be followed?"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from traceback import format_exception

import pytest

from core.errors import UnusableManagedFile
from core.folders import MANAGED_VARIABLE
from core.managed import Managed, ManagedRetention, ManagedRoles, read_managed

SERVER = "postgresql://desk:secret@db.bank.example/specimen"
SHARED = 'data_folder = "~/Bank"\n'
KEY = b64encode(bytes(range(32))).decode()
Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Write the file that applies to this program."""
    path = tmp_path / "specimen.toml"
    monkeypatch.setenv(MANAGED_VARIABLE, str(path))

    def written(text: str) -> Path:
        path.write_text(text, "utf-8")
        return path

    return written


def test_without_a_file_everything_is_the_users(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(MANAGED_VARIABLE, raising=False)
    assert read_managed() == Managed()
    assert read_managed().values == {}


def test_everything_that_can_be_settled_is_read(write: Write, tmp_path: Path) -> None:
    folder = (tmp_path / "bank").as_posix()
    write(
        f'data_folder = "{folder}"\n[settings]\ntheme = "dark"\nremark_needed = true\n'
        f'[model]\nkey = "{KEY}"\nfolder = "{folder}"\n'
        '[roles]\nsupervisors = [" anna "]\n[retention]\npictures_days = 90\n'
    )
    settled = read_managed()
    assert settled.values == {"data_folder": str(Path(folder)), "theme": "dark", "remark_needed": True}
    assert settled.model is not None
    assert (settled.model.key, settled.model.folder) == (KEY, str(Path(folder)))
    assert settled.roles == ManagedRoles(supervisors=("anna",))
    assert settled.retention == ManagedRetention(pictures_days=90)


def test_a_server_has_its_folder_and_its_secrets_from_the_file(write: Write, tmp_path: Path) -> None:
    keys = 'password_file = "~/secret"\ntls = false\ntls_authority = "~/bank.pem"'
    write(f'data_folder = "{tmp_path.as_posix()}"\n[database]\naddress = "{SERVER}"\n{keys}')
    server = read_managed().server
    assert server is not None
    assert (server.host, server.password, server.folder) == ("db.bank.example", "secret", tmp_path)
    assert (server.tls, server.authority) == (False, Path.home() / "bank.pem")
    assert server.password_file == Path.home() / "secret"
    assert "secret@" not in str(read_managed()) + repr(server) + str(server)


def test_without_a_database_the_records_are_in_a_file(write: Write) -> None:
    write('data_folder = "~/Bank"')
    assert read_managed().server is None


def test_an_empty_file_settles_nothing(write: Write) -> None:
    write("")
    assert read_managed().values == {}


def test_a_folder_may_begin_with_the_users_own(write: Write) -> None:
    write('data_folder = "~/Bank"')
    assert read_managed().values == {"data_folder": str(Path.home() / "Bank")}


@pytest.mark.parametrize(
    "text, key, why",
    [
        ('colour = "red"', "colour", "is no key of this file"),
        ('[settings]\ncolour = "red"', "settings.colour", "is no key of this file"),
        ('[settings]\nofficer = "R. Amara"', "settings.officer", "is no key of this file"),
        ('[settings]\ntheme = "pink"', "settings.theme", "'system', 'light' or 'dark'"),
        ('[settings]\nreduce_motion = "yes"', "settings.reduce_motion", "boolean"),
        ('data_folder = "bank"', "data_folder", "is no whole path"),
        ("data_folder = 3", "data_folder", "string"),
        ('[model]\nfolder = "/models"', "model.key", "is missing"),
        ('[model]\nkey = "secret!"', "model.key", "is no public key in base64"),
        ('[model]\nkey = "c2hvcnQ="', "model.key", "32 bytes"),
        (f'[model]\nkey = "{KEY}"\nfolder = "models"', "model.folder", "is no whole path"),
        ("[settings", "", "is no TOML"),
        ('[roles]\nclerks = ["anna"]', "roles.clerks", "is no key of this file"),
        ('[roles]\nengineers = "anna"', "roles.engineers", "tuple"),
        ('[roles]\nengineers = ["anna", " "]', "roles.engineers", "has an empty name"),
        ("[roles]\nsupervisors = [3]", "roles.supervisors.0", "string"),
        ("[retention]\npictures_days = 0", "retention.pictures_days", "greater than or equal to 1"),
        ('[retention]\nremoved_days = "90"', "retention.removed_days", "integer"),
        ("[retention]\ndays = 90", "retention.days", "is no key of this file"),
        (f"{SHARED}[database]\ntls = true", "database.address", "is missing"),
        (
            f'{SHARED}[database]\naddress = "db:secret"',
            "database.address",
            "is no address like postgresql://",
        ),
        (f'{SHARED}[database]\naddress = "{SERVER}"\ntls = "no"', "database.tls", "boolean"),
        (f'{SHARED}[database]\naddress = "{SERVER}"\npassword_file = "a"', "database.password_file", "whole"),
        (f'[database]\naddress = "{SERVER}"', "", "needs data_folder too"),
    ],
)
def test_what_cannot_be_followed_is_named(write: Write, text: str, key: str, why: str) -> None:
    path = write(text)
    with pytest.raises(UnusableManagedFile) as caught:
        read_managed()
    assert caught.value.key == key
    assert why in caught.value.why
    assert str(caught.value).startswith(f"{path}: {key}")
    assert "secret" not in "".join(format_exception(caught.value))


def test_a_named_file_that_is_not_there_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(MANAGED_VARIABLE, str(tmp_path / "gone.toml"))
    with pytest.raises(UnusableManagedFile, match="cannot be read"):
        read_managed()


def test_a_file_that_is_no_text_is_refused(write: Write) -> None:
    write("").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UnusableManagedFile, match="is no TOML"):
        read_managed()
