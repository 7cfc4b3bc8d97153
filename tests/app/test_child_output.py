"""Are messages put together again, and errors told without names?"""

from __future__ import annotations

import logging

import pytest

from app.child_output import MessageLines, places

SECRET = "Maria Okafor 4711-0082"

TRACE = f"""reading 3/4
Traceback (most recent call last):
  File "/first/of/all.py", line 1, in early
ValueError: {SECRET}

During handling of the above exception, another exception occurred:

Traceback (most recent call last):
  File "<frozen runpy>", line 198, in _run_module_as_main
  File "/home/okafor/core/cli/train.py", line 12, in train
    gather("{SECRET}")
  File "C:\\bank\\core\\training\\make.py", line 34, in gather
core.errors.BadData: {SECRET}
"""


def test_messages_are_whole_however_they_were_cut() -> None:
    text = '{"a": 1}\n{"b": "é"}\r\n{"c": [1, 2]}\n'.encode()
    for size in (1, 3, 10, len(text)):
        lines = MessageLines()
        pieces = [text[start : start + size] for start in range(0, len(text), size)]
        assert [found for piece in pieces for found in lines.feed(piece)] == [
            {"a": 1},
            {"b": "é"},
            {"c": [1, 2]},
        ]
        assert list(lines.rest()) == []


def test_last_line_counts_without_its_end() -> None:
    lines = MessageLines()
    assert list(lines.feed(b'{"a": 1}\n{"b"')) == [{"a": 1}]
    assert list(lines.feed(b": 2}")) == []
    assert list(lines.rest()) == [{"b": 2}]
    assert list(lines.rest()) == []


@pytest.mark.parametrize(
    "line", [SECRET.encode(), b"[1]", b"7", b'"a"', b"{", b"\xff\xfe\x00", b"[" * 99_999]
)
def test_a_line_that_is_no_message_is_logged_by_its_length_alone(
    caplog: pytest.LogCaptureFixture, line: bytes
) -> None:
    with caplog.at_level(logging.INFO):
        assert list(MessageLines().feed(line + b'\n{"a": 1}\n')) == [{"a": 1}]
    assert caplog.messages == [f"a line of {len(line)} bytes is no message"]


def test_an_empty_line_is_passed_over(caplog: pytest.LogCaptureFixture) -> None:
    assert list(MessageLines().feed(b"\n \r\n")) == []
    assert caplog.messages == []


def test_an_error_is_told_by_its_places_and_type() -> None:
    assert places(TRACE) == [
        "<frozen runpy>:198 _run_module_as_main",
        "train.py:12 train",
        "make.py:34 gather",
        "core.errors.BadData",
    ]


@pytest.mark.parametrize("text", ["", SECRET, f"data: {SECRET}\n"])
def test_what_is_no_error_of_python_is_not_told(text: str) -> None:
    assert places(text) == []
