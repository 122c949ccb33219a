"""Serious violence: what is counted, how it weighs, by age, and what may be done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from cdp_metrics.answers.events import papers
from cdp_metrics.answers.figures.counted import trend
from cdp_metrics.answers.figures.trend import Floats, Trend
from cdp_metrics.answers.harm.severity import severity
from cdp_metrics.answers.harm.severity_weights import WeightSet, weight_sets
from cdp_metrics.answers.partners.actions import Action, Actions, actions
from cdp_metrics.answers.partners.purposes import permit, register
from cdp_metrics.answers.returned.rows import Returned, Shown, returned
from cdp_metrics.catalogue.agenda import Deliverable, Purpose
from cdp_metrics.catalogue.papers import agenda_of
from cdp_metrics.errors import NotAllowed, SourceMissing
from cdp_metrics.periods import MONTHS_IN_YEAR, add_months, last_day, month_of
from cdp_metrics.stats import (
    CountChange,
    compare_counts,
    learnt_dispersion,
    rolling_total,
)
from cdp_metrics.warehouse.db import Store

__all__ = [
    "COUNTED",
    "MODEL",
    "PREDICT",
    "Ages",
    "SeriousViolence",
    "Weighed",
    "serious_violence",
]

COUNTED: Final = ("violence_and_sexual_offences", "robbery", "possession_of_weapons")
"""Categories of street-level files that hold serious violence, among other things."""
MODEL, PREDICT = "knife_crime_model", "predict"
"""The asset and the use that are held back behind their purpose."""
RETURN: Final = "serious_violence"


@dataclass(frozen=True, eq=False)
class Weighed:
    """The three categories by one set of weights.

    Parameters
    ----------
    weights
        The set.
    of_each
        Weight of an offence, by indicator.
    months
        First days of months.
    monthly, totals
        Weighted offences of each month, and of the twelve to it; NaN where a count is
        not complete.
    """

    weights: WeightSet
    of_each: Mapping[str, float]
    months: tuple[date, ...]
    monthly: Floats
    totals: Floats


@dataclass(frozen=True)
class Ages:
    """Twelve months of one kind by age band, from one source; never added to others.

    Parameters
    ----------
    source, kind
        Who counted, and what.
    first, last
        First and last day.
    bands
        Age bands with their counts, small ones hidden.
    total
        Their sum.
    held
        How many of the twelve months every sender sent whole, with every band.
    change
        The total against the twelve months before; None where either is not whole or
        not shown.
    """

    source: str
    kind: str
    first: date
    last: date
    bands: tuple[tuple[str, Shown], ...]
    total: Shown
    held: int
    change: CountChange | None

    @property
    def whole(self) -> bool:
        """Whether all twelve months are held."""
        return self.held == MONTHS_IN_YEAR


@dataclass(frozen=True, eq=False)
class SeriousViolence:
    """Everything the page shows.

    Parameters
    ----------
    counts
        Months of each category held.
    weighed
        Their weights; None without a set that weighs all of them.
    ages
        By source and kind.
    deliverables
        What the unit is to produce, each with the newest action about it.
    log
        The actions log that they are tracked by.
    held_back
        Why the predictive use is refused; "" where it is allowed.
    purposes
        The register of purposes.
    why, why_ages
        Why there are no counts, and no ages.
    """

    counts: Mapping[str, Trend]
    weighed: Weighed | None
    ages: tuple[Ages, ...]
    deliverables: tuple[tuple[Deliverable, Action | None], ...]
    log: Actions
    held_back: str
    purposes: tuple[Purpose, ...]
    why: str = ""
    why_ages: str = ""


def serious_violence(store: Store, area: str, today: date) -> SeriousViolence:
    """Return everything that is held of serious violence.

    Parameters
    ----------
    store
        A published store.
    area
        Code of the partnership's area.
    today
        The day from which an agreement has ended.
    """
    counts, why, why_ages, held_back = {}, "", "", ""
    for name in COUNTED:
        try:
            counts[name] = trend(store, name, area, today)
        except SourceMissing as error:
            why = str(error)
    ages: tuple[Ages, ...] = ()
    try:
        ages = _ages(returned(store, RETURN))
    except SourceMissing as error:
        why_ages = str(error)
    try:
        permit(store, MODEL, PREDICT, today)
    except NotAllowed as error:
        held_back = str(error)
    log = actions(store)
    return SeriousViolence(
        counts,
        _weighed(store, counts, area),
        ages,
        tuple((e, log.about(e.action)) for e in agenda_of(papers(store)).deliverables),
        log,
        held_back,
        register(store),
        why,
        why_ages,
    )


def _weighed(store: Store, counts: Mapping[str, Trend], area: str) -> Weighed | None:
    """Return the categories by the first set of weights that weighs them all."""
    names = {
        category: name
        for name in counts
        for category in counts[name].indicator.categories
    }
    for weights in weight_sets(store):
        if weights.key_kind != "category":
            continue
        try:
            found = severity(store, weights, area)
        except SourceMissing:
            continue
        of_each = {
            names[kind.key]: kind.weight for kind in found.kinds if kind.key in names
        }
        if set(of_each) != set(COUNTED):
            continue
        monthly = np.sum([counts[n].counts * w for n, w in of_each.items()], axis=0)
        return Weighed(
            weights,
            of_each,
            counts[COUNTED[0]].months,
            monthly,
            rolling_total(monthly, MONTHS_IN_YEAR),
        )
    return None


def _ages(held: Returned) -> tuple[Ages, ...]:
    """Return the latest twelve months of every source and kind."""
    kinds = dict.fromkeys((row.said["source"], row.said["kind"]) for row in held.rows)
    return tuple(_aged(held, source, kind) for source, kind in kinds)


def _aged(held: Returned, source: str, kind: str) -> Ages:
    rows = held.where(source=source, kind=kind)
    last = rows.periods[-1][1]
    first = add_months(month_of(last), 1 - MONTHS_IN_YEAR)
    before = add_months(first, -MONTHS_IN_YEAR)
    now, then = rows.within(first, last), rows.within(before, _eve(first))
    order = next(f.values for f in held.template.fields if f.name == "age_band")
    table = now.crosstab("n", "age_band", order=order)
    months, earlier = _months(now, order), _months(then, order)
    change = None
    if months == MONTHS_IN_YEAR == earlier:
        change = _changed(rows.within(before, last), table.total, then)
    return Ages(
        source,
        kind,
        first,
        last,
        tuple(zip(table.rows, (row[0] for row in table.cells), strict=False)),
        table.total,
        months,
        change,
    )


def _changed(both: Returned, now: Shown, then: Returned) -> CountChange | None:
    """Return a total against that of the year before, varying as its months do."""
    year = then.crosstab("n", "age_band").total
    months = [row[-1].value for row in both.crosstab("n", "period_start").cells[:-1]]
    known = np.array([each for each in months if each is not None], np.float64)
    if now.value is None or year.value is None or len(known) < len(months):
        return None
    spread = learnt_dispersion(known, MONTHS_IN_YEAR)
    return compare_counts(now.value, year.value, phi=spread.phi, phi_df=spread.df)


def _eve(first: date) -> date:
    return last_day(add_months(first, -1))


def _months(held: Returned, bands: Sequence[str]) -> int:
    """Return how many months every sender among them sent whole.

    A month without a row of each band is not: a band not sent is not nought.
    """
    sent: dict[str, dict[date, set[str]]] = {}
    for row in held.rows:
        months = sent.setdefault(row.provider, {})
        months.setdefault(row.start, set()).add(row.said["age_band"])
    whole = [
        {month for month, found in months.items() if found == set(bands)}
        for months in sent.values()
    ]
    return len(set.intersection(*whole)) if whole else 0
