"""Axes, words and places of a chart, worked out before Plotly sees it.

Plotly would choose them in the browser, too late to keep labels apart or to
say where an axis starts.
"""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from html import escape
from itertools import pairwise
from typing import Final

from cdp_metrics.charts.theme import number
from cdp_metrics.periods import add_months, last_day, months_between, short_month

__all__ = [
    "Axis",
    "axis",
    "brief",
    "drawn",
    "month_span",
    "runs",
    "spoken",
    "spread",
    "time_ticks",
    "wrap",
]

FEWEST_FOR_TRUNCATION: Final = 12
FINER: Final = 2
"""Decimals that a mark is placed by, past those that are written."""


@dataclass(frozen=True)
class Axis:
    """A value axis: its two ends, its ticks and their words."""

    low: float
    high: float
    ticks: tuple[float, ...]
    labels: tuple[str, ...]

    @property
    def starts_at(self) -> str:
        """Return where the axis starts in words, empty where that is nought."""
        return self.labels[0] if self.low > 0 else ""


def axis(
    values: list[float], decimals: int, *, truncate: bool = False, trim: bool = False
) -> Axis:
    """Choose a value axis with three to six round ticks; it holds nought or is cut.

    Parameters
    ----------
    values
        Finite values to be shown, in the unit of the axis.
    decimals
        Decimals of the values; ticks are no finer.
    truncate
        Whether the axis may start above nought. It then does so only for a
        year of values or more that all lie in its upper half.
    trim
        Whether whole numbers are written without decimals.
    """
    high = max(values, default=0.0)
    low = min(values, default=0.0)
    base, top = min(low, 0.0), max(high, 0.0)
    cut = truncate and len(values) >= FEWEST_FOR_TRUNCATION and low > high / 2
    # A fifth of the height at least, so that noise does not look like news.
    span = max(high - low, high / 5) if cut else max(top - base, 10.0**-decimals)
    step = _step(span / 4, decimals)
    rough = max(low - 0.15 * span, 0.0) if cut else base
    start = math.floor(rough / step) * step
    end = top + 0.12 * span
    ticks = [start + place * step for place in range(int((end - start) / step) + 1)]
    shown = 0 if trim and step == round(step) else decimals
    return Axis(start, end, tuple(ticks), tuple(number(t, shown) for t in ticks))


def _step(rough: float, decimals: int) -> float:
    """Return the round step next above a rough one, no finer than `decimals`."""
    finest = 10.0**-decimals
    power = 10.0 ** math.floor(math.log10(max(rough, finest)))
    for factor in (1.0, 2.0, 2.5, 5.0):
        step = factor * power
        if step >= rough and math.isclose(step / finest, round(step / finest)):
            return step
    return 10.0 * power


def drawn(value: float, decimals: int = 0) -> float:
    """Return a value in as few figures as place its mark and write it alike.

    Parameters
    ----------
    value
        A finite value.
    decimals
        Decimals in which it is written.
    """
    short = round(value, decimals + FINER)
    if number(short, decimals) != number(value, decimals):
        return value
    return int(short) if short == int(short) else short


def runs(flags: list[bool]) -> list[tuple[int, int]]:
    """Return first and last index of every run of true flags."""
    edges = [False, *flags, False]
    turns = [i for i, (a, b) in enumerate(pairwise(edges)) if a is not b]
    return [
        (start, stop - 1) for start, stop in zip(turns[::2], turns[1::2], strict=True)
    ]


def spread(wanted: list[float], heights: list[float], room: float) -> list[float]:
    """Move labels apart as little as needed to keep them from overlapping.

    Parameters
    ----------
    wanted
        Middle of each label, px from the bottom of the panel.
    heights
        Height of each label in px.
    room
        Height of the panel in px; labels leave it only if they cannot all fit.

    Returns
    -------
    list of float
        Middles in px, in the order given.
    """
    order = sorted(range(len(wanted)), key=lambda place: wanted[place])
    placed = list(wanted)
    floor = 0.0
    for place in order:
        placed[place] = max(wanted[place], floor + heights[place] / 2)
        floor = placed[place] + heights[place] / 2
    ceiling = max(room, sum(heights))
    for place in reversed(order):
        placed[place] = min(placed[place], ceiling - heights[place] / 2)
        ceiling = placed[place] - heights[place] / 2
    return placed


def time_ticks(
    first: date, last: date, most: int, end: date | None = None
) -> tuple[list[str], list[str]]:
    """Return places and words of at most `most` ticks (and one) on a time axis.

    Long spans are ticked at the start of a year, spans under three years at
    the start of a quarter or half-year.

    Parameters
    ----------
    first, last
        First and last month of the axis.
    most
        How many ticks its words leave room for.
    end
        Month with which the latest of separate periods ends. Ticks then stand at
        the ends of months, counted back from it, and are named after the month that
        ends there, or a point at the end of 2025 would be read as one of 2026.
    """
    span = months_between(first, last) + 1
    steps = (12, 24, 60, 120) if span > 36 else (1, 3, 6, 12)
    step = next((s for s in steps if span / s <= most), steps[-1])
    if end is not None:
        ends = [add_months(end, -back) for back in range(0, span, step)]
        ends = [month for month in reversed(ends) if month >= first]
        return [add_months(x, 1).isoformat() for x in ends], [brief(x) for x in ends]
    month = date(first.year // 10 * 10, 1, 1)
    places: list[str] = []
    words: list[str] = []
    while month <= add_months(last, 1):
        if month >= first:
            places.append(month.isoformat())
            words.append(str(month.year) if step >= 12 else brief(month))
        month = add_months(month, step)
    return places, words


def brief(month: date) -> str:
    """Return a month as short as it gets: ``Dec 25``."""
    return f"{short_month(month)[:3]} {month.year % 100:02}"


def month_span(first: date, last: date) -> str:
    """Name a run of months: ``Jul to Sep 2023``, ``2015 to 2024``, ``May 2024``."""
    if first == last:
        return short_month(first)
    if first.month == 1 and last_day(last) == date(last.year, 12, 31):
        years = (str(first.year), str(last.year))
        return years[0] if years[0] == years[1] else " to ".join(years)
    start = short_month(first)
    if first.year == last.year:
        start = start[:3]
    return f"{start} to {short_month(last)}"


def wrap(text: str, width: int) -> list[str]:
    """Return text in lines of at most `width` characters, safe inside a chart.

    A word longer than the line keeps its letters together and sticks out.
    """
    lines = textwrap.wrap(
        text, max(width, 1), break_long_words=False, break_on_hyphens=False
    )
    return [escape(line, quote=False) for line in lines]


def spoken(sentences: Iterable[str], *, demo: bool = False) -> str:
    """Return a text alternative; invented figures are called so first."""
    said = [sentence for sentence in sentences if sentence]
    return " ".join(["Demonstration data: invented."] * demo + said)
