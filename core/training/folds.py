"""How accurate is a recipe when every writer of every set is tested once?

Five trainings, each without a fifth of the writers of each set, and each with calibration and thresholds from
development writers of its own. What the five say of the writers that they never met is measured together: an
LLR means the same whichever of them it comes from, or else the figures suffer for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import torch

from core.data.split import FOLDS
from core.errors import BadData
from core.net.checkpoint import Figure, ModelCard, load_model
from core.progress import Report, silent
from core.training.config import TrainingConfig, recipe_of
from core.training.evaluate import DESK_SPECIMENS, Part, pooled_figures
from core.training.fitting import judgement_of
from core.training.held_back import held_back
from core.training.trials import Signatory, measure_signatories

PER_FOLD = {"name", "fold"}
"""What the recipes of five folds may differ in."""


def evaluate_folds(
    models: Sequence[Path],
    folders: Sequence[Path],
    *,
    device: torch.device,
    specimens: Sequence[int] = DESK_SPECIMENS,
    cache: Path | None = None,
    report: Report = silent,
) -> tuple[list[Figure], list[ModelCard]]:
    """Run pairs and desk on the writers that each model's fold held back, all together.

    Returns the figures and the models' cards; raises BadData where the models are not folds of one recipe.
    """
    parts: list[Part] = []
    cards: list[ModelCard] = []
    known: dict[str, int] = {}
    for path in models:
        twin, card = load_model(path, device=device)
        config = recipe_of(path, card.recipe)
        _require_fold(card, config, cards)
        frames = held_back(folders, card, config, cache=cache, report=report).frames
        measured = measure_signatories(twin, frames, device=device, report=report)
        parts.append(Part(_numbered(measured, frames.writers, known), judgement_of(card)))
        cards.append(card)
    return pooled_figures(parts, specimens=specimens), cards


def left_out(cards: Sequence[ModelCard]) -> list[str]:
    """Say which folds have no model among these, so that their writers were not tested."""
    missing = sorted(set(range(FOLDS)) - {int(str(card.recipe["fold"])) for card in cards})
    return [f"fold {fold}: its writers are not tested, since its model was not given" for fold in missing]


def _require_fold(card: ModelCard, config: TrainingConfig, earlier: Sequence[ModelCard]) -> None:
    """Raise BadData where a model is no fold, or not of the recipe and another fold than those before it."""
    if config.split != "fold":
        raise BadData(card.name, "was not trained on a fold, so it does not say whom its fold held back")
    for other in earlier:
        if other.recipe["fold"] == config.fold:
            raise BadData(card.name, f"holds back the same writers as {other.name}")
        differing = [
            key for key in card.recipe if key not in PER_FOLD and card.recipe[key] != other.recipe.get(key)
        ]
        if differing:
            raise BadData(card.name, f"was trained with another {differing[0]} than {other.name}")


def _numbered(
    measured: Sequence[Signatory], writers: Sequence[str], known: dict[str, int]
) -> list[Signatory]:
    """Give every writer a number of its own over all folds; `known` holds those given so far."""
    names = list(dict.fromkeys(writers))
    numbers = [known.setdefault(name, len(known)) for name in names]
    return [replace(signatory, writer=numbers[signatory.writer]) for signatory in measured]
