"""How much of genuine or forged can be told from the presented signature alone, with no specimen?

Whatever can is a leak of the collection, not verification (protocols.md, probe). An AUC of 0.5 is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray

from core.data.corpus import Signature, find_signatures
from core.data.frames import FrameSet, frame_signatures
from core.errors import BadData, MissingPackage, UnreadableScan
from core.image.frame import frame_ink
from core.image.ink import find_ink
from core.image.page import Grey, Mask
from core.image.read import read_page
from core.net.twin import Twin
from core.progress import Report, Tick, silent
from core.training.pairs import embed_frames

FOLDS = 5
PROBE_SEED = 0
PHOTOMETRY = (
    "darkest", "ink 10 %", "ink 50 %", "ink 90 %", "ink spread",
    "paper 10 %", "paper 50 %", "paper 90 %", "paper spread", "lightest",
)  # fmt: skip


def photometry(grey: Grey, mask: Mask) -> NDArray[np.float64]:
    """How dark the ink and how light the paper are, (len(PHOTOMETRY),); not how much there is of either."""
    ink, paper = grey[mask].astype(float), grey[~mask].astype(float)
    if ink.size == 0 or paper.size == 0:
        return np.zeros(len(PHOTOMETRY))
    levels = [ink.min(), *np.quantile(ink, [0.1, 0.5, 0.9]), ink.std()]
    return np.array([*levels, *np.quantile(paper, [0.1, 0.5, 0.9]), paper.std(), paper.max()])


class Photometry(NamedTuple):
    """Of the r scans that could be read: which of those asked for, and the levels of each scan and of its
    frame, both (r, len(PHOTOMETRY)).
    """

    rows: list[int]
    raw: NDArray[np.float64]
    framed: NDArray[np.float64]


class Probed(NamedTuple):
    """AUC of each probe, and how many scans were left out since they cannot be read."""

    aucs: dict[str, float]
    unreadable: int


def photometry_of(signatures: Sequence[Signature], *, report: Report = silent) -> Photometry:
    """Measure the photometry of raw scans and of their frames; unreadable scans are left out."""
    rows, raw, framed = [], [], []
    for done, signature in enumerate(signatures):
        report(Tick(done, len(signatures), "reading levels"))
        try:
            page = read_page(signature.path)
        except UnreadableScan:
            continue
        rows.append(done)
        ink = find_ink(page)
        raw.append(photometry(page.grey, ink.mask))
        if ink.is_blank:
            framed.append(np.zeros(len(PHOTOMETRY)))
            continue
        frame = frame_ink(ink)[0]
        framed.append(photometry(np.asarray(255 - 255 * frame, np.uint8), frame > 0.5))
    return Photometry(rows, np.array(raw), np.array(framed))


def geometry(frames: FrameSet) -> NDArray[np.float64]:
    """Five numbers of form free of size: aspect, slant, density, stroke share, pieces; (n, 5)."""
    return frames.shapes[:, [0, 1, 2, 4, 5]].astype(float)


def presented_only_auc(
    features: NDArray[np.float64],
    is_genuine: NDArray[np.bool_],
    writer: NDArray[np.int64],
    *,
    seed: int = PROBE_SEED,
) -> float:
    """The better AUC of a logistic regression and a boosted tree, the mean of five folds by writer.

    Each fold stands for itself: scores of two fits have no common scale, and where writers have unequal
    shares of forgeries, that alone would look like a leak. Below 0.5 is turned round: a probe that is
    reliably wrong has found the leak too. Raises BadData where there are fewer than five writers, and
    MissingPackage where scikit-learn is not installed.
    """
    try:
        from sklearn.ensemble import HistGradientBoostingClassifier
        from sklearn.linear_model import LogisticRegression
        from sklearn.metrics import roc_auc_score
        from sklearn.model_selection import GroupKFold
        from sklearn.pipeline import make_pipeline
        from sklearn.preprocessing import StandardScaler
        from threadpoolctl import threadpool_limits
    except ImportError as error:
        raise MissingPackage("The probe for leaks", "study") from error
    if np.unique(writer).size < FOLDS:
        raise BadData("probe", f"needs {FOLDS} writers")
    models = [
        make_pipeline(StandardScaler(), LogisticRegression(max_iter=500)),
        HistGradientBoostingClassifier(max_iter=150, random_state=seed),
    ]
    aucs: list[list[float]] = [[] for _ in models]
    for train, test in GroupKFold(FOLDS).split(features, is_genuine, writer):
        if any(np.unique(is_genuine[side]).size < 2 for side in (train, test)):
            continue
        for model, found in zip(models, aucs, strict=True):
            with threadpool_limits(1):  # so few rows: threads would only wait for each other
                fitted = model.fit(features[train], is_genuine[train])
            score = fitted.predict_proba(features[test])[:, 1]
            found.append(float(roc_auc_score(is_genuine[test], score)))
    if not aucs[0]:
        raise BadData("probe", "needs writers with genuine signatures and forgeries")
    means = [float(np.mean(found)) for found in aucs]
    return max(max(auc, 1.0 - auc) for auc in means)


def probe_set(
    folders: Sequence[Path], set_name: str, *, twin: Twin, device: torch.device, report: Report = silent
) -> Probed:
    """Run all probes on one set: raw photometry, that of our frames, geometry, and the embedding; AUC
    each.
    """
    signatures = [one for one in find_signatures(folders) if one.set_name == set_name]
    levels = photometry_of(signatures, report=report)
    read = [signatures[row] for row in levels.rows]
    truth = np.array([one.is_genuine for one in read], bool)
    if truth.all() or not truth.any():
        raise BadData(set_name, "a probe needs a set with genuine signatures and forgeries")
    writers = np.unique([one.writer for one in read], return_inverse=True)[1]
    frames = frame_signatures(read, report=report)
    hands = np.unique(frames.writers, return_inverse=True)[1]  # one hand may sign under several names
    owner = hands[frames.signatory]
    vectors = embed_frames(twin, frames, device=device).vector.numpy().astype(float)
    aucs = {
        "photometry, raw scans": presented_only_auc(levels.raw, truth, writers),
        "photometry, our frames": presented_only_auc(levels.framed, truth, writers),
        "geometry, our frames": presented_only_auc(geometry(frames), frames.is_genuine, owner),
        "embedding": presented_only_auc(vectors, frames.is_genuine, owner),
    }
    return Probed(aucs, len(signatures) - len(read))
