"""What is a clerk asked before the model in use changes?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.presenters.customer_words import counted
from app.presenters.models_shelf import KnownModel, Looked, Shelf


@dataclass(frozen=True)
class Question:
    """What is asked: `words` say what will happen, `warnings` why it should not be done."""

    title: str
    words: str
    act: str
    warnings: Sequence[str] = ()


def activation_question(known: KnownModel, shelf: Shelf, looked: Looked) -> Question:
    """Ask whether this model is to serve; where the gate refused it, against what was found."""
    warnings = []
    refusals = looked.outcome.finding.refusals if looked.outcome else ()
    if refusals:
        why = "; ".join(refusal.value for refusal in refusals)
        warnings.append(f"The comparison speaks against it: {why}.")
    if note := champion_note(known, shelf, looked):
        warnings.append(note)
    words = f"{_embedding(looked)} {_thresholds(known, shelf)}"
    if refusals:
        words += " That it was used against the finding is recorded."
    act = "Use it all the same" if refusals else "Use this model"
    return Question(f"Use “{known.name}”?", words, act, warnings)


def roll_back_question(shelf: Shelf) -> Question:
    """Ask whether what served before is to serve again."""
    name = shelf.name(shelf.previous or "")
    act = back_text(shelf)
    now = shelf.in_use.name if shelf.in_use else "The model in use"
    words = f"{name} serves again, with the thresholds that it had. {now} is kept and can be used again."
    if shelf.in_use is not None and shelf.previous == shelf.in_use.digest:
        words = f"{name} stays in use, with the thresholds that it had before."
    return Question(f"{act}?", words, act)


def back_text(shelf: Shelf) -> str:
    """What going back would do, for a button; nothing where nothing served before."""
    if shelf.previous is None:
        return ""
    if shelf.in_use is not None and shelf.previous == shelf.in_use.digest:
        return "Return to the earlier thresholds"
    return f"Return to {shelf.name(shelf.previous)}"


def champion_note(known: KnownModel, shelf: Shelf, looked: Looked) -> str:
    """What should be known of a comparison with a model that serves no more; nothing where it still does."""
    serving = shelf.in_use
    if looked.outcome is None or known.is_in_use or serving is None:
        return ""
    champion = looked.outcome.champion_digest
    if champion == serving.digest:
        return ""
    return f"It was compared with {shelf.name(champion)}, not with {serving.name}, which is in use now."


def _embedding(looked: Looked) -> str:
    if not looked.lacking:
        return "All specimens are ready for it, so it serves in a moment."
    count = counted(looked.lacking, "specimen")
    verb = "is" if looked.lacking == 1 else "are"
    return (
        f"{count} {verb} prepared for it first; the model in use serves until all are. It can be cancelled."
    )


def _thresholds(known: KnownModel, shelf: Shelf) -> str:
    if shelf.last_calibration(known.digest) is None:
        return "It judges by the thresholds on its card."
    return "It judges by the bank's thresholds with which it served last."
