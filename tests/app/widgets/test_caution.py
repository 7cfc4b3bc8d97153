"""Does a caution stand beside its sign, and take no room without words?"""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.theme.theme import Theme
from app.widgets.caution import Caution


def test_a_caution_is_seen_only_while_it_says_something(holder: QWidget) -> None:
    caution = Caution(Theme("light"), holder)
    caution.say("Ask for less.")
    assert caution.isVisible()
    assert caution.words.text() == caution.accessibleName() == "Ask for less."
    caution.say("")
    assert not caution.isVisible()
