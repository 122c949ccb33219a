"""What stands under a chart: a key with the marks themselves, then notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Final

from cdp_metrics.charts.parts.frame import BOTTOM, LINE, NOTE, WIDTH, Frame, letters
from cdp_metrics.charts.parts.scale import wrap

__all__ = ["HOLLOW", "KEY_ROW", "Foot", "Mark", "foot", "key"]

KEY_ROW: Final = 1.5  # height of a row of the key, in text sizes
SIGN: Final = 1.4  # width of a mark and the space after it, in text sizes
AFTER: Final = 1.6  # space after an entry, in text sizes
NARROW: Final = 0.5  # width of an average letter here: no capitals, few figures
RADIUS: Final = 0.36  # of a mark, in text sizes

HOLLOW: Final = "rgba(0,0,0,0)"

# Short enough to show as more than one stroke.
DASHES: Final = {"dash": "5px,3px", "dot": "2px,2px"}

# Corners from -1 to 1, y upwards, in the proportions of Plotly's markers.
OUTLINES: Final[dict[str, tuple[tuple[float, float], ...]]] = {
    "diamond": ((0, 1.3), (1.3, 0), (0, -1.3), (-1.3, 0)),
    "square": ((-1, -1), (1, -1), (1, 1), (-1, 1)),
    "triangle-up": ((-1.2, -0.8), (1.2, -0.8), (0, 1.3)),
    "triangle-down": ((-1.2, 0.8), (1.2, 0.8), (0, -1.3)),
    "cross": (
        *((-0.4, 1.2), (0.4, 1.2), (0.4, 0.4), (1.2, 0.4), (1.2, -0.4), (0.4, -0.4)),
        *((0.4, -1.2), (-0.4, -1.2), (-0.4, -0.4), (-1.2, -0.4), (-1.2, 0.4)),
        (-0.4, 0.4),
    ),
    "line": ((-1.6, 0), (1.6, 0)),
    "area": ((-1.6, -1), (1.6, -1), (1.6, 1), (-1.6, 1)),
}


@dataclass(frozen=True)
class Mark:
    """One entry of a key.

    Parameters
    ----------
    text
        What the mark means.
    outline
        ``circle`` or a key of `OUTLINES`.
    fill, stroke
        Colours inside and of the edge or line.
    dash
        Dashing of a line, as Plotly names it.
    """

    text: str
    outline: str
    fill: str = HOLLOW
    stroke: str = HOLLOW
    dash: str = "solid"


@dataclass(frozen=True)
class Foot:
    """Shapes, words and the height they need with the ticks, in text sizes."""

    shapes: list[dict[str, Any]]
    texts: list[dict[str, Any]]
    tall: float


def foot(
    frame: Frame,
    marks: Sequence[Mark] = (),
    notes: Sequence[str] = (),
    down: float = BOTTOM,
) -> Foot:
    """Return the key and the notes under a chart.

    Parameters
    ----------
    frame
        The chart.
    marks
        Entries of the key.
    notes
        Sentences, each on a line of its own.
    down
        Where it starts: text sizes below the plots, ticks included.
    """
    shapes, texts, rows = key(frame, marks, down + 0.2)
    tall = down + (0.2 + rows * KEY_ROW if marks else 0.0)
    lines = [line for note in notes for line in wrap(note, frame.note_width())]
    if lines:
        texts.append(frame.note(lines, tall))
        tall += 0.5 + len(lines) * NOTE * LINE
    return Foot(shapes, texts, tall)


def key(
    frame: Frame, marks: Sequence[Mark], down: float, top: float = 0.0
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], int]:
    """Return the shapes, words and number of rows of a key.

    Parameters
    ----------
    frame
        The chart, to whose width the rows keep.
    marks
        Entries in their order.
    down
        Text sizes from `top` down to the first row.
    top
        0 to hang from the foot of the plots, 1 from their top.
    """
    px = frame.px
    shapes: list[dict[str, Any]] = []
    texts: list[dict[str, Any]] = []
    across, row = 0.0, 0
    place = {"xref": "paper", "yref": "paper"}
    for mark in marks:
        wide = (SIGN + letters(mark.text) * NARROW * NOTE) * px
        if across and across + wide > WIDTH[frame.size] - 8:
            across, row = 0.0, row + 1
        x = across - frame.left + 0.6 * px
        y = -(down + (row + 0.5) * KEY_ROW) * px
        dashed = mark.dash != "solid"
        shapes.append(
            {
                **_outline(mark.outline, RADIUS * px, x, y),
                "xsizemode": "pixel",
                "ysizemode": "pixel",
                "xanchor": 0,
                "yanchor": top,
                "fillcolor": mark.fill,
                "line": {
                    "color": mark.stroke,
                    "width": 2 if mark.outline == "line" else 1.5,
                    **({"dash": DASHES.get(mark.dash, mark.dash)} if dashed else {}),
                },
                **place,
            }
        )
        texts.append(
            {
                "text": escape(mark.text, quote=False),
                "font": {"size": frame.small, "color": frame.ink("ink2")},
                "x": 0,
                "y": top,
                "xanchor": "left",
                "yanchor": "middle",
                "xshift": round(x + 0.8 * px),
                "yshift": round(y),
                **place,
            }
        )
        across += wide + AFTER * px
    return shapes, texts, row + 1 if marks else 0


def _outline(outline: str, radius: float, x: float, y: float) -> dict[str, Any]:
    """Return a circle, or an outline as an SVG path: its anchor takes no offset."""
    if outline == "circle":
        ends = {"x0": x - radius, "x1": x + radius, "y0": y - radius, "y1": y + radius}
        return {"type": "circle", **{end: round(at, 1) for end, at in ends.items()}}
    corners = [
        f"{x + across * radius:.1f} {y + up * radius:.1f}"
        for across, up in OUTLINES[outline]
    ]
    closed = "" if outline == "line" else "Z"
    return {"type": "path", "path": f"M{'L'.join(corners)}{closed}"}
