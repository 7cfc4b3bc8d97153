"""How did the loss fall and the development figure rise? A picture of it, as SVG text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

Row = dict[str, float]
WIDTH, HEIGHT = 640, 220
LEFT, TOP, GAP, FOOT = 52, 34, 60, 34
COLOURS = ("#1f5fa8", "#b3541e", "#2f7d4f", "#7a4a9c")
PANELS = (("loss", "loss"), ("right", "development"))


def curves_svg(title: str, curves: Mapping[str, Sequence[Row]]) -> str:
    """Draw the curves of all variants: the loss on the left, the share of right answers on the right."""
    panel = (WIDTH - LEFT - GAP - 12) / 2
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="11">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
    ]
    for number, (key, name) in enumerate(PANELS):
        left = LEFT + number * (panel + GAP)
        lines = {variant: _points(rows, key) for variant, rows in curves.items()}
        parts += _panel(name, lines, left=left, width=panel)
    parts += _legend(list(curves))
    return "\n".join([*parts, "</svg>"]) + "\n"


def _points(rows: Sequence[Row], key: str) -> list[tuple[float, float]]:
    """Return (step, value) of each check that has both."""
    if key == "right":
        return [(row["step"], 1.0 - row["development_error"]) for row in rows]
    return [(row["step"], row[key]) for row in rows if row[key] == row[key]]


def _panel(
    name: str, lines: Mapping[str, list[tuple[float, float]]], *, left: float, width: float
) -> list[str]:
    points = [point for line in lines.values() for point in line]
    if not points:
        return []
    last = max(step for step, _ in points)
    low, high = (pick(value for _, value in points) for pick in (min, max))
    low = min(low, 0.0) if name == "loss" else low
    height, span = HEIGHT - TOP - FOOT, max(high - low, 1e-9)

    def place(step: float, value: float) -> str:
        return f"{left + width * step / max(last, 1):.1f},{TOP + height * (1 - (value - low) / span):.1f}"

    foot = TOP + height
    drawn = [
        f'<path d="M{left:.1f},{TOP} V{foot} H{left + width:.1f}" fill="none" stroke="#555555"/>',
        f'<text x="{left:.1f}" y="{TOP - 8}">{name}</text>',
        f'<text x="{left - 4:.1f}" y="{TOP + 8}" text-anchor="end">{high:.3g}</text>',
        f'<text x="{left - 4:.1f}" y="{foot}" text-anchor="end">{low:.3g}</text>',
        f'<text x="{left + width:.1f}" y="{foot + 14}" text-anchor="end">step {last:.0f}</text>',
    ]
    for number, line in enumerate(lines.values()):
        way = " ".join(place(*point) for point in line)
        colour = COLOURS[number % len(COLOURS)]
        drawn.append(f'<polyline points="{way}" fill="none" stroke="{colour}" stroke-width="1.6"/>')
    return drawn


def _legend(variants: Sequence[str]) -> list[str]:
    return [
        f'<text x="{LEFT + 110 * number}" y="{HEIGHT - 6}" fill="{COLOURS[number % len(COLOURS)]}">'
        f"{escape(variant)}</text>"
        for number, variant in enumerate(variants)
    ]
