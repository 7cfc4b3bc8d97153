"""Does the bundle get the files that the program reads from disk?"""

from __future__ import annotations

from importlib.metadata import Distribution
from pathlib import Path

from build_spec import contents, trim
from build_spec.version_resource import project
from core.resources import resource
from core.store.upgrade import MIGRATIONS
from tests.house.tree import ROOT


def test_model_recipes_and_migrations_come_along_where_they_are_looked_for() -> None:
    places = {(Path(file).name, folder) for file, folder in contents.data_files(ROOT)}
    assert (resource("models", "default.safetensors").name, "resources/models") in places
    assert {("pen.safetensors", "resources/models"), ("pen.json", "resources/models")} <= places
    assert ("desk.toml", "core/training/recipes") in places
    assert ("env.py", "core/store/migrations") in places
    versions = {
        (path.name, "core/store/migrations/versions") for path in (MIGRATIONS / "versions").glob("0*.py")
    }
    assert versions
    assert versions <= places


def test_pictures_for_the_readme_and_caches_stay_behind() -> None:
    files = [Path(file) for file, _ in contents.data_files(ROOT)]
    assert not [file for file in files if {"screenshots", "__pycache__"} & set(file.parts)]


def test_the_program_knows_its_own_version(tmp_path: Path) -> None:
    place, source, _ = contents.write_metadata(ROOT, tmp_path)
    assert trim.has_file(place)
    assert Distribution.at(Path(source).parent).version == project(ROOT)["version"]


def test_modules_whose_text_torch_reads_come_as_text_too() -> None:
    places = {f"{folder}/{Path(file).name}" for file, folder in contents.source_files()}
    assert {"torch/distributed/config.py", "torch/nn/functional.py", "torch/functional.py"} <= places
    assert len(places) < 60, "of most modules the compiled form is enough"
    assert not [place for place in places if place.startswith("torch/testing/_internal")]
