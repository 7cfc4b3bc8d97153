"""Is an address of a server taken apart as it was meant, and its password kept out of sight?"""

from __future__ import annotations

from pathlib import Path

import pytest

from core.address import folder_of, is_address, server_at

FOLDER = Path("shared")


def test_an_address_is_taken_apart() -> None:
    server = server_at("postgresql://desk@db.bank.example:5433/specimen", folder=FOLDER)
    assert (server.user, server.host, server.port, server.database) == (
        "desk",
        "db.bank.example",
        5433,
        "specimen",
    )
    assert (server.password, server.tls, server.name) == ("", True, "db.bank.example/specimen")
    assert folder_of(server) == FOLDER
    assert folder_of(Path("bank") / "specimen.sqlite") == Path("bank")


def test_a_password_is_nowhere_to_be_read() -> None:
    server = server_at("postgresql://a%40b:p%3Aw%C3%A4@db/specimen", folder=FOLDER)
    assert (server.user, server.password) == ("a@b", "p:wä")
    assert str(server) == "postgresql://a%40b@db/specimen"
    assert "p:w" not in repr(server)
    assert "p%3A" not in repr(server)


@pytest.mark.parametrize(
    "place, host",
    [
        ("localhost", "localhost"),
        ("127.0.0.1:6000", "127.0.0.1"),
        ("[::1]:6000", "::1"),
        ("", "/run/postgresql"),
    ],
)
def test_what_stays_on_the_computer_need_not_be_encrypted(place: str, host: str) -> None:
    ending = "?host=/run/postgresql" if not place else ""
    address = f"postgresql://desk@{place}/specimen{ending}"
    server = server_at(address, folder=FOLDER)
    assert (server.host, server.tls) == (host, False)
    assert server_at(address, folder=FOLDER, tls=True).tls
    assert not server_at("postgresql://desk@db/specimen", folder=FOLDER, tls=False).tls


@pytest.mark.parametrize(
    "text",
    [
        "postgresql://db/specimen",
        "postgresql://desk@/specimen",
        "postgresql://desk@db",
        "postgresql://desk@db:port/specimen",
        "postgresql://desk@db/specimen?sslmode=disable",
        "mysql://desk:hidden@db/specimen",
        "postgresql://desk:hid den@db/specimen",
        "",
    ],
)
def test_what_is_no_address_is_refused_without_its_words(text: str) -> None:
    with pytest.raises(ValueError, match="is no address like postgresql://") as refused:
        server_at(text, folder=FOLDER)
    assert "hid" not in str(refused.value)


def test_a_path_is_no_address() -> None:
    assert is_address("postgresql://desk@db/specimen")
    assert not is_address("bank/specimen.sqlite")
    assert not is_address(r"C:\bank\specimen.sqlite")
