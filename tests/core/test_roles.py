"""May everybody do everything until IT names some, and then each only what is theirs?"""

from __future__ import annotations

import getpass
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core import roles
from core.errors import ReservedDeed, UnusableManagedFile
from core.learning.calibrating import adopt
from core.learning.delivery import deliver
from core.learning.order import give_up, take_up
from core.learning.ordering import carry_out, place_order
from core.learning.pairs import export_to, import_from
from core.learning.switch import Consent, roll_back, switch
from core.managed import ManagedRoles
from core.roles import EVERY_ROLE, WHOSE, Deed, Role, may, my_roles, require, roles_of
from core.store.bank import Bank
from core.store.learning_records import Label, LabelSource
from tests.core.learning.builders import open_bank

Settle = Callable[..., Path]
NAMED = '[roles]\nsupervisors = ["anna", "CORP\\\\berta"]\nengineers = ["emil", "anna"]\n'


def everything(bank: Bank, here: Path) -> dict[Callable[[], object], Deed]:
    """Whatever not everybody may do, done with things that are not there: only a guard comes before them."""
    anything, consent = here / "anything", Consent("S. Okoye", "to see")
    nothing: dict[str, object] = {"plan": None, "serving": None}
    return {
        lambda: bank.remove_customer(1): Deed.REMOVE,
        lambda: bank.restore_customer(1): Deed.REMOVE,
        lambda: bank.remove_signatory(1): Deed.REMOVE,
        lambda: bank.restore_signatory(1): Deed.REMOVE,
        lambda: bank.relabel(
            [1], label=Label.FORGED, source=LabelSource.CLERK, officer="S. Okoye", reason="seen"
        ): Deed.LABEL,
        lambda: bank.remove_model("abc"): Deed.DROP_MODEL,
        lambda: bank.restore_model("abc"): Deed.DROP_MODEL,
        lambda: switch(bank, "abc", shipped=anything, consent=consent): Deed.ACTIVATE,
        lambda: roll_back(bank, shipped=anything, consent=consent): Deed.ACTIVATE,
        lambda: adopt(bank, None, digest="abc", shipped=anything, consent=consent): Deed.CALIBRATE,  # type: ignore[arg-type]
        lambda: bank.remove_batch("archive"): Deed.EXCHANGE,
        lambda: bank.restore_batch("archive"): Deed.EXCHANGE,
        lambda: import_from(bank, anything, batch="archive", officer="S. Okoye"): Deed.EXCHANGE,
        lambda: export_to(bank, anything): Deed.EXCHANGE,
        lambda: place_order(bank, shipped=anything, **nothing): Deed.RETRAIN,  # type: ignore[arg-type]
        lambda: carry_out(bank, anything): Deed.RETRAIN,
        lambda: give_up(anything): Deed.RETRAIN,
        lambda: take_up(anything): Deed.RETRAIN,
        lambda: deliver(bank, anything, key="abc"): Deed.DELIVER,
    }


@pytest.fixture
def bank(tmp_path: Path) -> Iterator[Bank]:
    with open_bank(tmp_path / "bank") as opened:
        yield opened


def test_where_nobody_is_named_everybody_may_do_everything(settle: Settle) -> None:
    assert my_roles() == EVERY_ROLE
    settle("")
    assert my_roles() == EVERY_ROLE
    for deed in Deed:
        require(deed)


@pytest.mark.parametrize(
    "login, found",
    [
        ("carl", {Role.CLERK}),
        ("emil", {Role.CLERK, Role.ENGINEER}),
        ("anna", {Role.CLERK, Role.SUPERVISOR, Role.ENGINEER}),
        ("Anna", {Role.CLERK}),
        ("", {Role.CLERK}),
    ],
)
def test_whoever_is_named_is_what_the_file_says(settle: Settle, login: str, found: set[Role]) -> None:
    settle(NAMED, login=login)
    assert my_roles() == found


@pytest.mark.parametrize("login", ["berta", "BERTA"])
def test_windows_knows_a_person_with_and_without_the_domain(
    settle: Settle, monkeypatch: pytest.MonkeyPatch, login: str
) -> None:
    settle(NAMED, login=login)
    monkeypatch.setattr(roles, "_IS_WINDOWS", True)
    monkeypatch.setenv("USERDOMAIN", "Corp")
    assert Role.SUPERVISOR in my_roles()
    monkeypatch.setenv("USERDOMAIN", "ELSEWHERE")
    assert my_roles() == {Role.CLERK}
    assert roles_of(ManagedRoles(engineers=("bErTa",))) == {Role.CLERK, Role.ENGINEER}


def test_elsewhere_a_name_is_compared_as_it_is_written(
    settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(NAMED, login="berta")
    monkeypatch.setattr(roles, "_IS_WINDOWS", False)
    monkeypatch.setenv("USERDOMAIN", "CORP")
    assert my_roles() == {Role.CLERK}


def test_a_login_does_not_follow_what_a_shell_says(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pwd")
    monkeypatch.setenv("LOGNAME", "anna")
    monkeypatch.setattr("pwd.getpwuid", lambda _number: type("Entry", (), {"pw_name": "carl"}))
    assert roles.login_names() == {"carl"}


def test_a_user_whom_no_list_names_is_called_as_the_shell_says_or_not_at_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pytest.importorskip("pwd")

    def unknown(*_: object) -> str:
        raise KeyError

    monkeypatch.setattr("pwd.getpwuid", unknown)
    monkeypatch.setattr(getpass, "getuser", lambda: "carl")
    assert roles.login_names() == {"carl"}
    monkeypatch.setattr(getpass, "getuser", unknown)
    assert roles.login_names() == frozenset()


def test_no_role_includes_the_deeds_of_another() -> None:
    assert set(WHOSE) == set(Deed)
    for role in (Role.SUPERVISOR, Role.ENGINEER):
        theirs = {deed for deed in Deed if may({Role.CLERK, role}, deed)}
        assert theirs == {deed for deed in Deed if WHOSE[deed] is role} != set()
    assert not [deed for deed in Deed if may({Role.CLERK}, deed)]


def test_every_way_to_what_is_left_to_some_is_guarded(settle: Settle, bank: Bank, tmp_path: Path) -> None:
    settle(NAMED, login="carl")
    before = sorted(file.name for file in tmp_path.rglob("*"))
    seen = set()
    for act, deed in everything(bank, tmp_path).items():
        with pytest.raises(ReservedDeed) as refused:
            act()
        assert (refused.value.deed, refused.value.whose) == (deed.value, WHOSE[deed].value)
        seen.add(deed)
    assert seen == set(Deed)
    assert sorted(file.name for file in tmp_path.rglob("*")) == before
    assert (bank.models(), bank.activations(), bank.calibrations()) == ([], [], [])


def test_those_who_are_named_come_past_every_guard(settle: Settle, bank: Bank, tmp_path: Path) -> None:
    settle(NAMED, login="anna")
    for act in everything(bank, tmp_path):
        try:
            act()
        except ReservedDeed:
            pytest.fail("a guard let somebody wait who may go on")
        except Exception:  # noqa: BLE001 - what they act on is not there
            pass


def test_the_sentence_says_whom_to_ask(settle: Settle) -> None:
    settle(NAMED)
    with pytest.raises(ReservedDeed, match=r"^Activating a model is for supervisors; ask one of them"):
        require(Deed.ACTIVATE)


def test_a_file_that_cannot_be_followed_lets_nobody_by(settle: Settle) -> None:
    settle('[roles]\nsupervisor = ["anna"]', login="anna")
    with pytest.raises(UnusableManagedFile):
        require(Deed.LABEL)
