"""What a control chart is drawn from, and what it says in words."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from cdp_metrics.charts.parts.moments import moment_notes
from cdp_metrics.charts.parts.scale import brief, month_span, spoken
from cdp_metrics.charts.parts.series import Band, Gap
from cdp_metrics.charts.theme import number
from cdp_metrics.periods import add_months, month_name
from cdp_metrics.stats import RULES, ControlChart, Segment

__all__ = ["ControlPicture", "control_alt"]

# A longer list of points is heard no better than a number.
NAMED: Final = 7


@dataclass(frozen=True, eq=False)
class ControlPicture:
    """What a control chart is drawn from.

    Parameters
    ----------
    chart
        Values, limits and marks.
    periods
        First day of each period, none left out.
    unit
        What the axis counts: "Reports a month".
    length
        Months in a period: 1, or 3 for quarters.
    decimals
        Decimals of the values.
    target
        Level to be met, for an average period; None for none.
    unusual
        Periods that are shown but not judged, with their label.
    gaps
        Why periods have no figure.
    events
        What else happened to the figures, which leaves the limits as they are.
    """

    chart: ControlChart
    periods: Sequence[date]
    unit: str
    length: int = 1
    decimals: int = 0
    target: float | None = None
    unusual: Sequence[Band] = ()
    gaps: Sequence[Gap] = ()
    events: Sequence[Band] = ()

    def name(self, place: int) -> str:
        """Return a period's name: ``Apr 2024``, ``Apr to Jun 2024``."""
        first = self.periods[place]
        return month_span(first, add_months(first, self.length - 1))

    def middle(self, place: int) -> str:
        """Return the day on which a period's value stands."""
        first = self.periods[place]
        days = (add_months(first, self.length) - first).days
        return (first + timedelta(days // 2)).isoformat()

    def figure(self, value: float) -> str:
        """Return a value as it is written."""
        return number(value, self.decimals)

    def odd(self, place: int) -> bool:
        """Return whether a period is left out of the judgement."""
        return any(b.first <= self.periods[place] <= b.last for b in self.unusual)

    def end_name(self, place: int) -> str:
        """Return a period's name as short as it gets: ``Apr to Jun 24``."""
        first = self.periods[place]
        end = brief(add_months(first, self.length - 1))
        return end if self.length == 1 else f"{brief(first)[:3]} to {end}"

    @property
    def known(self) -> list[int]:
        """Return the places that have a value, in order."""
        return [p for p, v in enumerate(self.chart.values) if math.isfinite(v)]

    @property
    def rules(self) -> list[int]:
        """Return the rules that mark a point, in order."""
        return sorted({int(rule) for rule in self.chart.marks.rule} - {0})

    def spell(self, segment: Segment) -> str:
        """Say from when limits hold, why, and how firm they are; empty if plain."""
        start = segment.baseline.start
        parts = []
        if start:
            why = segment.baseline.reason
            parts.append(f"limits start anew ({why})" if why else "limits start anew")
        many = f"{segment.points} {'months' if self.length == 1 else 'quarters'}"
        if segment.limits.mean == 0:
            parts.append(f"no limits, as nothing was counted ({many})")
        elif not math.isfinite(segment.limits.upper):
            parts.append(f"no limits, too little to learn them from ({many})")
        elif segment.trial:
            parts.append(f"trial limits, learnt from only {many}")
        since = f"From {self.name(start)}: "
        return f"{since}{'; '.join(parts)}." if parts else ""

    def notes(self) -> list[str]:
        """Return what is to be said of the limits; letters name fresh starts."""
        said = []
        for letter, segment in zip(self.letters, self.chart.segments, strict=True):
            if words := self.spell(segment):
                said.append(f"{letter}: {words}" if letter else words)
        if self.seasonal:
            said.append(
                "Limits follow the season"
                + ("; the target is for an average period." if self.target else ".")
            )
        return said

    @property
    def fresh_starts(self) -> list[Band]:
        """Return the periods from which limits start anew, and why."""
        starts = [segment.baseline for segment in self.chart.segments[1:]]
        return [
            Band(self.periods[one.start], self.periods[one.start], one.reason)
            for one in starts
        ]

    @property
    def letters(self) -> list[str]:
        """Return the letter of each segment; the first has none."""
        return ["", *(chr(65 + n) for n in range(len(self.chart.segments) - 1))]

    @property
    def seasonal(self) -> bool:
        """Return whether limits vary within a segment."""
        mean = self.chart.limits.mean
        return any(
            not math.isclose(mean[p], mean[s.baseline.start])
            for s in self.chart.segments
            for p in range(s.baseline.start, s.stop)
            if math.isfinite(s.limits.mean)
        )


def control_alt(
    picture: ControlPicture, what: str, place: str, *, demo: bool = False
) -> str:
    """Say in words what a control chart shows: limits, latest value, marked points.

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
    if not picture.periods:
        return spoken([f"Control chart of {what}, {place}: no figure."], demo=demo)
    chart, last = picture.chart, len(picture.periods) - 1
    end = add_months(picture.periods[-1], picture.length - 1)
    span = f"{month_name(picture.periods[0])} to {month_name(end)}"
    parts = [f"Control chart of {what}, {place}, {span}. {picture.unit}."]
    if picture.known:
        latest = picture.known[-1]
        value = picture.figure(float(chart.values[latest]))
        parts.append(f"Latest {value} ({picture.name(latest)}).")
    else:
        parts.append("No figure.")
    limits = chart.limits
    if math.isfinite(limits.upper[last]):
        low, mean, high = (
            picture.figure(float(level[last]))
            for level in (limits.lower, limits.mean, limits.upper)
        )
        parts.append(
            f"At the latest period the mean is {mean} and the limits {low} to {high}."
        )
    if picture.target is not None:
        parts.append(f"Target {picture.figure(picture.target)}.")
    for rule in picture.rules:
        marked = [p for p in range(last + 1) if chart.marks.rule[p] == rule]
        some = ", ".join(map(picture.name, marked[-NAMED:]))
        more = f"{len(marked)} points, the latest " if len(marked) > NAMED else ""
        parts.append(f"{RULES[rule].capitalize()}: {more}{some}.")
    if not picture.rules and math.isfinite(limits.upper[last]):
        parts.append("No point is more than common variation.")
    parts += [*picture.notes(), *moment_notes(picture.events, len(chart.segments) - 1)]
    parts += [f"Not judged: {band.label}." for band in picture.unusual]
    parts += [f"No figure: {gap.text()}." for gap in picture.gaps]
    return spoken(parts, demo=demo)
