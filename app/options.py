"""What can be said on the command line when the desk is started?"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

PAGES = (
    "verify", "pad", "customers", "history",
    "pairs", "training", "calibration", "models",
    "settings", "welcome",
)  # fmt: skip
THEMES = ("light", "dark")


@dataclass(frozen=True)
class Options:
    """Everything None is left to the settings."""

    data_folder: Path | None = None
    model: Path | None = None
    screenshot: Path | None = None
    page: str = "verify"
    theme: str | None = None
    width_px: int = 1280
    height_px: int = 800


def read_options(arguments: Sequence[str]) -> Options:
    """Read the arguments after the program's name; ends with a usage line where they make no sense."""
    parser = argparse.ArgumentParser(
        prog="specimen",
        description="Specimen: signature verification at the desk.",
        epilog="specimen COMMAND ... runs the command line in place of the desk; see specimen verify --help.",
    )
    parser.add_argument("--data-folder", type=Path, help="where customers, specimens and decisions are kept")
    parser.add_argument(
        "--model", type=Path, help="the model to verify with, instead of the one that is shipped"
    )
    parser.add_argument("--theme", choices=THEMES, help="light or dark, for this time only")
    shot = parser.add_argument_group("pictures of the desk, made on a temporary copy of the sample bank")
    shot.add_argument("--screenshot", type=Path, metavar="FILE", help="save a picture of a page and leave")
    shot.add_argument("--page", choices=PAGES, default="verify")
    shot.add_argument("--size", type=_size, default=(1280, 800), metavar="1280x800")
    given = parser.parse_args(arguments)
    width, height = given.size
    return Options(given.data_folder, given.model, given.screenshot, given.page, given.theme, width, height)


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    if not (width.isdecimal() and height.isdecimal()):
        raise argparse.ArgumentTypeError(f"{text} is not a size such as 1280x800")
    return int(width), int(height)
