"""Does every writer get a folder that every system can make, and nobody else's?"""

from __future__ import annotations

import pytest

from core.learning.folder_names import LONGEST, FolderNames, safe_name


@pytest.mark.parametrize(
    "text, name",
    [
        ("signatory-12", "signatory-12"),
        ("María Núñez", "María Núñez"),
        ("import-2024/anna", "import-2024_anna"),
        ("..", "writer"),
        ("../../etc", "_.._etc"),
        ("", "writer"),
        (" . ", "writer"),
        (".hidden", "hidden"),
        ("ends with dots..", "ends with dots"),
        ('a<b>c:d"e|f?g*h\\i', "a_b_c_d_e_f_g_h_i"),
        ("tab\tand\x00null", "tab_and_null"),
        ("turned\u202eround", "turned_round"),
        ("CON", "_CON"),
        ("con .txt", "_con .txt"),
        ("Lpt1.png", "_Lpt1.png"),
        ("COM²", "_COM²"),
        ("conrad", "conrad"),
        ("com10", "com10"),
    ],
)
def test_a_name_becomes_one_that_every_system_takes(text: str, name: str) -> None:
    assert safe_name(text) == name


def test_a_long_name_is_cut_within_what_linux_takes() -> None:
    name = safe_name("署" * 300)
    assert len(name) == LONGEST
    assert len(f"{name}_9999".encode()) <= 255


def test_a_writer_keeps_the_same_folder() -> None:
    names = FolderNames()
    assert [names.of(writer) for writer in ("anna", "ben", "anna")] == ["anna", "ben", "anna"]


def test_writers_whose_names_become_alike_get_folders_of_their_own() -> None:
    names = FolderNames()
    writers = ("anna", "Anna", "a/b", "a:b", "a_b_2", "ﬁn", "fin")
    folders = [names.of(writer) for writer in writers]
    assert folders == ["anna", "Anna_2", "a_b", "a_b_2", "a_b_2_2", "ﬁn", "fin_2"]
