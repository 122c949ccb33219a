"""A line as small as a word: shape only, no axis, hidden from screen readers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

__all__ = ["sparkline"]

MARGIN: Final = 5.0


def sparkline(
    values: Sequence[float | None],
    *,
    target: float | None = None,
    width: int = 120,
    height: int = 40,
) -> str:
    """Return an inline SVG line, broken where a value is missing.

    Parameters
    ----------
    values
        Evenly spaced in time, any unit; None or NaN where there is no figure.
    target
        Level of a dashed line, in the same unit.
    width, height
        Size in px before CSS shrinks it.

    Returns
    -------
    str
        Markup without any text from outside, so nothing to escape; empty where
        there is no value at all. The words beside it carry the meaning, so it
        is ``aria-hidden``. Colours are the page's own CSS variables.
    """
    known = {
        place: float(value)
        for place, value in enumerate(values)
        if value is not None and math.isfinite(value)
    }
    if not known:
        return ""
    levels = [*known.values(), *(() if target is None else (target,))]
    low, high = min(levels), max(levels)
    wide = (width - 2 * MARGIN) / max(len(values) - 1, 1)
    tall = (height - 2 * MARGIN) / ((high - low) or 1)
    middle = height / 2 if high == low else None

    def y(value: float) -> float:
        return middle or height - MARGIN - (value - low) * tall

    def point(place: int) -> tuple[float, float]:
        return MARGIN + place * wide, y(known[place])

    path = "".join(
        f"{'L' if place - 1 in known else 'M'}{x:.1f} {at:.1f}"
        for place in known
        for x, at in (point(place),)
    )
    alone = [p for p in known if p - 1 not in known and p + 1 not in known]
    last_x, last_y = point(max(known))
    parts = [
        f'<path d="M{MARGIN} {y(target):.1f}H{width - MARGIN}" stroke="var(--target)"'
        ' stroke-width="1.5" stroke-dasharray="4 3"/>'
        if target is not None
        else "",
        f'<path d="{path}" stroke="var(--accent)" stroke-width="2"'
        ' stroke-linejoin="round"/>',
        *(
            f'<circle cx="{x:.1f}" cy="{at:.1f}" r="1.5" fill="var(--accent)"/>'
            for x, at in map(point, alone)
        ),
        f'<circle cx="{last_x:.1f}" cy="{last_y:.1f}" r="3.5" fill="var(--accent)"'
        ' stroke="var(--bg)" stroke-width="1.5"/>',
    ]
    return (
        f'<svg class="spark" viewBox="0 0 {width} {height}" width="{width}"'
        f' height="{height}" fill="none" aria-hidden="true" focusable="false">'
        f"{''.join(parts)}</svg>"
    )
