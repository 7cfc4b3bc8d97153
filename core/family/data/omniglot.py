"""Where do Omniglot's characters come from (Lake et al. 2011, 2015)?

From its archive: the background alphabets to learn from, half of the evaluation alphabets to choose
thresholds and checkpoints by, and the other half for the test, as Koch et al. 2015 split them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from core.data.archive import find_archive, members
from core.errors import BadData
from core.family.collection import Collection, Material, of_pictures
from core.family.data.pictures import Picture, decoded, sized
from core.progress import Report, Tick, silent

BACKGROUND, EVALUATION = "images_background", "images_evaluation"
TOTAL = 32_460


@dataclass
class _Side:
    """The pictures of one side, by alphabet and character, and within these by who drew them."""

    found: dict[tuple[str, str], list[tuple[str, Picture]]] = field(default_factory=dict)

    def collection(self, alphabets: Sequence[str]) -> Collection:
        """Return some alphabets, the n-th example of every character by one hand."""
        characters = sorted(key for key in self.found if key[0] in set(alphabets))
        drawn = [sorted(self.found[key], key=lambda one: one[0]) for key in characters]
        pictures = [picture for each in drawn for _, picture in each]
        if not pictures:
            raise BadData("omniglot", "an alphabet is missing from it")
        label = [number for number, each in enumerate(drawn) for _ in each]
        names = ["/".join(key) for key in characters]
        return of_pictures(np.stack(pictures), label, names=names, groups=[key[0] for key in characters])

    @property
    def alphabets(self) -> list[str]:
        return sorted({alphabet for alphabet, _ in self.found})


def omniglot(data: Path, *, size: tuple[int, int] | None, seed: int, report: Report = silent) -> Material:
    """Read `omniglot.tar.*` in or under `data`; ink is 1 and paper 0. Raises BadData."""
    archive = find_archive(data, "omniglot")
    sides = {BACKGROUND: _Side(), EVALUATION: _Side()}
    done = 0
    for name, packed in members(archive, suffix=".png"):
        if len(name.parts) < 4 or name.parts[-4] not in sides:
            continue
        side, alphabet, character = name.parts[-4:-1]
        picture = np.asarray(255 - sized(decoded(packed, name=name.name), size), np.uint8)
        drawer = name.stem.rpartition("_")[2]
        sides[side].found.setdefault((alphabet, character), []).append((drawer, picture))
        done += 1
        if done % 500 == 0:
            report(Tick(done, TOTAL, "reading characters"))
    learnt, others = sides[BACKGROUND], sides[EVALUATION]
    if not learnt.alphabets or len(others.alphabets) < 2:
        raise BadData(archive.name, f"holds no {BACKGROUND} and {EVALUATION} with alphabets in them")
    order = np.random.Generator(np.random.PCG64(seed)).permutation(len(others.alphabets))
    shuffled = [others.alphabets[place] for place in order]
    half = len(shuffled) // 2
    return Material(
        learnt.collection(learnt.alphabets),
        others.collection(shuffled[:half]),
        others.collection(shuffled[half:]),
    )
