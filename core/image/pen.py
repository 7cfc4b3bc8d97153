"""Which page does a trajectory make, as one more kind of file that a scan may come in?"""

from __future__ import annotations

from core.errors import BadData, ScanProblem
from core.image.drawing import draw
from core.image.page import Page
from core.image.source import Source
from core.pen.files import read_trajectory


def drawn(source: Source) -> Page:
    """Draw what a pen wrote; raises UnreadableScan where it is no way of a pen."""
    try:
        return draw(read_trajectory(source.data, name=source.name), name=source.name)
    except BadData as error:
        raise source.refuse(ScanProblem.DAMAGED, error.why) from error
