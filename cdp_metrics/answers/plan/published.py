"""What the partnership's papers print of the plan, and what the formulas give."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cdp_metrics.answers.events import papers
from cdp_metrics.catalogue.indicators import indicator
from cdp_metrics.catalogue.papers import plan_of, printed_in
from cdp_metrics.catalogue.published import PublishedFigure
from cdp_metrics.catalogue.targets import Course, Illustration
from cdp_metrics.stats import (
    Clock,
    Count,
    Figure,
    Polarity,
    Proportion,
    clock,
    months_along,
    path_value,
)
from cdp_metrics.warehouse.db import Store

__all__ = ["AsPublished", "Illustrated", "Printed", "as_published"]


@dataclass(frozen=True, eq=False)
class Printed:
    """A row that a paper printed, beside what it implies.

    Parameters
    ----------
    figure
        As printed.
    earlier
        The earlier value that the printed change implies, in the figure's unit. A
        change without a clear unit is read as percentage points.
    relative
        That value if such a change were in per cent instead; None where its unit is
        clear.
    clock
        The change recomputed from the two, with its test: counts by chance alone,
        because no series is printed; proportions without, because no denominator is.
    """

    figure: PublishedFigure
    earlier: Decimal
    relative: float | None
    clock: Clock


@dataclass(frozen=True, eq=False)
class Illustrated:
    """A reading of a printed figure that its paper leaves open; never a rating.

    Parameters
    ----------
    reading
        What is assumed.
    figure
        As printed.
    clock
        The figure against the baseline assumed.
    goal, path
        Value to reach, and where a path asks to be by the figure's date; None where
        the reading states none.
    """

    reading: Illustration
    figure: PublishedFigure
    clock: Clock
    goal: float | None
    path: float | None


@dataclass(frozen=True, eq=False)
class AsPublished:
    """The rows of the plan's table as papers printed them, and readings of them."""

    rows: tuple[Printed, ...]
    illustrations: tuple[Illustrated, ...]


def as_published(store: Store) -> AsPublished | None:
    """Return the printed rows of the plan: those with an arrow.

    Returns
    -------
    AsPublished or None
        None where the store holds no such figure.
    """
    bodies = papers(store)
    plan, figures = plan_of(bodies), printed_in(bodies)
    aims = {each.indicator: each for each in plan.targets} if plan else {}
    rows = (
        _printed(each, aims.get(each.indicator))
        for each in figures.values()
        if each.direction_printed
    )
    found = tuple(row for row in rows if row)
    if not found:
        return None
    readings = plan.illustrations if plan else ()
    held = (_illustrated(each, figures.get(each.figure)) for each in readings)
    return AsPublished(found, tuple(each for each in held if each))


def _printed(figure: PublishedFigure, aim: Course | None) -> Printed | None:
    earlier, relative, change = figure.earlier, None, figure.change
    if figure.change_unit == "unclear" and figure.value and change and not earlier:
        earlier = figure.value - change
        relative = float(figure.value / (1 + change / 100))
    now = _figure(figure, figure.value)
    then = _figure(figure, earlier)
    if now is None or then is None or earlier is None:
        return None
    return Printed(figure, earlier, relative, _clock(figure, now, then, aim))


def _illustrated(
    reading: Illustration, figure: PublishedFigure | None
) -> Illustrated | None:
    now = _figure(figure, figure.value) if figure else None
    then = _figure(figure, reading.baseline_value) if figure else None
    if figure is None or now is None or then is None:
        return None
    travel = _clock(figure, now, then, reading)
    goal = reading.goal(reading.baseline_value)
    path = _path(reading, goal, figure.period_end)
    return Illustrated(reading, figure, travel, goal, path)


def _path(reading: Illustration, goal: float | None, end: date | None) -> float | None:
    start, last = reading.path_start, reading.target_date
    if goal is None or start is None or last is None or end is None:
        return None
    elapsed, length = months_along(start, last, end)
    return path_value(
        reading.baseline_value,
        goal,
        elapsed,
        length,
        path=reading.path,
        monthly=reading.monthly,
    )


def _figure(figure: PublishedFigure, value: Decimal | float | None) -> Figure | None:
    """Return a count or a share without its denominator; None where it is neither."""
    if value is None or value < 0:
        return None
    if figure.unit == "%":
        return Proportion(float(value), None) if value <= 100 else None
    return Count(float(value)) if value == int(value) else None


def _clock(
    figure: PublishedFigure, now: Figure, then: Figure, aim: Course | None
) -> Clock:
    polarity: Polarity = "neutral"
    if figure.indicator:
        polarity = indicator(figure.indicator).polarity
        polarity = aim.polarity(polarity) if aim else polarity
    return clock(now, then, polarity=polarity)
