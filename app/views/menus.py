"""What is in the menu bar? The table of actions, in four menus."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu, QMenuBar

from app.actions import Actions

_DESK = ("desk.find", "desk.undo", "desk.cancel", "", "desk.sample_bank", "go.settings", "", "desk.quit")
_GO = (
    "go.verify", "go.customers", "go.history", "",
    "go.pairs", "go.training", "go.calibration", "go.models",
)  # fmt: skip
_HELP = ("desk.keys", "desk.report", "desk.about")


class Menus:
    """The menus, one of which follows the page: only one page's keys are live at a time."""

    def __init__(self, bar: QMenuBar, actions: Actions) -> None:
        self._actions = actions
        _fill(bar.addMenu("&Desk"), actions, _DESK)
        _fill(bar.addMenu("&Go"), actions, _GO)
        self._page = bar.addMenu("&Page")
        _fill(bar.addMenu("&Help"), actions, _HELP)
        self.show_page(None, title="")

    def show_page(self, page: str | None, *, title: str) -> None:
        """Offer the actions of one page; with None there is no such menu."""
        self._page.clear()
        if page is not None:
            self._page.setTitle(f"&{title}")
            self._page.addActions(self._actions.of_page(page))
        self._page.menuAction().setVisible(page is not None and not self._page.isEmpty())


def _fill(menu: QMenu, actions: Actions, names: tuple[str, ...]) -> None:
    for name in names:
        if name:
            menu.addAction(actions.get(name))
        else:
            menu.addSeparator()
