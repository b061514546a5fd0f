"""Every colour, size and space of the screens, in one place (after the design's tokens; each pair at 4.5:1 or better)."""

from __future__ import annotations

GROUND, SURFACE, SUNKEN, LINE, LINE_STRONG = "#F4F6F9", "#FFFFFF", "#EBEFF4", "#D7DEE8", "#B4C0CF"
INK, INK_2, INK_3 = "#17212F", "#475569", "#576579"
ACT, ACT_PRESS, ACT_SOFT, ON_ACT = "#0B5CAD", "#094B8D", "#E5F0FB", "#FFFFFF"
OK, OK_SOFT, NEAR, NEAR_SOFT = "#176F40", "#E4F4EB", "#8A5A00", "#FFF3D6"
LATE, LATE_SOFT = "#B3261E", "#FBE3E1"
FAMILY = "Jiamenkou Sans"
TEXT, SMALL, TITLE = 14, 12, 20  # px
GRID = 4  # px; spaces are multiples of it
RADIUS, TARGET = 8, 36  # px; the least height of what is pressed


def style(icons: str) -> str:
    """The style sheet; `icons` is the folder of the kept icons."""
    return f"""
* {{ font-family: "{FAMILY}"; font-size: {TEXT}px; color: {INK}; }}
QWidget#ground {{ background: {GROUND}; }}
QWidget#bar, QWidget#rail, QWidget#foot {{ background: {SURFACE}; }}
QFrame#card {{ background: {SURFACE}; border: 1px solid {LINE}; border-radius: {RADIUS}px; }}
QLabel {{ background: transparent; }}
QLabel[tone="title"] {{ font-size: {TITLE}px; font-weight: 700; }}
QLabel[tone="head"] {{ font-weight: 700; }}
QLabel[tone="soft"] {{ color: {INK_3}; font-size: {SMALL}px; }}
QLabel[tone="fault"] {{ color: {LATE}; font-size: {SMALL}px; }}
QLabel[tone="near"] {{ color: {NEAR}; }}
QLabel[chip="ok"] {{ background: {OK_SOFT}; color: {OK}; border-radius: 6px; padding: 2px 8px; }}
QLabel[chip="near"] {{ background: {NEAR_SOFT}; color: {NEAR}; border-radius: 12px; padding: 4px 12px; }}
QLabel[chip="late"] {{ background: {LATE_SOFT}; color: {LATE}; border-radius: 6px; padding: 2px 8px; }}
QLabel[chip="act"] {{ background: {ACT_SOFT}; color: {ACT}; border-radius: 6px; padding: 2px 8px; }}
QLineEdit, QPlainTextEdit, QComboBox {{ background: {SURFACE}; border: 1px solid {LINE_STRONG}; border-radius: 6px;
  padding: 6px 10px; min-height: 20px; selection-background-color: {ACT}; selection-color: {ON_ACT}; }}
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus {{ border: 2px solid {ACT}; padding: 5px 9px; }}
QLineEdit[faulty="true"], QComboBox[faulty="true"] {{ border: 2px solid {LATE}; padding: 5px 9px; }}
QComboBox::drop-down {{ border: 0; width: 28px; }}
QComboBox::down-arrow {{ image: url("{icons}/caret-down-475569.svg"); width: 14px; height: 14px; }}
QComboBox QAbstractItemView {{ background: {SURFACE}; border: 1px solid {LINE_STRONG}; selection-background-color: {ACT_SOFT};
  selection-color: {INK}; }}
QPushButton {{ background: {SURFACE}; border: 1px solid {LINE_STRONG}; border-radius: {RADIUS}px; padding: 8px 16px;
  min-height: 20px; }}
QPushButton:hover {{ background: {ACT_SOFT}; }}
QPushButton:focus {{ border: 2px solid {ACT}; padding: 7px 15px; }}
QPushButton#primary {{ background: {ACT}; color: {ON_ACT}; border: 1px solid {ACT}; font-weight: 700; }}
QPushButton#primary:pressed {{ background: {ACT_PRESS}; }}
QPushButton#primary:disabled {{ background: {SUNKEN}; color: {INK_3}; border-color: {LINE}; }}
QPushButton[room="true"] {{ text-align: left; border: 0; padding: 10px 12px; }}
QPushButton[room="true"]:checked {{ background: {ACT_SOFT}; color: {ACT}; font-weight: 700; }}
QCheckBox, QRadioButton {{ spacing: 8px; min-height: 24px; background: transparent; }}
QCheckBox::indicator {{ width: 18px; height: 18px; border: 1px solid {INK_3}; border-radius: 4px; background: {SURFACE}; }}
QCheckBox::indicator:checked {{ background: {ACT}; border-color: {ACT}; image: url("{icons}/check-FFFFFF.svg"); }}
QCheckBox:focus {{ color: {ACT}; }}
QListView, QTableView {{ background: {SURFACE}; border: 0; outline: 0; }}
QListView::item {{ padding: 8px 10px; border-bottom: 1px solid {SUNKEN}; }}
QListView::item:selected, QTableView::item:selected {{ background: {ACT_SOFT}; color: {INK}; }}
QHeaderView::section {{ background: {SUNKEN}; border: 0; border-bottom: 1px solid {LINE}; padding: 8px; font-weight: 700; }}
QScrollArea {{ border: 0; background: transparent; }}
QScrollArea > QWidget > QWidget {{ background: transparent; }}
QScrollBar:vertical {{ background: transparent; width: 10px; }}
QScrollBar::handle:vertical {{ background: {LINE_STRONG}; border-radius: 5px; min-height: 32px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; }}
"""
