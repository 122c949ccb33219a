"""Whether a figure that was quoted is still the same: one period in two stores."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from cdp_metrics.answers.figures.measured import Measured, measure
from cdp_metrics.answers.figures.trend import Trend
from cdp_metrics.catalogue.in_force import reading_by
from cdp_metrics.catalogue.indicators import indicators
from cdp_metrics.stats import Figure, Proportion
from cdp_metrics.warehouse.db import Store

__all__ = ["Quoted", "Revision", "Seen", "revision", "revisions"]

Quoted = tuple[str, str, date | None]
"""Indicator, area, and the last day it may reach; see `revision`."""
State = Literal[
    "same", "revised", "redefined", "withdrawn", "incomplete", "hidden", "embargoed"
]
HIDDEN: Final = "suppressed"
SMALL: Final = "under 5 hidden"


@dataclass(frozen=True)
class Seen:
    """A store and the day on which its figures are looked at."""

    store: Store
    day: date


@dataclass(frozen=True)
class Revision:
    """What became of a figure.

    Parameters
    ----------
    indicator_id, area
        What, and where.
    start, end
        The period, the latest that the earlier store had a figure of.
    then, now
        The figure in either store: a count, or a share in per cent; None where the
        later one has none that compares.
    state
        As it was; revised; counted by another definition or source since; or without
        a figure now: no longer held, not whole, hidden, or under embargo.
    share
        Whether it is a share, whose difference is in percentage points.
    decimals
        Decimals that a share is shown with, to which it is compared.
    untold
        Whether the two figures must not stand together: a part of the period is
        hidden in one of them, and their difference could tell a number under 5.
    """

    indicator_id: str
    area: str
    start: date
    end: date
    then: float
    now: float | None
    state: State
    share: bool
    decimals: int
    untold: bool = False

    @property
    def by(self) -> float | None:
        """The difference, later less earlier; None where it is not to be told."""
        if self.now is None or self.untold:
            return None
        return self.now - self.then


def revisions(
    then: Seen, now: Seen, figures: Iterable[Quoted]
) -> dict[Quoted, Revision]:
    """Return what became of figures of an earlier store; see `revision`.

    Parameters
    ----------
    then, now
        The earlier and the later store.
    figures
        What `revision` is asked of each. One that the earlier store has no figure of
        is left out.
    """
    found = {each: revision(then, now, *each) for each in dict.fromkeys(figures)}
    return {each: became for each, became in found.items() if became}


def revision(
    then: Seen, now: Seen, indicator_id: str, area: str, until: date | None = None
) -> Revision | None:
    """Return what became of a figure of an earlier store.

    Parameters
    ----------
    then, now
        The earlier and the later store.
    indicator_id, area
        What, and where.
    until
        The last day that the figure may reach, as where a plan has ended; None for
        the latest.

    Returns
    -------
    Revision or None
        None where the earlier store has no figure.

    Notes
    -----
    Only like is held against like: the same measure, area, first and last day,
    source and definition. Each store is read by its own dictionary.
    """
    with reading_by(then.store.dictionary):
        was = _measured(then, indicator_id, area, until)
    if was is None or was.now is None or was.start is None or was.end is None:
        return None
    with reading_by(now.store.dictionary):
        is_now = _measured(now, indicator_id, area, was.end)
        decimals = is_now.indicator.decimals if is_now else 1
        small = is_now is not None and is_now.indicator.disclosure == SMALL
    alike = is_now is not None and (is_now.start, is_now.end) == (was.start, was.end)
    figure = is_now.now if is_now and alike else None
    state: State = "withdrawn"
    if is_now and figure is None:
        state = _lost(now, was, whole=alike)
    if is_now and figure is not None:
        state = "same" if _counted(is_now) == _counted(was) else "redefined"
    share = isinstance(was.now, Proportion)
    if share is not isinstance(figure, Proportion) and figure is not None:
        state = "redefined"
    old, new = _value(was.now), None
    if figure is not None and state == "same":
        new = _value(figure)
        places = decimals if share else 0
        if round(new, places) != round(old, places):
            state = "revised"
    period = was.start, was.end
    untold = state == "hidden" or (
        state == "revised"
        and small
        and any(_parts_hidden(x, *period) for x in (was, is_now))
    )
    return Revision(
        indicator_id, area, *period, old, new, state, share, decimals, untold
    )


def _lost(now: Seen, was: Measured, *, whole: bool) -> State:
    """Return why a period that had a figure has none now.

    Parameters
    ----------
    now, was
        The later store, and what the earlier one has.
    whole
        Whether the later one reaches to the end of the period.
    """
    states: set[str] = set()
    if not was.indicator.from_street_files:
        rows = now.store.records(
            "observations", indicator=was.indicator_id, area=was.area, today=now.day
        )
        states = {
            row["status"]
            for row in rows
            if was.start and was.end
            if was.start <= row["period_start"] and row["period_end"] <= was.end
        }
    if "embargoed" in states:
        return "embargoed"
    if HIDDEN in states:
        return "hidden"
    return "incomplete" if whole or states else "withdrawn"


def _parts_hidden(found: Measured | None, start: date, end: date) -> bool:
    """Return whether a part of a period is hidden."""
    series = found.series if found else None
    if isinstance(series, Trend):
        parts = zip(series.months, series.status, strict=True)
        return any(status == HIDDEN for month, status in parts if start <= month <= end)
    return series is not None and any(
        each.status == HIDDEN
        for each in series.readings
        if start <= each.period_start and each.period_end <= end
    )


def _measured(
    seen: Seen, indicator_id: str, area: str, until: date | None
) -> Measured | None:
    """Return a measure; None where the dictionary in force does not have it."""
    if indicator_id not in indicators():
        return None
    return measure(seen.store, indicator_id, area, seen.day, until)


def _counted(found: Measured) -> tuple[str, int]:
    return found.source, found.version


def _value(figure: Figure) -> float:
    return figure.percent if isinstance(figure, Proportion) else figure.value
