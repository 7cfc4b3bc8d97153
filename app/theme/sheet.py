"""What does Fusion need to be told beyond its palette?

Kept small: heights, corners and the few named kinds of label, card and button. A widget asks for a kind with
`setProperty("kind", ...)`; see the names below.
"""

from __future__ import annotations

from PySide6.QtGui import QFont

from app.theme.tokens import CONTROL_PX, RADIUS_PX, Tokens
from core.resources import resource

_SHEET = """
QToolTip { background: %(raised)s; color: %(text)s; border: 1px solid %(border)s; padding: 4px 8px; }
QLabel { background: transparent; }
QLabel[kind="title"] { %(title_font)s font-weight: 600; min-height: %(control)dpx; }
QLabel[kind="heading"] { font-weight: 600; }
QLabel[kind="muted"] { color: %(muted)s; }
QLabel[kind="small"] { color: %(muted)s; %(small_font)s }
QLabel[kind="key"] { background: %(raised)s; border: 1px solid %(border)s; border-radius: 4px;
    padding: 2px 6px 3px 6px; %(small_font)s }
QFrame[kind="card"] { background: %(surface)s; border: 1px solid %(border)s; border-radius: 8px; }
QFrame[kind="line"] { background: %(border)s; border: none; max-height: 1px; min-height: 1px; }

QPushButton { background: %(surface)s; color: %(text)s; border: 1px solid %(outline)s;
    border-radius: %(radius)dpx; padding: 0 12px; min-height: %(inner)dpx; }
QPushButton:hover { background: %(raised)s; }
QPushButton:pressed { background: %(accent_soft)s; }
QPushButton:focus { border: 2px solid %(accent)s; padding: 0 11px; min-height: %(focused)dpx; }
QPushButton:disabled { color: %(disabled)s; border-color: %(border)s; }
QPushButton:checked { background: %(accent_soft)s; border-color: %(accent)s; }
QPushButton[kind="primary"] { background: %(accent)s; color: %(on_accent)s; border-color: %(accent)s;
    font-weight: 600; }
QPushButton[kind="primary"]:hover { background: %(accent_hover)s; border-color: %(accent_hover)s; }
QPushButton[kind="primary"]:focus { border: 2px solid %(text)s; }
QPushButton[kind="primary"]:disabled { background: %(raised)s; color: %(disabled)s;
    border-color: %(border)s; }
QPushButton[kind="quiet"] { background: transparent; border-color: transparent; color: %(accent)s; }
QPushButton[kind="quiet"]:hover { background: %(raised)s; }
QPushButton[kind="quiet"]:focus { border: 2px solid %(accent)s; }
QPushButton[kind="quiet"]:disabled { color: %(disabled)s; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: %(radius)dpx;
    padding: 5px; }
QToolButton:hover { background: %(raised)s; }
QToolButton:checked { background: %(accent_soft)s; }
QToolButton:focus { border: 1px solid %(accent)s; }

QLineEdit, QDateEdit, QComboBox { background: %(surface)s; color: %(text)s; border: 1px solid %(outline)s;
    border-radius: %(radius)dpx; padding: 0 8px; min-height: %(inner)dpx;
    selection-background-color: %(accent)s; selection-color: %(on_accent)s; }
QPlainTextEdit { background: %(surface)s; border: 1px solid %(outline)s;
    border-radius: %(radius)dpx; padding: 4px; selection-background-color: %(accent)s;
    selection-color: %(on_accent)s; }
QLineEdit:focus, QDateEdit:focus, QComboBox:focus, QPlainTextEdit:focus { border: 2px solid %(accent)s; }
QLineEdit:focus, QDateEdit:focus, QComboBox:focus { padding: 0 7px; min-height: %(focused)dpx; }
QLineEdit:disabled, QDateEdit:disabled, QComboBox:disabled { color: %(disabled)s; border-color: %(border)s; }

QComboBox::drop-down, QDateEdit::drop-down { border: none; width: 28px; }
QComboBox::down-arrow, QDateEdit::down-arrow { image: url("%(chevron)s"); width: 16px; height: 16px; }
QComboBox QAbstractItemView { background: %(surface)s; border: 1px solid %(border)s; border-radius: 0;
    padding: 4px; outline: none; }
QComboBox QAbstractItemView::item { min-height: %(inner)dpx; padding: 0 8px; border-radius: 4px; }
QComboBox QAbstractItemView::item:selected { background: %(accent_soft)s; color: %(text)s; }

QTableView, QListView, QTreeView { background: %(surface)s; border: 1px solid %(border)s; border-radius: 8px;
    gridline-color: %(border)s; outline: none; }
QTableView:focus, QListView:focus, QTreeView:focus { border-color: %(accent)s; }
QTableView::item { padding: 0 8px; border-bottom: 1px solid %(border)s; }
QTableView::item:selected, QListView::item:selected, QTreeView::item:selected { background: %(accent_soft)s;
    color: %(text)s; }
QHeaderView { background: transparent; }
QHeaderView::section { background: transparent; color: %(muted)s; border: none;
    border-bottom: 1px solid %(border)s; padding: 8px 11px; %(small_font)s font-weight: 600; }
QHeaderView::up-arrow, QHeaderView::down-arrow { width: 16px; height: 16px;
    subcontrol-position: center right; }
QHeaderView::up-arrow { image: url("%(chevron_up)s"); }
QHeaderView::down-arrow { image: url("%(chevron)s"); }
QTableCornerButton::section { background: %(surface)s; border: none; }

QFrame[kind="rail"] { background: %(rail)s; border: none; border-right: 1px solid %(border)s; }
QFrame[kind="rail"] QToolButton { color: %(muted)s; border: 2px solid transparent; border-radius: 8px;
    padding: 6px 0 4px 0; %(small_font)s }
QFrame[kind="rail"] QToolButton:hover { background: %(raised)s; color: %(text)s; }
QFrame[kind="rail"] QToolButton:checked { background: %(accent_soft)s; color: %(text)s; font-weight: 600; }
QFrame[kind="rail"] QToolButton:focus { border: 2px solid %(accent)s; }
QFrame[kind="rail"] QToolButton:disabled { color: %(disabled)s; }
QFrame[kind="foot"] { background: %(window)s; border: none; border-top: 1px solid %(border)s; }
QFrame[kind="tray"] { background: %(window)s; border: none; border-bottom: 1px solid %(border)s; }
QToolButton[kind="trial"] { background: %(surface)s; border: 1px solid %(border)s; padding: 4px 8px;
    %(small_font)s }
QToolButton[kind="trial"]:hover { border-color: %(outline)s; }
QToolButton[kind="trial"]:focus { border: 1px solid %(accent)s; }
QFrame[kind="sheet"] { background: %(surface)s; border: 1px solid %(border)s; border-radius: 12px; }
QLineEdit[kind="palette"] { background: transparent; border: none; padding: 0 20px; min-height: 40px; }
QLineEdit[kind="palette"]:focus { border: none; padding: 0 20px; min-height: 40px; }
QListView[kind="plain"] { background: transparent; border: none; }

QMenuBar { background: %(window)s; border-bottom: 1px solid %(border)s; padding: 2px 4px; }
QMenuBar::item { padding: 4px 8px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected { background: %(raised)s; }
QMenu { background: %(surface)s; border: 1px solid %(border)s; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 8px; border-radius: 4px; }
QMenu::item:selected { background: %(accent_soft)s; }
QMenu::item:disabled { color: %(disabled)s; }
QMenu::icon { padding-left: 8px; }
QMenu::separator { height: 1px; background: %(border)s; margin: 4px 8px; }
QStatusBar { background: %(window)s; border-top: 1px solid %(border)s; }
QStatusBar::item { border: none; }
QSplitter::handle { background: transparent; }
QSplitter::handle:hover { background: %(border)s; }
QScrollArea { border: none; background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 2px; }
QScrollBar::handle { background: %(handle)s; border-radius: 3px; min-height: 24px; min-width: 24px; }
QScrollBar::handle:hover { background: %(muted)s; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QProgressBar { background: %(raised)s; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }
QProgressBar::chunk { background: %(accent)s; border-radius: 3px; }
"""


def style_sheet(tokens: Tokens, *, small: QFont, title: QFont) -> str:
    """The sheet for one palette and the system's font."""
    values = {name: getattr(tokens, name) for name in tokens.__dataclass_fields__}
    return _SHEET % {
        **values,
        "radius": RADIUS_PX,
        "control": CONTROL_PX,
        "inner": CONTROL_PX - 2,
        "focused": CONTROL_PX - 4,
        "chevron": resource("theme", f"chevron_{tokens.name}.svg").as_posix(),
        "chevron_up": resource("theme", f"chevron_up_{tokens.name}.svg").as_posix(),
        "small_font": _size(small),
        "title_font": _size(title),
    }


def _size(font: QFont) -> str:
    return (
        f"font-size: {font.pointSizeF():.1f}pt;"
        if font.pointSizeF() > 0
        else f"font-size: {font.pixelSize()}px;"
    )
