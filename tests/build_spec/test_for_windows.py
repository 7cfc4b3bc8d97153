"""Can what only Windows and macOS need be made on every system: the icon and the version's resource?"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from PIL import Image

from build_spec.icon import SIZES_PX, write_icon
from build_spec.version_resource import project, version_text
from core.resources import resource
from tests.house.tree import ROOT

DRAWING = resource("icons", "program.svg")


@pytest.mark.parametrize("platform, kind, side", [("win32", "ICO", SIZES_PX[-1]), ("darwin", "ICNS", 1024)])
def test_the_drawing_becomes_an_icon(tmp_path: Path, platform: str, kind: str, side: int) -> None:
    path = write_icon(DRAWING, tmp_path, platform=platform)
    assert path is not None
    with Image.open(path) as picture:
        assert (picture.format, max(picture.size)) == (kind, side)
        assert picture.convert("RGBA").getchannel("A").getextrema() != (0, 0), "nothing was drawn"


def test_on_linux_there_is_none(tmp_path: Path) -> None:
    assert write_icon(DRAWING, tmp_path, platform="linux") is None


def test_windows_shows_the_version_of_the_project() -> None:
    text = version_text(ROOT)
    ast.parse(text)
    assert f"StringStruct('ProductVersion', '{project(ROOT)['version']}')" in text
    assert "filevers=(0, 1, 0, 0)" in text
