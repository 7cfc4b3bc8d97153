"""How far is a training, and what did its child process just say of it?"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from statistics import median
from typing import Any, NamedTuple

from app.child_output import Message
from core.progress import Tick

_STEPS_TIMED = 20
_NO_TICK = Tick(0, 0)


class Stage(StrEnum):
    """What can be done with the training now."""

    IDLE = "idle"
    ORDERING = "ordering"
    RUNNING = "running"
    PAUSED = "paused"
    STOPPING = "stopping"
    FINISHED = "finished"
    FAILED = "failed"
    UNFINISHED = "unfinished"

    @property
    def has_child(self) -> bool:
        """Whether a process is at work, waits, or is about to end."""
        return self in (Stage.RUNNING, Stage.PAUSED, Stage.STOPPING)

    @property
    def can_go_on(self) -> bool:
        """Whether there is a training that was broken off."""
        return self in (Stage.FAILED, Stage.UNFINISHED)


class Part(IntEnum):
    """The parts of a training, in their order."""

    PREPARING = 0
    LEARNING = 1
    THRESHOLDS = 2
    CALIBRATING = 3
    COMPARING = 4


class Trouble(StrEnum):
    """Why a training broke off by itself."""

    NOT_STARTED = "not started"
    CRASHED = "crashed"
    MODEL = "model"
    REFUSED = "refused"
    BROKEN = "broken"


class Point(NamedTuple):
    """A step of the curve: its loss, and the EER on development writers in [0, 1], each where known."""

    step: int
    loss: float | None
    error: float | None


@dataclass(frozen=True)
class Outcome:
    """What came of a training: the challenger's digest, and what the gate found."""

    challenger: str
    may_activate: bool
    sentence: str


@dataclass(frozen=True)
class Course:
    """Everything that is shown of a training. `remaining_s` is for the steps that are left, None unknown."""

    stage: Stage = Stage.IDLE
    name: str = ""
    step: int = 0
    steps: int = 0
    part: Part = Part.PREPARING
    tick: Tick = _NO_TICK
    remaining_s: float | None = None
    rows: tuple[Point, ...] = ()
    level: float | None = None  # the champion's error on the same people
    outcome: Outcome | None = None
    trouble: Trouble | None = None


class Track:
    """Gathers what the child says into a curve; nothing that it says can break it."""

    def __init__(self, *, step: int = 0, steps: int = 0, curve: Any = ()) -> None:
        self.step, self.steps = step, steps
        self.part = Part.PREPARING
        self.tick = _NO_TICK
        self._losses: dict[int, float] = {}
        self._errors: dict[int, float] = {}
        self._times: deque[float] = deque(maxlen=_STEPS_TIMED)
        self._clock_s: float | None = None
        self._add_checks(curve, with_loss=True)

    @property
    def rows(self) -> tuple[Point, ...]:
        """The curve so far; the champion's own error at step 0 is not part of it."""
        steps = sorted((self._losses.keys() | self._errors.keys()) - {0})
        return tuple(Point(step, self._losses.get(step), self._errors.get(step)) for step in steps)

    @property
    def level(self) -> float | None:
        """The error before the first step, which is the champion's."""
        return self._errors.get(0)

    @property
    def remaining_s(self) -> float | None:
        """How long the steps that are left will take, going by the last ones."""
        return median(self._times) * max(0, self.steps - self.step) if self._times else None

    def take_step(self, message: Message) -> None:
        """Add a step; what makes no sense in it is left out."""
        step, steps = _count(message.get("step")), _count(message.get("steps"))
        if step is None or not steps or step > steps:
            return
        self._forget_after(step)
        self._time(step, _number(message.get("seconds")))
        self.step, self.steps, self.part = step, steps, Part.LEARNING
        if (loss := _number(message.get("loss"))) is not None:
            self._losses[step] = loss
        self._add_checks(message.get("checks"), with_loss=False)

    def take_tick(self, message: Message) -> None:
        """Find out which part it is in: some words stand for a part each, others for two in turn."""
        doing = str(message.get("doing", ""))
        self.tick = Tick(_count(message.get("done")) or 0, _count(message.get("total")) or 0, doing)
        if doing.startswith("loss "):
            self.part = Part.LEARNING
        elif doing == "calibrating":
            self.part = Part.CALIBRATING
        elif self.part >= Part.CALIBRATING:
            self.part = Part.COMPARING
        elif doing in ("setting thresholds", "embedding", "comparing"):
            self.part = Part.THRESHOLDS

    def rest(self) -> None:
        """Forget the time of the last step: the next one comes after a pause."""
        self._clock_s = None

    def _time(self, step: int, clock_s: float | None) -> None:
        if clock_s is not None and self._clock_s is not None and step > self.step:
            self._times.append(max(0.0, clock_s - self._clock_s) / (step - self.step))
        self._clock_s = clock_s

    def _forget_after(self, step: int) -> None:
        """A child that goes on after a crash does the last steps again."""
        if step < self.step:
            for kept in (self._losses, self._errors):
                for later in [one for one in kept if one >= step]:
                    del kept[later]

    def _add_checks(self, checks: Any, *, with_loss: bool) -> None:
        for check in checks if isinstance(checks, list | tuple) else ():
            if not isinstance(check, dict) or (step := _count(check.get("step"))) is None:
                continue
            if (error := _number(check.get("development_eer"))) is not None and 0 <= error <= 1:
                self._errors[step] = error
            if with_loss and (loss := _number(check.get("loss"))) is not None:
                self._losses[step] = loss


def outcome_of(message: Message) -> Outcome | None:
    """The outcome that a message tells; None where it lacks a part."""
    challenger, sentence = message.get("challenger"), message.get("sentence")
    may_activate = message.get("may_activate")
    if isinstance(challenger, str) and challenger and isinstance(sentence, str):
        return Outcome(challenger, may_activate is True, sentence)
    return None


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _number(value: object) -> float | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number and math.isfinite(value) else None  # type: ignore[arg-type]
