"""Does a training obey the words that it is sent, and end where nobody listens?"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from core.learning.control import Control
from core.progress import Cancelled

Pipe = tuple[int, int]


@pytest.fixture
def pipe() -> Iterator[Pipe]:
    reading, writing = os.pipe()
    yield reading, writing
    os.close(reading)


def test_without_a_word_it_goes_on(pipe: Pipe) -> None:
    Control(pipe[0]).obey()
    os.close(pipe[1])


def test_stop_and_the_end_of_the_input_stop_it(pipe: Pipe) -> None:
    listening = Control(pipe[0])
    os.write(pipe[1], b"stop\n")
    with pytest.raises(Cancelled):
        listening.obey()
    os.close(pipe[1])
    with pytest.raises(Cancelled):
        Control(pipe[0]).obey()


def test_it_waits_until_it_may_go_on(pipe: Pipe, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []

    def wait(seconds: float) -> None:
        waited.append(seconds)
        if len(waited) == 3:
            os.write(pipe[1], b"resume\n")

    monkeypatch.setattr("core.learning.control.time.sleep", wait)
    os.write(pipe[1], b"pause\n")
    Control(pipe[0]).obey()
    assert len(waited) == 3
    os.close(pipe[1])


def test_half_a_word_waits_for_its_end(pipe: Pipe) -> None:
    listening = Control(pipe[0])
    os.write(pipe[1], b"st")
    listening.obey()
    os.write(pipe[1], b"op\n")
    with pytest.raises(Cancelled):
        listening.obey()
    os.close(pipe[1])


def test_a_word_that_means_nothing_changes_nothing(pipe: Pipe) -> None:
    os.write(pipe[1], b"faster\n")
    Control(pipe[0]).obey()
    os.close(pipe[1])
