"""How does the network of the pad become a model that a bank can use, measured on writers it never met?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import torch

from core.data.archive import find_archive
from core.errors import BadData
from core.family.collection import Collection
from core.family.data.trajectories import NAME, described, made_up_hands, signed
from core.family.pad.compare import Compared, compare_again, compare_fold, seen
from core.family.pad.figures import pad_figures
from core.family.pad.judge import fit, judged_by_others
from core.family.pad.learn import FOLDS, Lessons, embedded, learn_all, learn_folds
from core.family.pad.trials import draw_pad_trials, draws_of, numbers_of_specimens
from core.family.recipe import Recipe
from core.net.checkpoint import Figure, ModelCard
from core.net.pen.checkpoint import PenCard, Weighing, save_pen
from core.pen.texts import from_svc
from core.pen.way import Trajectory
from core.progress import Report, Tick, silent
from core.scoring.verifier import Verifier

MODEL_NAME = "pen"
UNPRESSED = f"{NAME}, without pressure"
MEASURED = (1, 2, 3, 5, 6, 10)
"""Numbers of specimens that are told of; each up to the most has a calibration."""
NOTE = (
    "Learnt from every writer at hand. Calibrations, fusions and figures are those of five networks by the"
    " same recipe, each on the writers that it never met."
)


class Hands(NamedTuple):
    """What is learnt from: N recordings and their collection, and made-up writers to learn from first."""

    ways: list[Trajectory]
    whole: Collection
    unpressed: Collection
    """The same recordings as of a device that tells no pressure."""
    made_up: Collection | None


def make_pen(
    data: Path,
    recipe: Recipe,
    *,
    image: Path,
    out: Path,
    device: torch.device,
    command: str,
    work: Path | None = None,
    report: Report = silent,
) -> PenCard:
    """Train, calibrate, fuse with a model of images, measure and write the pen's model.

    data: the archive of SVC2004's task 2, or its folder. recipe: of one variant, of pens. The figures are
    true where the model of images never met the writers. Raises BadData, UnusableModel.
    """
    (parts,) = recipe.variants.values()
    hands = _hands(data, recipe, report)
    verifier = Verifier.load(image, device=device.type)
    lessons = Lessons(parts, recipe.evaluation, recipe.seed, device, work)
    pressed, unpressed = _folds(hands, lessons, verifier, report)
    with_pressure, figures = judge_and_measure(pressed, verifier.card, set_name=NAME, report=report)
    without_pressure, others = judge_and_measure(unpressed, verifier.card, set_name=UNPRESSED, report=report)
    card = PenCard(
        name=MODEL_NAME,
        created=datetime.now(UTC).date().isoformat(),
        recipe={"name": recipe.name, "variant": next(iter(recipe.variants)), **parts.model_dump(mode="json")},
        seed=recipe.seed,
        steps=parts.steps,
        training_sets={NAME: f"{len(hands.whole.names)} writers, {len(hands.ways)} recordings"},
        with_pressure=with_pressure,
        without_pressure=without_pressure,
        image_digest=verifier.digest,
        figures=(*figures, *others),
        command=command,
        notes=NOTE,
    )
    return save_pen(learn_all(hands.whole, hands.made_up, lessons, report), card, out)


def _hands(data: Path, recipe: Recipe, report: Report) -> Hands:
    found = signed(find_archive(data, NAME), from_svc)
    whole = described([(name, is_genuine, way.track) for name, is_genuine, way in found])
    unpressed = described(
        [(name, is_genuine, way.without_pressure().track) for name, is_genuine, way in found]
    )
    learns_made_up = any(parts.made_up_steps for parts in recipe.variants.values())
    made_up = described(made_up_hands(recipe.made_up, report=report)) if learns_made_up else None
    return Hands([way for _, _, way in found], whole, unpressed, made_up)


def _folds(
    hands: Hands, lessons: Lessons, verifier: Verifier, report: Report
) -> tuple[list[Compared], list[Compared]]:
    """Compare every writer by the network that never met them, with pressure and without."""
    folds = list(learn_folds(hands.whole, hands.made_up, lessons, report))
    by_image = seen(hands.ways, verifier, report)
    pressed: list[Compared] = []
    unpressed: list[Compared] = []
    for fold in folds:
        report(Tick(fold.number, FOLDS, "comparing fold"))
        by_pen, by_less = (
            embedded(fold, each, device=lessons.device) for each in (hands.whole, hands.unpressed)
        )
        here = compare_fold(fold, by_pen, hands.whole, by_image, verifier)
        pressed += here
        unpressed += compare_again(here, by_less)
    return pressed, unpressed


def judge_and_measure(
    compared: Sequence[Compared], image: ModelCard, *, set_name: str, report: Report = silent
) -> tuple[Weighing, list[Figure]]:
    """Fit what ships on all writers, and measure what is fitted on the writers of all other folds."""
    if image.thresholds is None:
        raise BadData(image.name, "has not been calibrated")
    judgements, figures = [], []
    for specimens in numbers_of_specimens(compared):
        report(Tick(specimens, 0, "judging"))
        repeats = draws_of(specimens, compared)
        trials = draw_pad_trials(compared, image.calibrations, specimens=specimens)
        judgements.append(fit(trials, specimens=specimens, repeats=repeats))
        if specimens in MEASURED:
            by = judged_by_others(trials, specimens=specimens, repeats=repeats)
            figures += pad_figures(trials, by, set_name=set_name, specimens=specimens, cut=image.thresholds)
    weighing = Weighing(
        calibrations=tuple(one.pen for one in judgements), fusions=tuple(one.both for one in judgements)
    )
    return weighing, figures
