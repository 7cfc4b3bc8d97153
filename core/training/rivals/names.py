"""Which other methods stand beside ours?"""

from __future__ import annotations

from enum import StrEnum


class RivalName(StrEnum):
    """A method, as the command line calls it."""

    SIGNET = "signet"
    RESNET18 = "resnet18"
    MULTI_SIMILARITY = "multi-similarity"
    HOG = "hog"
