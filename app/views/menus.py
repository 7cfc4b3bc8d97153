"""What is in the menu bar? The table of actions, in four menus."""

from __future__ import annotations

from PySide6.QtWidgets import QMainWindow, QMenu

from app.actions import Actions

_DESK = ("desk.find", "desk.undo", "desk.cancel", "", "desk.sample_bank", "go.settings", "", "desk.quit")
_GO = (
    "go.verify", "go.customers", "go.history", "",
    "go.pairs", "go.training", "go.calibration", "go.models",
)  # fmt: skip
_PAGE = 2
"""The place in the bar of the menu that follows the page."""
_HELP = ("desk.keys", "desk.report", "desk.about")


class Menus:
    """The menus, one of which follows the page: only one page's keys are live at a time."""

    def __init__(self, window: QMainWindow, actions: Actions) -> None:
        self._window, self._actions = window, actions
        bar = window.menuBar()
        _fill(bar.addMenu("&Desk"), actions, _DESK)
        _fill(bar.addMenu("&Go"), actions, _GO)
        bar.addMenu("&Page")
        _fill(bar.addMenu("&Help"), actions, _HELP)
        self.show_page(None, title="")

    @property
    def page(self) -> QMenu:
        """The menu that follows the page. Asked for anew each time: PySide 6.11 comes to believe, while plots
        are drawn, that the bar and its menus are deleted, though they are not.
        """
        menu = self._window.menuBar().actions()[_PAGE].menu()
        assert isinstance(menu, QMenu)
        return menu

    def show_page(self, page: str | None, *, title: str) -> None:
        """Offer the actions of one page; with None there is no such menu."""
        menu = self.page
        menu.clear()
        if page is not None:
            menu.setTitle(f"&{title}")
            menu.addActions(self._actions.of_page(page))
        menu.menuAction().setVisible(page is not None and not menu.isEmpty())


def _fill(menu: QMenu, actions: Actions, names: tuple[str, ...]) -> None:
    for name in names:
        if name:
            menu.addAction(actions.get(name))
        else:
            menu.addSeparator()
