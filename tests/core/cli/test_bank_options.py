"""Does a command open the records that were named, with what IT settled of them?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import typer

from core.address import Server
from core.cli.bank_options import desk_database, place_named
from core.folders import DATABASE, usual_data_folder
from core.managed import Managed, read_managed
from tests.core.shell import Run

ADDRESS = "postgresql://desk@db.bank.example/specimen"


@pytest.fixture
def settled(settle: Callable[..., Path], tmp_path: Path) -> Managed:
    secret = (tmp_path / "secret").as_posix()
    database = f'[database]\naddress = "{ADDRESS}"\npassword_file = "{secret}"'
    settle(f'data_folder = "{(tmp_path / "shared").as_posix()}"\n{database}')
    return read_managed()


def test_a_path_names_a_file(settled: Managed, tmp_path: Path) -> None:
    assert place_named(str(tmp_path / DATABASE), settled=settled) == tmp_path / DATABASE


def test_the_address_that_it_settled_brings_all_that_it_settled(settled: Managed, tmp_path: Path) -> None:
    named = place_named(ADDRESS, settled=settled)
    assert named == settled.server == desk_database(settled=settled)
    assert isinstance(named, Server)
    assert (named.folder, named.password_file) == (tmp_path / "shared", tmp_path / "secret")


def test_another_address_brings_nothing_of_it(settled: Managed) -> None:
    for text in (ADDRESS.replace("db.", "other."), ADDRESS.replace("@", ":own@")):
        named = place_named(text, settled=settled)
        assert isinstance(named, Server)
        assert named.password_file is None


def test_without_it_models_lie_in_the_users_own_folder() -> None:
    named = place_named(ADDRESS, settled=Managed())
    assert isinstance(named, Server)
    assert named.folder == usual_data_folder()


def test_an_address_that_is_none_is_wrong_usage() -> None:
    with pytest.raises(typer.BadParameter, match="is no address like"):
        place_named("postgresql://db", settled=Managed())


def test_the_server_that_it_settled_is_asked_where_nothing_is_named(
    run: Run, settle: Callable[..., Path]
) -> None:
    address = "postgresql://desk:hidden@127.0.0.1:1/specimen"
    settle(f'data_folder = "~/Bank"\n[database]\naddress = "{address}"\n[retention]\npictures_days = 9\n')
    ended = run("retention")
    assert (ended.code, ended.out) == (6, "")
    assert ended.err.startswith("127.0.0.1/specimen: unreachable")
    told = run("doctor")
    assert "! records, state" in told.out
    assert "postgresql://desk@127.0.0.1:1/specimen" in told.out
    assert "hidden" not in ended.err + told.out + told.err
