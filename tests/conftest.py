"""What does every test start from, and what must it leave behind?

Tests run offscreen, with folders of their own, and torch comes before Qt as in the program. A test that
uses Qt must leave neither a running thread nor an open window behind.
"""

from __future__ import annotations

import gc
import os
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OMP_NUM_THREADS", "1")  # a test process a core: more threads only wait for others

import pytest
import torch
from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from core import roles
from core.folders import MANAGED_VARIABLE

torch.set_num_threads(1)

_started: weakref.WeakSet[QThread] = weakref.WeakSet()
_start = QThread.start


def _start_and_remember(thread: QThread, *arguments: Any) -> None:
    _started.add(thread)
    _start(thread, *arguments)


QThread.start = _start_and_remember  # type: ignore[method-assign, assignment]


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep every test off the folders in which the person running it keeps a bank, and IT's file too."""
    monkeypatch.delenv(MANAGED_VARIABLE, raising=False)
    home = tmp_path_factory.mktemp("home")
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))
    for name in ("WIN_PD_OVERRIDE_LOCAL_APPDATA", "WIN_PD_OVERRIDE_APPDATA", "HOME"):
        monkeypatch.setenv(name, str(home))


@pytest.fixture
def settle(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Let the bank's IT settle something, and somebody log in."""

    def settled(text: str, *, login: str = "carl") -> Path:
        file = tmp_path_factory.mktemp("settled") / "specimen.toml"
        file.write_text(text, encoding="utf-8")
        monkeypatch.setenv(MANAGED_VARIABLE, str(file))
        monkeypatch.setattr(roles, "_login", lambda: login)
        return file

    return settled


@pytest.fixture(autouse=True)
def nothing_left_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that leaves a running thread or an open window; collect garbage on this thread only."""
    if "qtbot" not in request.fixturenames:
        yield
        return
    earlier = set(_started)
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.collect(1)  # all that the test made is young; the libraries' objects take a third of a second
    threads = [thread for thread in set(_started) - earlier if isValid(thread) and thread.isRunning()]
    names = [thread.objectName() or repr(thread) for thread in threads]
    for thread in threads:
        thread.quit()
        thread.wait(2000)
    windows = [repr(widget) for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    assert not names, f"threads still running: {names}"
    assert not windows, f"windows still open: {windows}"
