"""Months without a figure, hatched and named, and months that are shaded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from cdp_metrics.charts.panel import Panel
from cdp_metrics.charts.scale import runs, wrap
from cdp_metrics.charts.series import Band, Gap
from cdp_metrics.charts.sheet import LINE, NOTE, Sheet, letters
from cdp_metrics.periods import add_months

__all__ = ["Hole", "bands_drawn", "hatch", "holes", "reason"]

DAY_MS: Final = 86_400_000
MONTH_DAYS: Final = 30.44


@dataclass(frozen=True)
class Hole:
    """A stretch of a panel in which no series has a value."""

    start: date
    end: date
    gaps: tuple[Gap, ...]


def holes(panel: Panel, sheet: Sheet, gaps: Sequence[Gap]) -> list[Hole]:
    """Return the stretches to hatch.

    Parameters
    ----------
    panel, sheet
        What is drawn and on which months.
    gaps
        Known reasons; each goes to the holes that it touches.

    Returns
    -------
    list of Hole
        Ends are the days where the line stops and starts again. The first
        eleven months of a rolling total are no hole: nothing is missing.
    """
    found = []
    for first, last in runs([month not in panel.held for month in sheet.months]):
        a, b = sheet.months[first], sheet.months[last]
        touched = tuple(g for g in gaps if g.first <= b and g.last >= a)
        if first == 0 and panel.held and panel.kind == "rolling" and not touched:
            continue
        # A rolling value stands at its month's end, so the next is a month on.
        ahead = 2 if panel.kind == "rolling" and b < sheet.months[-1] else 1
        found.append(Hole(a, add_months(b, ahead), touched))
    return found


def hatch(panel: Panel, sheet: Sheet, found: Sequence[Hole]) -> dict[str, Any]:
    """Return one trace that hatches every hole of a panel."""
    return {
        "type": "bar",
        "name": "No figure",
        "x": [hole.start.isoformat() for hole in found],
        "y": [panel.axis.high - panel.axis.low] * len(found),
        "base": panel.axis.low,
        "offset": 0,
        "width": [(hole.end - hole.start).days * DAY_MS for hole in found],
        "xaxis": panel.x,
        "yaxis": panel.y,
        "hoverinfo": "skip",
        # Plotly's shapes cannot be hatched; a bar with a pattern can.
        "marker": {
            "color": "rgba(0,0,0,0)",
            "line": {"width": 0},
            "pattern": {
                "fgcolor": sheet.ink("edge"),
                "shape": "/",
                "size": round(0.56 * sheet.px),
                "solidity": 0.12,
            },
        },
    }


def reason(
    panel: Panel, sheet: Sheet, hole: Hole, no_total: str
) -> dict[str, Any] | None:
    """Return the words inside a hole, or None where they do not fit.

    Parameters
    ----------
    panel, sheet
        Where it is drawn.
    hole
        What is missing.
    no_total
        The reason for a rolling panel where no gap gives one.
    """
    rolling = panel.kind == "rolling"
    share = (hole.end - hole.start).days / (MONTH_DAYS * len(sheet.months))
    width = min(sheet.fits(share), 34)
    why = "; ".join(gap.text() for gap in hole.gaps)
    head = wrap("No 12-month total" if rolling else "No figure", width)
    body = wrap(why or (no_total if rolling else "not held"), width)
    lines = [f"<b>{line}</b>" for line in head] + body
    small = NOTE * sheet.px
    tall = len(lines) * LINE * small
    if max(map(letters, lines)) > width or tall > 0.85 * sheet.tall(panel.kind):
        return None
    return {
        "text": "<br>".join(lines),
        "font": {"size": round(small)},
        "bgcolor": sheet.ink("bg"),
        "borderpad": 4,
        "x": (hole.start + (hole.end - hole.start) / 2).isoformat(),
        "y": (panel.axis.low + panel.axis.high) / 2,
        "xref": panel.x,
        "yref": panel.y,
        # A target runs through the hatch, and falls: the foot is kept free of it.
        **({"y": panel.axis.low, "yanchor": "bottom"} if panel.target else {}),
    }


def bands_drawn(
    panel: Panel, sheet: Sheet, bands: Sequence[Band], found: Sequence[Hole]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return shaded rectangles and their labels.

    Parameters
    ----------
    panel, sheet
        Where they are drawn.
    bands
        What to shade; a band that lies inside a hole has nothing to say.
    found
        The panel's holes.

    Returns
    -------
    tuple
        Shapes, and annotations for the rolling panel only.
    """
    shapes, labels = [], []
    for band in bands:
        start = max(band.first, sheet.months[0])
        end = min(add_months(band.last, 1), add_months(sheet.months[-1], 1))
        inside = any(hole.start <= start and end <= hole.end for hole in found)
        if start >= end or inside:
            continue
        shapes.append(
            {
                "type": "rect",
                "layer": "below",
                "fillcolor": sheet.ink("band"),
                "line": {"width": 0},
                "x0": start.isoformat(),
                "x1": end.isoformat(),
                "y0": panel.axis.low,
                "y1": panel.axis.high,
                "xref": panel.x,
                "yref": panel.y,
            }
        )
        if panel.kind == "monthly":
            continue
        share = (end - start).days / (MONTH_DAYS * len(sheet.months))
        labels.append(
            {
                "text": "<br>".join(wrap(band.label, max(sheet.fits(share), 8))),
                "font": {"color": sheet.ink("ink2"), "size": round(NOTE * sheet.px)},
                "x": (start + (end - start) / 2).isoformat(),
                "y": panel.axis.low,
                "xref": panel.x,
                "yref": panel.y,
                "yanchor": "bottom",
                "yshift": 2,
            }
        )
    return shapes, labels
