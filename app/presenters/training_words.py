"""What does the training page say: the plan, the time, what is being done, and what went wrong?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from app.engine.training_course import Course, Part, Stage
from app.engine.training_words import failing_text
from core.learning.words import LossName, Start

if TYPE_CHECKING:
    from core.learning.plan import Shortfall

STARTS = {
    Start.CHAMPION: (
        "The model in use",
        "It keeps what it knows and learns your paper on top. The usual way, and the quick one.",
    ),
    Start.SCRATCH: (
        "Nothing",
        "It learns everything anew, from your signatures and made-up ones. "
        "That takes long, and needs the signatures of many people.",
    ),
}
LOSSES = {
    LossName.CONTRASTIVE: (
        "Contrastive",
        "Pair by pair: two signatures of one person are drawn together, "
        "and a forgery is pushed away until it is far enough.",
    ),
    LossName.TRIPLET: (
        "Triplet",
        "By threes: a signature has to lie closer to another of the same person than to a forgery.",
    ),
    LossName.SEMI_HARD: (
        "Semi-hard",
        "By threes as well, but only from those that are nearly right: what it cannot tell apart yet "
        "is left for later.",
    ),
    LossName.RATIO: (
        "Ratio",
        "By threes as well: what counts is how the two distances compare, not how far apart they are.",
    ),
    LossName.BINARY: (
        "Binary",
        "Yes or no: of each pair it says whether one person wrote both, and learns from its mistakes.",
    ),
}
ASIDE = (
    "Each person has one of these places for good. A model never learns from a person on whom it is "
    "compared: its errors would look smaller than they are."
)
RANDOM = "Pairs of genuine signatures of two different people; nobody has to collect them."
SKILLED = "Imitations that a person decided or labelled to be forged."
CURVE = (
    "The loss is what the network learns by: it should fall. The error (EER) is the rate where genuine "
    "signatures refused and forgeries accepted are equal, on the people kept aside for thresholds."
)
_RANGES = "In brackets is where the true error lies, 95 times in 100."
NOTHING_YET = "Nothing to draw yet: the curve begins with the first step."

# heading, which part of four, and what it does
_PARTS = {
    Part.PREPARING: ("Preparing", 1, "making up signatures, so that it does not forget other paper"),
    Part.LEARNING: ("Learning", 2, "learning your signatures, step by step"),
    Part.THRESHOLDS: ("Setting thresholds", 3, "measuring the people kept aside for thresholds"),
    Part.CALIBRATING: ("Setting thresholds", 3, "setting thresholds"),
    Part.COMPARING: ("Comparing", 4, "measuring it and the model in use, on people that neither learnt from"),
}
_HEADINGS = {
    Stage.PAUSED: "Training paused",
    Stage.STOPPING: "Stopping: it keeps its place",
    Stage.FINISHED: "The training has finished",
    Stage.FAILED: "The training has failed",
    Stage.UNFINISHED: "A training is waiting to go on",
}


def time_text(seconds: float) -> str:
    """A length of time, no more exact than an estimate is."""
    if seconds < 60:
        return "less than a minute"
    minutes = round(seconds / 60)
    if minutes < 60:
        return f"about {minutes} min"
    hours, minutes = divmod(round(seconds / 300) * 5, 60)
    return f"about {hours} h {minutes} min" if minutes and hours < 10 else f"about {hours} h"


def device_text(device: str) -> str:
    """Where it would run."""
    return "the graphics card (GPU)" if device == "cuda" else "the processor; no graphics card is used"


def share_text(rate: float) -> str:
    """A rate in [0, 1] in per cent."""
    return f"{100 * rate:.1f} %"


def shortfall_texts(shortfalls: Iterable[Shortfall]) -> list[str]:
    """What there is too little of, in numbers; what is needed for the same reason stands in one sentence."""
    reasons: dict[str, list[str]] = {}
    for each in shortfalls:
        reasons.setdefault(each.why, []).append(f"{each.have} of {each.need} {each.what}")
    return [f"{', '.join(counts)}: {why}." for why, counts in reasons.items()]


def heading_text(course: Course) -> str:
    """What the training is at."""
    return _HEADINGS.get(course.stage, _PARTS[course.part][0])


def doing_text(course: Course) -> str:
    """What is being done, and how far that is where it can be counted."""
    if course.stage is Stage.PAUSED:
        return "It waits, and uses no processor. Go on whenever you like."
    _, number, words = _PARTS[course.part]
    said = f"Part {number} of 4: {words}"
    if course.part is not Part.LEARNING and course.tick.total:
        return f"{said}, {course.tick.done} of {course.tick.total}"
    return said


def step_text(course: Course) -> str:
    """Where it is in its steps, and the last error."""
    if not course.steps:
        return ""
    said = f"Step {course.step:,} of {course.steps:,}"
    errors = [row.error for row in course.rows if row.error is not None]
    return f"{said}  ·  error (EER) {share_text(errors[-1])}" if errors else said


def remaining_text(course: Course) -> str:
    """How long the steps that are left take; then thresholds and the comparison follow."""
    if course.stage is not Stage.RUNNING or course.part is not Part.LEARNING or course.remaining_s is None:
        return ""
    return f"{time_text(course.remaining_s)} for the steps that are left"


def outcome_text(course: Course) -> str:
    """What came of it, what was kept and what to do."""
    if course.outcome is not None:
        advice = (
            "Compare the two, then decide whether it takes over."
            if course.outcome.may_activate
            else "The model in use goes on serving."
        )
        return f"{course.outcome.sentence} {_RANGES} {advice}"
    if course.stage is Stage.FAILED and course.trouble is not None:
        return failing_text(course.trouble)
    if not course.steps:
        return "It cannot be read any more. Give it up and plan another; the model in use is as it was."
    if course.step >= course.steps:
        return "It has learnt all its steps; thresholds and the comparison are still to come."
    return (
        f"It was stopped at step {course.step:,} of {course.steps:,}. What it had learnt is kept, "
        "and the model in use is as it was."
    )
