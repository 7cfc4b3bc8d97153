"""Is the way of a pen written as its file's ending says, and is it told?"""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest

from app.notices import Notice, Notices
from app.presenters.pen_saving import RECORD, TABLE, PenSaver, file_name
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

    def save(self, path: Path, *, chosen: str = TABLE) -> Notice:
        self.saver.save(path, WAY, chosen=chosen)
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


@pytest.mark.parametrize(
    "typed, chosen, written",
    [("J. Smith", TABLE, "J. Smith.csv"), ("way", RECORD, "way.sdi"), ("way.CSV", RECORD, "way.CSV")],
)
def test_a_name_without_an_ending_of_ours_gets_that_of_the_chosen_kind(
    tmp_path: Path, typed: str, chosen: str, written: str
) -> None:
    assert Bench().save(tmp_path / typed, chosen=chosen).text.endswith(f"written to {written}.")
    assert [path.name for path in tmp_path.iterdir()] == [written]


def test_a_file_that_the_dialog_did_not_ask_about_is_kept(tmp_path: Path) -> None:
    (tmp_path / "anna.csv").write_text("hers", "utf-8")
    told = Bench().save(tmp_path / "anna")
    assert told.text == "anna.csv is there already, and was kept. Choose it to replace it."
    assert (tmp_path / "anna.csv").read_text("utf-8") == "hers"
    Bench().save(tmp_path / "anna.csv")
    assert read_trajectory(tmp_path / "anna.csv").seconds == pytest.approx(WAY.seconds)


def test_a_name_is_proposed_that_every_system_takes() -> None:
    assert file_name("pad 2026-11-23 14:03:12") == "pad 2026-11-23 14-03-12.csv"
    assert file_name("way.sdi") == "way.csv"
