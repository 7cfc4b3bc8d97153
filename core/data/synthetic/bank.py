"""Which made-up customers does a newcomer meet? Writes the sample bank: scans and their manifest.

Run as `python -m core.data.synthetic.bank OUT --seed 7`.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from core.data.synthetic.scan import Paper, Pen, render
from core.data.synthetic.seeds import generator
from core.data.synthetic.strokes import Strokes
from core.data.synthetic.text import Script
from core.data.synthetic.writer import Writer, make_writer
from core.image.page import Page
from core.image.read import encode_png

DPI = 200.0
GREY_STEP = 8  # fewer grey levels make small files; the eye and the ink finder see no difference


@dataclass(frozen=True)
class SampleSignatory:
    """Someone who may sign; `signs` is what the signature spells, None for one nobody can read.

    `checks`: what is presented, g for genuine and f for forged.
    """

    name: str
    role: str
    signs: str | None
    script: Script
    pick: int  # which of the made-up hands
    specimens: int
    checks: str


@dataclass(frozen=True)
class SampleCustomer:
    """A made-up customer of the sample bank."""

    number: str
    name: str
    accounts: tuple[str, ...]
    signatories: tuple[SampleSignatory, ...]


def _person(
    name: str, signs: str | None, pick: int, specimens: int, checks: str
) -> tuple[SampleSignatory, ...]:
    script = Script.SCRIBBLE if signs is None else Script.LATIN
    return (SampleSignatory(name, "account holder", signs, script, pick, specimens, checks),)


CUSTOMERS = (
    SampleCustomer(
        "10021",
        "Marisol Quennby",
        ("4711-0082",),
        _person("Marisol Quennby", "Marisol Quennby", 8, 6, "gfgf"),
    ),
    SampleCustomer(
        "10034",
        "Tobias Ankersund",
        ("4711-0113", "4711-0114"),
        _person("Tobias Ankersund", "T. Ankersund", 7, 5, "fgf"),
    ),
    SampleCustomer(
        "10058", "Adaeze Olumori", ("4711-0240",), _person("Adaeze Olumori", "A Olumori", 9, 4, "ggf")
    ),
    SampleCustomer("10077", "Kenji Vasquendo", ("4711-0355",), _person("Kenji Vasquendo", None, 3, 3, "gff")),
    SampleCustomer(
        "20003",
        "Brindlewick & Sarojan Trading",
        ("4712-9001", "4712-9002"),
        (
            SampleSignatory("Edda Brindlewick", "director", "E. Brindlewick", Script.LATIN, 9, 5, "gfg"),
            SampleSignatory("Prakash Sarojan", "director", None, Script.DEVANAGARI, 6, 6, "gff"),
        ),
    ),
)


def make_bank(folder: Path, *, seed: int) -> int:
    """Write every scan and `manifest.json` into `folder`; return how many scans there are."""
    folder.mkdir(parents=True, exist_ok=True)
    customers, count = [], 0
    for customer in CUSTOMERS:
        entries = []
        for place, signatory in enumerate(customer.signatories, start=1):
            entry = _write_signatory(folder, signatory, stem=f"{customer.number}-{place}", seed=seed)
            count += signatory.specimens + len(signatory.checks)
            entries.append(entry)
        customers.append(
            {
                "number": customer.number,
                "name": customer.name,
                "accounts": list(customer.accounts),
                "signatories": entries,
            }
        )
    text = json.dumps({"customers": customers}, indent=1, ensure_ascii=False)
    (folder / "manifest.json").write_text(text + "\n", encoding="utf-8", newline="\n")
    return count


def _write_signatory(folder: Path, signatory: SampleSignatory, *, stem: str, seed: int) -> dict[str, object]:
    rng = generator(seed, "bank", signatory.name)
    writer = make_writer(seed * 1000 + signatory.pick, name=signatory.signs, script=signatory.script)
    specimens, checks = [], []
    for number in range(signatory.specimens):
        specimens.append(f"{stem}-specimen-{number + 1}.png")
        _write(folder / specimens[-1], writer.genuine(number), rng=rng)
    for number, letter in enumerate(signatory.checks):
        file = f"{stem}-check-{number + 1}.png"
        _write(folder / file, _presented(writer, number, is_genuine=letter == "g"), rng=rng)
        checks.append({"file": file, "what": "genuine" if letter == "g" else "forged"})
    return {"name": signatory.name, "role": signatory.role, "specimens": specimens, "to_check": checks}


def _presented(writer: Writer, number: int, *, is_genuine: bool) -> Strokes:
    return writer.genuine(100 + number) if is_genuine else writer.forged(number, skill=0.3)


def _write(path: Path, strokes: Strokes, *, rng: np.random.Generator) -> None:
    pen = Pen(
        float(rng.uniform(0.3, 0.5)), 0.6, float(rng.uniform(0.7, 0.92)), 0.4, float(rng.uniform(0.0, 0.4))
    )
    paper = Paper(tone=float(rng.uniform(236, 250)), shade=float(rng.uniform(0, 5)), grain=0.4)
    page = render(strokes, rng=rng, dpi=DPI, pen=pen, paper=paper, margin_mm=3.5)
    path.write_bytes(encode_png(_few_greys(page)))


def _few_greys(page: Page) -> Page:
    grey = np.minimum(255, (page.grey // GREY_STEP) * GREY_STEP + GREY_STEP - 1).astype(np.uint8)
    return replace(page, grey=grey)


def main(arguments: list[str] | None = None) -> None:
    """Write the sample bank from the command line."""
    parser = argparse.ArgumentParser(description="Write the made-up customers of the sample bank.")
    parser.add_argument("out", type=Path, help="folder to write")
    parser.add_argument("--seed", type=int, default=7, help="which made-up hands (default 7)")
    options = parser.parse_args(arguments)
    count = make_bank(options.out, seed=options.seed)
    sys.stdout.write(f"{count} scans in {options.out}\n")


if __name__ == "__main__":
    main()
