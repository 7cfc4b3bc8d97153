"""How does one look at the errors of a model?

As one HTML page that needs nothing else: the frames lie in it. They are frames of real signatures, so the
page stays on this machine, and never goes into the program's own folder.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path

import numpy as np
from PIL import Image

import core
from core.data.frames import FrameSet
from core.errors import BadData
from core.net.checkpoint import ModelCard
from core.training.worst import SPECIMENS, Misjudged, WorstOfSet

PAGE = "errors.html"
STYLE = """
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { max-width: 76rem; margin: 2rem auto; padding: 0 1rem; }
article { border-top: 1px solid color-mix(in srgb, currentColor 25%, transparent); padding: 1rem 0; }
.pictures { display: flex; flex-wrap: wrap; gap: .5rem; align-items: end; }
figure { margin: 0; } figcaption { font-size: .8rem; opacity: .75; }
img { display: block; width: 176px; background: white; border: 1px solid #8886; border-radius: 4px; }
.presented img { width: 256px; border-color: currentColor; }
table { border-collapse: collapse; margin-top: .5rem; font-size: .85rem; }
td { padding: 0 1rem 0 0; } td + td { text-align: right; font-variant-numeric: tabular-nums; }
"""
TITLES = ("Forgeries that looked genuine", "Genuine signatures that looked forged")


def require_outside(folder: Path) -> None:
    """Raise BadData where a folder lies inside the program's own tree."""
    source = Path(core.__file__).resolve().parents[1]
    if folder.resolve().is_relative_to(source):
        why = "lies inside the program's own folder, where no real signature may be kept"
        raise BadData(str(folder), why)


def write_page(sets: Mapping[str, WorstOfSet], frames: FrameSet, card: ModelCard, folder: Path) -> Path:
    """Write the page of every set's worst errors; raises BadData where the folder is the program's own."""
    require_outside(folder)
    body = "".join(_section(name, worst, frames) for name, worst in sets.items())
    title = f"Worst errors of {escape(card.name)}"
    about = (
        f"Model {card.digest[:12]}; the desk protocol with {SPECIMENS} specimens, on writers that the model"
        " has not learnt from. Real signatures: keep this page on this machine."
    )
    head = f"<meta charset='utf-8'><title>{title}</title><style>{STYLE}</style>"
    text = (
        f"<!doctype html><html lang='en'><head>{head}</head>"
        f"<body><h1>{title}</h1><p>{about}</p>{body}</body></html>\n"
    )
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / PAGE
    path.write_text(text, "utf-8")
    return path


def _section(name: str, worst: WorstOfSet, frames: FrameSet) -> str:
    parts = [f"<h2>{escape(name)}</h2>"]
    for title, found in zip(TITLES, (worst.false_accepts, worst.false_rejects), strict=True):
        articles = "".join(_article(one, frames) for one in found)
        parts.append(f"<h3>{title}</h3>{articles or '<p>None could be presented.</p>'}")
    return "".join(parts)


def _article(one: Misjudged, frames: FrameSet) -> str:
    who = frames.signatories[frames.signatory[one.specimens[0]]]
    presented = _picture(frames, one.presented, "presented", kind="presented")
    specimens = "".join(
        _picture(frames, row, f"specimen {n}", kind="specimen") for n, row in enumerate(one.specimens, 1)
    )
    said = f"LLR {one.llr:+.2f} ({one.verdict.value}), distance {one.distance:.3f}"
    return (
        f"<article><h4>{escape(who)}: {said}</h4><div class='pictures'>{presented}{specimens}</div>"
        f"<table>{_rows(one.evidence.items())}</table></article>"
    )


def _rows(numbers: Iterable[tuple[str, float]]) -> str:
    return "".join(f"<tr><td>{escape(name)}</td><td>{value:.3f}</td></tr>" for name, value in numbers)


def _picture(frames: FrameSet, row: int, caption: str, *, kind: str) -> str:
    target = io.BytesIO()
    ink = frames.frames([row])[0, 0].astype(bool)
    Image.fromarray(np.logical_not(ink)).save(target, "PNG")
    data = base64.b64encode(target.getvalue()).decode("ascii")
    image = f"<img alt='{caption}' src='data:image/png;base64,{data}'>"
    return f"<figure class='{kind}'>{image}<figcaption>{caption}</figcaption></figure>"
