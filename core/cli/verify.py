"""What does the model advise about one presented signature, asked from a shell?"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from core.cli.options import DeviceOption, ModelOption, model_path
from core.cli.output import answer, say
from core.errors import UnfitScan
from core.resources import pen_model

if TYPE_CHECKING:
    from core.scoring.pen import PenComparison

ADVICE_CODES = {"accept": 0, "refer": 10, "reject": 11}


def verify(
    specimen: Annotated[list[Path], typer.Option(help="A reference signature; repeat for more.")],
    presented: Annotated[Path, typer.Option(help="The signature to check.")],
    model: ModelOption = None,
    device: DeviceOption = "auto",
    as_json: Annotated[bool, typer.Option("--json", help="Print all of it as JSON.")] = False,  # noqa: FBT002
) -> None:
    """Compare one presented signature with specimens."""
    from core.image.read import read_page
    from core.scoring.verifier import Reference, Verifier

    verifier = Verifier.load(model_path(model), device=device, pen=pen_model())
    if verifier.pen_refusal is not None:
        say(str(verifier.pen_refusal))
    *enrolled, item = verifier.examine_many([read_page(path) for path in [*specimen, presented]])
    references = []
    for number, scan in enumerate(enrolled):
        if scan.embedding is None or scan.shape is None:
            raise UnfitScan(scan.page.name, tuple(finding.kind.value for finding in scan.findings))
        references.append(Reference(number, scan.embedding, scan.shape, scan.page.trajectory))
    comparison = verifier.compare(item, references)
    if as_json:
        result = asdict(comparison) | {
            "distances": {str(specimen[number]): d for number, d in comparison.distances.items()},
            "pen": _told(comparison.pen, specimen),
            "quality": [asdict(finding) for finding in comparison.findings],
            "thresholds": asdict(verifier.thresholds),
        }
        del result["findings"]
        answer(json.dumps(result, indent=2))
    else:
        verdict = comparison.verdict.value
        pen = comparison.pen
        parts = f" (image {pen.image_llr:+.2f}, pen {pen.llr:+.2f})" if pen else ""
        answer(f"{verdict}: distance {comparison.distance:.3f}, LLR {comparison.llr:+.2f}{parts}")
    raise typer.Exit(ADVICE_CODES[comparison.verdict.value])


def _told(pen: PenComparison | None, specimen: list[Path]) -> dict[str, object] | None:
    if pen is None:
        return None
    return asdict(pen) | {"distances": {str(specimen[number]): d for number, d in pen.distances.items()}}
