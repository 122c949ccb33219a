"""Months without a figure, hatched and named, and months that are shaded."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any, Final, Literal

from cdp_metrics.charts.parts.frame import LINE, letters
from cdp_metrics.charts.parts.plot import Plot
from cdp_metrics.charts.parts.scale import runs, wrap
from cdp_metrics.charts.parts.series import Band, Gap
from cdp_metrics.periods import add_months

__all__ = ["Hole", "Side", "bands_drawn", "hatch", "holes", "reason"]

Side = Literal["top", "middle", "bottom"]

DAY_MS: Final = 86_400_000
MONTH_DAYS: Final = 30.44


@dataclass(frozen=True)
class Hole:
    """A stretch of a plot in which no series has a value."""

    start: date
    end: date
    gaps: tuple[Gap, ...]


def holes(
    plot: Plot, held: Collection[date], gaps: Sequence[Gap], step: int = 1
) -> list[Hole]:
    """Return the stretches to hatch.

    Parameters
    ----------
    plot
        Where it is drawn.
    held
        Months that have a value in any series.
    gaps
        Known reasons; each goes to the holes that it touches.
    step
        Months in a period.

    Returns
    -------
    list of Hole
        Ends are the days where the line stops and starts again. The first
        eleven months of a rolling total are no hole: nothing is missing.
    """
    found = []
    for first, last in runs([month not in held for month in plot.months]):
        a, b = plot.months[first], plot.months[last]
        touched = tuple(g for g in gaps if g.first <= b and g.last >= a)
        if first == 0 and held and plot.rolling and not touched:
            continue
        # A rolling value stands at its period's end, so the next is a period on.
        ahead = 1 + step if plot.rolling and b < plot.months[-1] else 1
        found.append(Hole(a, add_months(b, ahead), touched))
    return found


def hatch(plot: Plot, found: Sequence[Hole]) -> dict[str, Any]:
    """Return one trace that hatches every hole of a plot."""
    return {
        "type": "bar",
        "name": "No figure",
        "x": [hole.start.isoformat() for hole in found],
        "y": [plot.axis.high - plot.axis.low] * len(found),
        "base": plot.axis.low,
        "offset": 0,
        "width": [(hole.end - hole.start).days * DAY_MS for hole in found],
        "xaxis": plot.x,
        "yaxis": plot.y,
        "hovertext": [escape(_why(hole, plot)) for hole in found],
        "hovertemplate": "%{hovertext}<extra></extra>",
        # Plotly's shapes cannot be hatched; a bar with a pattern can.
        "marker": {
            "color": "rgba(0,0,0,0)",
            "line": {"width": 0},
            "pattern": {
                "fgcolor": plot.frame.ink("edge"),
                "shape": "/",
                "size": round(0.56 * plot.frame.px),
                "solidity": 0.12,
            },
        },
    }


def _why(hole: Hole, plot: Plot) -> str:
    """Return what a hole is for want of, as it is read on hover."""
    head = "No 12-month total" if plot.rolling else "No figure"
    known = "; ".join(gap.text() for gap in hole.gaps)
    return f"{head}: {known}" if known else head


def reason(
    plot: Plot, hole: Hole, no_total: str = "", *, at: Side = "middle"
) -> dict[str, Any] | None:
    """Return the words inside a hole, or None where they do not fit.

    Parameters
    ----------
    plot
        Where it is drawn.
    hole
        What is missing.
    no_total
        The reason for a rolling plot where no gap gives one.
    at
        Where in the hole the words stand, out of the way of lines.
    """
    frame = plot.frame
    share = (hole.end - hole.start).days / (MONTH_DAYS * len(plot.months))
    width = min(frame.fits(share), 34)
    why = "; ".join(gap.text() for gap in hole.gaps)
    head = wrap("No 12-month total" if plot.rolling else "No figure", width)
    body = wrap(why or (no_total if plot.rolling else "not held"), width)
    lines = [f"<b>{line}</b>" for line in head] + body
    tall = len(lines) * LINE * frame.small
    if max(map(letters, lines)) > width or tall > 0.85 * plot.tall:
        return None
    return {
        "text": "<br>".join(lines),
        "font": {"size": frame.small},
        "bgcolor": plot.frame.ink("bg"),
        "borderpad": 4,
        "x": (hole.start + (hole.end - hole.start) / 2).isoformat(),
        "y": {
            "top": plot.axis.high,
            "middle": (plot.axis.low + plot.axis.high) / 2,
            "bottom": plot.axis.low,
        }[at],
        "yanchor": at,
        "xref": plot.x,
        "yref": plot.y,
    }


def bands_drawn(
    plot: Plot,
    bands: Sequence[Band],
    found: Sequence[Hole],
    *,
    known: Sequence[tuple[date, float]] = (),
    named: bool = True,
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return shaded rectangles and their labels.

    Parameters
    ----------
    plot
        Where they are drawn.
    bands
        What to shade; a band that lies inside a hole has nothing to say.
    found
        The plot's holes.
    known
        Months and values that labels keep clear of: above them or below.
    named
        Whether the bands carry their labels.

    Returns
    -------
    tuple
        Shapes and annotations.
    """
    frame, shapes, labels = plot.frame, [], []
    for band in bands:
        start = max(band.first, plot.months[0])
        end = min(add_months(band.last, 1), add_months(plot.months[-1], 1))
        inside = any(hole.start <= start and end <= hole.end for hole in found)
        if start >= end or inside:
            continue
        shapes.append(
            {
                "type": "rect",
                "layer": "below",
                "fillcolor": plot.frame.ink("band"),
                "line": {"width": 0},
                "x0": start.isoformat(),
                "x1": end.isoformat(),
                "y0": plot.axis.low,
                "y1": plot.axis.high,
                "xref": plot.x,
                "yref": plot.y,
            }
        )
        if not named:
            continue
        share = (end - start).days / (MONTH_DAYS * len(plot.months))
        near = [value for month, value in known if start <= month < end]
        above = bool(near) and plot.axis.high - max(near) > min(near) - plot.axis.low
        labels.append(
            {
                "text": "<br>".join(wrap(band.label, max(frame.fits(share), 8))),
                "font": {"color": plot.frame.ink("ink2"), "size": frame.small},
                "bgcolor": plot.frame.ink("band"),
                "x": (start + (end - start) / 2).isoformat(),
                "y": plot.axis.high if above else plot.axis.low,
                "xref": plot.x,
                "yref": plot.y,
                "yanchor": "top" if above else "bottom",
                "yshift": -2 if above else 2,
            }
        )
    return shapes, labels
