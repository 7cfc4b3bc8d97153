"""Under which folder name can a writer be kept on every system?"""

from __future__ import annotations

import re
import unicodedata

LONGEST = 60
"""Characters; in UTF-8 within the 255 bytes of a name on Linux, with room for a number."""
NAMELESS = "writer"
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?=\.|$)", re.IGNORECASE)
"""Devices on Windows, with any ending (Microsoft, Naming Files, Paths, and Namespaces)."""


class FolderNames:
    """Gives every writer a folder name of its own, also where capitals do not count."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._taken: set[str] = set()

    def of(self, writer: str) -> str:
        """Return the folder name of a writer, always the same one."""
        if writer not in self._names:
            self._names[writer] = self._free(safe_name(writer))
        return self._names[writer]

    def _free(self, wanted: str) -> str:
        name, number = wanted, 1
        while _folded(name) in self._taken:
            number += 1
            name = f"{wanted}_{number}"
        self._taken.add(_folded(name))
        return name


def safe_name(text: str) -> str:
    """Return `text` as a folder name: no separators, control signs, devices, nor dots or blanks at the
    ends.
    """
    composed = unicodedata.normalize("NFC", text)
    plain = "".join("_" if unicodedata.category(sign)[0] == "C" else sign for sign in composed)
    name = _FORBIDDEN.sub("_", plain)[:LONGEST].strip(" .")
    return f"_{name}" if _RESERVED.match(name.replace(" ", "")) else name or NAMELESS


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()
