"""Which small made-up classes do the tests of the family learn from?

A class is a pattern of blocks; its examples are the pattern with grains of dirt. What looks like Omniglot,
like a folder of faces or like SVC2004 is made of the same, or of the hands of made-up writers.
"""

from __future__ import annotations

import io
import tarfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image

from core.data.synthetic.writer import make_writer
from core.family.collection import Collection, of_pictures
from core.family.data.pen import track_of_strokes
from core.family.make import make_pair
from core.family.pair import Pair
from core.family.recipe import Parts
from core.pen.sampling import SHAPE

CPU = torch.device("cpu")
MM_TO_SVC = 100.0


def picture(pattern: int, example: int, *, size: int = 16) -> NDArray[np.uint8]:
    """Return one example of a pattern, (size, size), bright on dark."""
    blocks = np.random.Generator(np.random.PCG64(pattern)).integers(0, 2, (4, 4))
    grains = np.random.Generator(np.random.PCG64([pattern, example])).integers(0, 60, (size, size))
    whole = np.kron(blocks, np.ones((size // 4, size // 4))) * 195
    return np.asarray(whole + grains, np.uint8)


def patterns(
    classes: int = 6, *, examples: int = 6, size: int = 16, first: int = 0, groups: int = 1
) -> Collection:
    """Return classes whose examples follow each other, row by row."""
    drawn = [picture(first + c, k, size=size) for c in range(classes) for k in range(examples)]
    names = [str(first + c) for c in range(classes)]
    label = np.repeat(np.arange(classes), examples).tolist()
    of_group = [f"group {c % groups}" for c in range(classes)]
    return of_pictures(np.stack(drawn), label, names=names, groups=of_group)


def with_forgeries(*, classes: int = 4, genuine: int = 4, forged: int = 3) -> Collection:
    """Return classes whose last examples are forgeries."""
    whole = patterns(classes, examples=genuine + forged)
    is_genuine = np.tile(np.arange(genuine + forged) < genuine, classes)
    return Collection(
        read=whole.read,
        shape=whole.shape,
        label=whole.label,
        is_genuine=is_genuine,
        names=whole.names,
        groups=whole.groups,
    )


def parts(**changes: Any) -> Parts:
    """Return the parts of a small contrastive twin."""
    usual: dict[str, Any] = {
        "encoder": "mlp",
        "distance": "euclidean",
        "loss": "contrastive",
        "pairs": 8,
        "classes": 3,
        "examples": 3,
        "steps": 6,
        "check_every": 3,
    }
    return Parts.model_validate(usual | changes)


def archive(path: Path, files: Mapping[str, bytes]) -> Path:
    """Write an archive as the data come in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tarfile.open(path, "w:xz") as tar:
        for name, data in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            tar.addfile(member, io.BytesIO(data))
    return path


def png(grey: NDArray[np.uint8]) -> bytes:
    """Return grey levels as a PNG."""
    file = io.BytesIO()
    Image.fromarray(grey).save(file, "PNG")
    return file.getvalue()


def omniglot_archive(
    folder: Path, *, characters: int = 4, drawers: int = 4, background: int = 2, evaluation: int = 4
) -> Path:
    """Write an archive laid out like Omniglot, dark strokes on light paper."""
    files = {}
    number = 0
    for side, alphabets in (("images_background", background), ("images_evaluation", evaluation)):
        for alphabet in range(alphabets):
            for character in range(characters):
                number += 1
                for drawer in range(drawers):
                    grey = np.asarray(255 - picture(number, drawer, size=32), np.uint8)
                    name = f"{side}/alphabet{alphabet}/character{character:02}/{number:04}_{drawer:02}.png"
                    files[f"omniglot/{name}"] = png(grey)
    return archive(folder / "omniglot.tar.xz", files)


def folder_of_patterns(folder: Path, *, classes: int = 8, examples: int = 6) -> Path:
    """Write a folder of classes, like that of the faces."""
    for each in range(classes):
        for k in range(examples):
            path = folder / f"s{each}" / f"{k}.pgm"
            path.parent.mkdir(parents=True, exist_ok=True)
            Image.fromarray(picture(each, k, size=32)).save(path)
    return folder


def recording(seed: int, k: int, *, is_genuine: bool = True) -> str:
    """Return a made-up writer's signature as SVC2004 writes one down."""
    writer = make_writer(seed)
    track = track_of_strokes(writer.genuine(k) if is_genuine else writer.forged(k))
    lines = [
        f"{x * MM_TO_SVC:.0f} {-y * MM_TO_SVC:.0f} {1000 * t:.0f} {down:.0f} 0 0 0"
        for x, y, t, down, _ in track
    ]
    return "\n".join([str(len(lines)), *lines]) + "\n"


def recordings_archive(folder: Path, *, writers: int = 8, genuine: int = 8, forged: int = 3) -> Path:
    """Write an archive laid out like that of SVC2004."""
    files = {}
    for seed in range(writers):
        for kind, count in (("genuine", genuine), ("forged", forged)):
            for k in range(count):
                text = recording(seed, k, is_genuine=kind == "genuine")
                files[f"svc2004_task2/{seed:03}/{kind}/U{seed}S{k}.TXT"] = text.encode()
    return archive(folder / "svc2004_task2.tar.xz", files)


def pair_of_ways() -> Pair:
    """Return a twin that compares the ways of pens."""
    torch.manual_seed(4)
    found = parts(encoder="pen", distance="warped", loss="references", batches="classes", examples=4)
    return make_pair(found, SHAPE)
