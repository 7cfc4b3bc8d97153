"""Does an empty page offer what to do next, but not what is left to others?"""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from app.actions import Actions
from app.theme.theme import Theme
from app.widgets.empty import EmptyPage
from core.roles import EVERY_ROLE, Role


@pytest.mark.parametrize("roles, is_offered", [(EVERY_ROLE, True), ({Role.CLERK}, False)])
def test_the_button_is_off_where_its_action_is_for_others(
    holder: QWidget, roles: set[Role], *, is_offered: bool
) -> None:
    theme = Theme("light")
    action = Actions(theme, holder, roles=roles).get("pairs.import_folder")
    page = EmptyPage(
        "signature", "Nothing yet", "Import.", action=action, button="Import", theme=theme, parent=holder
    )
    assert page.button.isEnabled() is is_offered
    assert ("For engineers only" in page.button.toolTip()) is not is_offered
