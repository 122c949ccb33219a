"""What asks for attention: one list of what moved, changed colour, or did not come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from cdp_metrics.answers.figures.control import control
from cdp_metrics.answers.figures.trend import Trend
from cdp_metrics.answers.meeting.found import (
    Against,
    late_returns,
    latest,
    special_causes,
    stale_sources,
    status_changes,
)
from cdp_metrics.answers.meeting.listed import Alert, order
from cdp_metrics.answers.meeting.overview import Overview
from cdp_metrics.answers.meeting.revisions import Seen
from cdp_metrics.answers.places import places
from cdp_metrics.answers.plan.table import PlanRow, PlanTable, plan_table, row_before
from cdp_metrics.answers.returned.receipts import receipts
from cdp_metrics.catalogue.in_force import reading_by
from cdp_metrics.stats import Polarity
from cdp_metrics.warehouse.db import Store

__all__ = ["BY_CHANCE", "Alerts", "alerts"]

BY_CHANCE: Final = 0.04
"""Share of series of chance alone whose latest point some rule marks.

From simulation: independent normal figures, limits learnt from the first 24 of 36 or
more. Assumption: real series, once without their season, come near to that.
"""


@dataclass(frozen=True)
class Alerts:
    """The list, and what it rests on.

    Parameters
    ----------
    day
        The day it was made.
    found
        The alerts, the most severe first.
    since
        What a status was compared with: "snapshot board-2026-05", "build 1f2e3d4c5b6a",
        "the period before".
    judged, unjudged
        Series whose latest period was held against limits, and those with too little
        to learn limits from.
    rated
        Targets whose status was compared.
    returns
        Senders and returns whose dates were looked at.
    """

    day: date
    found: tuple[Alert, ...]
    since: str
    judged: int
    unjudged: int
    rated: int
    returns: int

    @property
    def by_chance(self) -> float:
        """Special causes to expect among the series judged if nothing had happened."""
        return self.judged * BY_CHANCE

    @property
    def asking(self) -> int:
        """How many ask for something to be done or found out."""
        return sum(each.severity != "note" for each in self.found)


def alerts(
    store: Store,
    today: date,
    table: PlanTable | None,
    counts: Overview,
    before: Seen | None = None,
    since: str = "",
) -> Alerts:
    """Return everything that asks for attention.

    Parameters
    ----------
    store
        A published store.
    today
        The day it is looked at.
    table, counts
        What the plan and the Overview show on that day.
    before
        An earlier store and its day, which statuses are compared with; None for the
        period before in the same store.
    since
        What that is, in words.

    Notes
    -----
    Series are those of the plan and of the Overview, of the partnership and its
    force; wards and LSOAs are not looked at, as so many would raise false alarms.
    """
    # a figure that is shown as it stood when the plan ended is no news
    rows = [row for row in (table.rows if table else ()) if not row.measured.cut]
    series = _series(rows, counts)
    names = {each.code: each.name for each in places(store)}
    charts = [(control(each), wanted) for each, wanted in series]
    judged = [each for each in charts if latest(each[0]) is not None]
    pairs = _pairs(store, today, rows, before)
    grid = receipts(store, today)
    held = [row.measured.series for row in rows if row.measured.series]
    words = since if before else "the period before"
    found = (
        *status_changes(pairs, words),
        *special_causes(judged, names),
        *late_returns(grid, today),
        *stale_sources([*held, *counts.rows], today),
    )
    return Alerts(
        day=today,
        found=order(found),
        since=words,
        judged=len(judged),
        unjudged=len(charts) - len(judged),
        rated=sum(each.before is not None for each in pairs),
        returns=sum(bool(each.provider) for each in grid),
    )


def _series(
    rows: Sequence[PlanRow], counts: Overview
) -> tuple[tuple[Trend, Polarity], ...]:
    """Return every count once, with the direction that is wanted of it."""
    found: dict[tuple[str, str], tuple[Trend, Polarity]] = {}
    for row in rows:
        series, target = row.measured.series, row.target
        if isinstance(series, Trend):
            own = series.indicator.polarity
            wanted = target.polarity(own) if target else own
            found.setdefault((series.indicator_id, series.area), (series, wanted))
    for each in counts.rows:
        entry = (each, each.indicator.polarity)
        found.setdefault((each.indicator_id, each.area), entry)
    return tuple(found.values())


def _pairs(
    store: Store, today: date, rows: Sequence[PlanRow], before: Seen | None
) -> list[Against]:
    """Return the rows with a target, each with itself as it was."""
    aimed = [row for row in rows if row.target]
    if before is None:
        return [Against(row, row_before(store, row, today)) for row in aimed]
    (about,) = before.store.records("build")
    with reading_by(before.store.dictionary):
        table = plan_table(before.store, before.day, about["area_code"])
    then = {_key(row): row for row in (table.rows if table else ()) if row.target}
    return [Against(row, then.get(_key(row))) for row in aimed]


def _key(row: PlanRow) -> tuple[str, str]:
    return row.heading.id, row.measured.indicator_id
