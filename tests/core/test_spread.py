"""Does spreading work over cores keep its order and its errors?"""

from __future__ import annotations

import threading

import pytest

from core.spread import FEWEST, spread


@pytest.mark.parametrize("count", [0, 1, FEWEST - 1, FEWEST, 100])
def test_results_come_in_the_order_of_the_items(count: int) -> None:
    assert spread(lambda number: number * number, range(count)) == [
        number * number for number in range(count)
    ]


def test_the_first_error_is_raised_and_no_thread_stays() -> None:
    before = threading.active_count()
    with pytest.raises(ZeroDivisionError):
        spread(lambda number: 1 // (number - 5), range(20))
    assert threading.active_count() == before
