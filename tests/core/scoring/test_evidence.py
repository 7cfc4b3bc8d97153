"""Are the numbers that speak for and against a signature the ones their names say?"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from core.scoring.evidence import MOST_SPREADS, NAMES, SHAPE_SCALES, Alikeness, evidence, form_of
from tests.core.store.builders import SHAPE

ALIKE = Alikeness(
    distance=np.array([[0.2, 0.8], [0.4, 1.0]]),
    local=np.array([[3.0, -1.0], [5.0, -2.0]]),
    own_distance=np.array([0.25]),
    own_local=np.array([4.5]),
)
FORMS = np.array([[0.9, 10.0, -1.6], [1.1, 14.0, -1.4]])


def named(row: int, *, alike: Alikeness = ALIKE, presented: np.ndarray | None = None) -> dict[str, float]:
    shown = np.array([[1.0, 12.0, -1.5]] * 2) if presented is None else presented
    numbers = evidence(alike, presented=shown, specimens=FORMS[: alike.distance.shape[0]])
    assert numbers.shape == (2, len(NAMES))
    return dict(zip(NAMES, numbers[row], strict=True))


def test_likeness_by_hand() -> None:
    first, second = named(0), named(1)
    assert first["distance, mean"] == pytest.approx(0.3)
    assert first["distance, least"] == pytest.approx(0.2)
    assert first["local, mean"] == pytest.approx(4.0)
    assert first["local, most"] == pytest.approx(5.0)
    assert second["distance, mean"] == pytest.approx(0.9)
    assert second["local, most"] == pytest.approx(-1.0)


def test_the_specimens_own_spread_is_counted_against_the_difference() -> None:
    assert named(0)["distance beyond the specimens' own"] == pytest.approx(0.3 - 0.25)
    assert named(0)["local below the specimens' own"] == pytest.approx(4.5 - 4.0)


def test_one_specimen_has_no_spread_of_its_own() -> None:
    none = np.zeros(0)
    single = Alikeness(ALIKE.distance[:1], ALIKE.local[:1], none, none)
    numbers = named(0, alike=single)
    assert numbers["distance beyond the specimens' own"] == 0.0
    assert numbers["local below the specimens' own"] == 0.0
    assert numbers["distance, mean"] == numbers["distance, least"] == pytest.approx(0.2)


def test_form_is_measured_in_typical_spreads_from_the_specimens_mean() -> None:
    at_mean = named(0)
    assert [at_mean[name] for name in ("aspect", "slant", "density")] == pytest.approx([0.0, 0.0, 0.0])
    away = np.array([[1.0, 12.0, -1.5]] * 2) + np.array([1, -2, 3]) * np.array(SHAPE_SCALES)
    numbers = named(0, presented=away)
    assert [numbers[name] for name in ("aspect", "slant", "density")] == pytest.approx([1.0, 2.0, 3.0])


def test_a_far_form_is_capped() -> None:
    assert named(0, presented=np.full((2, 3), 500.0))["slant"] == MOST_SPREADS


def test_form_takes_logarithms_of_ratios() -> None:
    assert form_of(replace(SHAPE, aspect=np.e, slant_deg=7.0, density=1.0)) == pytest.approx([1.0, 7.0, 0.0])


def test_twice_as_wide_and_half_as_wide_are_equally_far() -> None:
    forms = np.stack([form_of(replace(SHAPE, aspect=SHAPE.aspect * factor)) for factor in (1.15, 1 / 1.15)])
    numbers = evidence(ALIKE, presented=forms, specimens=np.stack([form_of(SHAPE), form_of(SHAPE)]))
    assert numbers[0, NAMES.index("aspect")] == pytest.approx(numbers[1, NAMES.index("aspect")])


def test_the_order_of_specimens_does_not_matter() -> None:
    turned = Alikeness(ALIKE.distance[::-1], ALIKE.local[::-1], ALIKE.own_distance, ALIKE.own_local)
    shown = np.array([[1.1, 9.0, -1.2]] * 2)
    there = evidence(ALIKE, presented=shown, specimens=FORMS)
    back = evidence(turned, presented=shown, specimens=FORMS[::-1])
    assert there == pytest.approx(back)
