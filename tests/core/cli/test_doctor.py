"""Does the doctor tell what a support ticket needs, change nothing, and name nobody?"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from core.checkup import trial
from core.cli.doctor import WRONG
from core.folders import DATABASE, MANAGED_VARIABLE, usual_data_folder, usual_settings
from core.learning.switch import Consent, switch
from core.net.checkpoint import load_card
from core.net.pen.checkpoint import PenCard
from core.net.seal import make_keys, seal
from core.resources import pen_model, resource
from core.store.bank import Bank
from tests.core.learning.builders import add_signatory, enrol, open_bank, saved_model
from tests.core.shell import Run
from tests.core.store.builders import verification

SHIPPED = resource("models", "default.safetensors")
NAMES = ("Marisol", "Quennby", "20417", "R. Amara", "cheque.png", "scan.png")


@pytest.fixture
def database(tmp_path: Path) -> Path:
    with open_bank(tmp_path / "bank") as bank:
        signatory = add_signatory(bank, "Marisol Quennby")
        enrol(bank, signatory, 2)
        bank.record_decided(signatory.id, verification(), decision="accept", officer="R. Amara")
        return bank.path


def test_a_sound_desk_has_nothing_wrong(run: Run, database: Path) -> None:
    ended = run("doctor", "--database", database, "--device", "cpu")
    assert ended.code == 0, ended.out
    assert ended.out.endswith("Nothing is wrong.\n")
    for words in ("torch", "free memory", "chain of decisions", "digest checked", "told apart"):
        assert words in ended.out


def test_another_program_reads_the_same(run: Run, database: Path) -> None:
    told = json.loads(run("doctor", "--database", database, "--device", "cpu", "--json").out)
    assert told["records"]["customers"] == told["records"]["decisions"] == 1
    assert told["records"]["specimens"] == 2
    assert told["records"]["chain of decisions"] == "whole"
    assert told["model"]["digest"] == load_card(SHIPPED).digest
    assert told["model"]["comes from"] == "the program"
    pen = PenCard.model_validate_json(pen_model().with_suffix(".json").read_bytes())
    assert told["model"]["pen's digest"] == pen.digest
    trial = told["self-test"]
    assert trial["LLR of a genuine signature"] > trial["LLR of a forgery"]
    assert trial["told apart"] is True
    assert told["wrong"] == []


def test_nobody_is_named(run: Run, database: Path) -> None:
    for more in ((), ("--json",)):
        ended = run("doctor", "--database", database, *more)
        assert not [name for name in NAMES if name in ended.out + ended.err]


def test_nothing_is_made_where_there_is_nothing(run: Run, tmp_path: Path) -> None:
    ended = run("doctor", "--database", tmp_path / "bank" / "specimen.sqlite")
    assert ended.code == 0
    assert "none yet" in ended.out
    assert not (tmp_path / "bank").exists()


def test_an_older_database_is_not_brought_up_to_date(run: Run, database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0002'")
        connection.commit()
    before = sorted(file.name for file in database.parent.iterdir()), database.read_bytes()
    ended = run("doctor", "--database", database)
    assert ended.code == 0
    assert "older, brought up to date when the desk opens it" in ended.out
    assert (sorted(file.name for file in database.parent.iterdir()), database.read_bytes()) == before


def test_a_damaged_database_is_told_with_what_to_do(run: Run, database: Path) -> None:
    database.write_bytes(b"this is no database" * 100)
    ended = run("doctor", "--database", database)
    assert ended.code == WRONG
    assert "! records, state: Restore a copy of the database" in ended.out
    assert "told apart" in ended.out  # the rest is looked at all the same


def test_a_changed_model_is_told_with_its_digest(run: Run, database: Path, tmp_path: Path) -> None:
    model = saved_model(tmp_path)
    model.write_bytes(model.read_bytes() + b"\0")
    ended = run("doctor", "--database", database, "--model", model)
    assert ended.code == WRONG
    assert f"its card says {load_card(model).digest[:12]}" in ended.out
    assert "Install Specimen again" in ended.out


def test_a_missing_model_of_the_pen_is_told_with_what_is_judged_without_it(
    run: Run, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trial, "pen_model", lambda: tmp_path / "pen.safetensors")
    told = json.loads(run("doctor", "--database", database, "--device", "cpu", "--json").out)
    assert told["model"]["pen's digest"] == "pen.safetensors: missing (its card is missing)"
    (wrong,) = told["wrong"]
    assert (wrong["entry"], wrong["remedy"]) == ("pen's digest", trial.PEN_REMEDY)
    assert told["self-test"]["told apart"] is True


def test_a_model_that_tells_nothing_apart_is_something_wrong(
    run: Run, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trial, "_llrs", lambda _verifier: (-1.0, -1.0))
    told = json.loads(run("doctor", "--database", database, "--json").out)
    assert [one["entry"] for one in told["wrong"]] == ["told apart"]


def test_a_model_of_the_supplier_is_known_as_such(
    run: Run, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent, private = saved_model(tmp_path, name="sent", seed=5), tmp_path / "private.key"
    key = make_keys(private)
    seal(sent, private=private)
    assert run("model", "deliver", sent, "--database", database, "--key", key).code == 0
    with Bank.open(database) as bank:
        digest = load_card(sent).digest
        switch(bank, digest, shipped=SHIPPED, consent=Consent("S. Okoye", "to see"), device="cpu")
    monkeypatch.setattr(trial, "_llrs", lambda _verifier: (1.0, -1.0))  # it was never trained
    told = json.loads(run("doctor", "--database", database, "--json").out)
    assert told["model"]["comes from"] == "the supplier"
    assert told["model"]["name"] == "sent"
    assert told["records"]["chain of changes of model"] == "whole"


def test_the_desk_of_the_user_is_the_one_looked_at(run: Run, database: Path) -> None:
    assert json.loads(run("doctor", "--json").out)["records"]["file"].endswith(
        str(Path(usual_data_folder().name) / DATABASE)
    )
    usual_settings().parent.mkdir(parents=True)
    chosen = {"chosen": {"data_folder": str(database.parent), "device": "cpu"}}
    usual_settings().write_text(json.dumps(chosen), "utf-8")
    told = json.loads(run("doctor", "--json").out)
    assert told["records"]["customers"] == 1
    assert told["machine"]["device asked for"] == "cpu"


def test_the_folder_that_it_settled_goes_before_the_users(
    run: Run, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "specimen.toml"
    file.write_text(f'data_folder = "{database.parent.as_posix()}"', "utf-8")
    monkeypatch.setenv(MANAGED_VARIABLE, str(file))
    assert json.loads(run("doctor", "--json").out)["records"]["customers"] == 1


def test_a_broken_file_of_it_is_told_with_its_key(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "specimen.toml"
    file.write_text('colour = "red"', "utf-8")
    monkeypatch.setenv(MANAGED_VARIABLE, str(file))
    ended = run("doctor")
    assert ended.code == WRONG
    assert "does not start until this is put right: colour is no key of this file." in ended.out


def test_what_it_settled_of_roles_and_retention_is_told_without_a_name(
    run: Run, settle: Callable[..., Path], database: Path
) -> None:
    words = ("doctor", "--database", database, "--device", "cpu", "--json")
    assert json.loads(run(*words).out)["managed"]["role"] == "everybody may do everything"
    settle('[roles]\nsupervisors = ["anna"]\n[retention]\npictures_days = 90\n', login="anna")
    ended = run(*words)
    told = json.loads(ended.out)["managed"]
    assert (told["role"], told["retention.pictures_days"]) == ("clerk, supervisor", 90)
    assert "anna" not in ended.out


def test_an_unknown_device_is_wrong_usage(run: Run) -> None:
    assert run("doctor", "--device", "abacus").code == 2
