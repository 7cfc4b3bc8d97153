"""What did a child process write, taken apart: messages line by line, and where it broke without a name?"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator

_log = logging.getLogger(__name__)

_PLACE = re.compile(r'^ *File "(?:[^"]*[\\/])?([^"\\/]+)", line (\d+), in (\S+)', re.MULTILINE)
_ERROR = re.compile(r"^([A-Za-z_][\w.]*)(?::|$)", re.MULTILINE)
_TRACEBACK = "Traceback (most recent call last):"

Message = dict[str, object]


class MessageLines:
    """Joins what comes in pieces, and yields each complete line that is a JSON object."""

    def __init__(self) -> None:
        self._begun = b""

    def feed(self, piece: bytes) -> Iterator[Message]:
        """Yield the messages that this piece completes; any other line is left out, and logged by length."""
        *lines, self._begun = (self._begun + piece).split(b"\n")
        for line in lines:
            yield from _message(line)

    def rest(self) -> Iterator[Message]:
        """Yield the message of a last line that was never ended, where it is one."""
        line, self._begun = self._begun, b""
        yield from _message(line)


def _message(line: bytes) -> Iterator[Message]:
    if not line.strip():
        return
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        found = None
    if isinstance(found, dict):
        yield found
    else:
        _log.warning("a line of %d bytes is no message", len(line))


def places(text: str) -> list[str]:
    """Return where the last error that Python wrote came from, and its type; never its words or folders.

    What a child writes may name a customer or a scan, so that it must not be logged as it is.
    """
    _before, mark, trace = text.rpartition(_TRACEBACK)
    if not mark:
        return []
    found = [f"{name}:{line} {function}" for name, line, function in _PLACE.findall(trace)]
    kind = _ERROR.search(trace)
    return [*found, *([kind[1]] if kind else [])]
