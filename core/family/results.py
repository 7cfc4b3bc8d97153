"""What did a recipe come to, and by how much does it miss what it is held to?"""

from __future__ import annotations

from typing import Any

from core.family.measure import Measured
from core.family.recipe import Recipe, Target

Row = dict[str, Any]


def figure_rows(
    recipe: Recipe, variant: str, found: list[Measured], *, set_name: str, is_held: bool = True
) -> list[Row]:
    """Return a variant's figures as rows of a result file, each with the target it has, if any.

    is_held: False where something stands for the recipe's own data, and no figure is held to anything.
    """
    return [
        {
            "variant": variant,
            "set_name": set_name,
            "measure": each.measure,
            **{name: round(value, 4) for name, value in each.interval._asdict().items()},
            "trials": each.trials,
            **_held_to(target_of(recipe, variant, each.measure) if is_held else None, each.interval.value),
        }
        for each in found
    ]


def target_of(recipe: Recipe, variant: str, measure: str) -> Target | None:
    """Return what a variant's figure is held to, if anything."""
    for target in recipe.targets:
        if target.measure == measure and target.variant in {"", variant}:
            return target
    return None


def _held_to(target: Target | None, value: float) -> Row:
    if target is None:
        return {}
    asked = target.model_dump(include={"at_least", "at_most"}, exclude_none=True)
    return {**asked, "gap": round(target.gap(value), 4), "said_by": target.said_by}
