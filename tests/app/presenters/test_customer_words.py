"""Does the customers page say what it means, in whole words?"""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest

from app.presenters.customer_words import (
    agreement_text,
    counted,
    customer_card,
    day,
    page_size,
    refusal,
    split_accounts,
    wall_summary,
)
from core.errors import RecordProblem, RefusedRecord
from core.image.page import Page
from core.store.records import Customer


@pytest.mark.parametrize(
    "count, noun, said",
    [(0, "scan", "0 scans"), (1, "specimen", "1 specimen"), (2, "signatory", "2 signatories")],
)
def test_a_number_agrees_with_its_noun(count: int, noun: str, said: str) -> None:
    assert counted(count, noun) == said


@pytest.mark.parametrize(
    "accounts, line",
    [(("4711-0082", "4711-0083"), "10021 · 4711-0082, 4711-0083"), ((), "10021")],
)
def test_under_the_name_stand_number_and_accounts(accounts: tuple[str, ...], line: str) -> None:
    card = customer_card(Customer(3, "10021", "Okafor Trading", accounts))
    assert (card.name, card.line) == ("Okafor Trading", line)
    assert card.sentence == f"Okafor Trading, customer {line}"


@pytest.mark.parametrize(
    "distance, others, is_odd, said",
    [
        (None, 0, False, "The only specimen so far"),
        (None, 4, False, ""),
        (0.4, 1, False, "Distance from the other"),
        (0.4, 2, False, "Agrees with both others"),
        (0.9, 4, True, "Differs from the other four"),
        (0.3, 12, False, "Agrees with the other 12"),
    ],
)
def test_agreement_is_said_only_where_it_can_be_known(
    distance: float | None, others: int, is_odd: bool, said: str
) -> None:
    assert agreement_text(distance, others=others, is_odd=is_odd) == said


def test_the_summary_says_what_to_do() -> None:
    assert wall_summary(live=2, odd=0, withdrawn=0) == "2 specimens · three or more make a surer verdict"
    assert wall_summary(live=5, odd=2, withdrawn=1).endswith("look before relying on them · 1 withdrawn")
    assert wall_summary(live=0, odd=0, withdrawn=1) == "0 specimens · 1 withdrawn"


def test_accounts_are_taken_apart_and_each_is_kept_once() -> None:
    assert split_accounts(" 4711-1, 4711-2;4711-1 ,, ") == ("4711-1", "4711-2")


def test_a_refusal_without_a_field_is_left_to_the_notice_bar() -> None:
    assert refusal(ValueError()) is None
    assert refusal(RefusedRecord("customer", RecordProblem.NOT_FOUND, "7")) is None


def test_the_account_that_another_customer_has_is_named() -> None:
    error = RefusedRecord("account", RecordProblem.DUPLICATE, "accounts[1]")
    blame = refusal(error, accounts=("1", "2"))
    assert blame is not None
    assert blame[0] == "accounts"
    assert blame[1].startswith("Account 2 is")


def test_a_page_is_measured_in_millimetres_where_its_resolution_is_known() -> None:
    grey = np.zeros((100, 200), np.uint8)
    assert page_size(Page(grey, 254.0)) == "20 × 10 mm · 254 dpi"
    assert page_size(Page(grey)) == "200 × 100 px · resolution unknown"


def test_a_day_is_written_out() -> None:
    assert day(datetime(2024, 3, 11, 12, tzinfo=UTC)) == "11 March 2024"
