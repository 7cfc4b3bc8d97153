"""Does the command line of the frozen program work, wherever it lies and whoever starts it?"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from core.cli.main import MODEL, OTHER, SCAN
from core.net.checkpoint import load_card
from core.resources import resource
from tests.bundle.conftest import copy_of
from tests.bundle.frozen import PATIENCE_S, Frozen
from tests.core.learning.builders import open_bank
from tests.house.tree import ROOT

SAMPLES = resource("samples")
PERSON = "10021-1"
MODELS = Path("resources", "models")
APART = ("unshare", "--map-root-user", "--net")
ADVICE = (0, 10, 11)


def verifying() -> list[str]:
    """A person's specimens and a signature of theirs, to be compared."""
    specimens = sorted(SAMPLES.glob(f"{PERSON}-specimen-*.png"))
    named = [word for specimen in specimens for word in ("--specimen", str(specimen))]
    return ["verify", *named, "--presented", str(SAMPLES / f"{PERSON}-check-1.png"), "--json"]


@pytest.fixture
def altered(built: Path, tmp_path: Path) -> Frozen:
    """A copy of the program whose model may be spoiled."""
    return Frozen(copy_of(built, tmp_path / "altered"), tmp_path)


def test_a_signature_is_judged_as_from_source(frozen: Frozen) -> None:
    theirs = frozen.run(*verifying())
    ours = subprocess.run(
        [sys.executable, "-m", "core", *verifying()],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (theirs.returncode, theirs.stderr) == (ours.returncode, "")
    frozens, sources = json.loads(theirs.stdout), json.loads(ours.stdout)
    assert frozens["verdict"] == sources["verdict"]
    assert frozens["llr"] == pytest.approx(sources["llr"], abs=1e-3)
    assert frozens["distances"] == pytest.approx(sources["distances"], abs=1e-4)


def test_every_command_explains_itself(frozen: Frozen) -> None:
    told = frozen.run("verify", "--help")
    assert (told.returncode, told.stderr) == (0, "")
    assert "Compare one presented signature with specimens." in told.stdout


def test_the_model_that_came_along_is_whole(frozen: Frozen) -> None:
    told = frozen.run("model", "show")
    assert json.loads(told.stdout)["digest"] == load_card(resource("models", "default.safetensors")).digest


def test_nobodys_home_is_needed(installed: Path) -> None:
    assert Frozen(installed, None).run(*verifying()).returncode in ADVICE


def _can_be_apart() -> bool:
    return (
        shutil.which(APART[0]) is not None
        and subprocess.run([*APART, "true"], capture_output=True, check=False).returncode == 0
    )


@pytest.mark.skipif(not _can_be_apart(), reason="a process cannot be kept from the network here")
def test_no_network_is_needed(frozen: Frozen) -> None:
    assert frozen.run(*verifying(), before=APART).returncode in ADVICE


def test_two_at_once_do_not_disturb_each_other(frozen: Frozen) -> None:
    with frozen.started(*verifying()) as one, frozen.started(*verifying()) as other:
        told = [child.communicate(timeout=PATIENCE_S) for child in (one, other)]
        assert one.returncode == other.returncode
        assert one.returncode in ADVICE
    assert told[0][1] == told[1][1] == ""
    assert json.loads(told[0][0])["verdict"] == json.loads(told[1][0])["verdict"]


def test_a_file_that_is_no_scan_is_a_sentence(frozen: Frozen, tmp_path: Path) -> None:
    (tmp_path / "no.png").write_bytes(b"no picture")
    told = frozen.run("verify", "--specimen", tmp_path / "no.png", "--presented", tmp_path / "no.png")
    assert told.returncode == SCAN
    assert "no.png" in told.stderr
    assert "Traceback" not in told.stderr


def test_an_altered_model_is_refused_and_both_digests_named(altered: Frozen) -> None:
    model = altered.inside / MODELS / "default.safetensors"
    data, digest = bytearray(model.read_bytes()), load_card(model).digest
    data[-1] ^= 1
    model.unlink()
    model.write_bytes(data)
    told = altered.run(*verifying())
    assert told.returncode == MODEL
    assert "default.safetensors: digest" in told.stderr
    assert digest[:12] in told.stderr
    assert len(told.stderr.splitlines()) == 1


def test_a_missing_model_is_a_sentence(altered: Frozen) -> None:
    (altered.inside / MODELS / "default.safetensors").unlink()
    told = altered.run(*verifying())
    assert told.returncode == MODEL
    assert "default.safetensors: missing" in told.stderr
    assert len(told.stderr.splitlines()) == 1


def test_a_server_that_is_not_there_is_a_sentence(frozen: Frozen) -> None:
    told = frozen.run("pairs", "check", "--database", "postgresql://desk@127.0.0.1:1/specimen")
    assert told.returncode == OTHER
    assert told.stderr.startswith("127.0.0.1/specimen: unreachable")


def test_where_nothing_can_be_written_is_a_sentence(frozen: Frozen, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with open_bank(tmp_path / "bank") as bank:
        words = ("--database", bank.path)
    for told, why in (
        (frozen.run("pairs", "export", tmp_path / "file" / "out", *words), "file: "),
        (frozen.run("pairs", "check", "--database", tmp_path / "file" / "bank.sqlite"), "bank.sqlite: "),
    ):
        assert told.returncode == OTHER
        assert why in told.stderr.splitlines()[-1]
        assert "Traceback" not in told.stderr
