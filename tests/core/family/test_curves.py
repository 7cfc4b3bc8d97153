"""Is the picture of a training a picture, whatever the variants are called?"""

from __future__ import annotations

import xml.etree.ElementTree as ET

from core.family.curves import curves_svg

ROWS = [
    {"step": 10, "seconds": 1.0, "loss": 0.9, "development_error": 0.4},
    {"step": 20, "seconds": 2.0, "loss": 0.3, "development_error": 0.1},
]
SPACE = "{http://www.w3.org/2000/svg}"


def lines(text: str) -> list[list[tuple[float, float]]]:
    drawn = ET.fromstring(text).iter(f"{SPACE}polyline")
    return [
        [(float(x), float(y)) for x, y in (p.split(",") for p in str(line.get("points")).split())]
        for line in drawn
    ]


def test_each_variant_has_a_line_in_both_panels() -> None:
    assert len(lines(curves_svg("x", {"a": ROWS, "b": ROWS}))) == 4


def test_the_loss_falls_and_the_development_figure_rises() -> None:
    loss, figure = lines(curves_svg("x", {"a": ROWS}))
    assert loss[1][0] > loss[0][0]
    assert loss[1][1] > loss[0][1]  # y counts downwards
    assert figure[1][1] < figure[0][1]


def test_names_cannot_break_the_picture() -> None:
    text = curves_svg("a < b & c", {"<script>": ROWS})
    root = ET.fromstring(text)
    assert root.findtext(f"{SPACE}title") == "a < b & c"
    assert not list(root.iter(f"{SPACE}script"))


def test_a_run_without_a_check_and_a_flat_one_are_drawn_too() -> None:
    assert lines(curves_svg("x", {"a": []})) == []
    assert len(lines(curves_svg("x", {"a": [ROWS[0], {**ROWS[0], "loss": float("nan")}]}))) == 2
