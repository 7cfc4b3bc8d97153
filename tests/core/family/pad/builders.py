"""Which comparisons by image and by pen do the tests judge?"""

from __future__ import annotations

import numpy as np

from core.family.pad.compare import Compared
from core.net.checkpoint import Calibration
from core.scoring.evidence import NAMES
from core.training.trials import Signatory

HALF, FORGED, STRANGERS = 4, 6, 5
IMAGE = tuple(
    Calibration(
        specimens=n,
        offset=3.0,
        weights=tuple({"distance, mean": -3.0}.get(name, 0.0) for name in NAMES),
        bound=2.0,
    )
    for n in (1, 3)
)


def compared(writers: int = 20, *, folds: int = 5, noise: float = 0.2, seed: int = 0) -> list[Compared]:
    """Return writers whose forgeries lie further off than what is genuine, and strangers further still, by
    the image and by the pen, each with a noise of its own.
    """
    return [_one(writer, writer % folds, noise, seed) for writer in range(writers)]


def _one(writer: int, fold: int, noise: float, seed: int) -> Compared:
    rng = np.random.Generator(np.random.PCG64([seed, writer]))
    far = np.repeat([0.8, 1.2, 2.0], [2 * HALF, FORGED, STRANGERS])

    def distances() -> np.ndarray:
        each = far + noise * rng.standard_normal(far.size)  # what is far from one specimen is from all
        found = np.abs(each + 0.05 * rng.standard_normal((HALF, far.size))) + 0.1
        found[:, :HALF] = (found[:, :HALF] + found[:, :HALF].T) / 2.0
        return np.asarray(found)

    image = Signatory(
        writer=writer,
        set_name="made up",
        genuine=2 * HALF,
        forged=FORGED,
        distance=distances(),
        local=np.zeros((HALF, far.size)),
        forms=np.zeros((far.size, 3)),
        rows=100 * writer + np.arange(far.size),
    )
    return Compared(image, distances(), fold)
