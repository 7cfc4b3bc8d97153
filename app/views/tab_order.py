"""In which order does Tab go through the window?

Qt goes in the order in which widgets were made, and pages make some of theirs late; a clerk expects the rail,
then the page, then the foot.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


def reachable(parts: Sequence[QWidget]) -> list[QWidget]:
    """Every widget that Tab can reach now, part after part, and within each in Qt's own order."""
    return [widget for part in parts for widget in _chain(part)]


def move_focus(parts: Sequence[QWidget], *, forwards: bool) -> bool:
    """Give the focus to the next widget, or to the one before; False where there is none."""
    stops = reachable(parts)
    if not stops:
        return False
    now = QApplication.focusWidget()
    place = stops.index(now) if now in stops else (-1 if forwards else 0)
    following = stops[(place + (1 if forwards else -1)) % len(stops)]
    following.setFocus(Qt.FocusReason.TabFocusReason if forwards else Qt.FocusReason.BacktabFocusReason)
    return True


def _chain(part: QWidget) -> list[QWidget]:
    found: list[QWidget] = []
    widget = part.nextInFocusChain()
    while widget is not None and widget is not part:
        if part.isAncestorOf(widget) and takes_tab(widget):
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found


def takes_tab(widget: QWidget) -> bool:
    """Whether Tab stops here: not where another widget stands in, nor at what cannot be used or seen."""
    is_stop = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
    return is_stop and widget.isEnabled() and widget.isVisible()
