"""Days on which something happened to a series: lettered lines, explained below."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any, Final

from cdp_metrics.charts.parts.plot import Plot
from cdp_metrics.charts.parts.scale import month_span
from cdp_metrics.charts.parts.series import Band
from cdp_metrics.periods import add_months

__all__ = ["moment_notes", "moments_drawn", "moments_within"]

APART: Final = 2.0  # text sizes between two letters on one height
MONTH_DAYS: Final = 30.44


def moments_within(moments: Sequence[Band], months: Sequence[date]) -> list[Band]:
    """Return the moments that begin within a span of months, in order."""
    end = add_months(months[-1], 1)
    shown = [each for each in moments if months[0] <= each.first < end]
    return sorted(shown, key=lambda each: each.first)


def moment_notes(moments: Sequence[Band], before: int = 0) -> list[str]:
    """Return what each letter stands for, a sentence each.

    Parameters
    ----------
    moments
        In order.
    before
        How many letters others have taken.
    """
    return [
        f"{_letter(at)}: {each.label}, {month_span(each.first, each.last)}."
        for at, each in enumerate(moments, before)
    ]


def moments_drawn(
    plot: Plot, moments: Sequence[Band], *, named: bool = True
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return a line for each moment, and its letter at the top.

    Parameters
    ----------
    plot
        Where they are drawn.
    moments
        Within the plot's months, in order.
    named
        Whether the lines carry their letters.

    Returns
    -------
    tuple
        Shapes and annotations. Lines lie below everything, so that words stand on
        them; of letters too near each other, each stands lower than the one before.
    """
    frame = plot.frame
    day = frame.wide / (MONTH_DAYS * len(plot.months))
    drops = [0]
    for one, other in pairwise(moments):
        near = abs((other.first - one.first).days) * day < APART * frame.px
        drops.append(drops[-1] + 1 if near else 0)
    shapes, texts = [], []
    for at, (each, drop) in enumerate(zip(moments, drops, strict=False)):
        shapes.append(
            {
                "type": "line",
                "layer": "below",
                "x0": each.first.isoformat(),
                "x1": each.first.isoformat(),
                "y0": plot.axis.low,
                "y1": plot.axis.high,
                "xref": plot.x,
                "yref": plot.y,
                "line": {"color": frame.ink("ink2"), "width": 1.5, "dash": "dot"},
            }
        )
        if named:
            texts.append(
                {
                    "text": f"<b>{_letter(at)}</b>",
                    "font": {"size": frame.small, "color": frame.ink("ink")},
                    "bgcolor": frame.ink("bg"),
                    "bordercolor": frame.ink("ink2"),
                    "borderpad": 2,
                    "x": each.first.isoformat(),
                    "y": plot.axis.high,
                    "xref": plot.x,
                    "yref": plot.y,
                    "yanchor": "top",
                    "yshift": -round(1.5 * drop * frame.px),
                }
            )
    return shapes, texts


def _letter(at: int) -> str:
    return chr(ord("A") + at)
