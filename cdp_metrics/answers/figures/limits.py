"""Published figures with their limits: apart from each other, and against another."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from cdp_metrics.answers.figures.reported import Reading
from cdp_metrics.catalogue.indicators import Indicator
from cdp_metrics.stats import Interval, byar, difference_limits

__all__ = ["Standing", "against", "apart", "basis_of", "limits_of", "value_of"]

Standing = Literal["above", "below", "within chance"]


def value_of(reading: Reading, entry: Indicator) -> float | None:
    """Return a figure in its unit: a share or rate, or a count."""
    return reading.numerator if entry.kind == "count" else reading.value


def limits_of(reading: Reading, entry: Indicator) -> Interval[float] | None:
    """Return a figure with its 95% limits; None where it has none."""
    value = value_of(reading, entry)
    if value is None or reading.bound:
        return None
    if reading.lower is not None and reading.upper is not None:
        return Interval(value, reading.lower, reading.upper, 0.95, "as published")
    if entry.kind == "count" and entry.interval == "byar":
        return byar(value)
    return None


def apart(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """Return periods that share no day, oldest first, counted back from the newest.

    Only those by the newest one's definition and from its source: others are not to
    be compared with it.
    """
    chosen: list[Reading] = []
    for each in sorted(readings, key=lambda r: r.period_end, reverse=True):
        if each.why:
            continue
        if chosen and (
            basis_of(each) != basis_of(chosen[0])
            or each.period_end >= chosen[-1].period_start
        ):
            continue
        chosen.append(each)
    return tuple(reversed(chosen))


def basis_of(reading: Reading) -> tuple[int, str]:
    """Return what a figure was counted by: definition version and source."""
    return reading.definition_version, reading.source


def against(
    own: Reading | None, england: Reading | None, entry: Indicator
) -> tuple[Interval[float] | None, Standing | None]:
    """Return the area less England, and whether that is beyond chance.

    England's limits where it has any; without them its figure is taken as known.
    """
    if entry.kind == "count" or own is None or england is None:
        return None, None
    if own.value is None or england.value is None or own.bound or england.bound:
        return None, None
    ours, theirs = limits_of(own, entry), limits_of(england, entry)
    if ours is None or basis_of(own) != basis_of(england):
        nan = float("nan")
        return Interval(own.value - england.value, nan, nan, 0.95, "none"), None
    fixed = Interval(england.value, england.value, england.value, 0.95, "as known")
    difference = difference_limits(ours, theirs or fixed)
    if difference.lower > 0:
        return difference, "above"
    return difference, "below" if difference.upper < 0 else "within chance"
