"""Which colours and sizes does the desk use, and what is each for?

Colours of a verdict are used for verdicts only; everything else is grey but for one accent.
"""

from __future__ import annotations

from dataclasses import dataclass

SPACE_PX = 8  # the grid: every distance is a multiple of it, or its half inside a control
RADIUS_PX = 6
CONTROL_PX = 32  # the height of a button or a line of input
ICON_PX = 20


@dataclass(frozen=True)
class Tokens:
    """The colours of one palette, as #rrggbb."""

    name: str
    window: str  # behind everything
    rail: str  # behind the names of the pages
    surface: str  # cards, tables, input
    raised: str  # hover, headers, chips
    border: str  # hairlines between surfaces
    handle: str  # of a scroll bar at rest
    outline: str  # the edge of something that can be used (3:1)
    text: str
    muted: str  # second-rank text (still 4.5:1)
    disabled: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str  # selection behind text
    second: str  # the second line of a plot, beside the accent
    veil: str  # over the pages while a sheet is open, as #aarrggbb
    paper: str  # behind a scan
    ink: str  # ink drawn by the desk, on paper
    second_ink: str  # the other signature in an overlay, on paper
    accept: str
    refer: str
    reject: str
    accept_soft: str
    refer_soft: str
    reject_soft: str

    @property
    def is_dark(self) -> bool:
        return self.name == "dark"

    def verdict(self, verdict: str) -> str:
        """The colour of `accept`, `refer` or `reject`."""
        return {"accept": self.accept, "refer": self.refer, "reject": self.reject}[str(verdict)]

    def verdict_soft(self, verdict: str) -> str:
        """The same, faint, to lie behind text."""
        soft = {"accept": self.accept_soft, "refer": self.refer_soft, "reject": self.reject_soft}
        return soft[str(verdict)]


LIGHT = Tokens(
    name="light",
    window="#f4f5f7",
    rail="#eaecf0",
    surface="#ffffff",
    raised="#eef0f4",
    border="#dcdfe5",
    handle="#c3c9d2",
    outline="#868e9b",
    text="#1a1f27",
    muted="#566070",
    disabled="#9aa2ae",
    accent="#2d5ab3",
    accent_hover="#244b99",
    on_accent="#ffffff",
    accent_soft="#dde7f8",
    second="#b4511f",
    veil="#38141820",
    paper="#ffffff",
    ink="#14181f",
    second_ink="#b4511f",
    accept="#17703f",
    refer="#8a5200",
    reject="#b3261e",
    accept_soft="#e2f2e8",
    refer_soft="#faedd6",
    reject_soft="#fbe5e3",
)

DARK = Tokens(
    name="dark",
    window="#15181d",
    rail="#101317",
    surface="#1d2127",
    raised="#282d35",
    border="#30363f",
    handle="#454d59",
    outline="#747e8c",
    text="#e7eaef",
    muted="#a3acb9",
    disabled="#626b78",
    accent="#86abf5",
    accent_hover="#a3c0f8",
    on_accent="#0e1726",
    accent_soft="#2a3b5a",
    second="#f0a06a",
    veil="#80000000",
    paper="#f6f6f4",
    ink="#14181f",
    second_ink="#b4511f",
    accept="#5cc48a",
    refer="#e2a94d",
    reject="#f38b82",
    accept_soft="#1b3327",
    refer_soft="#3a2d18",
    reject_soft="#40211f",
)
