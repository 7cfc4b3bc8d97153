"""Do image, pen and both stand below each other for as many specimens?"""

from __future__ import annotations

from core.training.pen_table import pen_table


def test_each_judge_has_a_line_for_each_number_of_specimens() -> None:
    figures = [
        {"set_name": "svc", "specimens": count, "measure": f"EER, {judge}", "value": value}
        for count in (1, 5)
        for judge, value in (("image", 0.2), ("pen", 0.1), ("both", 0.05))
    ]
    figures.append({"set_name": "svc", "specimens": 5, "measure": "Cllr, pen", "value": 0.9})
    told = pen_table([{"command": "python -m core pen train", "date": "2026-03-02", "figures": figures}])
    assert "    python -m core pen train    # 2026-03-02" in told
    assert told.splitlines()[-6:] == [
        f"| svc | {count} | {judge} | {value} |  |  |"
        for count in (1, 5)
        for judge, value in (("image", "0.200"), ("pen", "0.100"), ("both", "0.050"))
    ]
