"""Are figures, states and the record told in the bank's words?"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.presenters.models_shelf import KnownModel, Shelf
from app.presenters.models_words import (
    card_of,
    change_text,
    cost_text,
    domain_text,
    facts_text,
    figure_text,
    line_of,
    measures_of,
    rate_text,
    record_text,
    state_text,
)
from core.learning.compare import BANK, ELSEWHERE
from core.net.checkpoint import Figure
from core.scoring.intervals import Interval
from core.store.learning_records import ActivationKind, ActivationRecord
from tests.app.models_bench import BETTER, UNCLEAR, WORSE, domain

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
KNOWN = KnownModel("ab" * 32, "retrained", NOON, has_report=True)


def activation(number: int, digest: str, *, kind: ActivationKind = ActivationKind.SWITCH) -> ActivationRecord:
    at = NOON + timedelta(days=number)
    return ActivationRecord(number, at, "R. Amara", "why", digest, None, kind, False, "", "", "")


@pytest.mark.parametrize(
    "known, state",
    [
        (KNOWN, "Challenger"),
        (replace(KNOWN, is_in_use=True, has_served=True), "In use"),
        (replace(KNOWN, has_served=True), "Served before"),
        (replace(KNOWN, is_removed=True), "Removed"),
        (replace(KNOWN, has_report=False, is_shipped=True), "Shipped"),
        (replace(KNOWN, has_report=False), "Never used"),
    ],
)
def test_every_state_has_its_word(known: KnownModel, state: str) -> None:
    assert state_text(known) == state


def test_row_names_day_and_the_beginning_of_the_digest() -> None:
    card = card_of(KNOWN)
    assert (card.key, card.name, card.line) == (
        KNOWN.digest, "retrained", "Challenger · 2 Mar 2026 · abababab",
    )  # fmt: skip
    assert card.sentence == "retrained, Challenger · 2 Mar 2026 · abababab"


def test_rates_have_one_decimal_and_their_range() -> None:
    assert rate_text(Interval(0.082, 0.0573, 0.115)) == "8.2 %  (5.7–11.5)"


def test_cllr_is_no_percentage() -> None:
    assert cost_text(Interval(0.314, 0.25, 0.4)) == "0.31  (0.25–0.40)"


@pytest.mark.parametrize(
    "change, said", [(BETTER, "better"), (WORSE, "worse"), (UNCLEAR, "no clear difference")]
)
def test_change_says_whether_it_can_be_told_from_chance(change: Interval, said: str) -> None:
    assert change_text(change).endswith(f": {said}")


def test_change_has_true_minus_signs_and_no_negative_nothing() -> None:
    assert change_text(Interval(-0.021, -0.034, -0.0001)) == "−2.1 points  (−3.4 to 0.0): better"


def test_all_five_figures_of_both_are_told() -> None:
    rows = measures_of(domain(BANK, change=BETTER))
    assert [row.title.split(" (")[0] for row in rows] == [
        "EER", "False accepts", "Genuine referred", "False rejects", "Cllr", "Change of the EER",
    ]  # fmt: skip
    assert (rows[0].champion, rows[0].challenger) == ("8.2 %  (5.7–11.5)", "6.1 %  (4.3–8.5)")


def test_comparison_says_on_how_much_it_rests() -> None:
    said = domain_text(domain(BANK, change=BETTER))
    assert said == "24 people kept aside: 240 genuine signatures, 160 forged; 5 specimens each."
    assert domain_text(domain(ELSEWHERE, writers=1, change=BETTER)).startswith("1 made-up person:")


def test_figures_on_a_card_are_rates_but_for_cllr() -> None:
    figure = Figure(protocol="desk", set_name="cedar", measure="EER", value=0.031, low=0.02, high=0.04)
    assert figure_text(figure) == "3.1 %  (2.0–4.0)"
    assert figure_text(figure.model_copy(update={"measure": "minCllr"})) == "0.03  (0.02–0.04)"
    assert figure_text(figure.model_copy(update={"low": None, "high": None})) == "3.1 %"


def test_in_use_since_is_the_day_of_the_model_and_not_of_its_thresholds() -> None:
    known = replace(KNOWN, is_in_use=True)
    newest_first = (
        activation(9, KNOWN.digest, kind=ActivationKind.CALIBRATION),
        activation(5, KNOWN.digest),
        activation(1, "other"),
    )
    shelf = Shelf((known,), newest_first, None, None)
    assert facts_text(known, shelf).startswith("In use since 7 March 2026")


def test_record_says_that_it_is_whole_or_where_it_was_changed() -> None:
    records = [activation(2, "b"), activation(1, "a")]
    assert record_text(records, None) == "The record is whole: 2 entries."
    assert record_text([], None) == "No model was ever changed."
    broken = f"{(NOON + timedelta(days=1)).astimezone():%Y-%m-%d %H:%M}"
    assert record_text(records, 1).startswith(f"The record was changed at the entry of {broken}.")


def test_entry_of_the_record_names_model_and_thresholds() -> None:
    record = replace(activation(1, KNOWN.digest), calibration_id=3, is_overridden=True)
    line = line_of(record, Shelf((KNOWN,), (record,), 1, None))
    assert (line.model, line.thresholds, line.officer) == ("retrained", "the bank's, no. 3", "R. Amara")
    assert line.is_overridden
    assert line.is_broken


def test_thresholds_are_those_with_which_a_model_served_last() -> None:
    shelf = Shelf(
        (),
        (activation(3, "b"), replace(activation(2, "a"), calibration_id=7), activation(1, "a")),
        None,
        None,
    )
    assert shelf.last_calibration("a") == 7
    assert shelf.last_calibration("b") is None
    assert shelf.last_calibration("never") is None
