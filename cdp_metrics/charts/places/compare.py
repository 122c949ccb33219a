"""One figure for several areas, with intervals: where ours stands."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from cdp_metrics.charts.parts.foot import Mark
from cdp_metrics.charts.parts.rows import Row, Rows
from cdp_metrics.charts.parts.scale import axis, drawn, spoken
from cdp_metrics.charts.theme import Mode, Size, number, token

__all__ = ["Area", "ComparePicture", "compare_alt", "compare_figure"]


@dataclass(frozen=True)
class Area:
    """One area.

    Parameters
    ----------
    name
        As it is written.
    value, lower, upper
        The figure and its limits in one unit; None or NaN where there is none.
    absent
        Why there is no figure: "not published", "fewer than 5, not shown".
    ours
        Whether it is the place that the page is about.
    """

    name: str
    value: float | None
    lower: float | None = None
    upper: float | None = None
    absent: str = "not published"
    ours: bool = False

    @property
    def figure(self) -> float | None:
        """Return the value, or None where there is none."""
        known = self.value is not None and math.isfinite(self.value)
        return self.value if known else None

    @property
    def limits(self) -> tuple[float, float] | None:
        """Return the limits, or None where there are none."""
        if self.figure is None or self.lower is None or self.upper is None:
            return None
        both = math.isfinite(self.lower) and math.isfinite(self.upper)
        return (self.lower, self.upper) if both else None


@dataclass(frozen=True)
class ComparePicture:
    """What a comparison is drawn from.

    Parameters
    ----------
    areas
        In any order.
    unit
        What the axis counts: "Reports per 1,000 residents, year to Dec 2025".
    decimals
        Decimals of the values.
    benchmark
        Name and level of a line to compare with; None for none.
    others
        What those that are not ours are called in the key.
    """

    areas: Sequence[Area]
    unit: str
    decimals: int = 1
    benchmark: tuple[str, float] | None = None
    others: str = "Other places"

    def sorted(self) -> list[Area]:
        """Return the areas, the highest first and those without a figure last."""

        def rank(area: Area) -> tuple[bool, float]:
            return (area.figure is None, -(area.figure or 0.0))

        return sorted(self.areas, key=rank)

    def words(self, area: Area) -> str:
        """Return value and limits: ``12.3 (11.8 to 12.9)``; empty for none."""
        if area.figure is None:
            return ""
        value = number(area.figure, self.decimals)
        if area.limits is None:
            return value
        low, high = (number(limit, self.decimals) for limit in area.limits)
        return f"{value} ({low} to {high})"


def compare_figure(
    picture: ComparePicture, *, mode: Mode = "light", size: Size = "m"
) -> dict[str, Any]:
    """Draw each area's figure with its 95% interval, the highest at the top.

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
        A Plotly figure as plain data, its axis from nought. Our place is a filled
        diamond in bold, the others are hollow; an area without a figure says why.

    Raises
    ------
    ValueError
        If there is no area.
    """
    if not picture.areas:
        raise ValueError("A comparison needs at least one area.")
    areas = picture.sorted()
    values = [v for a in areas for v in (a.figure, *(a.limits or ())) if v is not None]
    values += [picture.benchmark[1]] if picture.benchmark else []
    words = [picture.words(area) for area in areas]
    rows = Rows(
        [
            Row(
                area.name,
                said,
                strong=area.ours,
                absent=area.absent if area.figure is None else "",
            )
            for area, said in zip(areas, words, strict=True)
        ],
        axis(values, picture.decimals, trim=True),
        picture.unit,
        "Value (95% interval)" if any(words) else "",
        _key(picture, mode),
        mode,
        size,
    )
    shapes = [_line(picture.benchmark[1], rows)] if picture.benchmark else []
    data = [_marks(picture, areas, rows, ours=ours) for ours in (False, True)]
    return rows.figure([one for one in data if one["x"]], shapes=shapes)


def compare_alt(picture: ComparePicture, what: str, *, demo: bool = False) -> str:
    """Say in words what a comparison shows, area by area.

    Parameters
    ----------
    picture
        As drawn.
    what
        The measure: "anti-social behaviour reports per 1,000 residents".
    demo
        Whether the figures are invented; the text then says so first.
    """
    parts = [f"Dot plot with 95% intervals of {what}. {picture.unit}."]
    if picture.benchmark:
        name, level = picture.benchmark
        parts.append(f"Line at {name}, {number(level, picture.decimals)}.")
    for area in picture.sorted():
        ours = " (this place)" if area.ours else ""
        parts.append(f"{area.name}{ours}: {picture.words(area) or area.absent}.")
    return spoken(parts, demo=demo)


def _key(picture: ComparePicture, mode: Mode) -> list[Mark]:
    """Return what the marks are: our place, the others, the line."""
    accent, ink = token("accent", mode), token("target", mode)
    marks = [
        Mark(area.name, "diamond", accent, accent)
        for area in picture.areas
        if area.ours and area.figure is not None
    ]
    if any(not area.ours and area.figure is not None for area in picture.areas):
        marks.append(Mark(picture.others, "circle", stroke=accent))
    if picture.benchmark:
        name, level = picture.benchmark
        text = f"{name} {number(level, picture.decimals)}"
        marks.append(Mark(text, "line", stroke=ink, dash="dash"))
    return marks


def _marks(
    picture: ComparePicture, areas: Sequence[Area], rows: Rows, *, ours: bool
) -> dict[str, Any]:
    """Return the figures with their limits, of our place or of the others."""
    frame, accent = rows.frame, rows.frame.ink("accent")
    places = picture.decimals
    shown = [
        (place, area, area.figure)
        for place, area in enumerate(areas)
        if area.ours is ours and area.figure is not None
    ]
    limits = [area.limits or (value, value) for _, area, value in shown]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [drawn(value, places) for *_, value in shown],
        "y": [place for place, *_ in shown],
        "cliponaxis": False,
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [
                drawn(high - value, places)
                for (_, high), (*_, value) in zip(limits, shown, strict=True)
            ],
            "arrayminus": [
                drawn(value - low, places)
                for (low, _), (*_, value) in zip(limits, shown, strict=True)
            ],
            "color": accent if ours else frame.ink("edge"),
            "thickness": (3 if ours else 2) * frame.bold,
            "width": 0,
        },
        "marker": {
            "color": accent if ours else frame.ink("bg"),
            "line": {"color": accent, "width": 2},
            "size": (13 if ours else 10) * frame.bold,
            "symbol": "diamond" if ours else "circle",
        },
        "hovertext": [
            f"{escape(area.name)}: <b>{picture.words(area)}</b>" for _, area, _ in shown
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def _line(level: float, rows: Rows) -> dict[str, Any]:
    """Return the line to compare with."""
    frame = rows.frame
    return {
        "type": "line",
        "layer": "below",
        "x0": level,
        "x1": level,
        "y0": 0,
        "y1": 1,
        "yref": "paper",
        "line": {
            "color": frame.ink("target"),
            "dash": "dash",
            "width": 2 * frame.bold,
        },
    }
