"""Hate crime: how much is recorded, how many victims had been victims before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np

from cdp_metrics.answers.figures.counted import trend
from cdp_metrics.answers.figures.reported import Reading, Reported, reported
from cdp_metrics.answers.figures.trend import Trend
from cdp_metrics.answers.plan.table import PlanRow, plan_table
from cdp_metrics.answers.returned.rows import Crosstab, Returned, Row, Shown, returned
from cdp_metrics.errors import SourceMissing
from cdp_metrics.periods import MONTHS_IN_YEAR, add_months, last_day
from cdp_metrics.stats import Proportion, ProportionChange, compare_proportions
from cdp_metrics.warehouse.db import Store

__all__ = ["EVERY", "HateCrime", "Strands", "Year", "hate_crime"]

EVERY = "all"
"""The strand whose row counts each crime and victim once."""
SHARE, VICTIMS, CRIMES = "hate_repeat_share", "hate_repeat_victims", "hate_crime"
HIDDEN = "not shown, so that a hidden month cannot be worked out"


@dataclass(frozen=True)
class Year:
    """Twelve months of victims.

    Parameters
    ----------
    month
        The last of them.
    share
        Repeat victims in % of all victims; None where a month is not known.
    repeats
        How many they were.
    version
        Definition that the last month was counted by.
    why
        Why there is no share; "" where there is.
    """

    month: date
    share: Proportion | None
    repeats: float | None
    version: int
    why: str = ""


@dataclass(frozen=True)
class Strands:
    """Twelve months by what the hostility was about; strands overlap.

    Parameters
    ----------
    first, last
        First and last day.
    crimes, victims, repeats
        Sums by strand, small counts hidden; the strand "all" is not their sum.
    """

    first: date
    last: date
    crimes: Crosstab
    victims: Crosstab
    repeats: Crosstab

    @property
    def names(self) -> tuple[str, ...]:
        """The strands, in the order of the template, without the row of all."""
        return tuple(name for name in self.crimes.rows if name != EVERY)


@dataclass(frozen=True, eq=False)
class HateCrime:
    """Everything that is held of hate crime.

    Parameters
    ----------
    share
        Share of victims who are repeat victims, by month; None where none is held.
    crimes
        Crimes recorded by month; None where none is held.
    strands
        The latest twelve months by strand; None where they are not all held.
    plan
        What the plan promises of it.
    windows
        How far back a repeat is looked for, in words, by definition version.
    why
        Why there is no share; "" where there is.
    """

    share: Reported | None
    crimes: Trend | None
    strands: Strands | None
    plan: tuple[PlanRow, ...]
    windows: Mapping[int, str]
    why: str = ""

    @property
    def months(self) -> tuple[Reading, ...]:
        """Months of the share, oldest first."""
        return self.share.readings if self.share else ()

    @property
    def years(self) -> tuple[Year, ...]:
        """Twelve months to every month from the twelfth on, oldest first.

        Cases are added up before they are divided; never a mean of months.
        """
        if self.share is None:
            return ()
        calendar = self.share.calendar
        ends = range(MONTHS_IN_YEAR, len(calendar) + 1)
        return tuple(_year(calendar[end - MONTHS_IN_YEAR : end]) for end in ends)

    @property
    def change(self) -> ProportionChange | None:
        """The latest twelve months on the twelve before, counted alike; or None."""
        years = self.years
        if len(years) <= MONTHS_IN_YEAR:
            return None
        now, then = years[-1], years[-1 - MONTHS_IN_YEAR]
        if now.share is None or then.share is None or now.version != then.version:
            return None
        return compare_proportions(now.share, then.share)

    @property
    def breaks(self) -> tuple[date, ...]:
        """Months from which repeat victims were looked for otherwise than before."""
        return tuple(
            late.period_start
            for early, late in pairwise(self.months)
            if early.definition_version != late.definition_version
        )


def hate_crime(store: Store, area: str, today: date) -> HateCrime:
    """Return everything that is held of hate crime.

    Parameters
    ----------
    store
        A published store.
    area
        Code of the partnership's area.
    today
        What is under embargo on this day is left out.
    """
    share, why = None, ""
    try:
        share = reported(store, SHARE, area, today)
    except SourceMissing as error:
        why = str(error)
    try:
        crimes = trend(store, CRIMES, area, today)
    except SourceMissing:
        crimes = None
    try:
        sent = returned(store, "hate_crime")
    except SourceMissing as error:
        sent, why = None, str(error) if why else ""
    plan = plan_table(store, today, area)
    ours = (SHARE, VICTIMS, CRIMES)
    rows = plan.rows if plan else ()
    return HateCrime(
        share,
        crimes,
        _strands(sent, share, crimes) if sent else None,
        tuple(row for row in rows if row.measured.indicator_id in ours),
        _windows(sent, share) if sent and share else {},
        why,
    )


def _year(months: tuple[tuple[date, Reading | None], ...]) -> Year:
    """Return twelve months that follow each other."""
    readings = [each for _, each in months]
    last = months[-1][0]
    version = next((each.definition_version for each in reversed(readings) if each), 1)
    newest = readings[-1]
    if newest and newest.year_numerator is not None and newest.year_denominator:
        repeats, victims = newest.year_numerator, newest.year_denominator
        return Year(
            last, Proportion(100 * repeats / victims, victims), repeats, version
        )
    known = [
        each
        for each in readings
        if each and each.numerator is not None and each.denominator is not None
    ]
    if len(known) < MONTHS_IN_YEAR:
        hidden = all(e and (e in known or e.status == "suppressed") for e in readings)
        held = f"{len(known)} of {MONTHS_IN_YEAR} months known"
        return Year(last, None, None, version, HIDDEN if hidden else held)
    if len({each.definition_version for each in known}) > 1:
        return Year(last, None, None, version, "the definition changed within it")
    repeats = sum(each.numerator or 0.0 for each in known)
    victims = sum(each.denominator or 0.0 for each in known)
    if not victims:
        return Year(last, None, None, version, "no victims")
    return Year(last, Proportion(100 * repeats / victims, victims), repeats, version)


def _windows(sent: Returned, share: Reported) -> dict[int, str]:
    """Return what each definition of the share looks back over."""
    versions = {each.period_end: each.definition_version for each in share.readings}
    found = {}
    for row in sent.where(strand=EVERY).rows:
        months = row.figures["window_months"].value
        if row.end in versions and months:
            found[versions[row.end]] = f"looks back {months:.0f} months"
    return found


def _strands(
    held: Returned, share: Reported | None, months: Trend | None
) -> Strands | None:
    """Return the latest twelve months by strand; None where they are not all held.

    All crimes together are shown by month too: their year only where no hidden month
    follows from it.
    """
    start, last = held.periods[-1]
    first = add_months(start, 1 - MONTHS_IN_YEAR)
    year = held.within(first, last)
    wanted = {last_day(add_months(first, at)) for at in range(MONTHS_IN_YEAR)}
    split = {row.end for row in year.rows if row.said["strand"] != EVERY}
    if split != wanted:
        return None
    order = next(f.values for f in held.template.fields if f.name == "strand")

    def sums(figure: str, told: bool) -> Crosstab:
        # all apart from the strands: they overlap, so they are not its parts
        table = year.crosstab(figure, "strand", _kind, order=order)
        return table if told else _without(table, EVERY)

    people = _told(share, first, last)
    crimes = bool(months and _ends(months, last) and not np.isnan(months.latest))
    return Strands(
        first,
        last,
        sums("crimes", crimes),
        sums("victims", people),
        sums("repeat_victims", people),
    )


def _ends(months: Trend, last: date) -> bool:
    return months.end(months.months[-1]) == last


def _told(share: Reported | None, first: date, last: date) -> bool:
    """Return whether the year's victims may be shown beside those of its months."""
    if share is None:
        return False
    year = [each for each in share.readings if first <= each.period_start <= last]
    if len(year) < MONTHS_IN_YEAR or year[-1].period_end != last:
        return False
    shown = all(each.numerator is not None for each in year)
    return shown or year[-1].year_numerator is not None


def _without(table: Crosstab, name: str) -> Crosstab:
    """Return a table with the counts of a row hidden, lest another be worked out."""
    hidden = Shown(None, "secondary")
    cells = [
        tuple(hidden if cell.value else cell for cell in row) if each == name else row
        for each, row in zip((*table.rows, ""), table.cells, strict=True)
    ]
    return Crosstab(table.rows, table.columns, tuple(cells))


def _kind(row: Row) -> str:
    return EVERY if row.said["strand"] == EVERY else "strand"
