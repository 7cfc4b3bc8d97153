"""What has the bank's IT settled for this computer, in a file that the user may read but not change?

Where it lies, `core/folders.py` says. A file that cannot be followed to the letter is refused as a whole:
nothing is done half as IT wants it.
"""

from __future__ import annotations

import tomllib
from base64 import b64decode
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from core.address import Server, server_at
from core.errors import UnusableManagedFile
from core.folders import managed_file

KEY_BYTES = 32
MOST_DAYS = 36_500


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", hide_input_in_errors=True)


class ManagedSettings(_Strict):
    """Settings of the desk by their keys; None leaves one to the user. The officer is always the user's."""

    theme: Literal["system", "light", "dark"] | None = None
    reduce_motion: bool | None = None
    remark_needed: bool | None = None
    show_ink_first: bool | None = None
    device: Literal["auto", "cpu", "cuda"] | None = None


class ManagedModel(_Strict):
    """Whose signature on a model is trusted, and in which folder such models come; empty for none."""

    key: str
    folder: str = ""

    @field_validator("key")
    @classmethod
    def _is_a_key(cls, key: str) -> str:
        key_bytes(key)
        return key

    @field_validator("folder")
    @classmethod
    def _leads_somewhere(cls, folder: str) -> str:
        return whole_path(folder)


class ManagedRoles(_Strict):
    """Who may do what not everybody may, by the name each has at the system's login."""

    supervisors: tuple[str, ...] = Field(default=(), strict=False)  # a TOML array is a list
    engineers: tuple[str, ...] = Field(default=(), strict=False)

    @field_validator("supervisors", "engineers")
    @classmethod
    def _name_somebody(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        if not all(name.strip() for name in names):
            raise ValueError("has an empty name")
        return tuple(name.strip() for name in names)


class ManagedRetention(_Strict):
    """How many days pictures of presented scans, and what was removed, are kept; None keeps them."""

    pictures_days: int | None = Field(default=None, ge=1, le=MOST_DAYS)
    removed_days: int | None = Field(default=None, ge=1, le=MOST_DAYS)


class ManagedDatabase(_Strict):
    """The server that keeps the records of every desk; without a word on it, TLS goes as `server_at` says."""

    address: str = Field(repr=False)  # it may hold a password
    password_file: str = ""
    tls: bool | None = None
    tls_authority: str = ""

    @field_validator("address")
    @classmethod
    def _is_an_address(cls, address: str) -> str:
        server_at(address, folder=Path())
        return address

    @field_validator("password_file", "tls_authority")
    @classmethod
    def _leads_somewhere(cls, file: str) -> str:
        return whole_path(file)


class Managed(_Strict):
    """All that was settled; where nothing was, everything is the user's."""

    data_folder: str = ""
    database: ManagedDatabase | None = None
    settings: ManagedSettings = ManagedSettings()
    model: ManagedModel | None = None
    roles: ManagedRoles | None = None
    retention: ManagedRetention = ManagedRetention()

    @field_validator("data_folder")
    @classmethod
    def _leads_somewhere(cls, folder: str) -> str:
        return whole_path(folder)

    @model_validator(mode="after")
    def _shares_a_folder(self) -> Managed:
        """Desks that share records share the models that these name."""
        if self.database is not None and not self.data_folder:
            raise ValueError("[database] needs data_folder too: there lie the models that all desks use")
        return self

    @property
    def server(self) -> Server | None:
        """Where the records are, if not in a file."""
        if self.database is None:
            return None
        secret, authority = self.database.password_file, self.database.tls_authority
        return server_at(
            self.database.address,
            folder=Path(self.data_folder),
            password_file=Path(secret) if secret else None,
            tls=self.database.tls,
            authority=Path(authority) if authority else None,
        )

    @property
    def values(self) -> dict[str, str | bool]:
        """The settings that the user cannot change, by their keys."""
        folder = {"data_folder": self.data_folder} if self.data_folder else {}
        return {**folder, **self.settings.model_dump(exclude_none=True)}


def whole_path(folder: str) -> str:
    """Return a folder with `~` written out; ValueError where it depends on where the program was started."""
    path = Path(folder).expanduser()
    if not path.is_absolute():
        raise ValueError("is no whole path")
    return str(path)


def key_bytes(key: str) -> bytes:
    """Return the bytes of a public key; ValueError where it is none."""
    try:
        found = b64decode(key, validate=True)
    except ValueError as error:
        raise ValueError("is no public key in base64") from error
    if len(found) != KEY_BYTES:
        raise ValueError(f"is no public key of {KEY_BYTES} bytes in base64")
    return found


def read_managed() -> Managed:
    """Read what IT settled; raises UnusableManagedFile."""
    path = managed_file()
    if path is None:
        return Managed()
    try:
        content = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise UnusableManagedFile(path, f"cannot be read ({error.strerror or 'no reason given'})") from error
    except ValueError as error:
        raise UnusableManagedFile(path, f"is no TOML ({error})") from error
    try:
        return Managed.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        raise UnusableManagedFile(path, _why(first), key=".".join(map(str, first["loc"]))) from error


def _why(problem: Any) -> str:
    match problem["type"]:
        case "extra_forbidden":
            return "is no key of this file"
        case "missing":
            return "is missing"
        case "value_error":
            return str(problem["ctx"]["error"])
    return str(problem["msg"]).removeprefix("Input ")
