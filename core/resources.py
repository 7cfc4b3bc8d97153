"""Where do the files that ship with the program lie: in a checkout, a wheel or a frozen program?"""

from __future__ import annotations

import sys
from pathlib import Path


def _root() -> Path:
    """Return the folder `resources`: beside `core` in a checkout and a wheel, in the bundle when frozen."""
    bundle: str | None = getattr(sys, "_MEIPASS", None)
    beside = Path(bundle) if bundle else Path(__file__).resolve().parents[1]
    return beside / "resources"


def resource(*parts: str) -> Path:
    """Return the path of a shipped file or folder, such as `resource("models", "default.safetensors")`.

    The path is not checked: what a missing file means is for the caller to say.
    """
    return _root().joinpath(*parts)


def pen_model() -> Path:
    """Return where the network lies that judges by how a pen moved."""
    return resource("models", "pen.safetensors")
