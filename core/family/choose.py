"""Which recipe is meant where some of it is overruled: its data, its variants, its steps?"""

from __future__ import annotations

from core.errors import BadData
from core.family.recipe import DataName, Recipe, all_recipes, named_recipe

COLLECTED = frozenset({DataName.OMNIGLOT, DataName.FOLDER})
"""Data that nothing is made up for; digits, which a package brings, stand in for them."""


def chosen_recipe(
    name: str, *, on: str | None = None, variant: str | None = None, steps: int | None = None
) -> Recipe:
    """Return a recipe with what is named overruled; raises BadData where there is no such thing."""
    recipe = named_recipe(name)
    if on is not None:
        if on not in set(DataName):
            raise BadData("data", f"{on} is none of {', '.join(DataName)}")
        if on != recipe.data:  # what is held to was measured on its own data
            recipe = recipe.model_copy(update={"data": DataName(on), "targets": ()})
    if variant is not None:
        if variant not in recipe.variants:
            raise BadData("recipe", f"{variant} is none of {', '.join(recipe.variants)}")
        recipe = recipe.model_copy(update={"variants": {variant: recipe.variants[variant]}})
    return recipe if steps is None else recipe.changed(steps=steps, epochs=0)


def whole_family(*, has_data: bool, steps: int | None = None) -> dict[str, Recipe]:
    """Return every published system by the name of its results, in the order of their years; with data on
    all that it is measured on, without on what can be had anyway.
    """
    family: dict[str, Recipe] = {}
    for each in all_recipes():
        on = "digits" if each.data in COLLECTED and not has_data else None
        family[each.name] = chosen_recipe(each.name, on=on, steps=steps)
        for other in each.also_on if has_data else ():
            family[f"{each.name}-{other}"] = chosen_recipe(each.name, on=other, steps=steps)
    return family
