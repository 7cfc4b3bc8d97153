"""What does the customers page say about refusals, counts and how specimens agree?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from app.models.name_card import NameCard
from core.errors import RecordProblem, RefusedRecord
from core.image.page import Page
from core.store.records import Customer

MM_PER_INCH = 25.4
_SMALL = "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"

_EMPTY = {
    ("customer", "name"): "Enter the customer's name.",
    ("customer", "number"): "Enter the customer number.",
    ("signatory", "name"): "Enter the signatory's name.",
}
_DUPLICATE = {
    ("customer", "number"): "Another customer has this number. Search for it, or enter a different one.",
    ("signatory", "name"): "This customer already has a signatory of this name.",
}


def refusal(error: BaseException, *, accounts: Sequence[str] = ()) -> tuple[str, str] | None:
    """The field that was refused and why, in a sentence; None where no field is to blame."""
    if not isinstance(error, RefusedRecord):
        return None
    field = re.sub(r"\[\d+\]$", "", error.detail)
    table = {RecordProblem.EMPTY_FIELD: _EMPTY, RecordProblem.DUPLICATE: _DUPLICATE}.get(error.problem, {})
    if (sentence := table.get((error.kind, field))) is not None:
        return field, sentence
    if error.kind == "account" and error.problem is RecordProblem.DUPLICATE:
        taken = _account(error.detail, accounts)
        return "accounts", f"{taken} is already on record. An account belongs to one customer."
    return None


def split_accounts(text: str) -> tuple[str, ...]:
    """Account numbers as typed, separated by commas or semicolons; each once, in their order."""
    parts = (part.strip() for part in re.split(r"[,;\n]", text))
    return tuple(dict.fromkeys(part for part in parts if part))


def customer_card(customer: Customer) -> NameCard:
    """A customer as they stand in the list: the name, and under it the number and the accounts."""
    accounts = ", ".join(customer.accounts)
    line = f"{customer.number} · {accounts}" if accounts else customer.number
    said = f"{customer.name}, customer {line}"
    return NameCard(customer.id, customer.name, line, sentence=said, hint=customer.name)


def counted(count: int, noun: str) -> str:
    """A number with its noun: 1 specimen, 5 specimens; nouns in -y become -ies."""
    plural = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    return f"{count} {noun if count == 1 else plural}"


def spelled(count: int) -> str:
    """A small number as a word."""
    return _SMALL[count] if 0 <= count < len(_SMALL) else str(count)


def day(moment: datetime) -> str:
    """A day on this computer's clock: 11 March 2024."""
    local = moment.astimezone()
    return f"{local.day} {local:%B %Y}"


def resolution(dpi: float | None) -> str:
    """The resolution of a scan; unknown is written as unknown."""
    return "resolution unknown" if dpi is None else f"{round(dpi)} dpi"


def page_size(page: Page) -> str:
    """The size of a page in millimetres, or in pixels where its resolution is unknown."""
    if page.dpi is None:
        return f"{page.width_px} × {page.height_px} px · {resolution(None)}"
    width, height = (round(side / page.dpi * MM_PER_INCH) for side in (page.width_px, page.height_px))
    return f"{width} × {height} mm · {resolution(page.dpi)}"


def agreement_text(distance: float | None, *, others: int, is_odd: bool) -> str:
    """How a specimen agrees with the others; `distance` is its mean distance to them, None while unknown."""
    if others <= 0:
        return "The only specimen so far"
    if distance is None:
        return ""
    if others == 1:
        return "Distance from the other"
    rest = "both others" if others == 2 else f"the other {spelled(others)}"
    return f"{'Differs from' if is_odd else 'Agrees with'} {rest}"


def wall_summary(*, live: int, odd: int, withdrawn: int) -> str:
    """How many specimens there are, and what to do about them where something is to be done."""
    parts = [counted(live, "specimen")]
    if odd == 1:
        parts.append("one differs from the others: look before relying on it")
    elif odd:
        parts.append(f"{spelled(odd)} differ from the others: look before relying on them")
    elif 0 < live < 3:
        parts.append("three or more make a surer verdict")
    if withdrawn:
        parts.append(f"{withdrawn} withdrawn")
    return " · ".join(parts)


def _account(detail: str, accounts: Sequence[str]) -> str:
    """The account that a refusal names by its place, as typed."""
    place = re.search(r"\[(\d+)\]$", detail)
    if place and int(place.group(1)) < len(accounts):
        return f"Account {accounts[int(place.group(1))]}"
    return "One of these accounts"
