"""Are times, parts, counts and outcomes of a training said in plain words?"""

from __future__ import annotations

import pytest

from app.engine.training_course import Course, Outcome, Part, Point, Stage, Trouble
from app.engine.training_words import failing_text, foot_text
from app.presenters.training_words import (
    LOSSES,
    STARTS,
    doing_text,
    heading_text,
    outcome_text,
    remaining_text,
    shortfall_texts,
    step_text,
    time_text,
)
from core.learning.plan import Shortfall
from core.learning.words import LossName, Start
from core.progress import Tick


@pytest.mark.parametrize(
    "seconds, text",
    [
        (20, "less than a minute"),
        (61, "about 1 min"),
        (1480, "about 25 min"),
        (3600, "about 1 h"),
        (5000, "about 1 h 25 min"),
        (22_000, "about 6 h 5 min"),
        (50_000, "about 13 h"),
    ],
)
def test_a_time_is_no_more_exact_than_an_estimate(seconds: float, text: str) -> None:
    assert time_text(seconds) == text


def test_every_way_to_start_and_to_learn_is_explained() -> None:
    assert set(STARTS) == set(Start)
    assert set(LOSSES) == set(LossName)


def test_too_little_is_told_in_numbers_each_reason_once() -> None:
    why = "two of them are no measure"
    shortfalls = [
        Shortfall("signatures to learn from", 38, 60, "with fewer it would learn them by heart"),
        Shortfall("people to set thresholds", 1, 3, why),
        Shortfall("people to compare the models", 0, 3, why),
    ]
    assert shortfall_texts(shortfalls) == [
        "38 of 60 signatures to learn from: with fewer it would learn them by heart.",
        "1 of 3 people to set thresholds, 0 of 3 people to compare the models: two of them are no measure.",
    ]


def test_where_it_is_comes_with_the_last_error_that_was_measured() -> None:
    rows = (Point(18, 0.3, 0.0625), Point(46, 0.2, None))
    course = Course(stage=Stage.RUNNING, step=46, steps=1112, part=Part.LEARNING, rows=rows)
    assert step_text(course) == "Step 46 of 1,112  ·  error (EER) 6.2 %"
    assert step_text(Course(step=1, steps=4)) == "Step 1 of 4"
    assert step_text(Course()) == ""


def test_every_part_has_a_name_a_number_and_its_own_count() -> None:
    said = [
        (heading_text(course), doing_text(course))
        for part in Part
        for course in [Course(stage=Stage.RUNNING, part=part, tick=Tick(3, 15))]
    ]
    assert [heading for heading, _ in said] == [
        "Preparing",
        "Learning",
        "Setting thresholds",
        "Setting thresholds",
        "Comparing",
    ]
    assert [doing[:11] for _, doing in said] == [f"Part {n} of 4" for n in (1, 2, 3, 3, 4)]
    assert [doing.endswith("3 of 15") for _, doing in said] == [True, False, True, True, True]


def test_the_time_that_is_left_is_told_only_while_steps_are_taken() -> None:
    course = Course(stage=Stage.RUNNING, part=Part.LEARNING, remaining_s=790.0)
    assert remaining_text(course) == "about 13 min for the steps that are left"
    assert remaining_text(Course(stage=Stage.PAUSED, part=Part.LEARNING, remaining_s=790.0)) == ""
    assert remaining_text(Course(stage=Stage.RUNNING, part=Part.COMPARING, remaining_s=0.0)) == ""


def test_an_outcome_says_what_to_do_and_explains_its_ranges() -> None:
    good = Outcome("c", may_activate=True, sentence="Better on your paper.")
    bad = Outcome("c", may_activate=False, sentence="It should not be used.")
    for outcome, advice in ((good, "takes over"), (bad, "goes on serving")):
        said = outcome_text(Course(stage=Stage.FINISHED, outcome=outcome))
        assert said.startswith(outcome.sentence)
        assert "95 times in 100" in said
        assert advice in said


def test_what_was_broken_off_says_where_it_stands() -> None:
    assert "step 40 of 112" in outcome_text(Course(stage=Stage.UNFINISHED, step=40, steps=112))
    assert "all its steps" in outcome_text(Course(stage=Stage.UNFINISHED, step=112, steps=112))
    assert "Give it up" in outcome_text(Course(stage=Stage.UNFINISHED))


@pytest.mark.parametrize("trouble", list(Trouble))
def test_every_failure_says_what_was_kept_and_what_to_do(trouble: Trouble) -> None:
    said = failing_text(trouble)
    assert outcome_text(Course(stage=Stage.FAILED, trouble=trouble)) == said
    assert any(word in said for word in ("kept", "Nothing was lost", "still serves"))
    assert any(word in said for word in ("go on", "restart", "plan another"))


@pytest.mark.parametrize(
    "course, text",
    [
        (Course(), ""),
        (Course(stage=Stage.RUNNING), "Training"),
        (Course(stage=Stage.RUNNING, part=Part.LEARNING, step=2, steps=5), "Training 40 %"),
        (Course(stage=Stage.RUNNING, part=Part.COMPARING), "Training: comparing"),
        (Course(stage=Stage.PAUSED), "Training paused"),
        (Course(stage=Stage.STOPPING), "Training stopping"),
        (Course(stage=Stage.UNFINISHED, step=2, steps=5), "Training waits to go on"),
        (Course(stage=Stage.FINISHED, step=5, steps=5), ""),
    ],
)
def test_the_foot_of_the_window_says_it_in_a_few_words(course: Course, text: str) -> None:
    assert foot_text(course) == text
