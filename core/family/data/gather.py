"""Which data does a recipe learn from, and how are they read into a network's input?"""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor

from core.errors import BadData
from core.family.collection import Material, split_classes, split_examples
from core.family.data.digits import digits, holds_mnist
from core.family.data.folder import folder_of_classes
from core.family.data.omniglot import omniglot
from core.family.data.pictures import read_picture, sized
from core.family.data.signatures import signatures
from core.family.data.trajectories import trajectories
from core.family.recipe import DataName, Recipe
from core.image.frame import frame_ink
from core.image.ink import find_ink
from core.image.read import read_page
from core.pen.files import read_trajectory
from core.pen.sampling import sampled
from core.progress import Report, silent

EXAMPLE_SHARES = (0.2, 0.3)
CLASS_SHARES = (0.2, 0.25)
"""For development and for the test."""
INVERTED = frozenset({DataName.OMNIGLOT})
"""Data whose files are dark on light, where the network's input is the other way round."""


def gather(
    recipe: Recipe, data: Path | None, *, cache: Path | None = None, report: Report = silent
) -> Material:
    """Read what a recipe learns from; raises BadData where `data` has none of it, and MissingPackage.

    Digits, signatures and trajectories need no `data`: there are small ones, and made-up ones.
    """
    size, seed = recipe.size, recipe.seed
    match recipe.data:
        case DataName.DIGITS:
            return digits(data, size=size, seed=seed)
        case DataName.SIGNATURES:
            return signatures(data, size=size, made_up=recipe.made_up, cache=cache, report=report)
        case DataName.TRAJECTORIES:
            also = any(parts.made_up_steps for parts in recipe.variants.values())
            return trajectories(data, made_up=recipe.made_up, seed=seed, learns_made_up=also, report=report)
    if data is None:
        raise BadData("data", f"{recipe.name} learns from {recipe.data}; name its folder with --data")
    if recipe.data is DataName.OMNIGLOT:
        return omniglot(data, size=size, seed=seed, report=report)
    whole = folder_of_classes(data, size=size)
    if recipe.split == "examples":
        return split_examples(whole, shares=EXAMPLE_SHARES, seed=seed)
    return split_classes(whole, shares=CLASS_SHARES, seed=seed)


def own_data(recipe: Recipe, data: Path | None) -> Path | None:
    """Return of a folder for the whole family what this recipe learns from: digits, which a package brings,
    need none, so that a folder without MNIST is none of theirs.
    """
    is_without = data is not None and recipe.data is DataName.DIGITS and not holds_mnist(data)
    return None if is_without else data


def read_example(path: Path, *, kind: DataName, shape: tuple[int, ...]) -> Tensor:
    """Read one file as a network's input of this shape, (1, *shape); raises SpecimenError."""
    if kind is DataName.TRAJECTORIES:
        return torch.from_numpy(sampled(read_trajectory(path).track))[None]
    size = (shape[1], shape[2])
    if kind is DataName.SIGNATURES:
        frame = torch.from_numpy(frame_ink(find_ink(read_page(path))))[None]
        return torch.nn.functional.interpolate(frame, size, mode="area")
    picture = torch.from_numpy(sized(read_picture(path), size).copy())[None, None].float() / 255.0
    return 1.0 - picture if kind in INVERTED else picture
