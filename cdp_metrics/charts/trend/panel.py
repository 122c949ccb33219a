"""One panel of a trend: its lines, its axis, the names at its lines' ends."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from html import escape
from typing import Any, Final

from cdp_metrics.charts.parts.plot import End, Plot, end_labels
from cdp_metrics.charts.parts.scale import axis, brief, drawn, wrap
from cdp_metrics.charts.parts.series import Series
from cdp_metrics.charts.theme import Size, number, palette
from cdp_metrics.charts.trend.sheet import Kind, Sheet
from cdp_metrics.periods import add_months, last_day, month_range

__all__ = ["Panel"]

DASHES: Final = ("solid", "dash", "dot", "dashdot")


class Panel:
    """One plot on a sheet.

    Parameters
    ----------
    kind
        Rolling totals, whose axis may be cut, or single months from nought.
    series
        Its lines, in the order of the palette.
    target
        A path to draw dashed, if any.
    named
        Whether several lines carry names; the panel below may leave them to
        the one above, which has the same colours and strokes.
    """

    def __init__(
        self,
        kind: Kind,
        series: Sequence[Series],
        target: Series | None = None,
        *,
        named: bool = True,
    ) -> None:
        self.kind, self.series, self.target = kind, tuple(series), target
        self.named = named
        self.lines = (*self.series, *((target,) if target else ()))
        self.known = {one: one.known() for one in self.lines}
        self.step = max((one.step for one in self.lines), default=1)
        self.held = {
            add_months(first, at)
            for one in self.series
            for first in self.known[one]
            for at in range(self.step)
        }
        values = [v for known in self.known.values() for v in known.values()]
        decimals = max((one.decimals for one in self.lines), default=0)
        self.axis = axis(values, decimals, truncate=kind == "rolling", trim=True)
        suffix = "" if kind == "rolling" else "2"
        self.x, self.y = f"x{suffix}", f"y{suffix}"

    @property
    def values(self) -> list[tuple[date, float]]:
        """Return month and value of everything drawn."""
        return [pair for known in self.known.values() for pair in known.items()]

    def plot(self, sheet: Sheet) -> Plot:
        """Return the panel's axes as they lie on a sheet."""
        return Plot(
            sheet,
            sheet.months,
            self.axis,
            sheet.tall(self.kind),
            self.kind == "rolling",
            self.x,
            self.y,
            self.step,
        )

    def heading(self, sheet: Sheet) -> list[str]:
        """Return what the panel counts, and where a cut axis starts."""
        unit = self.series[0].unit if self.series else ""
        return sheet.heading(unit, self.axis.starts_at if self.held else "")

    def end_words(self, series: Series, last: date, size: Size) -> list[str]:
        """Return the lines of the label at a line's end; none without a value.

        Parameters
        ----------
        series
            One of the panel's lines.
        last
            Last month of the time axis; an earlier end is named.
        size
            "s" makes the lines short.
        """
        known = self.known[series]
        if not known:
            return []
        start = max(known)
        end = self._last(start)
        value = f"<b>{number(known[start], series.decimals)}</b>"
        narrow = size == "s"
        if series is self.target:
            return wrap(series.name, 9 if narrow else 18)
        if len(self.series) > 1:
            value += "" if end == last else f" ({brief(end)})"
            if not self.named:
                return [value]
            if not narrow and len(series.name) < 16:
                return [f"{escape(series.name)} {value}"]
            return [*wrap(series.name, 11 if narrow else 20), value]
        if self.kind == "monthly":
            named = (
                brief(end) if end == start else f"{brief(start)[:3]} to {brief(end)}"
            )
            return [value, named] if narrow else [f"{value} {named}"]
        year = ["year to", brief(end)] if narrow else [f"year to {brief(end)}"]
        return [value, *year]

    def all_words(self, last: date, size: Size) -> list[str]:
        """Return every line of every label at the lines' ends."""
        return [w for one in self.lines for w in self.end_words(one, last, size)]

    def end_labels(self, sheet: Sheet) -> list[dict[str, Any]]:
        """Return the labels at the lines' ends, moved apart, tied to their lines."""
        ends = [
            End(
                known[max(known)],
                words,
                self._ink(sheet, one),
                self._colour(sheet, one),
            )
            for one, known in self.known.items()
            if (words := self.end_words(one, sheet.months[-1], sheet.size))
        ]
        return end_labels(sheet, self.axis, sheet.tall(self.kind), ends, self.y)

    def _colour(self, sheet: Sheet, series: Series) -> str:
        if series is self.target:
            return sheet.ink("target")
        return palette("series", sheet.mode)[self.series.index(series)]

    def _ink(self, sheet: Sheet, series: Series) -> str:
        if series is self.target:
            return sheet.ink("target")
        return sheet.ink("accent" if len(self.series) == 1 else "ink")

    def axes(self, sheet: Sheet) -> dict[str, Any]:
        """Return the panel's two axes."""
        return self.plot(sheet).axes(sheet.domain(self.kind), empty=not self.held)

    def trace(self, sheet: Sheet, series: Series) -> dict[str, Any]:
        """Return one line; a period without a value is a break in it."""
        known = self.known[series]
        months = (
            list(month_range(min(known), max(known)))[:: self.step] if known else []
        )
        bold = sheet.bold
        rolling, is_target = self.kind == "rolling", series is self.target
        every = not rolling and len(self.series) == 1
        dash = "dash" if is_target else DASHES[self.series.index(series)]
        width = 2.5 if is_target else 3.5 if rolling else 2.0
        # A value between two gaps has no line to show it, so it gets a point.
        alone = [
            add_months(m, -self.step) not in known
            and add_months(m, self.step) not in known
            for m in months
        ]
        marks: list[float] = [
            (9 if rolling else 5) * bold if a or m == months[-1] else 0
            for a, m in zip(alone, months, strict=True)
        ]
        name = escape(series.name)
        return {
            "type": "scatter",
            "mode": "lines" if is_target else "lines+markers",
            "name": name,
            "x": [self._day(month).isoformat() for month in months],
            "y": [
                drawn(known[month], series.decimals) if month in known else None
                for month in months
            ],
            "xaxis": self.x,
            "yaxis": self.y,
            "connectgaps": False,
            "cliponaxis": False,
            "line": {
                "color": self._colour(sheet, series),
                "dash": dash,
                "width": width * bold,
            },
            "marker": {
                "line": {"width": 0},
                "opacity": 1,
                "size": 5 * bold if every else marks,
            },
            "hovertemplate": f"{name}: %{{y:,.{series.decimals}f}}<extra></extra>",
        }

    def _day(self, month: date) -> date:
        """Return where a value stands: a year at its end, a period in its middle."""
        if self.kind == "rolling":
            return last_day(self._last(month))
        return month + timedelta(15 * self.step - 1)

    def _last(self, month: date) -> date:
        """Return the last month of the period that begins with a month."""
        return add_months(month, self.step - 1)
