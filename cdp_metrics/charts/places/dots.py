"""A paired dot plot: two places by kind of offence, and how many times as much."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from cdp_metrics.charts.parts.foot import HOLLOW, Mark
from cdp_metrics.charts.parts.frame import letters
from cdp_metrics.charts.parts.rows import Row, Rows
from cdp_metrics.charts.parts.scale import axis, drawn, spoken
from cdp_metrics.charts.theme import Mode, Size, number, palette
from cdp_metrics.stats import Interval

__all__ = ["Pair", "PairPicture", "dots_alt", "dots_figure"]

SHAPES = ("circle", "diamond")


@dataclass(frozen=True)
class Pair:
    """One row.

    Parameters
    ----------
    name
        Kind of offence.
    values
        Of the first and the second place; None where there is no figure.
    ratio
        How many times the second the first is; None for none, limits NaN where it
        has none.
    absent
        Why a value is missing: "not published", "fewer than 5".
    remainder
        Whether it is what no other row lists.
    """

    name: str
    values: tuple[float | None, float | None]
    ratio: Interval[float] | None = None
    absent: str = "not published"
    remainder: bool = False

    def known(self) -> list[tuple[int, float]]:
        """Return place and value of those that have one."""
        return [
            (which, value)
            for which, value in enumerate(self.values)
            if value is not None and math.isfinite(value)
        ]

    def ratio_words(self) -> str:
        """Return the ratio with its limits: ``5.33 (4.90 to 5.80)``."""
        if self.ratio is None or not math.isfinite(self.ratio.value):
            return ""
        value = number(self.ratio.value, 2)
        low, high = self.ratio.lower, self.ratio.upper
        if not (math.isfinite(low) and math.isfinite(high)):
            return value
        return f"{value} ({number(low, 2)} to {number(high, 2)})"


@dataclass(frozen=True)
class PairPicture:
    """What a paired dot plot is drawn from.

    Parameters
    ----------
    pairs
        Rows from the top down.
    places
        Names of the first and the second place.
    unit
        What the axis counts: "Crimes per 1,000 residents, 2011/12".
    decimals
        Decimals of the values.
    ratio
        What the words at the right are; on a phone they stand above.
    """

    pairs: Sequence[Pair]
    places: tuple[str, str]
    unit: str
    decimals: int = 1
    ratio: str = "Ratio (95% interval)"

    def figure(self, value: float) -> str:
        """Return a value as it is written."""
        return number(value, self.decimals)

    def missing(self, pair: Pair) -> str:
        """Say which values of a row are missing and why; empty for none."""
        held = {which for which, _ in pair.known()}
        if not held:
            return pair.absent
        names = [self.places[which] for which in (0, 1) if which not in held]
        return f"{' and '.join(names)} {pair.absent}" if names else ""


def dots_figure(
    picture: PairPicture, *, mode: Mode = "light", size: Size = "m"
) -> dict[str, Any]:
    """Draw both places' values on one line a row, and their ratio beside it.

    Parameters
    ----------
    picture
        What to draw.
    mode
        The theme on screen.
    size
        Text size; "s" writes names above their marks.

    Returns
    -------
    dict
        A Plotly figure as plain data, its axis from nought. A remainder is hollow
        and in italics.

    Raises
    ------
    ValueError
        If there is no row.
    """
    if not picture.pairs:
        raise ValueError("A paired dot plot needs at least one row.")
    values = [value for pair in picture.pairs for _, value in pair.known()]
    inks = palette("series", mode)[:2]
    remainder = any(pair.remainder for pair in picture.pairs)
    ratios = [pair.ratio_words() for pair in picture.pairs]
    rows = Rows(
        [
            Row(
                pair.name,
                words,
                faint=pair.remainder,
                absent="" if pair.known() else picture.missing(pair),
            )
            for pair, words in zip(picture.pairs, ratios, strict=True)
        ],
        axis(values, picture.decimals, trim=True),
        picture.unit,
        picture.ratio if any(ratios) else "",
        [
            Mark(place, shape, ink, ink)
            for place, shape, ink in zip(picture.places, SHAPES, inks, strict=True)
        ]
        + [Mark("Hollow: what no row lists", "circle", HOLLOW, inks[0])] * remainder,
        mode,
        size,
        lead=max((letters(picture.figure(value)) for value in values), default=0) + 3,
    )
    half = [p for p in picture.pairs if len(p.known()) == 1]
    notes = [f"{pair.name}: {picture.missing(pair)}." for pair in half]
    return rows.figure(
        [_joins(picture, rows), *(_side(picture, rows, which) for which in (0, 1))],
        notes,
    )


def dots_alt(
    picture: PairPicture, what: str, period: str, *, demo: bool = False
) -> str:
    """Say in words what a paired dot plot shows, row by row.

    Parameters
    ----------
    picture
        As drawn.
    what
        The measure: "crimes per 1,000 residents by offence".
    period
        When: "2011/12".
    demo
        Whether the figures are invented; the text then says so first.
    """
    first, second = picture.places
    parts = [f"Dot plot of {what}, {first} and {second}, {period}. {picture.unit}."]
    for pair in picture.pairs:
        said = [
            f"{picture.places[which]} {picture.figure(value)}"
            for which, value in pair.known()
        ]
        said += [words for words in (picture.missing(pair),) if words]
        if ratio := pair.ratio_words():
            said.append(f"ratio {ratio}")
        parts.append(f"{pair.name}: {', '.join(said)}.")
    return spoken(parts, demo=demo)


def _joins(picture: PairPicture, rows: Rows) -> dict[str, Any]:
    """Return the lines between the two values of each row."""
    x: list[float | None] = []
    y: list[float | None] = []
    for place, pair in enumerate(picture.pairs):
        if len(known := pair.known()) == 2:
            x += [*(drawn(value, picture.decimals) for _, value in known), None]
            y += [place, place, None]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": y,
        "hoverinfo": "skip",
        "line": {"color": rows.frame.ink("line"), "width": 3 * rows.frame.bold},
    }


def _side(picture: PairPicture, rows: Rows, which: int) -> dict[str, Any]:
    """Return the marks of one place, with their values on the outer side."""
    frame, ink = rows.frame, palette("series", rows.mode)[which]
    name = escape(picture.places[which])
    shown = [
        (place, pair, value)
        for place, pair in enumerate(picture.pairs)
        for side, value in pair.known()
        if side == which
    ]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "name": name,
        "x": [drawn(value, picture.decimals) for *_, value in shown],
        "y": [place for place, *_ in shown],
        "cliponaxis": False,
        "marker": {
            "color": [frame.ink("bg") if p.remainder else ink for _, p, _ in shown]
            if any(p.remainder for _, p, _ in shown)
            else ink,
            "line": {"color": ink, "width": 2},
            "size": (11 if which == 0 else 12) * frame.bold,
            "symbol": SHAPES[which],
        },
        "text": [f"  {picture.figure(value)}  " for *_, value in shown],
        "textfont": {"color": frame.ink("ink2"), "size": frame.small},
        "textposition": [
            "middle right" if _outer(pair, which) else "middle left"
            for _, pair, _ in shown
        ],
        "hovertemplate": f"{name}: %{{x:,.{picture.decimals}f}}<extra></extra>",
    }


def _outer(pair: Pair, which: int) -> bool:
    """Return whether a value lies right of the row's other one."""
    known = dict(pair.known())
    other = known.get(1 - which)
    return other is None or (known[which], -which) > (other, which - 1)
