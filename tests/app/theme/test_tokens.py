"""Can everything be read in both palettes? Contrast after WCAG 2.2, sections 1.4.3 and 1.4.11."""

from __future__ import annotations

from dataclasses import fields

import pytest
from PySide6.QtGui import QColor

from app.theme.tokens import DARK, LIGHT, Tokens

BOTH = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
GROUNDS = ("window", "rail", "surface", "raised", "accent_soft")
TEXT = 4.5
SIGN = 3.0


def luminance(colour: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    light = QColor(colour)
    return 0.2126 * linear(light.redF()) + 0.7152 * linear(light.greenF()) + 0.0722 * linear(light.blueF())


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def too_faint(tokens: Tokens, pairs: list[tuple[str, str]], *, least: float) -> list[str]:
    found = []
    for front, ground in pairs:
        ratio = contrast(getattr(tokens, front), getattr(tokens, ground))
        if ratio < least:
            found.append(f"{front} on {ground}: {ratio:.2f}")
    return found


def test_contrast_of_black_on_white_is_twenty_one() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@BOTH
def test_text_can_be_read_on_every_ground(tokens: Tokens) -> None:
    pairs = [(front, ground) for front in ("text", "muted") for ground in GROUNDS]
    assert too_faint(tokens, pairs, least=TEXT) == []


@BOTH
def test_accent_can_be_read_where_it_is_text_and_under_text(tokens: Tokens) -> None:
    pairs = [
        ("accent", "window"),
        ("accent", "surface"),
        ("on_accent", "accent"),
        ("on_accent", "accent_hover"),
    ]
    assert too_faint(tokens, pairs, least=TEXT) == []


@BOTH
def test_verdicts_can_be_read_on_surfaces_and_on_their_own_tint(tokens: Tokens) -> None:
    verdicts = ("accept", "refer", "reject")
    pairs = [(verdict, ground) for verdict in verdicts for ground in ("window", "surface", f"{verdict}_soft")]
    pairs += [("text", f"{verdict}_soft") for verdict in verdicts]
    assert too_faint(tokens, pairs, least=TEXT) == []


@BOTH
def test_edges_of_what_can_be_used_are_seen(tokens: Tokens) -> None:
    pairs = [("outline", ground) for ground in ("window", "surface")]
    pairs += [("accent", ground) for ground in GROUNDS]
    assert too_faint(tokens, pairs, least=SIGN) == []


@BOTH
def test_lines_of_a_plot_are_seen(tokens: Tokens) -> None:
    pairs = [(front, ground) for front in ("accent", "second", "muted") for ground in ("window", "surface")]
    assert too_faint(tokens, pairs, least=SIGN) == []


@BOTH
def test_ink_is_seen_on_paper(tokens: Tokens) -> None:
    assert too_faint(tokens, [("ink", "paper"), ("second_ink", "paper")], least=TEXT) == []


def test_both_palettes_name_every_colour() -> None:
    for tokens in (LIGHT, DARK):
        for field in fields(tokens):
            assert field.name == "name" or QColor(getattr(tokens, field.name)).isValid(), field.name
