"""What is a retrained model called?"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from core.learning.ordering import name_after


@pytest.mark.parametrize("champion", ["desk", "desk 2026-11-22", "desk, retrained 2026-12-01"])
def test_a_model_is_named_after_the_first_of_its_line(champion: str) -> None:
    assert name_after(champion, datetime(2027, 1, 9, tzinfo=UTC)) == "desk, retrained 2027-01-09"


def test_a_name_without_a_date_is_kept_whole() -> None:
    assert name_after("Our paper, 2nd try", datetime(2027, 1, 9, tzinfo=UTC)) == (
        "Our paper, 2nd try, retrained 2027-01-09"
    )
