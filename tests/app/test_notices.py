"""Is there one channel to the clerk, and does it carry everything?"""

from __future__ import annotations

import pytest

from app.messages import explain
from app.notices import Notice, NoticeKind, Notices
from core.errors import NoSpecimens

pytestmark = pytest.mark.usefixtures("qtbot")


def heard(notices: Notices) -> list[Notice]:
    found: list[Notice] = []
    notices.posted.connect(found.append)
    return found


def test_what_is_said_carries_its_undo() -> None:
    notices = Notices()
    posted = heard(notices)
    undone: list[str] = []
    notices.say("Removed.", undo=lambda: undone.append("it"))
    assert (posted[0].text, posted[0].kind) == ("Removed.", NoticeKind.SAID)
    assert posted[0].undo is not None
    posted[0].undo()
    assert undone == ["it"]


def test_failure_is_told_in_the_words_of_the_messages() -> None:
    notices = Notices()
    posted = heard(notices)
    error = NoSpecimens("M. Okafor")
    notices.fail(error)
    assert posted == [Notice(explain(error), NoticeKind.FAILED)]


def test_warning_is_one() -> None:
    notices = Notices()
    posted = heard(notices)
    notices.warn("The disk is nearly full.")
    assert posted[0].kind is NoticeKind.WARNED
