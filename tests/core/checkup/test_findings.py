"""Is a checkup told in aligned lines, and completely to another program?"""

from __future__ import annotations

import json

from core.checkup.findings import Checkup, Entry, Section, as_data, as_text

FOUND = Checkup(
    "2026-11-22 12:00 UTC",
    (
        Section("program", (Entry("version", "1.2"), Entry("standalone", value=False))),
        Section("places", (Entry("logs, writable", False, "Give the right to."), Entry("free", 1.234),
                           Entry("card", None))),
    ),
)  # fmt: skip


def test_values_stand_below_each_other() -> None:
    lines = as_text(FOUND).splitlines()
    told = [line for line in lines if line.startswith(("  ", "! ")) and ":" not in line]
    assert {line[18:] for line in told} == {"1.2", "no", "1.23", "none"}
    assert {line[16:18] for line in told} == {"  "}


def test_what_is_wrong_is_marked_and_told_with_its_remedy() -> None:
    text = as_text(FOUND)
    assert "\n! logs, writable  no\n" in text
    assert text.endswith("! places, logs, writable: Give the right to.")


def test_that_nothing_is_wrong_is_said() -> None:
    well = Checkup("now", (Section("program", (Entry("version", "1.2"),)),))
    assert as_text(well).endswith("\nNothing is wrong.")
    assert as_data(well)["wrong"] == []


def test_another_program_gets_all_of_it() -> None:
    told = json.loads(json.dumps(as_data(FOUND)))
    assert told["program"] == {"version": "1.2", "standalone": False}
    assert told["places"] == {"logs, writable": False, "free": 1.234, "card": None}
    assert told["wrong"] == [{"section": "places", "entry": "logs, writable", "remedy": "Give the right to."}]
