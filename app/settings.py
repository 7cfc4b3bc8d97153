"""What can a clerk choose, and what does the desk remember between starts?

One table of typed settings, from which the settings page is generated. Choices and remembered page state
(filters, sizes) are kept in one JSON file, written whole.
"""

from __future__ import annotations

import getpass
import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar, cast, overload

from PySide6.QtCore import QObject, QTimer, Signal, Slot

_log = logging.getLogger(__name__)

T = TypeVar("T", str, bool)
Value = str | bool

_WRITE_AFTER_MS = 400


@dataclass(frozen=True)
class Choice:
    """One of the values that a setting can take, and its words."""

    value: str
    text: str


@dataclass(frozen=True)
class Setting(Generic[T]):
    """One row of the table. A descriptor: `settings.theme` reads it, `settings.theme = "dark"` changes it."""

    key: str
    default: T
    group: str
    label: str
    help: str = ""
    choices: tuple[Choice, ...] = ()
    is_folder: bool = False
    needs_restart: bool = False
    start: Callable[[], T] | None = field(default=None, compare=False)

    @property
    def initial(self) -> T:
        """The value before the clerk has chosen one."""
        return self.start() if self.start else self.default

    def accepts(self, value: object) -> bool:
        """Whether a value read from a file can be used."""
        if not isinstance(value, type(self.default)):
            return False
        return not self.choices or value in {choice.value for choice in self.choices}

    @overload
    def __get__(self, owner: None, kind: type) -> Setting[T]: ...
    @overload
    def __get__(self, owner: Settings, kind: type) -> T: ...
    def __get__(self, owner: Settings | None, kind: type) -> Setting[T] | T:
        if owner is None:
            return self
        return cast(T, owner.value(self.key))

    def __set__(self, owner: Settings, value: T) -> None:
        owner.set_value(self.key, value)


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no user database, as in some containers
        return ""


class Settings(QObject):
    """The clerk's choices, but for what IT settled. With `path` None nothing is written: for tests and
    screenshots.
    """

    changed = Signal(str)  # the key
    refused = Signal(str)  # the key of a choice that is not the clerk's to make

    theme = Setting(
        "theme", "system", "Appearance", "Theme",
        choices=(Choice("system", "As the system"), Choice("light", "Light"), Choice("dark", "Dark")),
    )  # fmt: skip
    reduce_motion = Setting(
        "reduce_motion", False, "Appearance", "Reduce motion",
        "Nothing slides or fades; the blink view changes only on a key.",
    )  # fmt: skip
    officer = Setting(
        "officer",
        "",
        "Decisions",
        "Officer",
        "The name that is recorded with each decision.",
        start=_login_name,
    )
    remark_needed = Setting(
        "remark_needed", False, "Decisions", "A remark is needed to go against the advice",
        "A decision that differs from the verdict is recorded only with a remark.",
    )  # fmt: skip
    show_ink_first = Setting(
        "show_ink_first", False, "Pictures", "Show the ink first",
        "Scans open in the ink view, as the network sees them, instead of as scanned.",
    )  # fmt: skip
    data_folder = Setting(
        "data_folder", "", "Machine", "Data folder",
        "Where customers, specimens and decisions are kept. Empty: the usual place for this computer.",
        is_folder=True, needs_restart=True,
    )  # fmt: skip
    device = Setting(
        "device", "auto", "Machine", "Compute on", "Where the network runs.",
        choices=(
            Choice("auto", "Whichever is fastest"),
            Choice("cpu", "Processor"),
            Choice("cuda", "Graphics card"),
        ),
        needs_restart=True,
    )  # fmt: skip

    def __init__(
        self,
        path: Path | None = None,
        parent: QObject | None = None,
        *,
        managed: Mapping[str, Value] | None = None,
    ) -> None:
        """Read what was chosen; `managed` holds what IT settled by key, ValueError where that will not do."""
        super().__init__(parent)
        self._path = path
        self._rows: dict[str, Setting[Any]] = {row.key: row for row in table()}
        self._managed = dict(managed or {})
        for key, value in self._managed.items():
            self._refuse_unfit(key, value)
        self._chosen: dict[str, Value] = {}
        self._state: dict[str, object] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.flush)
        self._read()

    def value(self, key: str) -> Value:
        """The value of one setting; KeyError where the table has no such key."""
        if key in self._managed:
            return self._managed[key]
        return self._chosen[key] if key in self._chosen else cast("Value", self._rows[key].initial)

    def is_managed(self, key: str) -> bool:
        """Whether IT settled it, so that the clerk cannot."""
        return key in self._managed

    def set_value(self, key: str, value: Value) -> None:
        """Choose a value; ValueError where the setting does not take it. What IT settled stays: `refused`."""
        self._refuse_unfit(key, value)
        if value == self.value(key):
            return
        if self.is_managed(key):
            self.refused.emit(key)
            return
        self._chosen[key] = value
        self._timer.start(_WRITE_AFTER_MS)
        self.changed.emit(key)

    def label(self, key: str) -> str:
        """What the clerk knows a setting as."""
        return self._rows[key].label

    def _refuse_unfit(self, key: str, value: object) -> None:
        if not self._rows[key].accepts(value):
            raise ValueError(f"{key} does not take {value!r}")

    def recall(self, key: str) -> object:
        """What a page kept under this key, or None: a plain JSON value, to be checked before use."""
        return self._state.get(key)

    def keep(self, key: str, value: object) -> None:
        """Keep a plain JSON value until the next start."""
        if self._state.get(key) != value:
            self._state[key] = value
            self._timer.start(_WRITE_AFTER_MS)

    @Slot()
    def flush(self) -> None:
        """Write now what has changed. Called by itself a moment after a change, and once before leaving."""
        self._timer.stop()
        if self._path is None:
            return
        text = json.dumps({"chosen": self._chosen, "state": self._state}, indent=2, ensure_ascii=False)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            draft = self._path.with_suffix(".part")
            draft.write_text(text, encoding="utf-8")
            draft.replace(self._path)
        except OSError:
            _log.warning("settings could not be written", exc_info=True)

    def _read(self) -> None:
        if self._path is None or not self._path.exists():
            return
        try:
            kept = json.loads(self._path.read_text(encoding="utf-8"))
            chosen, state = dict(kept.get("chosen", {})), dict(kept.get("state", {}))
        except (OSError, ValueError, TypeError, AttributeError):
            _log.warning("settings could not be read; starting from the defaults", exc_info=True)
            return
        self._state = state
        self._chosen = {k: v for k, v in chosen.items() if k in self._rows and self._rows[k].accepts(v)}


def table() -> tuple[Setting[Any], ...]:
    """Every setting, in the order of the settings page."""
    return tuple(row for row in vars(Settings).values() if isinstance(row, Setting))
