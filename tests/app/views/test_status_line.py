"""Does the foot of the window say in what state the desk is?"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from app.engine.awaited import ModelInUse
from app.views.status_line import StatusLine
from core.errors import ModelProblem, UnusableModel


@pytest.fixture
def line(holder: QWidget) -> StatusLine:
    return StatusLine(holder)


def words(line: StatusLine) -> list[str]:
    return [label.text() for label in line.findChildren(QLabel) if not label.isHidden()]


def test_model_is_said_to_be_loading_until_it_is_there(line: StatusLine) -> None:
    assert words(line) == ["Loading the model"]
    line.show_model(ModelInUse("2026-11", "0123456789abcdef", "CPU, 2 threads"))
    assert words(line) == ["Model 2026-11", "CPU, 2 threads"]


def test_refused_model_is_said_to_be_none(line: StatusLine) -> None:
    line.show_no_model(UnusableModel(Path("m"), ModelProblem.MISSING))
    assert words(line) == ["No model"]


def test_speed_and_last_saving_are_said(line: StatusLine) -> None:
    at = datetime(2026, 3, 2, 14, 2, tzinfo=UTC)
    line.show_speed(38.4)
    line.show_saved(at)
    assert words(line)[1:] == ["38 ms", f"Saved {at.astimezone():%H:%M}"]


def test_a_training_is_told_of_as_long_as_there_is_one(line: StatusLine) -> None:
    line.show_training("Training 40 %")
    assert words(line) == ["Training 40 %", "Loading the model"]
    line.show_training("")
    assert words(line) == ["Loading the model"]
