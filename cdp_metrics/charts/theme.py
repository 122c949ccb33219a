"""The one place where colours, type sizes and the Plotly template are declared.

CSS, Plotly and the tests read the same tables, so the page and its charts
cannot drift apart.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final, Literal, NamedTuple

__all__ = [
    "FONT",
    "PALETTES",
    "SIZES",
    "TOKENS",
    "Mode",
    "Pair",
    "Size",
    "css_tokens",
    "number",
    "palette",
    "template",
    "tint",
    "token",
]

Mode = Literal["light", "dark"]
Size = Literal["s", "m", "present", "present_large"]

FONT: Final = "PublicSans, system-ui, sans-serif"

SIZES: Final[dict[Size, int]] = {"s": 14, "m": 16, "present": 26, "present_large": 36}
"""Chart text in px: phone, desk, projector, projector from 1,700 px wide."""


class Pair(NamedTuple):
    """One role, in the light and in the dark theme."""

    light: str
    dark: str


TOKENS: Final[dict[str, Pair]] = {
    "bg": Pair("#FFFFFF", "#0F1822"),
    "surface": Pair("#F3F5F8", "#18232F"),
    "ink": Pair("#17212E", "#EAF0F6"),
    "ink2": Pair("#4A5666", "#B4C0CC"),
    "line": Pair("#C9D1DA", "#33424F"),
    "edge": Pair("#7A8695", "#7F8EA0"),
    "accent": Pair("#033C6B", "#9DBDEF"),
    "link": Pair("#0F4C8A", "#8CC4F7"),
    "red-bg": Pair("#A4142D", "#FF8A8A"),
    "red-fg": Pair("#FFFFFF", "#2A0408"),
    "amber-bg": Pair("#F7C948", "#8A6100"),
    "amber-fg": Pair("#2B1D00", "#FFFFFF"),
    "green-bg": Pair("#E1F2E8", "#123A2A"),
    "green-fg": Pair("#0A4F35", "#A6EBC8"),
    "grey-fg": Pair("#4A5666", "#B4C0CC"),
    "demo-bg": Pair("#FFF4CC", "#3A2F0A"),
    "demo-fg": Pair("#3D2E00", "#FFE9A6"),
    "grid": Pair("#DDE3E9", "#2A3846"),
    "band": Pair("#EEF1F5", "#18232F"),
    "target": Pair("#5B6470", "#A9B4C0"),
}

PALETTES: Final[dict[str, tuple[Pair, ...]]] = {
    "series": (
        Pair("#033C6B", "#9DBDEF"),
        Pair("#D37D58", "#DD9742"),
        Pair("#448676", "#67E5C7"),
        Pair("#8842B4", "#B471AC"),
        Pair("#714050", "#FBEC6D"),
    ),
    "map": (
        Pair("#DCE9F5", "#22384F"),
        Pair("#7FB0DB", "#4C8DC4"),
        Pair("#0F3F70", "#D3E8FA"),
    ),
    "sequential": (
        Pair("#E3EEF8", "#20374F"),
        Pair("#A9CBE7", "#2F5F8C"),
        Pair("#669FCF", "#4C8DC4"),
        Pair("#2A6BA6", "#86BCE6"),
        Pair("#0C3A66", "#D3E8FA"),
    ),
    "diverging": (
        Pair("#0C3A66", "#C2E2FB"),
        Pair("#6FA8D6", "#3B7BB0"),
        Pair("#F3F3F1", "#26323E"),
        Pair("#F3B98A", "#7A4A1E"),
        Pair("#B9560F", "#E09243"),
    ),
    # Rows from low to high, three cells each.
    "bivariate": (
        Pair("#E9E9ED", "#404040"),
        Pair("#F2C3A0", "#7B6349"),
        Pair("#EE8E4A", "#C88A3D"),
        Pair("#A9C4DF", "#467088"),
        Pair("#B39AA0", "#8C979A"),
        Pair("#B26A4A", "#DFC29F"),
        Pair("#4F8FC6", "#399BC7"),
        Pair("#4F6A98", "#A1C8DB"),
        Pair("#4A2A4F", "#E2EFEA"),
    ),
}


def token(name: str, mode: Mode) -> str:
    """Return the colour of a role in a theme.

    Parameters
    ----------
    name
        A key of `TOKENS`, such as ``ink2``.
    mode
        The theme on screen.

    Returns
    -------
    str
        ``#RRGGBB``.
    """
    pair = TOKENS[name]
    return pair.light if mode == "light" else pair.dark


def palette(name: str, mode: Mode) -> tuple[str, ...]:
    """Return the colours of a palette in their order.

    Parameters
    ----------
    name
        A key of `PALETTES`.
    mode
        The theme on screen.

    Returns
    -------
    tuple of str
        ``#RRGGBB``, one a class or series.
    """
    return tuple(p.light if mode == "light" else p.dark for p in PALETTES[name])


def tint(colour: str, share: float) -> str:
    """Return a colour that lets what lies behind it show.

    Parameters
    ----------
    colour
        ``#RRGGBB``.
    share
        How much of it shows, 0 to 1.
    """
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{share})"


def css_tokens() -> str:
    """Return every colour as a CSS variable that follows the theme by itself.

    Returns
    -------
    str
        One ``:root`` rule: ``--ink`` for a role, ``--series0`` for a palette.

    Notes
    -----
    ``light-dark()`` is used because Streamlit sets ``color-scheme`` on the app
    and not on the root element, so a media query would read the wrong theme.
    """
    pairs = dict(TOKENS)
    for name, colours in PALETTES.items():
        pairs |= {f"{name}{place}": pair for place, pair in enumerate(colours)}
    body = "".join(f"--{k}:light-dark({v.light},{v.dark});" for k, v in pairs.items())
    return f":root{{{body}}}"


def number(value: float, decimals: int = 0) -> str:
    """Return a number for a chart label, rounded half away from zero.

    Parameters
    ----------
    value
        A finite number.
    decimals
        How many decimals to keep.

    Returns
    -------
    str
        ``33,486`` or ``−1.5``, with a true minus sign.
    """
    places = Decimal(1).scaleb(-decimals)
    rounded = Decimal(repr(float(value))).quantize(places, ROUND_HALF_UP)
    return f"{rounded or abs(rounded):,}".replace("-", "\N{MINUS SIGN}")


def template(mode: Mode, size: Size = "m") -> dict[str, Any]:
    """Return the Plotly template that every chart names.

    Parameters
    ----------
    mode
        The theme on screen.
    size
        How large the text is.

    Returns
    -------
    dict
        A Plotly template as plain data: figures are plain data too, because
        Streamlit validates them once anyway and objects cost more.
    """
    px = SIZES[size]
    ink, ink2, edge = token("ink", mode), token("ink2", mode), token("edge", mode)
    axis: dict[str, Any] = {
        "automargin": False,
        "fixedrange": True,
        "gridcolor": token("grid", mode),
        "tickfont": {"color": ink2},
        "zeroline": False,
    }
    return {
        "layout": {
            "annotationdefaults": {"showarrow": False, "font": {"size": px}},
            "colorway": list(palette("series", mode)),
            # A drag must scroll the page on a phone, not draw a zoom box.
            "dragmode": False,
            "font": {"family": FONT, "size": px, "color": ink},
            "hoverlabel": {
                "bgcolor": ink,
                "bordercolor": ink,
                "font": {"family": FONT, "size": px, "color": token("bg", mode)},
            },
            "hovermode": "x unified",
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "separators": ".,",
            "showlegend": False,
            "xaxis": axis
            | {
                "linecolor": edge,
                "showgrid": False,
                "showline": True,
                "tickangle": 0,
                "tickcolor": edge,
                "ticklen": 6,
                "ticks": "outside",
            },
            "yaxis": axis | {"ticks": ""},
        }
    }
