"""What does every page of the desk get to work with?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.actions import Actions
from app.lanes import Lanes
from app.notices import Notices
from app.settings import Settings
from app.theme.theme import Theme

if TYPE_CHECKING:
    from app.engine.retraining import Retraining
    from app.engine.serving import Serving
    from core.desk import Desk


@dataclass(frozen=True)
class Workplace:
    """Built once in `app/run.py` and handed to each page. Call the desk on the lanes only."""

    desk: Desk
    lanes: Lanes
    notices: Notices
    settings: Settings
    actions: Actions
    theme: Theme
    serving: Serving
    retraining: Retraining
    pictures_days: int | None = None
    """How long pictures of presented scans are kept, where IT settled that."""
