"""Does work leave the GUI thread, and does everything that comes of it come home?"""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QThread, Slot
from pytestqt.qtbot import QtBot

from app.lanes import Job, Lane
from core.progress import Report, Tick

pytestmark = pytest.mark.usefixtures("qtbot")


class Listener(QObject):
    """Writes down what a job said, and on which thread it was heard."""

    def __init__(self, job: Job) -> None:
        super().__init__()
        self.heard: list[tuple[str, object]] = []
        self.threads: set[QThread] = set()
        job.done.connect(self._on_done)
        job.failed.connect(self._on_failed)
        job.ticked.connect(self._on_ticked)
        job.ended.connect(self._on_ended)

    def _hear(self, what: str, value: object) -> None:
        self.heard.append((what, value))
        self.threads.add(QThread.currentThread())

    @Slot(object)
    def _on_done(self, result: object) -> None:
        self._hear("done", result)

    @Slot(object)
    def _on_failed(self, error: object) -> None:
        self._hear("failed", error)

    @Slot(object)
    def _on_ticked(self, tick: object) -> None:
        self._hear("ticked", tick)

    @Slot()
    def _on_ended(self) -> None:
        self._hear("ended", None)

    @property
    def words(self) -> list[str]:
        return [what for what, _ in self.heard]


@pytest.fixture
def lane() -> Iterator[Lane]:
    lane = Lane("test")
    yield lane
    lane.stop()


def settle(qtbot: QtBot, job: Job) -> Listener:
    listener = Listener(job)
    with qtbot.waitSignal(job.ended):
        pass
    return listener


def test_result_arrives_on_the_gui_thread_though_the_work_ran_elsewhere(qtbot: QtBot, lane: Lane) -> None:
    listener = settle(qtbot, lane.submit(QThread.currentThread))
    assert listener.words == ["done", "ended"]
    assert listener.heard[0][1] is not QThread.currentThread()
    assert listener.threads == {QThread.currentThread()}


def test_arguments_reach_the_function(qtbot: QtBot, lane: Lane) -> None:
    listener = settle(qtbot, lane.submit(divmod, 7, 2))
    assert listener.heard[0] == ("done", (3, 1))


def test_failure_arrives_as_the_error_that_was_raised(qtbot: QtBot, lane: Lane) -> None:
    listener = settle(qtbot, lane.submit(int, "seven"))
    assert listener.words == ["failed", "ended"]
    assert isinstance(listener.heard[0][1], ValueError)


def test_lane_goes_on_after_a_failure(qtbot: QtBot, lane: Lane) -> None:
    lane.submit(int, "seven")
    assert settle(qtbot, lane.submit(int, "7")).heard[0] == ("done", 7)


def test_jobs_run_one_after_the_other_in_order(qtbot: QtBot, lane: Lane) -> None:
    order: list[int] = []
    for number in range(5):
        last = lane.submit(order.append, number)
    settle(qtbot, last)
    assert order == [0, 1, 2, 3, 4]


def test_cancelled_work_stops_at_its_next_report_and_only_ends(qtbot: QtBot, lane: Lane) -> None:
    has_begun, may_go_on, went_too_far = threading.Event(), threading.Event(), threading.Event()

    def work(report: Report) -> str:
        has_begun.set()
        may_go_on.wait(10)
        report(Tick(1, 2))
        went_too_far.set()
        return "never"

    job = lane.submit(work, reports=True)
    listener = Listener(job)
    has_begun.wait(10)
    job.cancel()
    may_go_on.set()
    with qtbot.waitSignal(job.ended):
        pass
    assert listener.words == ["ended"]
    assert not went_too_far.is_set()


def test_job_that_is_cancelled_in_the_queue_never_runs(qtbot: QtBot, lane: Lane) -> None:
    may_end, ran = threading.Event(), threading.Event()
    lane.submit(may_end.wait, 10)
    waiting = lane.submit(ran.set)
    listener = Listener(waiting)
    waiting.cancel()
    may_end.set()
    with qtbot.waitSignal(waiting.ended):
        pass
    assert listener.words == ["ended"]
    assert not ran.is_set()


def test_result_that_comes_after_cancelling_is_dropped(qtbot: QtBot, lane: Lane) -> None:
    has_begun, may_end = threading.Event(), threading.Event()

    def work() -> str:
        has_begun.set()
        may_end.wait(10)
        return "too late"

    job = lane.submit(work)
    listener = Listener(job)
    has_begun.wait(10)
    job.cancel()
    may_end.set()
    with qtbot.waitSignal(job.ended):
        pass
    assert listener.words == ["ended"]


def test_of_many_ticks_few_are_shown_and_always_the_last(qtbot: QtBot, lane: Lane) -> None:
    def work(report: Report) -> None:
        for done in range(1, 20_001):
            report(Tick(done, 20_000))

    listener = settle(qtbot, lane.submit(work, reports=True))
    ticks = [value for what, value in listener.heard if what == "ticked"]
    assert ticks[-1] == Tick(20_000, 20_000)
    assert len(ticks) < 1000  # one per 50 ms: this many would be 50 s
    assert listener.words[-2:] == ["done", "ended"]


def test_job_knows_whether_it_is_running(qtbot: QtBot, lane: Lane) -> None:
    job = lane.submit(int, "7")
    assert job.is_running()
    settle(qtbot, job)
    assert not job.is_running()


def test_lane_is_empty_only_when_what_followed_has_ended_too(qtbot: QtBot, lane: Lane) -> None:
    class Chain(QObject):
        second: Job | None = None

        @Slot(object)
        def go_on(self, _result: object) -> None:
            self.second = lane.submit(int, "2")

    chain = Chain()
    first = lane.submit(int, "1")
    first.done.connect(chain.go_on)
    with qtbot.waitSignal(lane.emptied):
        pass
    assert chain.second is not None
    assert not chain.second.is_running()
    assert lane.is_idle


def test_stopping_cancels_what_waits_and_ends_the_thread() -> None:
    lane = Lane("test")
    may_end = threading.Event()
    running = lane.submit(may_end.wait, 10)
    waiting = lane.submit(int, "7")
    may_end.set()
    assert lane.stop()
    assert running.is_cancelled
    assert waiting.is_cancelled


def test_lane_that_finishes_does_what_waits_before_it_stops() -> None:
    lane = Lane("test", finishes=True)
    done: list[int] = []
    may_end = threading.Event()
    lane.submit(may_end.wait, 10)
    lane.submit(done.append, 7)
    may_end.set()
    assert lane.stop()
    assert done == [7]


def test_lane_that_has_stopped_ends_new_jobs_without_running_them(qtbot: QtBot) -> None:
    lane = Lane("test")
    lane.stop()
    assert settle(qtbot, lane.submit(int, "7")).words == ["ended"]


def test_lane_that_will_not_end_is_reported_not_waited_for() -> None:
    lane = Lane("test")
    may_end = threading.Event()
    has_begun = threading.Event()

    def work() -> None:
        has_begun.set()
        may_end.wait(10)

    lane.submit(work)
    has_begun.wait(10)
    assert not lane.stop(timeout_ms=1)
    may_end.set()
    assert lane.stop()
