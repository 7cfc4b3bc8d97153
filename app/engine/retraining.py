"""Is the desk learning now, and how is that led: ordered, paused, stopped, gone on with?

Lives as long as the program, so a training goes on whatever page is shown. The child process saves before it
ends; what was broken off is offered again at the next start.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.child_output import Message
from app.core_command import core_command
from app.engine.serving import Serving
from app.engine.training_course import Course, Outcome, Part, Stage, Track, Trouble, outcome_of
from app.engine.training_words import FINISHED, GIVEN_UP, ORDERING, failing_text, foot_text
from app.lanes import Job, Lanes
from app.notices import Notices
from app.training_process import KILLED, Failing, TrainingProcess
from core.errors import BadData
from core.progress import Report

if TYPE_CHECKING:
    from core.learning.order import Standing
    from core.learning.plan import Plan
    from core.store.bank import Bank

SHOW_EVERY_MS = 50
DONE, MODEL, EXPECTED, STOPPED = 0, 5, 6, 12  # exit codes of the command line
_TROUBLES = {MODEL: Trouble.MODEL, EXPECTED: Trouble.REFUSED}


class Remnant(NamedTuple):
    """A training that was ordered and has not ended; `standing` is None where it cannot be read."""

    folder: Path
    standing: Standing | None


class Retraining(QObject):
    """Owns the child process. At most one training at a time; another can be ordered when it has ended."""

    changed = Signal(object)  # a Course: at once where something else can be done, else 20 times a second
    told = Signal(str)  # the training in a few words for the foot of the window; empty where none runs

    def __init__(
        self,
        bank: Bank,
        lanes: Lanes,
        notices: Notices,
        *,
        serving: Serving,
        command: Callable[..., list[str]] = core_command,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._bank, self._lanes, self._notices, self._serving = bank, lanes, notices, serving
        self._stage = Stage.IDLE
        self._track = Track()
        self._name = ""
        self._folder: Path | None = None
        self._given_up: Path | None = None
        self._outcome: Outcome | None = None
        self._trouble: Trouble | None = None
        self._looking: Job | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOW_EVERY_MS)
        self._timer.timeout.connect(self._show)
        self._process = TrainingProcess(self, command=command)
        self._process.ticked.connect(self._on_process_ticked)
        self._process.reported.connect(self._on_process_reported)
        self._process.ended.connect(self._on_process_ended)
        self._process.failed.connect(self._on_process_failed)
        lanes.stopping.connect(self.shut_down)

    @property
    def course(self) -> Course:
        """The training as it is now."""
        track = self._track
        return Course(
            stage=self._stage,
            name=self._name,
            step=track.step,
            steps=track.steps,
            part=track.part,
            tick=track.tick,
            remaining_s=track.remaining_s,
            rows=track.rows,
            level=track.level,
            outcome=self._outcome,
            trouble=self._trouble,
        )

    @property
    def stage(self) -> Stage:
        """What can be done with it now."""
        return self._stage

    @Slot()
    def look(self) -> None:
        """Find out whether a training was broken off, at an earlier start or just now."""
        if self._stage is Stage.ORDERING or self._process.is_running:
            return
        if self._looking is not None:
            self._looking.cancel()
        self._looking = self._lanes.store.submit(_remnant, self._bank)
        self._looking.done.connect(self._on_looked)
        self._looking.failed.connect(self._notices.fail)

    def order(self, plan: Plan) -> None:
        """Lay the training out, then start it; nothing happens where there is one already."""
        if self._stage not in (Stage.IDLE, Stage.FINISHED) or not plan.may_start:
            return
        self._forget()
        self._enter(Stage.ORDERING)
        lane = self._lanes.learning
        job = lane.submit(_order, self._bank, plan, shipped=self._serving.shipped, reports=True)
        job.done.connect(self._on_ordered)
        job.failed.connect(self._notices.fail)
        job.ended.connect(self._on_ordering_ended)
        self._notices.follow(job, ORDERING)

    @Slot()
    def go_on(self) -> None:
        """Go on with the training that was broken off, from where it was saved."""
        if self._stage.can_go_on and self._folder is not None and not self._process.is_running:
            self._start(self._folder)

    @Slot()
    def give_up(self) -> None:
        """Give up the training that was broken off; can be undone until the next one is ordered."""
        if self._stage.can_go_on and self._folder is not None:
            self._given_up = self._folder
            job = self._lanes.store.submit(_give_up, self._folder)
            job.done.connect(self._on_given_up)
            job.failed.connect(self._notices.fail)

    @Slot()
    def pause_or_go_on(self) -> None:
        """Pause what runs, let go on what waits, and go on with what was broken off."""
        if self._stage is Stage.RUNNING:
            self._process.pause()
            self._track.rest()
            self._enter(Stage.PAUSED)
        elif self._stage is Stage.PAUSED:
            self._process.resume()
            self._enter(Stage.RUNNING)
        else:
            self.go_on()

    @Slot()
    def stop(self) -> None:
        """Let the child save and end; it can be gone on with."""
        if self._stage in (Stage.RUNNING, Stage.PAUSED):
            self._process.cancel()
            self._enter(Stage.STOPPING)

    @Slot()
    def put_away(self) -> None:
        """Show the finished training no more: its challenger is among the models."""
        if self._stage is Stage.FINISHED:
            self._forget()
            self._enter(Stage.IDLE)
            self.look()

    @Slot()
    def shut_down(self) -> None:
        """Let the child save and end, for the program ends."""
        self._timer.stop()
        self._process.shut_down()

    def _forget(self) -> None:
        self._track, self._name, self._folder = Track(), "", None
        self._outcome = self._trouble = None

    def _start(self, folder: Path) -> None:
        self._folder = folder
        self._outcome = self._trouble = None
        words = ["retrain", "--database", str(self._bank.place), "--run", str(folder), "--events"]
        self._process.start([*words, "--device", self._serving.device])
        self._enter(Stage.RUNNING)

    def _enter(self, stage: Stage) -> None:
        self._stage = stage
        self._show()

    def _show_soon(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    @Slot()
    def _show(self) -> None:
        self._timer.stop()
        course = self.course
        self.changed.emit(course)
        self.told.emit(foot_text(course))

    def _take(self, remnant: Remnant) -> None:
        self._folder = remnant.folder
        self._name = ""
        self._track = Track()
        if (standing := remnant.standing) is not None:
            self._name = standing.name
            self._track = Track(step=standing.step, steps=standing.steps, curve=standing.curve)
            self._track.part = Part.LEARNING if standing.step else Part.PREPARING

    @Slot(object)
    def _on_looked(self, remnant: Remnant | None) -> None:
        if self._stage is Stage.ORDERING or self._process.is_running:
            return
        if self._stage is Stage.FAILED:
            if remnant is not None and remnant.folder == self._folder:
                self._take(remnant)
                self._show()
        elif remnant is not None and self._stage is not Stage.FINISHED:
            self._take(remnant)
            self._enter(Stage.UNFINISHED)
        elif self._stage in (Stage.STOPPING, Stage.UNFINISHED):
            self._forget()
            self._enter(Stage.IDLE)

    @Slot(object)
    def _on_ordered(self, remnant: Remnant) -> None:
        self._take(remnant)
        self._start(remnant.folder)

    @Slot()
    def _on_ordering_ended(self) -> None:
        if self._stage is Stage.ORDERING:  # it was cancelled or failed, maybe after it had been laid out
            self._enter(Stage.IDLE)
            self.look()

    @Slot(object)
    def _on_given_up(self, _nothing: object) -> None:
        self._forget()
        self._enter(Stage.IDLE)
        self._notices.say(GIVEN_UP, undo=self._take_up)
        self.look()  # an earlier one may lie below it

    def _take_up(self) -> None:
        if self._given_up is not None:
            job = self._lanes.store.submit(_take_up, self._given_up)
            job.done.connect(self._on_taken_up)
            job.failed.connect(self._notices.fail)

    @Slot(object)
    def _on_taken_up(self, _nothing: object) -> None:
        self.look()

    @Slot(object)
    def _on_process_ticked(self, message: Message) -> None:
        self._track.take_tick(message)
        self._show_soon()

    @Slot(object)
    def _on_process_reported(self, message: Message) -> None:
        if message.get("event") == "step":
            self._track.take_step(message)
            self._show_soon()
        elif message.get("event") == "done":
            self._outcome = outcome_of(message)

    @Slot(int)
    def _on_process_ended(self, code: int) -> None:
        if code == DONE and self._outcome is not None:
            self._notices.say(FINISHED)
            self._enter(Stage.FINISHED)
        elif code in (STOPPED, KILLED):
            self._enter(Stage.STOPPING)
            self.look()
        else:
            self._fail(_TROUBLES.get(code, Trouble.BROKEN))

    @Slot(str)
    def _on_process_failed(self, how: str) -> None:
        self._fail(Trouble.NOT_STARTED if how == Failing.NOT_STARTED else Trouble.CRASHED)

    def _fail(self, trouble: Trouble) -> None:
        self._outcome, self._trouble = None, trouble
        self._notices.warn(failing_text(trouble))
        self._enter(Stage.FAILED)
        self.look()


def _order(bank: Bank, plan: Plan, *, shipped: Path, report: Report) -> Remnant:
    from core.learning.order import standing_of
    from core.learning.ordering import place_order
    from core.learning.switch import in_use

    now = in_use(bank, shipped=shipped)
    folder = place_order(bank, plan, serving=now, shipped=shipped, report=report)
    return Remnant(folder, standing_of(folder))


def _remnant(bank: Bank) -> Remnant | None:
    from core.learning.order import standing_of, unfinished
    from core.learning.places import runs_folder

    folder = unfinished(runs_folder(bank))
    if folder is None:
        return None
    try:
        return Remnant(folder, standing_of(folder))
    except BadData:
        return Remnant(folder, None)


def _give_up(folder: Path) -> None:
    from core.learning.order import give_up

    give_up(folder)


def _take_up(folder: Path) -> None:
    from core.learning.order import take_up

    take_up(folder)
