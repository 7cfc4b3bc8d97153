"""Does the bundle keep what the program needs, and drop what the tables say?"""

from __future__ import annotations

import pytest

from build_spec import trim


@pytest.mark.parametrize(
    "place",
    [
        "torch/lib/libtorch_cpu.so",
        "torch/lib/libtorch_global_deps.so",
        "torch/lib/libgomp.so.1",
        "torch/lib/torch_cpu.dll",
        "torch/bin/torch_shm_manager",
        "torch/_dynamo/config.py",
        "torch/utils/_config_module.py",
        "PySide6/Qt/lib/libQt6Widgets.so.6",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforms/libqoffscreen.so",
        "PySide6/plugins/platforms/qwindows.dll",
        "PySide6/plugins/styles/qmodernwindowsstyle.dll",
        "PySide6/Qt/plugins/platforms/libqcocoa.dylib",
        "PySide6/Qt/plugins/iconengines/libqsvgicon.so",
        "numpy.libs/libscipy_openblas64_-32a4b2a6.so",
        "torch-2.13.0+cpu.dist-info/METADATA",
        "resources/models/default.safetensors",
        "core/store/migrations/versions/0001_first_desk.py",
    ],
)
def test_what_the_program_needs_stays(place: str) -> None:
    assert trim.has_file(place)
    assert trim.has_file(place.replace("/", "\\"))


@pytest.mark.parametrize(
    "place",
    [
        "torch/test/test_api",
        "torch/bin/protoc",
        "torch/include/ATen/ATen.h",
        "torch/lib/libtorchbind_test.so",
        "torchvision/_C.so",
        "torchvision.libs/libnvjpeg.36e11081.so.13",
        "PySide6/Qt/lib/libQt6Quick.so.6",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "PySide6/plugins/sqldrivers/qsqlite.dll",
        "PySide6/Qt/translations/qt_de.qm",
        "PySide6/opengl32sw.dll",
        "libgtk-3.so.0",
        "numpy/_core/tests/data/x.csv",
        "torch-2.13.0+cpu.dist-info/RECORD",
    ],
)
def test_what_the_tables_name_goes(place: str) -> None:
    assert not trim.has_file(place)
    assert not trim.has_file(place.replace("/", "\\"))


@pytest.mark.parametrize(
    "name, stays",
    [
        ("torch.testing", True),
        ("torch.testing._comparison", True),
        ("torch.testing._internal", True),  # or nothing inside could be imported
        ("torch.testing._internal.common_dtype", True),
        ("torch.testing._internal.distributed", True),
        ("torch.testing._internal.common_utils", False),
        ("torch._inductor.config", True),
        ("torch._inductor.codegen.cpp", False),
        ("pyqtgraph.exampleselect", True),  # a name that only begins alike
        ("pyqtgraph.examples", False),
        ("app.run", True),
        ("core.net.twin", True),
    ],
)
def test_modules_stay_or_go(name: str, stays: bool) -> None:
    assert trim.has_module(name) is stays


def test_what_is_kept_inside_is_not_excluded_whole() -> None:
    assert "torch.testing._internal" not in trim.excluded()
    assert "networkx" in trim.excluded()


def test_links_go_with_what_they_lead_to_and_the_order_is_always_the_same() -> None:
    entries = [
        ("libQt6Core.so.6", "PySide6/Qt/lib/libQt6Core.so.6", "SYMLINK"),
        ("PySide6/Qt/lib/libQt6Core.so.6", "/x/libQt6Core.so.6", "BINARY"),
        ("libfreetype-5.so", "pillow.libs/libfreetype-5.so", "SYMLINK"),
        ("libwebp.so", "torchvision.libs/libwebp.so", "SYMLINK"),
        ("torchvision.libs/libwebp.so", "/x/libwebp.so", "BINARY"),
    ]
    assert trim.files(entries) == trim.files(entries[::-1]) == [entries[1], entries[0]]


def test_every_rule_says_why_and_nothing_of_ours_is_named() -> None:
    tables = (*trim.DROPPED_MODULES, *trim.KEPT_MODULES, *trim.DROPPED_FILES, *trim.KEPT_FILES)
    assert all(rule.why and rule.what for rule in tables)
    ours = ("app/run.py", "core/tests/x.py", "resources/icons/accept.svg", "core/training/recipes/desk.toml")
    assert all(trim.has_file(place) for place in ours)
