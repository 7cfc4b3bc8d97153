"""Is the command line read as it is meant?"""

from __future__ import annotations

from pathlib import Path

import pytest

from app.options import Options, read_options


def test_nothing_said_leaves_everything_to_the_settings() -> None:
    assert read_options([]) == Options()


def test_everything_can_be_said() -> None:
    said = read_options(
        [
            "--data-folder",
            "bank",
            "--model",
            "m.safetensors",
            "--screenshot",
            "a.png",
            "--page",
            "history",
            "--theme",
            "dark",
            "--size",
            "1600x1000",
        ]
    )
    assert said == Options(
        Path("bank"), Path("m.safetensors"), Path("a.png"), "history", "dark", width_px=1600, height_px=1000
    )


@pytest.mark.parametrize(
    "arguments", [["--size", "large"], ["--page", "nowhere"], ["--theme", "pink"], ["x"]]
)
def test_what_makes_no_sense_ends_with_a_usage_line(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        read_options(arguments)
    assert ended.value.code == 2
    assert "usage: specimen" in capsys.readouterr().err
