"""Is the table of actions sound, and do actions follow the theme?"""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtGui import QKeySequence

from app.actions import DEEDS, TABLE, Actions, ActionSpec, hint
from app.theme.theme import Theme
from core.resources import resource
from core.roles import Deed, Role

pytestmark = pytest.mark.usefixtures("qtbot")

PAGES = sorted({spec.page for spec in TABLE if spec.page is not None})


def test_no_id_is_given_twice() -> None:
    assert [name for name, count in Counter(spec.id for spec in TABLE).items() if count > 1] == []


@pytest.mark.parametrize("page", PAGES)
def test_no_key_means_two_things_on_a_page(page: str) -> None:
    keys = Counter(spec.shortcut for spec in TABLE if spec.page in (None, page) and spec.shortcut)
    assert [key for key, count in keys.items() if count > 1] == []


def _id(spec: ActionSpec) -> str:
    return spec.id


@pytest.mark.parametrize("spec", TABLE, ids=_id)
def test_every_key_is_one_that_qt_knows(spec: ActionSpec) -> None:
    sequence = QKeySequence(spec.shortcut, QKeySequence.SequenceFormat.PortableText)
    assert sequence.toString(QKeySequence.SequenceFormat.PortableText) == spec.shortcut


@pytest.mark.parametrize("spec", TABLE, ids=_id)
def test_every_icon_is_there(spec: ActionSpec) -> None:
    assert not spec.icon or resource("icons", f"{spec.icon}.svg").is_file()


def test_actions_of_a_page_come_in_the_order_of_the_table() -> None:
    actions = Actions(Theme("light"))
    names = [action.objectName() for action in actions.of_page("history")]
    assert names == [spec.id for spec in TABLE if spec.page == "history"]


def test_icons_are_tinted_anew_with_the_theme() -> None:
    theme = Theme("light")
    actions = Actions(theme)
    light = actions.get("verify.accept").icon().pixmap(20).toImage()
    theme.set_mode("dark")
    assert actions.get("verify.accept").icon().pixmap(20).toImage() != light


def test_hint_names_the_key() -> None:
    actions = Actions(Theme("light"))
    assert hint(actions.get("verify.accept")) == "Accept (F8)"
    assert hint(actions.get("desk.about")) == "About Specimen"


def test_every_deed_has_an_action_and_every_reserved_action_is_there() -> None:
    assert set(DEEDS) <= {spec.id for spec in TABLE}
    assert set(DEEDS.values()) == set(Deed) - {Deed.DELIVER}  # that one is a command of the shell


def test_what_is_left_to_others_stays_off_and_says_to_whom() -> None:
    actions = Actions(Theme("light"), roles={Role.CLERK, Role.ENGINEER})
    use, start = actions.get("models.activate"), actions.get("training.start")
    triggered: list[object] = []
    use.triggered.connect(triggered.append)
    for action in (use, start):
        action.setEnabled(True)
        action.setToolTip("Now")
    use.trigger()
    assert (use.isEnabled(), start.isEnabled(), triggered) == (False, True, [])
    why = "For supervisors only, as your bank's IT settled."
    assert use.toolTip() == f"Now\n{why}"
    assert hint(use).endswith(why)
    assert start.toolTip() == "Now"


def test_nothing_is_reserved_where_everybody_may_do_everything() -> None:
    actions = Actions(Theme("light"))
    assert all(actions.get(name).isEnabled() for name in DEEDS)
