"""A calendar of what is held: years down, months across, words in every cell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Final, Literal

from cdp_metrics.periods import month_name, short_month

__all__ = ["Coverage", "Status", "coverage_table"]

Status = Literal["complete", "partial", "missing"]

# Dot, half a square, crossed square: the heavier, the more it needs attention.
SHAPES: Final[dict[Status, str]] = {
    "complete": '<circle cx="8" cy="8" r="3.5" fill="currentColor"/>',
    "partial": (
        '<path d="M1 15V1L15 15Z" fill="currentColor"/>'
        '<rect x="1" y="1" width="14" height="14"/>'
    ),
    "missing": (
        '<rect x="1" y="1" width="14" height="14" stroke-dasharray="2.5 2.1"/>'
        '<path d="M4.5 4.5l7 7M11.5 4.5l-7 7"/>'
    ),
}


@dataclass(frozen=True)
class Coverage:
    """What is held of one month, and why it is not more."""

    month: date
    status: Status
    reason: str = ""


def coverage_table(caption: str, months: Iterable[Coverage]) -> str:
    """Return the calendar as an HTML table.

    Parameters
    ----------
    caption
        What it covers: "Street crime files, Nottinghamshire".
    months
        In any order; a month named twice shows the last. Months of the same
        years that are not named are shown as outside the period.

    Returns
    -------
    str
        Escaped markup: a legend, then a table with row and column headings. A
        cell holds a shape and a hidden word; its tooltip says why.
    """
    held = {one.month: one for one in months}
    years = sorted({month.year for month in held}, reverse=True)
    heads = "".join(
        f'<th scope="col"><abbr title="{month_name(m).split()[0]}">'
        f"{short_month(m)[:3]}</abbr></th>"
        for m in (date(2000, place, 1) for place in range(1, 13))
    )
    rows = "".join(
        f'<tr><th scope="row">{year}</th>'
        + "".join(_cell(date(year, place, 1), held) for place in range(1, 13))
        + "</tr>"
        for year in years
    )
    name = escape(caption)
    legend = "".join(
        f"<li>{_drawing(status)}{status.capitalize()}</li>" for status in SHAPES
    )
    return (
        f'<ul class="legend">{legend}</ul>'
        f'<div class="scroll" role="region" aria-label="{name}" tabindex="0">'
        f'<table class="coverage"><caption>{name}</caption>'
        f'<thead><tr><th scope="col">Year</th>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _drawing(status: Status) -> str:
    """Return the legend's shape, which the cells repeat by its name."""
    return (
        f'<svg class="{status}" viewBox="0 0 16 16" fill="none" stroke="currentColor"'
        f' stroke-width="1.5" aria-hidden="true" focusable="false">'
        f'<g id="held-{status}">{SHAPES[status]}</g></svg>'
    )


def _cell(month: date, held: dict[date, Coverage]) -> str:
    one = held.get(month)
    if one is None:
        return '<td><span class="unseen">outside the period</span></td>'
    words = one.status + (f": {one.reason}" if one.reason else "")
    title = escape(f"{month_name(month)}, {words}")
    return (
        f'<td title="{title}"><svg class="{one.status}" viewBox="0 0 16 16" fill="none"'
        ' stroke="currentColor" stroke-width="1.5" aria-hidden="true"'
        f' focusable="false"><use href="#held-{one.status}"/></svg>'
        f'<span class="unseen">{one.status}</span></td>'
    )
