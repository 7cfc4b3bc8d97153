"""How does a recipe become figures: data, every variant at the same budget, measured, kept and drawn?"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from core.family.collection import Material
from core.family.curves import curves_svg
from core.family.data.gather import gather
from core.family.kept import About, save_network
from core.family.measure import Measured, development_threshold, measure
from core.family.pair import Pair
from core.family.recipe import DataName, Parts, Recipe
from core.family.results import Row, figure_rows
from core.family.train import FamilyTraining
from core.net.cost import parameters
from core.progress import Report, silent

Curves = dict[str, list[dict[str, float]]]

MADE_UP = frozenset({DataName.SIGNATURES, DataName.TRAJECTORIES})
"""What is made up where no data are named."""


@dataclass(frozen=True)
class Outcome:
    """The figures of every variant, and what the result file says of how they came about."""

    figures: list[Row]
    about: dict[str, Any]

    @property
    def curves(self) -> Curves:
        """Loss and development figure at every check, by variant."""
        return {name: told["curve"] for name, told in self.about["variants"].items()}


def run_recipe(
    recipe: Recipe,
    data: Path | None,
    *,
    device: torch.device,
    budget_s: float = math.inf,
    work: Path | None = None,
    report: Report = silent,
) -> Outcome:
    """Train and measure every variant, each for `budget_s` at most; what was stopped goes on from `work`.

    Raises BadData where the data or the parts do not fit, MissingPackage where a package is not installed.
    """
    material = gather(recipe, data, cache=work, report=report)
    folder = work / f"{recipe.name}-{recipe.data}" if work else None
    stands_in = data is None and recipe.data in MADE_UP
    set_name = f"made-up {recipe.data}" if stands_in else str(recipe.data)
    figures: list[Row] = []
    variants: dict[str, Any] = {}
    for name, parts in recipe.variants.items():
        training = FamilyTraining(
            parts,
            material,
            evaluation=recipe.evaluation,
            seed=recipe.seed,
            device=device,
            folder=folder / name if folder else None,
            budget_s=budget_s,
        )
        network = training.run(report)
        found, threshold = _measured(recipe, network, material, device=device)
        figures += figure_rows(recipe, name, found, set_name=set_name, is_held=not stands_in)
        variants[name] = _told(parts, training, threshold)
        if folder:
            _keep(recipe, name, network, material, threshold=threshold, folder=folder / name)
    about = {"recipe": recipe.name, "title": recipe.title, "year": recipe.year, "data": _sizes(material)}
    outcome = Outcome(figures, {**about, "variants": variants})
    if folder:
        draw_curves(recipe, outcome.curves, folder)
    return outcome


def _measured(
    recipe: Recipe, network: Pair, material: Material, *, device: torch.device
) -> tuple[list[Measured], float]:
    """Return a network's figures, and the threshold they were measured at."""
    evaluation = recipe.evaluation
    threshold = development_threshold(network, material.development, evaluation, device=device)
    return measure(network, material, evaluation, threshold=threshold, device=device), threshold


def _keep(
    recipe: Recipe, variant: str, network: Pair, material: Material, *, threshold: float, folder: Path
) -> None:
    about = About(
        recipe=recipe.name,
        variant=variant,
        parts=recipe.variants[variant],
        data=recipe.data,
        shape=material.training.shape,
        threshold=threshold,
    )
    save_network(network, about, folder / "best.safetensors")


def draw_curves(recipe: Recipe, curves: Curves, folder: Path, *, name: str = "curve") -> None:
    """Draw the curves of loss and development figure as a picture."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.svg").write_text(curves_svg(recipe.title, curves), "utf-8")


def _told(parts: Parts, training: FamilyTraining, threshold: float) -> dict[str, Any]:
    progress = training.progress
    return {
        "parts": parts.model_dump(mode="json"),
        "parameters": parameters(training.network),
        "steps": progress.step,
        "best_step": progress.best_step,
        "seconds": round(progress.seconds),
        "development": round(1.0 - progress.best_error, 4),
        "threshold": round(threshold, 6),
        "curve": progress.curve,
    }


def _sizes(material: Material) -> dict[str, dict[str, int]]:
    sides = {"training": material.training, "development": material.development, "test": material.test}
    return {
        name: {"classes": len(set(side.label.tolist())), "examples": int(side.label.size)}
        for name, side in sides.items()
    }
