"""Does each figure stand beside what it is held to, and only beside that?"""

from __future__ import annotations

from core.family.measure import Measured
from core.family.recipe import named_recipe
from core.family.results import figure_rows
from core.scoring.intervals import Interval

ONE_SHOT = Measured("20-way one-shot", Interval(0.71234, 0.65, 0.76543), 400)


def test_a_figure_says_by_how_much_it_misses() -> None:
    row, other = figure_rows(
        named_recipe("koch2015"),
        "paper",
        [ONE_SHOT, Measured("EER", Interval(0.1, 0.0, 0.2), 9)],
        set_name="omniglot",
    )
    assert row == {
        "variant": "paper",
        "set_name": "omniglot",
        "measure": "20-way one-shot",
        "value": 0.7123,
        "low": 0.65,
        "high": 0.7654,
        "trials": 400,
        "at_least": 0.92,
        "gap": 0.2077,
        "said_by": "Koch et al. 2015, table 2",
    }
    assert set(other) == {"variant", "set_name", "measure", "value", "low", "high", "trials"}


def test_each_variant_is_held_to_its_own_target() -> None:
    recipe = named_recipe("koch2015")
    assert figure_rows(recipe, "tutorial", [ONE_SHOT], set_name="omniglot")[0]["at_least"] == 0.83
    assert "gap" not in figure_rows(named_recipe("image-folder"), "mlp", [ONE_SHOT], set_name="folder")[0]


def test_what_stands_for_the_data_is_held_to_nothing() -> None:
    row = figure_rows(named_recipe("koch2015"), "paper", [ONE_SHOT], set_name="made-up x", is_held=False)[0]
    assert "at_least" not in row
