"""What was found at a checkup, and how is it told to a person and to another program?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Value = str | int | float | bool | None


@dataclass(frozen=True)
class Entry:
    """One thing looked at; `remedy` is the sentence of what to do where something is wrong, else empty."""

    name: str
    value: Value
    remedy: str = ""


@dataclass(frozen=True)
class Section:
    """What belongs together, under one heading."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Checkup:
    """Everything that was looked at. It names no person and no account, and holds no picture."""

    made: str
    """When, in UTC."""
    sections: tuple[Section, ...]

    @property
    def wrong(self) -> list[tuple[Section, Entry]]:
        """What needs somebody's attention."""
        return [(section, entry) for section in self.sections for entry in section.entries if entry.remedy]


def as_text(checkup: Checkup) -> str:
    """Tell it in aligned lines."""
    return "\n".join(_lines(checkup))


def as_data(checkup: Checkup) -> dict[str, Any]:
    """Tell it as JSON can."""
    return {
        "made": checkup.made,
        **{
            section.title: {entry.name: entry.value for entry in section.entries}
            for section in checkup.sections
        },
        "wrong": [
            {"section": section.title, "entry": entry.name, "remedy": entry.remedy}
            for section, entry in checkup.wrong
        ],
    }


def _lines(checkup: Checkup) -> Iterator[str]:
    yield f"Specimen, report for support, {checkup.made}"
    width = max(len(entry.name) for section in checkup.sections for entry in section.entries)
    for section in checkup.sections:
        yield ""
        yield section.title
        for entry in section.entries:
            mark = "!" if entry.remedy else " "
            yield f"{mark} {entry.name.ljust(width)}  {_said(entry.value)}"
    yield ""
    if not checkup.wrong:
        yield "Nothing is wrong."
    for section, entry in checkup.wrong:
        yield f"! {section.title}, {entry.name}: {entry.remedy}"


def _said(value: Value) -> str:
    match value:
        case None:
            return "none"
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:.2f}"
    return str(value)
