"""The latest figure of any measure, counted or published, and what it follows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from cdp_metrics.answers.figures.counted import trend
from cdp_metrics.answers.figures.reported import Reported, reported
from cdp_metrics.answers.figures.trend import Trend
from cdp_metrics.catalogue.indicators import Indicator, indicator
from cdp_metrics.errors import Embargoed, SourceMissing
from cdp_metrics.periods import (
    MONTHS_IN_YEAR,
    add_months,
    day_name,
    last_day,
    month_of,
)
from cdp_metrics.stats import (
    Cadence,
    Figure,
    Proportion,
    learnt_dispersion,
    recent_figures,
)
from cdp_metrics.warehouse.db import Store

__all__ = ["Measured", "measure"]

Series = Trend | Reported


@dataclass(frozen=True, eq=False)
class Measured:
    """What is held of a measure, and its latest figure.

    Parameters
    ----------
    indicator_id, area
        What, and where.
    series
        Its figures; None where there are none, and `why` then says so.
    now
        The latest twelve months of a count, or the latest proportion; None where it
        is not complete or not shown.
    start, end
        First and last day of that period; None without figures.
    why
        Why there is no figure; "" where there is one.
    source, version
        Where it came from, and which definition it was counted by.
    recent
        The short clock's two figures; None where one is missing.
    embargoed
        Whether all that is held may not be shown yet.
    cut
        Whether newer figures are held than were asked for.
    """

    indicator_id: str
    area: str
    series: Series | None
    now: Figure | None = None
    start: date | None = None
    end: date | None = None
    why: str = ""
    source: str = ""
    version: int = 1
    recent: tuple[Figure, Figure] | None = None
    embargoed: bool = False
    cut: bool = False

    @property
    def indicator(self) -> Indicator:
        """The dictionary's entry."""
        return indicator(self.indicator_id)

    @property
    def line(self) -> tuple[float | None, ...]:
        """Twelve-month counts, or proportions, oldest first; None where not held.

        Figures by another definition than the latest, and bounds, are left out.
        """
        if isinstance(self.series, Trend):
            return tuple(None if np.isnan(x) else float(x) for x in self.series.totals)
        if self.series is None:
            return ()
        entry, readings = self.indicator, self.series.readings
        spaced = entry.period_months == entry.cadence_months
        shown = [each for _, each in self.series.calendar] if spaced else readings
        return tuple(
            each.value
            if each and each.definition_version == self.version and not each.bound
            else None
            for each in shown
        )

    @property
    def years(self) -> tuple[Figure, Figure] | None:
        """The latest figure and that of the period before; None where one is missing.

        Not of shares that are summed over twelve months.
        """
        if isinstance(self.series, Trend):
            at = len(self.series.months) - 1 - self.series.per_year
            before = self.series.year(self.series.months[at]) if at >= 0 else None
            return (self.now, before) if self.now and before else None
        whole = self.recent is not None and self.recent[0] == self.now
        return self.recent if whole else None

    @property
    def next_release(self) -> date | None:
        """Day on which a newer figure may be seen, where one is under embargo."""
        return self.series.next_release if self.series else None


def measure(
    store: Store, indicator_id: str, area: str, today: date, until: date | None = None
) -> Measured:
    """Return what is held of a measure in an area, and its latest figure.

    Parameters
    ----------
    store
        A published store.
    indicator_id, area
        What, and where.
    today
        What is under embargo on this day is left out.
    until
        Day by which periods end; None for all that are held.
    """
    entry = indicator(indicator_id)
    try:
        if entry.kind == "count" and entry.period_months < MONTHS_IN_YEAR:
            counts = trend(store, indicator_id, area, today)
            kept = counts.to(until) if until else counts
            found = _counted(kept) if kept.months else None
            return _cut(found, len(kept.months) < len(counts.months), counts, until)
        figures = reported(store, indicator_id, area, today)
        some = figures.to(until) if until else figures
        found = None
        if some.readings:
            short = entry.period_months < MONTHS_IN_YEAR
            found = _summed(some) if short else _published(some)
        fewer = len(some.readings) < len(figures.readings)
        return _cut(found, fewer, figures, until)
    except SourceMissing as error:
        embargoed = isinstance(error, Embargoed)
        return Measured(indicator_id, area, None, why=str(error), embargoed=embargoed)


def _cut(
    found: Measured | None, fewer: bool, series: Series, until: date | None
) -> Measured:
    """Return a measure, and whether it holds newer figures than were asked for."""
    if found is not None:
        return replace(found, cut=fewer)
    why = f"no figure of a period to {day_name(until)} is held" if until else ""
    return Measured(series.indicator_id, series.area, None, why=why)


def _counted(found: Trend) -> Measured:
    """Return the latest twelve months of a count."""
    last = found.months[-1]
    now = found.year(last)
    why = "" if now else f"{found.held[-1]} of {found.per_year} periods held"
    spread = learnt_dispersion(found.counts, found.per_year, unusual=found.unusual)
    recent = None
    if not (found.counts[-2 * found.per_year :] < 0).any():
        cadence: Cadence = "monthly" if found.step == 1 else "quarterly"
        recent = recent_figures(
            np.round(found.counts), cadence=cadence, phi=spread.phi, phi_df=spread.df
        )
    return Measured(
        found.indicator_id,
        found.area,
        found,
        now,
        found.months[max(0, len(found.months) - found.per_year)],
        found.end(last),
        why,
        found.source,
        found.version,
        recent,
    )


def _summed(found: Reported) -> Measured:
    """Return the share over twelve months of a proportion by month or quarter.

    Cases are added up before they are divided; never a mean of percentages. A year
    with a hidden period is the sum that the store holds, if it may be shown.
    """
    months, readings = zip(*found.calendar, strict=True)
    per_year = MONTHS_IN_YEAR // found.indicator.period_months
    version = found.latest.definition_version
    same = [
        each
        if each
        and each.numerator is not None
        and each.denominator
        and not each.bound
        and each.definition_version == version
        else None
        for each in readings
    ]
    part, of = (
        np.array(
            [np.nan if each is None else getattr(each, name) for each in same],
            np.float64,
        )
        for name in ("numerator", "denominator")
    )
    now, why = None, ""
    latest = found.latest
    if latest.year_numerator is not None and latest.year_denominator:
        cases, among = latest.year_numerator, latest.year_denominator
        now = Proportion(100 * cases / among, among)
    elif len(part) >= per_year and np.isfinite(part[-per_year:]).all():
        cases, among = float(part[-per_year:].sum()), float(of[-per_year:].sum())
        now = Proportion(100 * cases / among, among)
    else:
        held = sum(each is not None for each in same[-per_year:])
        why = f"{held} of {per_year} periods held by one definition"
    cadence: Cadence = "monthly" if per_year == MONTHS_IN_YEAR else "quarterly"
    return Measured(
        found.indicator_id,
        found.area,
        found,
        now,
        months[max(0, len(months) - per_year)],
        found.latest.period_end,
        why,
        found.latest.source,
        version,
        recent_figures(part, of, cadence=cadence),
    )


def _published(found: Reported) -> Measured:
    """Return the latest published proportion and the one it is compared with."""
    latest = found.latest
    year_before = last_day(add_months(month_of(latest.period_end), -MONTHS_IN_YEAR))
    rolling = found.indicator.frequency == "rolling year"
    before = [
        each.proportion
        for each in found.readings[:-1]
        if (each.definition_version, each.source)
        == (latest.definition_version, latest.source)
        and each.period_end <= year_before
        # a rolling year is held against the year before it, a wave against the last
        and (each.period_end == year_before or not rolling)
    ]
    recent = None
    if before and before[-1] and latest.proportion:
        recent = latest.proportion, before[-1]
    shares = found.indicator.kind == "proportion"
    return Measured(
        found.indicator_id,
        found.area,
        found,
        latest.proportion if shares else None,
        latest.period_start,
        latest.period_end,
        latest.why,
        latest.source,
        latest.definition_version,
        recent if shares else None,
    )
