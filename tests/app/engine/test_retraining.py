"""Is a training led from its order to its end, and never lost: paused, stopped, killed, or left behind?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.engine import retraining as module
from app.engine.training_course import Outcome, Stage, Trouble
from app.notices import NoticeKind
from core.errors import BadData
from core.learning import ordering, switch
from core.learning.order import REPORT
from core.learning.words import Start
from tests.app.training_bench import (
    CRASH,
    LISTEN,
    SAY,
    STEP,
    WHOLE,
    TrainingBench,
    lay_out,
    prospect,
)

SECRET = "Maria Okafor"
PLAN = prospect().plans[Start.CHAMPION]


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path) -> Iterator[TrainingBench]:
    bench = TrainingBench(qtbot, tmp_path)
    yield bench
    bench.close()


@pytest.fixture
def folder(bench: TrainingBench) -> Path:
    """A training that was ordered at an earlier start."""
    return lay_out(bench.bank.path)


@pytest.fixture
def orders(bench: TrainingBench, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Lay trainings out without a bank; returns the plans that were ordered."""
    ordered: list[Any] = []

    def place(_bank: object, plan: object, **_given: object) -> Path:
        ordered.append(plan)
        return lay_out(bench.bank.path, name=f"2026030{len(ordered)}T090000000000Z")

    monkeypatch.setattr(ordering, "place_order", place)
    monkeypatch.setattr(switch, "in_use", lambda _bank, *, shipped: shipped)
    return ordered


def test_a_plan_is_ordered_and_its_child_started(bench: TrainingBench, orders: list[Any]) -> None:
    bench.retraining.order(PLAN)
    assert bench.stage() is Stage.ORDERING
    bench.lanes.run_all()
    assert bench.stage() is Stage.RUNNING
    assert orders == [PLAN]
    folder = bench.bank.path.with_name("training") / "20260301T090000000000Z"
    (words,) = bench.commands
    assert words[:5] == ("retrain", "--database", str(bench.bank.path), "--run", str(folder))
    assert words[5:] == ("--events", "--device", "cpu")
    assert (bench.course.name, bench.course.steps) == ("desk, 2026-03-02", 4)
    bench.wait_for(Stage.FINISHED)


def test_what_came_of_it_is_kept_until_it_is_put_away(bench: TrainingBench, folder: Path) -> None:
    bench.go_on(WHOLE)
    bench.wait_for(Stage.FINISHED)
    assert bench.course.outcome == Outcome("c" * 64, True, "Better on your paper.")
    assert bench.course.rows == ((2, 0.5, 0.08), (4, 0.5, None))
    assert "finished" in bench.said[-1].text
    (folder / REPORT).touch()  # as the real child leaves it
    bench.look()
    assert bench.stage() is Stage.FINISHED
    bench.retraining.put_away()
    bench.lanes.run_all()
    assert bench.stage() is Stage.IDLE
    assert bench.course.outcome is None


@pytest.mark.usefixtures("folder")
def test_the_foot_of_the_window_tells_how_far_it_is_while_it_runs(bench: TrainingBench) -> None:
    bench.go_on(LISTEN)
    bench.qtbot.waitUntil(lambda: bench.watcher.told[-1] == "Training 25 %", timeout=30_000)
    bench.retraining.pause_or_go_on()
    assert bench.watcher.told[-1] == "Training paused"
    bench.retraining.stop()
    assert bench.watcher.told[-1] == "Training stopping"
    bench.wait_for(Stage.UNFINISHED)
    assert bench.watcher.told[-1] == "Training waits to go on"


@pytest.mark.usefixtures("folder")
def test_it_waits_when_paused_and_goes_on(bench: TrainingBench) -> None:
    bench.go_on(LISTEN)
    bench.wait_for_loss(0.5)
    bench.retraining.pause_or_go_on()
    assert bench.stage() is Stage.PAUSED
    bench.wait_for_loss(len("pause\n"))
    bench.retraining.pause_or_go_on()
    assert bench.stage() is Stage.RUNNING
    bench.wait_for_loss(len("resume\n"))


def test_a_stopped_training_keeps_its_place_and_goes_on_in_the_same_folder(
    bench: TrainingBench, folder: Path
) -> None:
    bench.go_on(LISTEN)
    bench.wait_for_loss(0.5)
    bench.retraining.stop()
    assert bench.stage() is Stage.STOPPING
    bench.retraining.pause_or_go_on()  # too late for that
    bench.wait_for(Stage.UNFINISHED)
    assert bench.course.trouble is None
    bench.script = WHOLE
    bench.retraining.go_on()
    bench.wait_for(Stage.FINISHED)
    assert [words[4] for words in bench.commands] == [str(folder), str(folder)]


@pytest.mark.usefixtures("folder")
def test_a_killed_child_is_told_of_and_can_be_gone_on_with(bench: TrainingBench) -> None:
    bench.go_on(CRASH)
    bench.wait_for(Stage.FAILED)
    assert bench.course.trouble is Trouble.CRASHED
    assert bench.said[-1].kind is NoticeKind.WARNED
    bench.lanes.run_all()
    bench.script = WHOLE
    bench.retraining.pause_or_go_on()
    bench.wait_for(Stage.FINISHED)
    assert bench.course.trouble is None


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    "end, trouble",
    [
        ("sys.exit(5)", Trouble.MODEL),
        ("sys.exit(6)", Trouble.REFUSED),
        ("sys.exit(1)", Trouble.BROKEN),
        ("sys.exit(0)", Trouble.BROKEN),
        ("say(event='done', challenger=3)", Trouble.BROKEN),
        ("say(event='done', challenger='c', sentence='s')\nsys.exit(6)", Trouble.REFUSED),
    ],
)
def test_a_training_that_ends_without_a_challenger_has_failed(
    bench: TrainingBench, end: str, trouble: Trouble
) -> None:
    bench.go_on(f"{SAY}{end}")
    bench.wait_for(Stage.FAILED)
    assert bench.course.trouble is trouble
    assert bench.course.outcome is None


@pytest.mark.usefixtures("folder")
def test_a_program_that_is_not_there_is_a_failure_too(
    bench: TrainingBench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench.retraining._process, "_command", lambda *_: [str(tmp_path / "nothing")])
    bench.go_on("")
    bench.wait_for(Stage.FAILED)
    assert bench.course.trouble is Trouble.NOT_STARTED


@pytest.mark.usefixtures("folder")
def test_garbage_is_passed_over(bench: TrainingBench, caplog: pytest.LogCaptureFixture) -> None:
    garbage = f"print({SECRET!r})\nprint('[1]')\nsay()\nsay(event=3)\nsay(event='step', step='x')\n"
    garbage += "say(event='tick', doing=None, done=[], total={})\n"
    bench.go_on(WHOLE.replace(STEP, garbage + STEP))
    bench.wait_for(Stage.FINISHED)
    assert len(bench.course.rows) == 2
    assert SECRET not in caplog.text


@pytest.mark.usefixtures("folder")
def test_many_steps_are_shown_a_few_times_only(bench: TrainingBench) -> None:
    assert module.SHOW_EVERY_MS == 50
    bench.retraining._timer.setInterval(1_000_000)
    bench.go_on(SAY + STEP + "for n in range(500): step(1 + n % 4)\n" + WHOLE)
    bench.wait_for(Stage.FINISHED)
    assert [course.stage for course in bench.watcher.courses] == [
        Stage.UNFINISHED,
        Stage.RUNNING,
        Stage.FINISHED,
    ]


@pytest.mark.usefixtures("folder")
def test_when_the_program_ends_the_child_ends_and_the_next_start_offers_to_go_on(
    bench: TrainingBench, tmp_path: Path
) -> None:
    saved = tmp_path / "saved"
    bench.go_on(f"{SAY}{STEP}step(1)\nsys.stdin.read()\nopen({str(saved)!r}, 'w').close()")
    bench.wait_for_loss(0.5)
    bench.close()
    assert saved.exists()
    bench.open()
    assert bench.stage() is Stage.IDLE
    bench.look()
    assert bench.stage() is Stage.UNFINISHED
    assert (bench.course.name, bench.course.step, bench.course.steps) == ("desk, 2026-03-02", 0, 4)


@pytest.mark.usefixtures("folder")
def test_a_training_is_given_up_and_taken_up_again(bench: TrainingBench) -> None:
    bench.look()
    bench.retraining.give_up()
    bench.lanes.run_all()
    assert bench.stage() is Stage.IDLE
    bench.look()
    assert bench.stage() is Stage.IDLE
    undo = bench.said[-1].undo
    assert undo is not None
    undo()
    bench.lanes.run_all()
    assert bench.stage() is Stage.UNFINISHED


def test_below_a_training_that_is_given_up_an_earlier_one_comes_to_light(bench: TrainingBench) -> None:
    earlier, _later = lay_out(bench.bank.path, name="1", steps=7), lay_out(bench.bank.path, name="2")
    bench.look()
    bench.retraining.give_up()
    bench.lanes.run_all()
    assert (bench.stage(), bench.course.steps) == (Stage.UNFINISHED, 7)
    assert earlier.is_dir()


def test_a_damaged_order_can_only_be_given_up(bench: TrainingBench, folder: Path) -> None:
    (folder / "order.json").write_text("{", "utf-8")
    bench.look()
    assert bench.stage() is Stage.UNFINISHED
    assert bench.course.steps == 0
    bench.retraining.give_up()
    bench.lanes.run_all()
    assert bench.stage() is Stage.IDLE


@pytest.mark.usefixtures("folder")
def test_nothing_is_ordered_over_a_training_that_can_go_on(bench: TrainingBench, orders: list[Any]) -> None:
    bench.look()
    bench.retraining.order(PLAN)
    bench.lanes.run_all()
    assert orders == []
    assert bench.stage() is Stage.UNFINISHED


def test_nothing_is_ordered_of_too_little(bench: TrainingBench, orders: list[Any]) -> None:
    bench.retraining.order(prospect(is_short=True).plans[Start.CHAMPION])
    assert bench.lanes.learning.jobs == []
    assert orders == []


@pytest.mark.usefixtures("orders")
def test_an_order_that_is_cancelled_or_fails_leaves_nothing(
    bench: TrainingBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.retraining.order(PLAN)
    bench.lanes.learning.jobs[0].cancel()
    bench.lanes.run_all()
    assert bench.stage() is Stage.IDLE

    def refuse(*_given: object, **_more: object) -> Path:
        raise BadData("bank", "nothing is there")

    monkeypatch.setattr(ordering, "place_order", refuse)
    bench.retraining.order(PLAN)
    bench.lanes.run_all()
    assert bench.stage() is Stage.IDLE
    assert bench.said[-1].kind is NoticeKind.FAILED
    assert bench.commands == []
