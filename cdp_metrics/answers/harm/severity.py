"""Whether crime gets more serious or only more frequent, by one set of weights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final

import numpy as np

from cdp_metrics.answers.events import events
from cdp_metrics.answers.figures.counted import residents
from cdp_metrics.answers.figures.trend import Floats, Residents, Trend
from cdp_metrics.answers.harm.severity_weights import WeightSet
from cdp_metrics.errors import SourceMissing
from cdp_metrics.stats import (
    Count,
    Dispersion,
    Interval,
    SeveritySplit,
    learnt_dispersion,
    rolling_total,
    severity_rate,
    split_severity,
)
from cdp_metrics.warehouse.db import Store

__all__ = ["Kind", "Severity", "Year", "severity"]

# Assumption: a year in which more of its offences than this have no weight, and are
# not left out on purpose, is not shown: what they would add is not known.
UNWEIGHTED_SHARE: Final = 0.01

# what a key is a key of: source, query and months in a period
_SOURCES: Final = {
    "category": ("police_street", "severity_months", 1),
    "offence_code": ("home_office_quarterly", "severity_quarters", 3),
}
_COUNTED: Final = {
    "police_street": "all_crime",
    "home_office_quarterly": "force_recorded_crime",
}


@dataclass(frozen=True)
class Kind:
    """A kind of offence: its key, name and weight."""

    key: str
    name: str
    weight: float


@dataclass(frozen=True, eq=False)
class Year:
    """Twelve months.

    Parameters
    ----------
    month
        First month of its last period.
    counts
        Offences of each kind, shape (k,).
    offences, severity
        Their total, plain and weighted.
    per_1000
        Severity per 1,000 residents; None where no estimate of them is held.
    residents
        The estimate of them.
    """

    month: date
    counts: Floats
    offences: float
    severity: float
    per_1000: Interval[float] | None
    residents: Residents | None

    @property
    def average(self) -> float:
        """Average weight of an offence; NaN where there is none."""
        return self.severity / self.offences if self.offences > 0 else float("nan")


@dataclass(frozen=True, eq=False)
class Severity:
    """Offences of an area and their weights, period by period.

    Parameters
    ----------
    weights
        The set.
    kinds
        What it weighs, of those that occur.
    counts
        Offences by period and kind, shape (t, k); NaN where the period is not complete.
    offences
        The weighted offences as one series, every one counted alike.
    unweighted
        Offences of each period that the set does not know, shape (t,).
    excluded, unknown
        Names of what the set leaves out on purpose, and of what it does not know.
    """

    weights: WeightSet
    kinds: tuple[Kind, ...]
    counts: Floats
    offences: Trend
    unweighted: Floats
    excluded: tuple[str, ...]
    unknown: tuple[str, ...]

    @property
    def of_each(self) -> Floats:
        """Weight of each kind, shape (k,)."""
        return np.array([kind.weight for kind in self.kinds], np.float64)

    @cached_property
    def share_unknown(self) -> Floats:
        """Share of the offences of the year to each period that have no weight."""
        unknown = rolling_total(self.unweighted, self.offences.per_year)
        whole = unknown + self.offences.totals
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(whole > 0, unknown / whole, 0.0)

    @cached_property
    def volume(self) -> Floats:
        """Weighted offences of the year to each period; NaN where it is not whole."""
        return np.where(
            self.share_unknown > UNWEIGHTED_SHARE, np.nan, self.offences.totals
        )

    @cached_property
    def by_period(self) -> Floats:
        """Severity of each period, shape (t,)."""
        return np.asarray(self.counts @ self.of_each, np.float64)

    @cached_property
    def totals(self) -> Floats:
        """Severity of the year to each period; NaN where it is not whole."""
        totals = rolling_total(self.by_period, self.offences.per_year)
        return np.where(np.isnan(self.volume), np.nan, totals)

    @cached_property
    def years(self) -> tuple[Year, ...]:
        """Whole years that end with the same month as the latest whole one."""
        whole = np.flatnonzero(np.isfinite(self.volume))
        if not whole.size:
            return ()
        step = self.offences.per_year
        return tuple(
            self._year(int(at)) for at in whole if (whole[-1] - at) % step == 0
        )

    def _year(self, at: int) -> Year:
        month = self.offences.months[at]
        counts = self.counts[at - self.offences.per_year + 1 : at + 1].sum(axis=0)
        total, base = float(counts.sum()), self.offences.base(month)
        per_1000 = None
        if total >= 0 and base:
            # areas that are shares of others hold part counts
            events = Count(round(total), self.spread.phi, self.spread.df)
            per_1000 = severity_rate(counts, self.of_each, events, base.persons)
        return Year(month, counts, total, float(self.totals[at]), per_1000, base)

    @cached_property
    def spread(self) -> Dispersion:
        """How much such counts vary, from every year that is held."""
        offences = self.offences
        return learnt_dispersion(
            offences.counts, offences.per_year, unusual=offences.unusual
        )

    def year(self, month: date | None) -> Year | None:
        """Return the whole year to a month; the first for any other, None for none."""
        for each in self.years:
            if each.month == month:
                return each
        return self.years[0] if self.years else None

    def index(self, values: Floats, base: float) -> Floats:
        """Return values as an index: 100 is the base; NaN where that is 0."""
        return 100 * values / base if base > 0 else np.full_like(values, np.nan)

    def split(self, base: Year) -> SeveritySplit | None:
        """Return the change from a year to the latest whole one.

        Returns
        -------
        SeveritySplit or None
            None where both are the same, or one of them holds nothing that weighs.
        """
        last = self.years[-1]
        if last is base or min(base.severity, last.offences) <= 0:
            return None
        return split_severity(
            base.counts,
            last.counts,
            self.of_each,
            phi=self.spread.phi,
            phi_df=self.spread.df,
        )


def severity(store: Store, weights: WeightSet, area: str) -> Severity:
    """Return offences and weights of an area.

    Parameters
    ----------
    store
        A published store.
    weights
        One of its sets.
    area
        Code of an area; the home force's alone where the set weighs offence codes,
        which are published for nothing smaller.

    Raises
    ------
    SourceMissing
        Nothing is held that the set could weigh.
    """
    source, query, step = _SOURCES[weights.key_kind]
    calendar = store.records("severity_calendar", source=source)
    given = {"area": area} if weights.key_kind == "category" else {}
    rows = store.records(query, weights=weights.set_id, **given)
    weighed = [row for row in rows if row["standing"] == "weighted"]
    if not weighed:
        raise SourceMissing(
            f"no figures are loaded that {weights.name} could weigh. What to do: load "
            "street-level files for weights by category, or the Home Office's table by "
            "force and quarter for weights by offence code, and build again"
        )
    counts = _counts(weighed, len(calendar))
    offences = Trend(
        indicator_id=_COUNTED[source],
        area=area,
        months=tuple(each["period"] for each in calendar),
        counts=counts.sum(axis=1),
        status=tuple(each["status"] for each in calendar),
        reasons=tuple(each["reason"] for each in calendar),
        residents=residents(store, area),
        step=step,
        source=source,
        events=events(store, _COUNTED[source], area),
    )
    unknown = [row for row in rows if row["standing"] == "unweighted"]
    return Severity(
        weights,
        tuple(Kind(row["key"], row["name"], row["weight"]) for row in weighed),
        counts,
        offences,
        _counts(unknown, len(calendar)).sum(axis=1),
        tuple(row["name"] for row in rows if row["standing"] == "excluded"),
        tuple(row["name"] for row in unknown),
    )


def _counts(rows: Sequence[dict[str, Any]], periods: int) -> Floats:
    """Return a column a row, shape (t, k); NaN where it has no figure."""
    columns = [row["counts"] for row in rows]
    return np.array(columns, np.float64).reshape(len(rows), periods).T
