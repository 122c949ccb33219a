"""What a fan is drawn from, and what it says in words."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cdp_metrics.charts.parts.scale import spoken
from cdp_metrics.charts.parts.series import Band, Gap, Series
from cdp_metrics.charts.theme import number
from cdp_metrics.periods import month_name, short_month
from cdp_metrics.stats import Fan

__all__ = ["FanPicture", "fan_alt"]


@dataclass(frozen=True, eq=False)
class FanPicture:
    """What a fan is drawn from.

    Parameters
    ----------
    observed
        Totals of the 12 months that end with each month, the last of its period; NaN
        where not complete.
    ahead
        Months forecast, in order.
    fan
        Totals of the 12 months that end with each of them.
    path
        The way to the target, drawn dashed; None for none.
    target
        Month and level to be reached; None for none.
    today
        The day it is looked at, marked where it falls within the time axis.
    gaps, bands
        Why months have no figure; months to shade.
    """

    observed: Series
    ahead: Sequence[date]
    fan: Fan
    path: Series | None = None
    target: tuple[date, float] | None = None
    today: date | None = None
    gaps: Sequence[Gap] = ()
    bands: Sequence[Band] = ()

    def level(self, name: str) -> dict[date, float]:
        """Return month and value of one edge of the fan, where it has one."""
        pairs = zip(self.ahead, getattr(self.fan, name), strict=True)
        return {month: float(v) for month, v in pairs if math.isfinite(v)}

    def joined(self, name: str) -> dict[date, float]:
        """Return the same from the last month counted, where the two meet."""
        known, level = self.observed.known(), self.level(name)
        meets = known and self.ahead and max(known) == max(self.observed.months)
        return {max(known): known[max(known)]} | level if meets else level

    def figure(self, value: float) -> str:
        """Return a value as it is written."""
        return number(value, self.observed.decimals)

    def ranges(self) -> list[str]:
        """Return the forecast's ranges at its last month, widest last."""
        median = self.level("median")
        if not median:
            return []
        end = max(median)
        return [
            f"{share}% range {self.figure(self.level(f'lower_{share}')[end])}"
            f" to {self.figure(self.level(f'upper_{share}')[end])}"
            for share in (80, 95)
        ]


def fan_alt(picture: FanPicture, what: str, place: str, *, demo: bool = False) -> str:
    """Say in words what a fan shows: the latest total, the forecast, the target.

    Parameters
    ----------
    picture
        As drawn.
    what
        The measure: "anti-social behaviour reports".
    place
        Where.
    demo
        Whether the figures are invented; the text then says so first.
    """
    unit, known = picture.observed.unit, picture.observed.known()
    parts = [f"Line chart with a forecast of {what}, {place}. {unit}."]
    if known:
        first, last = min(known), max(known)
        parts.append(
            f"Counted: {picture.figure(known[first])} (year to {short_month(first)})"
            f" to {picture.figure(known[last])} (year to {short_month(last)})."
        )
    else:
        parts.append("No total is complete.")
    if median := picture.level("median"):
        end = max(median)
        parts.append(
            f"Forecast for the year to {month_name(end)}: "
            f"{picture.figure(median[end])}, {', '.join(picture.ranges())}."
        )
    else:
        parts.append("No forecast.")
    if picture.target:
        month, level = picture.target
        parts.append(
            f"Target {picture.figure(level)} for the year to {month_name(month)}."
        )
    parts += [f"No figure: {gap.text()}." for gap in picture.gaps]
    return spoken(parts, demo=demo)
