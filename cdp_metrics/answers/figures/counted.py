"""Counts by month or quarter, from street files or as they were published or sent."""

from __future__ import annotations

from datetime import date

import numpy as np

from cdp_metrics.answers.events import events
from cdp_metrics.answers.figures.reported import Reported, reported
from cdp_metrics.answers.figures.trend import Residents, Trend
from cdp_metrics.catalogue.indicators import indicator
from cdp_metrics.errors import SourceMissing
from cdp_metrics.warehouse.db import Store
from cdp_metrics.warehouse.once import once

__all__ = ["residents", "trend"]


def trend(store: Store, indicator_id: str, area: str, today: date) -> Trend:
    """Return how an indicator's count has gone in an area.

    Parameters
    ----------
    store
        A published store.
    indicator_id
        An indicator that is counted by month or by quarter.
    area
        Code of an area.
    today
        What is under embargo on this day is left out.

    Raises
    ------
    UnknownIndicator
        There is no such indicator.
    SourceMissing
        No period of its source is held.
    """
    entry = indicator(indicator_id)
    if not entry.from_street_files:
        return _published(reported(store, indicator_id, area, today), store)
    rows = store.records("monthly", indicator=indicator_id, area=area)
    if not rows:
        raise SourceMissing(
            f"the street-level files loaded hold nothing to count for {entry.title}"
        )
    counts = [np.nan if row["n"] is None else row["n"] for row in rows]
    return Trend(
        indicator_id=indicator_id,
        area=area,
        months=tuple(row["month"] for row in rows),
        counts=np.array(counts, np.float64),
        status=tuple(row["status"] for row in rows),
        reasons=tuple(row["reason"] for row in rows),
        residents=residents(store, area),
        events=events(store, indicator_id, area),
    )


def _published(found: Reported, store: Store) -> Trend:
    """Return counts that were published or sent, every period of their calendar."""
    counts, sums, status, reasons, changed = [], [], [], [], []
    version: int | None = None
    for month, each in found.calendar:
        known = each is not None and each.numerator is not None
        counts.append(each.numerator if each and known else np.nan)
        year = each.year_numerator if each else None
        sums.append(np.nan if year is None else year)
        status.append("complete" if known else each.status if each else "missing")
        reasons.append("" if known else each.why if each else "no figure was received")
        if each and version not in (None, each.definition_version):
            changed.append(month)
        version = each.definition_version if each else version
    return Trend(
        indicator_id=found.indicator_id,
        area=found.area,
        months=tuple(month for month, _ in found.calendar),
        counts=np.array(counts, np.float64),
        status=tuple(status),
        reasons=tuple(reasons),
        residents=residents(store, found.area),
        step=found.indicator.period_months,
        changed=tuple(changed),
        source=found.latest.source,
        version=found.latest.definition_version,
        next_release=found.next_release,
        events=found.events,
        sums=np.array(sums, np.float64),
    )


@once
def residents(store: Store, area: str) -> tuple[Residents, ...]:
    """Return every estimate of an area's residents, oldest first."""
    return tuple(
        Residents(row["reference_date"], row["basis"], row["persons"])
        for row in store.records("residents", area=area)
    )
