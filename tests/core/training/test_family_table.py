"""Do the systems stand in the order of their years, each figure beside what it is held to?"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from core.training.family_table import family_table


def result(name: str, year: int, **row: Any) -> dict[str, Any]:
    figure = {"variant": "paper", "set_name": "omniglot", "measure": "EER", "value": 0.1, "low": 0.05}
    return {
        "command": f"python -m core recipe run {name}",
        "date": "2026-03-02",
        "recipe": name,
        "title": name.title(),
        "year": year,
        "variants": {"paper": {"parameters": 1234, "seconds": 90}},
        "figures": [figure | {"high": 0.15} | row, figure | {"high": 0.15, "measure": "pair accuracy"}],
    }


def test_it_is_in_the_order_of_the_years_with_commands_and_curves() -> None:
    told = family_table(
        {"later": result("later", 2015), "first": result("first", 1993)}, pictures=PurePosixPath("results/f")
    )
    assert told.index("first (1993)") < told.index("later (2015)")
    assert "    python -m core recipe run first    # 2026-03-02" in told
    assert "![First: loss and development figure](results/f/first.svg)" in told


def test_a_figure_stands_beside_what_is_asked_and_by_how_much_it_falls_short() -> None:
    held = {"at_least": 0.95, "gap": 0.85, "said_by": "them"}
    told = family_table({"one": result("one", 2015, **held)}, pictures=PurePosixPath("f"))
    assert (
        "| one (2015) | paper | omniglot | 1,234 | 1.5 | EER | 0.100 [0.050, 0.150] "
        "| at least 0.95 (them) | 0.850 |" in told
    )
    assert "|  |  |  |  |  | pair accuracy | 0.100 [0.050, 0.150] |  |  |" in told


def test_a_figure_that_is_better_than_asked_falls_short_of_nothing() -> None:
    held = {"at_most": 0.2, "gap": -0.1, "said_by": "them"}
    assert "| at most 0.2 (them) | 0.000 |" in family_table(
        {"one": result("one", 2015, **held)}, pictures=PurePosixPath("f")
    )
