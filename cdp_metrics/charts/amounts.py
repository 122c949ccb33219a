"""Bars from nought with the amount beside each; some of them marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from cdp_metrics.charts.parts.foot import Mark
from cdp_metrics.charts.parts.rows import Row, Rows
from cdp_metrics.charts.parts.scale import axis, spoken
from cdp_metrics.charts.theme import Mode, Size

__all__ = ["Amount", "AmountsPicture", "amounts_alt", "amounts_figure"]

THICK = {True: 0.28, False: 0.5}
"""Of a bar, where rows are 1 apart; thin where names stand above the bars."""


@dataclass(frozen=True)
class Amount:
    """One bar.

    Parameters
    ----------
    name
        What it is an amount of.
    value
        From 0 on; None where there is none.
    words
        The amount as it is written, or why there is none.
    marked
        Whether it is hatched.
    """

    name: str
    value: float | None
    words: str
    marked: bool = False


@dataclass(frozen=True)
class AmountsPicture:
    """What bars are drawn from.

    Parameters
    ----------
    amounts
        Rows from the top down.
    unit
        What the axis counts.
    column
        What the words at the right are.
    plain, marked
        What bars of either kind are called in the key; "" where none is marked.
    """

    amounts: Sequence[Amount]
    unit: str
    column: str = ""
    plain: str = ""
    marked: str = ""


def amounts_figure(
    picture: AmountsPicture, *, mode: Mode = "light", size: Size = "m"
) -> dict[str, Any]:
    """Draw each amount as a bar to the right, those marked hatched.

    Parameters
    ----------
    picture
        What to draw.
    mode
        The theme on screen.
    size
        Text size; "s" writes names above their bars.

    Returns
    -------
    dict
        A Plotly figure as plain data; what has no amount says why in its place.

    Raises
    ------
    ValueError
        If there is nothing to draw.
    """
    known = [each for each in picture.amounts if each.value is not None]
    if not known:
        raise ValueError("Bars need at least one amount.")
    rows = Rows(
        [
            Row(
                each.name,
                each.words if each.value is not None else "",
                absent=each.words if each.value is None else "",
            )
            for each in picture.amounts
        ],
        axis([each.value or 0.0 for each in known], 0, trim=True),
        picture.unit,
        picture.column,
        (),
        mode,
        size,
    )
    ink = rows.frame.ink
    if any(each.marked for each in known):
        marks = (
            Mark(picture.plain, "area", ink("accent"), ink("accent")),
            Mark(picture.marked, "area", ink("bg"), ink("accent"), "dot"),
        )
        rows = Rows(rows.rows, rows.axis, rows.heading, rows.column, marks, mode, size)
    drawn = [_bars(picture, rows, marked=marked) for marked in (False, True)]
    return rows.figure([each for each in drawn if each["x"]])


def _bars(picture: AmountsPicture, rows: Rows, *, marked: bool) -> dict[str, Any]:
    """Return the bars of either kind."""
    ink = rows.frame.ink
    held = [
        (at, each)
        for at, each in enumerate(picture.amounts)
        if each.marked is marked and each.value is not None
    ]
    hatch = {"shape": "/", "fgcolor": ink("accent"), "bgcolor": ink("bg"), "size": 7}
    return {
        "type": "bar",
        "orientation": "h",
        "x": [each.value for _, each in held],
        "y": [at for at, _ in held],
        "width": THICK[rows.narrow],
        "cliponaxis": False,
        "marker": {
            "color": ink("bg" if marked else "accent"),
            "line": {"color": ink("accent"), "width": 1.5},
            **({"pattern": hatch} if marked else {}),
        },
        "hovertext": [
            f"{escape(each.name)}: <b>{escape(each.words)}</b>" for _, each in held
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "textposition": "none",
    }


def amounts_alt(picture: AmountsPicture, what: str, *, demo: bool = False) -> str:
    """Say in words what the bars show, one by one.

    Parameters
    ----------
    picture
        As drawn.
    what
        What they are amounts of: "grants of 2024/25 in pounds".
    demo
        Whether the figures are invented; the text then says so first.
    """
    parts = [f"Bar chart of {what}."]
    for each in picture.amounts:
        marked = f" ({picture.marked.lower()})" if each.marked else ""
        parts.append(f"{each.name}{marked}: {each.words}.")
    return spoken(parts, demo=demo)
