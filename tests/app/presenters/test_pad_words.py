"""Does the pad say in plain words what it recorded, and does each signature get a name of its own?"""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from app.presenters.pad_words import kept_text, recorded_text, source_name
from app.widgets.pad import Tool
from core.pen.way import Trajectory


@pytest.mark.parametrize(
    "tool, has_pressure, said",
    [
        (Tool.PEN, True, "2.4 s, 3 strokes, with pressure"),
        (Tool.PEN, False, "2.4 s, 3 strokes, without pressure: this pen tells none"),
        (Tool.MOUSE, False, "2.4 s, 3 strokes, without pressure: a mouse tells none"),
        (Tool.FINGER, False, "2.4 s, 3 strokes, without pressure: a finger tells none"),
    ],
)
def test_what_was_recorded_is_said_with_why_it_has_no_pressure(
    tool: Tool, has_pressure: bool, said: str
) -> None:
    text = recorded_text(seconds=2.44, strokes=3, has_pressure=has_pressure, tool=tool, is_full=False)
    assert text == said


def test_one_stroke_is_one_stroke_and_a_full_pad_says_why() -> None:
    usual = {"seconds": 1.0, "strokes": 1, "has_pressure": True, "tool": Tool.PEN}
    assert recorded_text(**usual, is_full=False) == "1.0 s, 1 stroke, with pressure"  # type: ignore[arg-type]
    assert "120 s" in recorded_text(**usual, is_full=True)  # type: ignore[arg-type]


def test_an_empty_pad_says_what_to_do() -> None:
    assert kept_text(0, is_size_known=True).startswith("Sign with")
    assert "does not tell its size" in kept_text(0, is_size_known=False)
    assert kept_text(1, is_size_known=True) == "1 signature taken. Sign again, or close."
    assert kept_text(3, is_size_known=True) == "3 signatures taken. Sign again, or close."


def test_a_source_is_called_by_its_file_or_by_how_it_came() -> None:
    way = Trajectory(np.array([[0, 0, 0, 0.5], [5, 5, 1, 0.5]], np.float64), np.ones(2, bool))
    assert source_name(Path("folder") / "scan.png") == "scan.png"
    assert source_name(b"\x89PNG") == "Pasted picture"
    assert re.fullmatch(r"pad \d{4}-\d\d-\d\d \d\d:\d\d:\d\d", source_name(way.to_bytes()))
