"""A measure of the plan in words: where it stands, by which rule, and how sure."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Final

from cdp_metrics.answers import PlanRow, Reported, Trend
from cdp_metrics.answers.figures.measured import Measured
from cdp_metrics.answers.health.treatment import TREATMENT
from cdp_metrics.periods import (
    MONTHS_IN_YEAR,
    age_in_words,
    day_name,
    month_name,
    period_name,
    year_to,
)
from cdp_metrics.stats import Clock, Count, CountChange, Proportion
from cdp_metrics.ui.tables import Measure, Move
from cdp_metrics.ui.views.shared import BOUNDS, SPARK_POINTS
from cdp_metrics.words import (
    NOT_SHOWN,
    clock_words,
    count,
    inside,
    percent,
    points,
    row_sentence,
    rule_sentence,
    signed,
    status_tag,
)

__all__ = ["change_size", "latest_period", "latest_words", "plan_row"]

# What the recent clock compares, by how often the measure comes.
_CLOCKS: Final = {
    "monthly": "3 months on a year ago",
    "quarterly": "a quarter on a year ago",
    "rolling year": "on the year before",
    "yearly": "on the one before",
    "three years": "on the one before",
}
FEW: Final = "Small numbers"
NONE: Final = "No baseline"
NO_FIGURE: Final = "No figure"


def plan_row(row: PlanRow, today: date, *, lead: bool) -> Measure:
    """Return a measure of the plan as a row of its table.

    Parameters
    ----------
    row
        The answer.
    today
        The day it is looked at.
    lead
        Whether it is the first of its heading, and so bears its name.
    """
    found, target, rated = row.measured, row.target, row.rating
    entry = found.indicator
    return Measure(
        name=entry.title,
        latest=latest_words(found),
        period=latest_period(found),
        age=age_in_words(found.end, today) if found.end else "",
        change=_long(row),
        lately=(
            _move(row.recent, _CLOCKS[entry.frequency])
            if found.series
            else Move("none", NO_FIGURE)
        ),
        heading=row.heading.name if lead else "",
        aim=target.statement if target else "",
        owner=row.owner if lead or row.owner != row.heading.owner else "",
        go=_go(found.indicator_id),
        stand=rated.status if rated else None,
        stand_words=status_tag(rated) if rated else "",
        rule=rule_sentence(rated) if rated else "",
        trend=_line(found),
        target=row.goal,
        words=_words(row),
        notes=_notes(found),
        supporting=not lead,
    )


def _go(indicator_id: str) -> str:
    """Return the page that shows a measure, with the filters that do."""
    page = "treatment?treatment" if indicator_id in TREATMENT else "trends?measure"
    return f"{page}={indicator_id}"


def latest_words(found: Measured) -> str:
    """Return the latest figure; words where there is none."""
    entry, now = found.indicator, found.now
    last = found.series.latest if isinstance(found.series, Reported) else None
    bound = BOUNDS.get(last.bound, "") if last else ""
    if isinstance(now, Count):
        return bound + count(now.value)
    if isinstance(now, Proportion):
        return bound + percent(now.percent, decimals=entry.decimals)
    if found.series is None:
        return NO_FIGURE
    if last is None or found.why:
        return NOT_SHOWN
    if last.value is None:
        return bound + count(last.numerator)
    return f"{bound}{last.value:,.{entry.decimals}f}{entry.unit_symbol}"


def _line(found: Measured) -> tuple[float | None, ...]:
    """Return the latest figures from the first that is held."""
    line = found.line[-SPARK_POINTS:]
    first = next((at for at, value in enumerate(line) if value is not None), 0)
    return line[first:]


def _long(row: PlanRow) -> Move:
    """Return the change since the plan's baseline, or what keeps it from being told."""
    start = row.target.baseline if row.target else None
    if row.long is None or start is None:
        grey = row.rating is not None and row.rating.status == "grey"
        return Move("none", status_tag(row.rating) if grey and row.rating else NONE)
    if not change_size(row.long):
        return Move("none", FEW)
    then = row.long.change.then
    of = count(then) if isinstance(row.long.change, CountChange) else percent(then)
    period = period_name(start.period_start, start.period_end)
    return _move(row.long, f"from {of}, {inside(period)}")


def _move(clock: Clock | None, against: str) -> Move:
    """Return a clock as an arrow and words; a comparison with few is withheld."""
    if clock is None:
        return Move("none", clock_words(None))
    size = change_size(clock)
    if not size:
        return Move("none", FEW, (against,))
    return Move(clock.direction or "none", clock_words(clock), (size, against))


def change_size(clock: Clock) -> str:
    """Return a change as % and volume, or in points: ``−10.7%, −4,000``, ``−0.5pp``.

    Returns
    -------
    str
        Volume alone where the earlier count is too small for a percentage; "" where
        it is too small to compare with.
    """
    change = clock.change
    if not isinstance(change, CountChange):
        return points(change.difference)
    if change.guard == "small numbers":
        return ""
    volume = signed(change.difference)
    if change.percent is None:
        return volume
    return f"{percent(change.percent, plus=True)}, {volume}"


def _words(row: PlanRow) -> str:
    """Return the row in a sentence."""
    found = row.measured
    if found.series is None:
        first = found.why.partition(". What to do")[0]
        return f"{first}." if found.embargoed else "No figure has been received yet."
    if found.now is None:
        why = found.why or "a figure of this kind is shown as published, not tested"
        if isinstance(found.series, Reported) and found.series.latest.bound:
            why = "only a bound was published"
        return f"No change is told: {why}."
    clock, against = row.long, "the baseline"
    if clock is None:
        clock = row.before
        yearly = isinstance(found.series, Trend) or (
            found.indicator.frequency == "rolling year"
        )
        against = "the year before" if yearly else "the one before"
    unit = found.indicator.unit
    period = latest_period(found)
    return row_sentence(
        found.now,
        clock,
        what=unit if isinstance(found.now, Count) else f"of {unit}",
        period=f"the {inside(period)}" if period.startswith("Year") else period,
        against=against,
    )


def latest_period(found: Measured) -> str:
    """Return the period of the latest figure; twelve months that roll end with one."""
    if found.start is None or found.end is None:
        return ""
    if found.indicator.cadence_months < MONTHS_IN_YEAR:
        return year_to(found.end)
    return period_name(found.start, found.end)


def _notes(found: Measured) -> tuple[str, ...]:
    """Return a change of definition and an embargo, which the figures do not show."""
    series, notes = found.series, []
    changed: date | None = None
    if isinstance(series, Trend) and series.changed:
        changed = series.changed[-1]
    elif isinstance(series, Reported):
        for one, other in pairwise(series.readings):
            if one.definition_version != other.definition_version:
                changed = other.period_start
    if changed:
        notes.append(f"Definition changed in {month_name(changed)}.")
    if found.next_release:
        notes.append(
            f"A newer figure is embargoed until {day_name(found.next_release)}."
        )
    return tuple(notes)
