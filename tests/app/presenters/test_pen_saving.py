"""Is the way of a pen written as its file's ending says, and is it told?"""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest

from app.notices import Notice, NoticeKind, Notices
from app.presenters.pen_saving import PenSaver, file_name
from core.pen.files import read_trajectory
from core.pen.iso19794 import is_iso
from core.pen.way import Trajectory
from tests.app.held_lanes import HeldLanes

pytestmark = pytest.mark.usefixtures("qtbot")
WAY = Trajectory(np.array([[0, 0, 0, 0.5], [5, 5, 0.5, 0.7], [9, 2, 1, 0.2]], np.float64), np.ones(3, bool))


class Bench:
    """A saver on held lanes, and what was said."""

    def __init__(self) -> None:
        self.lanes, notices = HeldLanes(), Notices()
        self.said: list[Notice] = []
        notices.posted.connect(self.said.append)
        self.saver = PenSaver(cast("Any", self.lanes), notices)

    def save(self, path: Path) -> Notice:
        self.saver.save(path, WAY)
        self.lanes.run_all()
        return self.said[-1]


def test_a_table_is_written_where_nothing_else_is_asked_for(tmp_path: Path) -> None:
    told = Bench().save(tmp_path / "way")
    assert told.text == "The pen's way was written to way.csv."
    assert read_trajectory(tmp_path / "way.csv").to_bytes() == WAY.to_bytes()


def test_a_record_of_the_standard_is_written(tmp_path: Path) -> None:
    Bench().save(tmp_path / "way.sdi")
    data = (tmp_path / "way.sdi").read_bytes()
    assert is_iso(data)
    assert read_trajectory(data).seconds == pytest.approx(WAY.seconds)


def test_another_ending_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    assert Bench().save(tmp_path / "way.png").kind is NoticeKind.FAILED
    assert list(tmp_path.iterdir()) == []


def test_a_name_is_proposed_that_every_system_takes() -> None:
    assert file_name("pad 2026-11-23 14:03:12") == "pad 2026-11-23 14-03-12.csv"
    assert file_name("way.sdi") == "way.csv"
