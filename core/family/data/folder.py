"""How does any folder of classes become a collection: a folder for each class, its pictures in it?"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from core.errors import BadData
from core.family.collection import Collection, of_pictures
from core.family.data.pictures import SUFFIXES, read_picture, sized

FACES = "att_faces"
"""The Olivetti Research Laboratory's faces, which the recipes take where a folder of data has them."""


def folder_of_classes(folder: Path, *, size: tuple[int, int] | None) -> Collection:
    """Read every picture of a folder of classes, or of the faces in it; raises BadData.

    size: (height, width) that all are fitted into; None where they are alike already.
    """
    root = faces_in(folder) or folder
    classes = {each.name: _pictures_in(each) for each in sorted(root.iterdir()) if each.is_dir()}
    classes = {name: paths for name, paths in classes.items() if paths}
    if len(classes) < 2:
        raise BadData(str(folder), "fewer than two folders with pictures in them")
    pictures = [sized(read_picture(path), size) for paths in classes.values() for path in paths]
    if len({picture.shape for picture in pictures}) > 1:
        raise BadData(str(folder), "its pictures differ in size, and the recipe names none")
    label = [number for number, paths in enumerate(classes.values()) for _ in paths]
    return of_pictures(np.stack(pictures), label, names=list(classes), groups=[root.name] * len(classes))


def faces_in(folder: Path) -> Path | None:
    """Return the folder of faces that lies in a folder of data, or one below; None where there is none."""
    if not folder.is_dir():
        raise BadData(str(folder), "not a folder")
    found = [path for path in (folder / FACES, *sorted(folder.glob(f"*/{FACES}"))) if path.is_dir()]
    return found[0] if found else None


def _pictures_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES)
