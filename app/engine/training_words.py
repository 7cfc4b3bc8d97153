"""How is a training told of on every page: in a few words while it runs, in a notice when it breaks off?"""

from __future__ import annotations

from app.engine.training_course import Course, Part, Stage, Trouble

FINISHED = "The training has finished. The Training page says what came of it."
GIVEN_UP = "The training was given up."
ORDERING = "Preparing the training"

_TROUBLES = {
    Trouble.NOT_STARTED: "The training could not be started. Nothing was lost; "
    "restart Specimen, and install it again if it still cannot.",
    Trouble.CRASHED: "The training broke off. What it had saved is kept: go on from there. "
    "If it breaks off again, close other programs: it may lack memory.",
    Trouble.MODEL: "The training cannot use its model. The model in use still serves; "
    "give this training up and plan another.",
    Trouble.REFUSED: "The training stopped by itself. What it had saved is kept. "
    "Check that the disk is not full, then go on; if it stops again, give it up and plan another.",
    Trouble.BROKEN: "Something went wrong inside the training. What it had saved is kept: go on from there. "
    "If it happens again, give it up and plan another; the log has the details.",
}


def failing_text(trouble: Trouble) -> str:
    """What happened, what was kept and what to do."""
    return _TROUBLES[trouble]


def foot_text(course: Course) -> str:
    """The training for the foot of the window; nothing where none runs or waits."""
    if course.stage is Stage.PAUSED:
        return "Training paused"
    if course.stage is Stage.STOPPING:
        return "Training stopping"
    if course.stage is Stage.UNFINISHED:
        return "Training waits to go on"
    if course.stage is not Stage.RUNNING:
        return ""
    if course.part is Part.LEARNING and course.steps:
        return f"Training {100 * course.step // course.steps} %"
    return "Training: comparing" if course.part is Part.COMPARING else "Training"
