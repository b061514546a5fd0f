"""Every colour, size and space of the screens, in one place (after the design's tokens; each pair at 4.5:1 or better).

`tokens.INK`, `tokens.ACT` … are the colours that are worn now; `wear` changes them and the size. A painter asks at each
paint, the style sheet is made anew: nothing is restarted and nothing that is typed is lost.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one look, by what they are for; soft ones are grounds of the strong one's words."""

    GROUND: str
    SURFACE: str
    SUNKEN: str
    LINE: str
    LINE_STRONG: str
    INK: str
    INK_2: str
    INK_3: str
    ACT: str
    ACT_PRESS: str
    ACT_SOFT: str
    ON_ACT: str
    OK: str
    OK_SOFT: str
    NEAR: str
    NEAR_SOFT: str
    DUE: str
    DUE_SOFT: str
    LATE: str
    LATE_SOFT: str


LIGHT = Palette(
    GROUND="#F4F6F9", SURFACE="#FFFFFF", SUNKEN="#EBEFF4", LINE="#D7DEE8", LINE_STRONG="#8D9AAC",
    INK="#17212F", INK_2="#475569", INK_3="#576579",
    ACT="#0B5CAD", ACT_PRESS="#094B8D", ACT_SOFT="#E5F0FB", ON_ACT="#FFFFFF",
    OK="#176F40", OK_SOFT="#E4F4EB", NEAR="#7D5100", NEAR_SOFT="#FFF3D6",
    DUE="#9A3D00", DUE_SOFT="#FFE9DB", LATE="#B3261E", LATE_SOFT="#FBE3E1",
)  # fmt: skip
CONTRAST = Palette(
    GROUND="#FFFFFF", SURFACE="#FFFFFF", SUNKEN="#FFFFFF", LINE="#000000", LINE_STRONG="#000000",
    INK="#000000", INK_2="#000000", INK_3="#1A1A1A",
    ACT="#00317A", ACT_PRESS="#001F52", ACT_SOFT="#FFFFFF", ON_ACT="#FFFFFF",
    OK="#00441F", OK_SOFT="#FFFFFF", NEAR="#4A2F00", NEAR_SOFT="#FFFFFF",
    DUE="#6B2400", DUE_SOFT="#FFFFFF", LATE="#7A0000", LATE_SOFT="#FFFFFF",
)  # fmt: skip
PALETTES = {"light": LIGHT, "contrast": CONTRAST}
SIZES = {"normal": 1.0, "large": 1.2, "elder": 1.45}  # of text and of what is pressed
FAMILY = "Jiamenkou Sans"
GRID = 4  # px; spaces are multiples of it
_BASE = {"TEXT": 14, "SMALL": 12, "HEAD": 15, "TITLE": 20, "RADIUS": 8, "TARGET": 36}  # px at normal size
SLOW = 200  # ms: the longest motion


@dataclass(slots=True)
class _Worn:
    palette: Palette = LIGHT
    size: str = "normal"


_worn = _Worn()


def wear(palette: str = "light", size: str = "normal") -> None:
    """Another look from the next paint on; KeyError for one that is none."""
    _worn.palette = PALETTES[palette]
    SIZES[size]
    _worn.size = size


def worn() -> tuple[str, str]:
    """The names of the palette and of the size that are worn."""
    return next(name for name, one in PALETTES.items() if one is _worn.palette), _worn.size


def px(length: int) -> int:
    """A length at normal size as it is at the worn size."""
    return round(length * SIZES[_worn.size])


def text() -> int:
    return px(_BASE["TEXT"])


def small() -> int:
    return px(_BASE["SMALL"])


def head() -> int:
    return px(_BASE["HEAD"])


def title() -> int:
    return px(_BASE["TITLE"])


def target() -> int:
    """The least height of what is pressed, px."""
    return px(_BASE["TARGET"])


def radius() -> int:
    return _BASE["RADIUS"]


def __getattr__(name: str) -> str:
    """A colour of the worn palette."""
    if name in Palette.__dataclass_fields__:
        return str(getattr(_worn.palette, name))
    raise AttributeError(name)


def style(icons: str) -> str:
    """The style sheet of the worn look; `icons` is the folder of the kept icons."""
    p = _worn.palette
    chips = "\n".join(
        f'QLabel[chip="{kind}"] {{ background: {soft}; color: {strong}; border: 1px solid {_edge(soft, strong)};'
        f" border-radius: {px(10)}px; padding: {px(2)}px {px(9)}px; font-size: {px(13)}px; }}"
        for kind, soft, strong in (
            ("plain", p.SUNKEN, p.INK_2), ("act", p.ACT_SOFT, p.ACT), ("ok", p.OK_SOFT, p.OK), ("near", p.NEAR_SOFT, p.NEAR),
            ("due", p.DUE_SOFT, p.DUE), ("late", p.LATE_SOFT, p.LATE),
        )
    )  # fmt: skip
    return f"""
* {{ font-family: "{FAMILY}"; font-size: {text()}px; color: {p.INK}; }}
QToolTip {{ background: {p.SURFACE}; border: 1px solid {p.LINE_STRONG}; padding: 4px 8px; }}
QWidget#ground {{ background: {p.GROUND}; }}
QWidget#bar {{ background: {p.SURFACE}; border-bottom: 1px solid {p.LINE}; }}
QWidget#rail {{ background: {p.SURFACE}; border-right: 1px solid {p.LINE}; }}
QWidget#foot {{ background: {p.SURFACE}; border-top: 1px solid {p.LINE}; }}
QFrame#card {{ background: {p.SURFACE}; border: 1px solid {p.LINE}; border-radius: {radius()}px; }}
QFrame#way {{ background: {p.SURFACE}; border: 1px solid {p.LINE_STRONG}; border-radius: {radius()}px; }}
QFrame#way[marked="true"] {{ background: {p.ACT_SOFT}; border: 2px solid {p.ACT}; }}
QFrame#way:focus {{ border: 2px solid {p.ACT}; }}
QFrame#way:disabled {{ background: {p.SUNKEN}; }}
QFrame#card[alarm="true"] {{ border: 1px solid {p.LATE}; }}
QFrame#floating {{ background: {p.SURFACE}; border: 1px solid {p.LINE_STRONG}; border-radius: {radius() + 4}px; }}
QFrame#rule {{ background: {p.LINE}; max-height: 1px; border: 0; }}
QFrame#training {{ border: 6px solid {p.DUE}; background: {p.GROUND}; }}
QLabel[tone="training"] {{ background: {p.DUE}; color: {p.ON_ACT}; font-weight: 700; padding: {px(5)}px; }}
QLabel {{ background: transparent; }}
QLabel[tone="title"] {{ font-size: {title()}px; font-weight: 700; }}
QLabel[tone="head"] {{ font-size: {head()}px; font-weight: 700; }}
QLabel[tone="strong"] {{ font-weight: 700; }}
QLabel[tone="soft"] {{ color: {p.INK_3}; font-size: {small()}px; }}
QLabel[tone="source"] {{ color: {p.OK}; font-size: {px(11)}px; }}
QLabel[tone="struck"] {{ color: {p.INK_3}; text-decoration: line-through; }}
QLabel[tone="fault"] {{ color: {p.LATE}; font-size: {small()}px; }}
QLabel[tone="near"] {{ color: {p.NEAR}; }}
QLabel[tone="late"] {{ color: {p.LATE}; }}
QLabel[tone="ok"] {{ color: {p.OK}; }}
QLabel[tone="act"] {{ color: {p.ACT}; }}
QLabel[tone="big"] {{ font-size: {px(28)}px; font-weight: 700; }}
QLabel[tone="key"] {{ background: {p.SURFACE}; color: {p.INK_2}; border: 1px solid {p.LINE_STRONG}; border-radius: 4px;
  padding: 0 {px(6)}px; font-size: {small()}px; }}
{chips}
QLineEdit, QPlainTextEdit, QComboBox {{ background: {p.SURFACE}; border: 1px solid {p.LINE_STRONG}; border-radius: 6px;
  padding: {px(6)}px {px(10)}px; min-height: {px(20)}px; selection-background-color: {p.ACT}; selection-color: {p.ON_ACT}; }}
QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus {{ border: 2px solid {p.ACT}; padding: {px(6) - 1}px {px(10) - 1}px; }}
QLineEdit:read-only {{ background: {p.SUNKEN}; color: {p.INK_2}; }}
QLineEdit[known="true"], QComboBox[known="true"] {{ background: {p.OK_SOFT}; }}
QLineEdit[faulty="true"], QComboBox[faulty="true"], QPlainTextEdit[faulty="true"] {{ border: 2px solid {p.LATE};
  padding: {px(6) - 1}px {px(10) - 1}px; }}
QComboBox::drop-down {{ border: 0; width: {px(28)}px; }}
QComboBox::down-arrow {{ image: url("{icons}/caret-down-475569.svg"); width: 14px; height: 14px; }}
QComboBox QAbstractItemView {{ background: {p.SURFACE}; border: 1px solid {p.LINE_STRONG}; outline: 0;
  selection-background-color: {p.ACT_SOFT}; selection-color: {p.INK}; }}
QPushButton {{ background: {p.SURFACE}; border: 1px solid {p.LINE_STRONG}; border-radius: {radius()}px;
  padding: {px(7)}px {px(14)}px; min-height: {px(20)}px; }}
QPushButton:hover {{ background: {p.ACT_SOFT}; }}
QPushButton:pressed {{ background: {p.SUNKEN}; }}
QPushButton:focus {{ border: 2px solid {p.ACT}; padding: {px(7) - 1}px {px(14) - 1}px; }}
QPushButton:disabled {{ background: {p.SUNKEN}; color: {p.INK_3}; border-color: {p.LINE}; }}
QPushButton#primary {{ background: {p.ACT}; color: {p.ON_ACT}; border: 1px solid {p.ACT}; font-weight: 700; }}
QPushButton#primary:hover, QPushButton#primary:pressed {{ background: {p.ACT_PRESS}; }}
QPushButton#primary:focus {{ border: 2px solid {p.INK}; }}
QPushButton#primary:disabled {{ background: {p.SUNKEN}; color: {p.INK_3}; border: 1px dashed {p.LINE}; font-weight: 400; }}
QPushButton#danger {{ color: {p.LATE}; border-color: {p.LATE}; }}
QPushButton#flat {{ background: transparent; border: 1px solid transparent; }}
QPushButton#flat[picture="true"] {{ padding: {px(4)}px; }}
QPushButton#flat:hover {{ background: {p.ACT_SOFT}; }}
QPushButton#flat:focus {{ border: 2px solid {p.ACT}; }}
QPushButton[segment="true"] {{ padding: {px(4)}px {px(11)}px; }}
QPushButton[segment="true"]:checked {{ background: {p.ACT_SOFT}; color: {p.ACT}; border: 2px solid {p.ACT};
  font-weight: 700; padding: {px(4) - 1}px {px(11) - 1}px; }}
QPushButton[room="true"] {{ text-align: left; border: 2px solid transparent; padding: {px(8)}px {px(10)}px;
  background: transparent; }}
QPushButton[room="true"]:hover {{ background: {p.SUNKEN}; }}
QPushButton[room="true"]:checked {{ background: {p.ACT_SOFT}; color: {p.ACT}; font-weight: 700; }}
QPushButton[room="true"]:focus {{ border: 2px solid {p.ACT}; }}
QPushButton[lamp="ok"] {{ background: {p.OK_SOFT}; color: {p.OK}; border-color: {_edge(p.OK_SOFT, p.OK)};
  border-radius: {px(17)}px; }}
QPushButton[lamp="near"] {{ background: {p.NEAR_SOFT}; color: {p.NEAR}; border-color: {_edge(p.NEAR_SOFT, p.NEAR)};
  border-radius: {px(17)}px; }}
QPushButton[lamp="late"] {{ background: {p.LATE_SOFT}; color: {p.LATE}; border-color: {_edge(p.LATE_SOFT, p.LATE)};
  border-radius: {px(17)}px; }}
QCheckBox, QRadioButton {{ spacing: {px(8)}px; min-height: {px(26)}px; background: transparent; border: 2px solid transparent;
  border-radius: 6px; }}
QCheckBox::indicator {{ width: {px(18)}px; height: {px(18)}px; border: 1px solid {p.INK_3}; border-radius: 4px;
  background: {p.SURFACE}; }}
QCheckBox::indicator:checked {{ background: {p.ACT}; border-color: {p.ACT}; image: url("{icons}/check-FFFFFF.svg"); }}
QCheckBox:focus {{ border: 2px solid {p.ACT}; }}
QListView, QTableView {{ background: {p.SURFACE}; border: 0; outline: 0; }}
QListView::item {{ padding: {px(8)}px {px(10)}px; border-bottom: 1px solid {p.SUNKEN}; }}
QListView::item:selected, QTableView::item:selected {{ background: {p.ACT_SOFT}; color: {p.INK}; }}
QHeaderView::section {{ background: {p.SUNKEN}; border: 0; border-bottom: 1px solid {p.LINE}; padding: {px(8)}px;
  font-weight: 700; }}
QScrollArea {{ border: 0; background: transparent; }}
QScrollArea > QWidget > QWidget {{ background: transparent; }}
QScrollBar:vertical {{ background: transparent; width: 10px; }}
QScrollBar::handle:vertical {{ background: {p.LINE_STRONG}; border-radius: 5px; min-height: 32px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; }}
QStatusBar {{ background: {p.LATE_SOFT}; }}
"""


def _edge(soft: str, strong: str) -> str:
    """High contrast has no grounds to tell chips by: they get an edge."""
    return strong if soft == "#FFFFFF" else soft
