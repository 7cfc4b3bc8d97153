"""How does whoever started a training pause it, let it go on, or stop it?

By words on standard input, a line each, looked for between steps: no thread waits for them. The end of the
input means that whoever started it has gone, and stops it too.
"""

from __future__ import annotations

import os
import sys
import time
from enum import StrEnum

from core.progress import Cancelled

LOOK_EVERY_S = 0.1
MOST_BYTES = 4096


class Word(StrEnum):
    """What a training may be told."""

    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"


class Control:
    """Listens to one pipe, standard input unless another is named."""

    def __init__(self, pipe: int = 0) -> None:
        self._pipe = pipe
        self._rest = b""
        self._is_paused = False

    def obey(self) -> None:
        """Wait while told to pause; raises Cancelled where told to stop, or where nobody listens any more."""
        self._hear()
        while self._is_paused:
            time.sleep(LOOK_EVERY_S)
            self._hear()

    def _hear(self) -> None:
        while (said := _waiting(self._pipe)) is not None:
            if not said:
                raise Cancelled
            *lines, self._rest = (self._rest + said).split(b"\n")
            for line in lines:
                self._take(line.decode("ascii", "replace").strip())

    def _take(self, word: str) -> None:
        if word == Word.STOP:
            raise Cancelled
        if word in (Word.PAUSE, Word.RESUME):
            self._is_paused = word == Word.PAUSE


def _waiting(pipe: int) -> bytes | None:
    """Return what waits to be read, nothing at the end of the input, and None where nothing waits."""
    if sys.platform == "win32":
        ready = _waiting_on_windows(pipe)
        return os.read(pipe, min(ready, MOST_BYTES)) if ready else None if ready == 0 else b""
    import select

    readable, _, _ = select.select([pipe], [], [], 0)
    return os.read(pipe, MOST_BYTES) if readable else None


def _waiting_on_windows(pipe: int) -> int | None:
    """Return how many bytes wait, or None where the other end has closed."""
    import ctypes
    import importlib
    from ctypes import wintypes

    handle = importlib.import_module("msvcrt").get_osfhandle(pipe)
    waiting = wintypes.DWORD()
    kernel = vars(ctypes)["WinDLL"]("kernel32")
    peek = kernel.PeekNamedPipe
    peek.argtypes = (wintypes.HANDLE, *[ctypes.c_void_p] * 3, ctypes.POINTER(wintypes.DWORD), ctypes.c_void_p)
    # The arguments after the handle: a buffer, its size, how much was read of it; then what waits in all.
    is_open = peek(handle, None, None, None, ctypes.byref(waiting), None)
    return int(waiting.value) if is_open else None
