"""Figures as British readers expect them, and the title that says what they did."""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, Protocol

__all__ = [
    "BOUNDS",
    "NOT_SHOWN",
    "CountChange",
    "between",
    "count",
    "headline_change",
    "inside",
    "percent",
    "plural",
    "points",
    "rate",
    "signed",
]

NOT_SHOWN: Final = "not shown"
BOUNDS: Final = {">=": "at least ", "<=": "at most "}
"""Which side of a figure the truth lies on, before it."""
MINUS: Final = "\N{MINUS SIGN}"


class CountChange(Protocol):
    """What a sentence needs to know of a change between two equal periods."""

    @property
    def now(self) -> float:
        """Count of the latest period."""

    @property
    def then(self) -> float:
        """Count of the period compared with."""

    @property
    def percent(self) -> float | None:
        """Change in percent of `then`; None where that would mislead."""

    @property
    def significant(self) -> bool:
        """Whether the change is beyond what chance would do."""


def _known(value: float | None) -> bool:
    return value is not None and math.isfinite(value)


def _write(value: float | None, decimals: int, suffix: str, plus: bool) -> str:
    if value is None or not math.isfinite(value):
        return NOT_SHOWN
    step = Decimal(1).scaleb(-decimals)
    rounded = Decimal(repr(float(value))).quantize(step, ROUND_HALF_UP)
    sign = MINUS if rounded < 0 else "+" if plus and rounded > 0 else ""
    return f"{sign}{abs(rounded):,}{suffix}"


def count(value: float | None) -> str:
    """Return a count: ``33,486``; "not shown" where there is none."""
    return _write(value, 0, "", plus=False)


def signed(value: float | None) -> str:
    """Return a change in a count with its sign: ``−4,000``, ``+833``, ``0``."""
    return _write(value, 0, "", plus=True)


def percent(value: float | None, *, plus: bool = False, decimals: int = 1) -> str:
    """Return a percentage, rounded half away from zero: ``−10.7%``.

    Parameters
    ----------
    value
        In percent: 10.7, not 0.107.
    plus
        Write "+" before a rise.
    decimals
        How many decimals to keep; titles keep none.

    Returns
    -------
    str
        "not shown" where there is no figure.
    """
    return _write(value, decimals, "%", plus)


def points(value: float | None, *, plus: bool = True) -> str:
    """Return a difference of percentages: ``+0.7pp``, ``−0.5pp``; never "%"."""
    return _write(value, 1, "pp", plus)


def rate(value: float | None) -> str:
    """Return a rate with one decimal: ``25.9``; its "per" belongs to the label."""
    return _write(value, 1, "", plus=False)


def between(
    low: float | None,
    high: float | None,
    write: Callable[[float | None], str] = count,
) -> str:
    """Return a range: ``316 to 456``, or ``13.7% to 18.1%`` with `percent`.

    Parameters
    ----------
    low, high
        The two ends, in the unit that `write` expects.
    write
        How one end is written.

    Returns
    -------
    str
        "not shown" where either end is unknown.
    """
    if not (_known(low) and _known(high)):
        return NOT_SHOWN
    return f"{write(low)} to {write(high)}"


def plural(number: float, one: str, many: str = "") -> str:
    """Return a count with its noun: ``1 month``, ``2,000 months``."""
    return f"{count(number)} {one if number == 1 else many or one + 's'}"


def inside(measure: str) -> str:
    """Return a name as it reads inside a sentence; initials keep their capitals."""
    return measure[:1].lower() + measure[1:] if measure[1:2].islower() else measure


def headline_change(
    measure: str,
    change: CountChange | None,
    direction: str = "level",
    *,
    now: float | None = None,
    months_held: int | None = None,
    to: str = "",
) -> str:
    """Return a title of about ten words that says what happened in a year.

    Parameters
    ----------
    measure
        Short name, as it begins a sentence: "ASB", "Vehicle crime".
    change
        The last 12 months against the 12 before; None where one is not complete.
    direction
        "up", "down" or "level"; a change within chance is never called a rise
        or a fall, whatever this says.
    now
        The last 12 months where only they are complete.
    months_held
        How many of the last 12 months are held, where not even they are.
    to
        Month that the 12 end with, "Dec 2014", where that is not the latest.

    Returns
    -------
    str
        No full stop, because it is a title.
    """
    if change is None and _known(now):
        months = f"the 12 months to {to}" if to else "12 months"
        return f"{measure}: {count(now)} in {months}, no year before to compare"
    if change is None:
        held = "" if months_held is None else f"{months_held} of 12 months held"
        if to:
            none = f"{measure}: no 12-month total to {to}"
            return f"{none}, {held}" if held else none
        none = f"No 12-month total yet for {inside(measure)}"
        return f"{none}: {held}" if held else none
    total, year = count(change.now), f"the year to {to}" if to else "a year"
    if not change.significant:
        return f"No clear change in {inside(measure)} in {year}: {total}"
    if direction not in ("up", "down"):
        return f"Little change in {inside(measure)} in {year}: {total}"
    if change.percent is None:
        by = f"by {count(abs(change.now - change.then))}"
    else:
        whole = percent(abs(change.percent), decimals=0)
        by = "less than 1%" if whole == "0%" else whole
    verb = "rose" if direction == "up" else "fell"
    return f"{measure} {verb} {by} in {year}, to {total}"
