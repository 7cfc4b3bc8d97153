"""In which words does the pad say what it recorded, and what is a signature called that was given on it?"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from app.presenters.customer_words import counted
from app.widgets.pad import Tool
from core.pen.way import MOST_SECONDS, is_kept

_WHY_NO_PRESSURE = {
    Tool.PEN: "this pen tells none",
    Tool.FINGER: "a finger tells none",
    Tool.MOUSE: "a mouse tells none",
}
_SIZE_UNKNOWN = "This screen does not tell its size, so the signature's is estimated."


def recorded_text(*, seconds: float, strokes: int, has_pressure: bool, tool: Tool, is_full: bool) -> str:
    """What is on the pad: '2.4 s, 3 strokes, with pressure'."""
    if is_full:
        return f"A signature may take {MOST_SECONDS:.0f} s. What came later is not recorded."
    pressure = "with pressure" if has_pressure else f"without pressure: {_WHY_NO_PRESSURE[tool]}"
    return f"{seconds:.1f} s, {counted(strokes, 'stroke')}, {pressure}"


def kept_text(count: int, *, is_size_known: bool) -> str:
    """What stands below an empty pad, after so many signatures were given on it."""
    if count:
        return f"{counted(count, 'signature')} taken. Sign again, or close."
    return "Sign with a pen, a finger or the mouse." if is_size_known else _SIZE_UNKNOWN


def short_text() -> str:
    """Why nothing was taken."""
    return "Too short for a signature. Sign again."


def source_name(source: Path | bytes) -> str:
    """What is shown as the name of a scan that was handed in just now."""
    if isinstance(source, Path):
        return source.name
    if is_kept(source):
        return f"pad {datetime.now().astimezone():%Y-%m-%d %H:%M:%S}"
    return "Pasted picture"
