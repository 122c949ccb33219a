"""What figures over time are drawn from, and what they say in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise

from cdp_metrics.charts.parts.scale import spoken
from cdp_metrics.charts.theme import number
from cdp_metrics.periods import period_inside, period_phrase

__all__ = ["IntervalPicture", "Line", "Point", "changes_of", "intervals_alt"]


@dataclass(frozen=True)
class Point:
    """One period.

    Parameters
    ----------
    name
        As it is written: "2018/19", "Year to Jun 2025".
    end
        Last day of the period, where the point stands.
    value, lower, upper
        The figure and its limits in one unit; None where there is none.
    absent
        Why there is no figure: "fewer than 5, not shown".
    provisional
        Whether it will be revised.
    basis
        What it was counted by, in words; the line breaks where that changes.
    """

    name: str
    end: date
    value: float | None
    lower: float | None = None
    upper: float | None = None
    absent: str = ""
    provisional: bool = False
    basis: str = ""


@dataclass(frozen=True)
class Line:
    """A place and its periods, oldest first."""

    name: str
    points: Sequence[Point]

    def known(self) -> list[Point]:
        """Return the periods that have a figure."""
        return [each for each in self.points if each.value is not None]


@dataclass(frozen=True)
class IntervalPicture:
    """What figures over time are drawn from.

    Parameters
    ----------
    lines
        Our place, then one to compare it with; either alone where that is all.
    unit
        What the axis counts.
    decimals
        Decimals of the values.
    notes
        Sentences to stand under the chart.
    """

    lines: Sequence[Line]
    unit: str
    decimals: int = 1
    notes: Sequence[str] = ()

    def figure(self, value: float) -> str:
        """Return a value as it is written."""
        return number(value, self.decimals)

    def words(self, point: Point) -> str:
        """Return value and limits of a period that has a figure."""
        if point.value is None:
            return point.absent
        said = self.figure(point.value) + (" provisional" if point.provisional else "")
        if point.lower is None or point.upper is None:
            return said
        return f"{said} ({self.figure(point.lower)} to {self.figure(point.upper)})"

    def unheld(self) -> list[str]:
        """Say which periods of our place have no figure, by reason."""
        missing = [each for each in self.lines[0].points if each.value is None]
        return [
            f"No figure ({reason}): "
            f"{', '.join(period_inside(each.name) for each in group)}."
            for reason, group in groupby(missing, key=lambda each: each.absent)
        ]


def intervals_alt(picture: IntervalPicture, what: str, *, demo: bool = False) -> str:
    """Say in words what figures over time show: first, last, highest and lowest.

    Parameters
    ----------
    picture
        As drawn.
    what
        The measure and the place.
    demo
        Whether the figures are invented; the text then says so first.
    """
    parts = [f"Line chart with 95% intervals of {what}. {picture.unit}."]
    for line in picture.lines:
        if known := line.known():
            marked = {"first": known[0], "last": known[-1]}
            marked["highest"] = max(known, key=lambda p: p.value or 0.0)
            marked["lowest"] = min(known, key=lambda p: p.value or 0.0)
            if len(known) == 1:
                marked = {"only": known[0]}
            said = (f"{k} {picture.words(p)}, {p.name}" for k, p in marked.items())
            parts.append(f"{line.name}: {'; '.join(said)}.")
    parts += [*picture.unheld(), *changes_of(picture).values(), *picture.notes]
    return spoken(parts, demo=demo)


def changes_of(picture: IntervalPicture) -> dict[date, str]:
    """Return the days on which a line breaks, and what changed there."""
    several = len(picture.lines) > 1
    changes: dict[date, str] = {}
    for line in picture.lines:
        who = f"{line.name}, from" if several else "From"
        for early, late in pairwise(line.known()):
            if early.basis != late.basis:
                said = f"{who} {period_phrase(late.name)}: {late.basis}. "
                said += "Not compared with earlier figures."
                if late.end in changes:
                    said = f"From {period_phrase(late.name)}: {late.basis}. "
                    said += "Not compared with earlier figures."
                changes[late.end] = said
    return changes
