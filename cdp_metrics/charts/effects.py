"""Bars from nought: what each cause or kind adds to a change, or takes from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from cdp_metrics.charts.parts.rows import Row, Rows
from cdp_metrics.charts.parts.scale import axis, spoken
from cdp_metrics.charts.theme import Mode, Size, number

__all__ = ["Effect", "EffectsPicture", "effects_alt", "effects_figure"]

DECIMALS = 1
THICK = {True: 0.28, False: 0.5}
"""Of a bar, where rows are 1 apart; thin where names stand above the bars."""


@dataclass(frozen=True)
class Effect:
    """One bar.

    Parameters
    ----------
    name
        Cause or kind.
    value
        What it adds, in per cent of what was before; below 0 what it takes away.
    total
        Whether it is all the others together.
    """

    name: str
    value: float
    total: bool = False


@dataclass(frozen=True)
class EffectsPicture:
    """What bars are drawn from.

    Parameters
    ----------
    effects
        Rows from the top down.
    unit
        What the axis counts, in per cent.
    """

    effects: Sequence[Effect]
    unit: str

    def words(self, effect: Effect) -> str:
        """Return a value with its sign: ``+2.1%``, ``−0.4%``, ``0.0%``."""
        said = number(effect.value, DECIMALS)
        rise = effect.value > 0 and said != number(0, DECIMALS)
        return f"+{said}%" if rise else f"{said}%"


def effects_figure(
    picture: EffectsPicture, *, mode: Mode = "light", size: Size = "m"
) -> dict[str, Any]:
    """Draw each effect as a bar to the right or to the left of nought.

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
        A Plotly figure as plain data; the bar of the total is darker, its words bold.

    Raises
    ------
    ValueError
        If there is nothing to draw.
    """
    if not picture.effects:
        raise ValueError("Bars need at least one effect.")
    rows = Rows(
        [
            Row(each.name, picture.words(each), strong=each.total)
            for each in picture.effects
        ],
        axis([each.value for each in picture.effects], DECIMALS, trim=True),
        picture.unit,
        "",
        (),
        mode,
        size,
    )
    ink = rows.frame.ink
    bars = {
        "type": "bar",
        "orientation": "h",
        "x": [each.value for each in picture.effects],
        "y": list(range(len(picture.effects))),
        "width": THICK[rows.narrow],
        "cliponaxis": False,
        "marker": {
            "color": [ink("ink" if e.total else "accent") for e in picture.effects],
            "line": {"width": 0},
        },
        "hovertext": [
            f"{escape(each.name)}: <b>{picture.words(each)}</b>"
            for each in picture.effects
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "textposition": "none",
    }
    nought = {
        "type": "line",
        "x0": 0,
        "x1": 0,
        "y0": 0,
        "y1": 1,
        "yref": "paper",
        "line": {"color": ink("edge"), "width": 2 * rows.frame.bold},
    }
    return rows.figure([bars], shapes=[nought])


def effects_alt(picture: EffectsPicture, what: str, *, demo: bool = False) -> str:
    """Say in words what the bars show, one by one.

    Parameters
    ----------
    picture
        As drawn.
    what
        What they add to: "the change in severity".
    demo
        Whether the figures are invented; the text then says so first.
    """
    parts = [f"Bar chart of {what}. {picture.unit}."]
    parts += [f"{each.name}: {picture.words(each)}." for each in picture.effects]
    return spoken(parts, demo=demo)
