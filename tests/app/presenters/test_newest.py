"""Does only the newest result arrive?"""

from __future__ import annotations

from typing import Any, cast

import pytest
from pytestqt.qtbot import QtBot

from app.presenters.newest import Newest
from tests.app.held_lanes import HeldLane

pytestmark = pytest.mark.usefixtures("qtbot")


@pytest.fixture
def lane() -> HeldLane:
    return HeldLane()


def start(newest: Newest, lane: HeldLane, results: list[int], result: int) -> None:
    def work() -> int:
        return result

    newest.start(cast("Any", lane.submit(work)), results.append)


def test_a_newer_job_takes_the_place_of_the_older(lane: HeldLane) -> None:
    newest, results = Newest(), list[int]()
    start(newest, lane, results, 1)
    start(newest, lane, results, 2)
    lane.run_next()
    lane.run_next()
    assert results == [2]
    assert not newest.is_busy


def test_a_result_may_start_the_next_job(lane: HeldLane) -> None:
    newest, results = Newest(), list[int]()

    def chain(result: int) -> None:
        results.append(result)
        start(newest, lane, results, 8)

    newest.start(cast("Any", lane.submit(lambda: 7)), chain)
    lane.run_next()
    assert newest.is_busy
    lane.run_next()
    assert results == [7, 8]


def test_stopping_is_told_and_dropping_is_not(qtbot: QtBot, lane: HeldLane) -> None:
    newest, results = Newest(), list[int]()
    start(newest, lane, results, 1)
    with qtbot.assertNotEmitted(newest.stopped):
        newest.drop()
    start(newest, lane, results, 2)
    with qtbot.waitSignal(newest.stopped):
        newest.stop()
    lane.run_next()
    lane.run_next()
    assert results == []


def test_a_job_cancelled_by_somebody_else_is_told(qtbot: QtBot, lane: HeldLane) -> None:
    newest, results = Newest(), list[int]()
    start(newest, lane, results, 1)
    lane.jobs[0].cancel()
    with qtbot.waitSignal(newest.stopped):
        lane.run_next()
    assert not newest.is_busy


def test_a_failure_is_told(qtbot: QtBot, lane: HeldLane) -> None:
    newest = Newest()

    def fail() -> None:
        raise ValueError("no")

    newest.start(cast("Any", lane.submit(fail)), print)
    with qtbot.waitSignal(newest.failed) as failed:
        lane.run_next()
    assert failed.args is not None
    assert isinstance(failed.args[0], ValueError)
