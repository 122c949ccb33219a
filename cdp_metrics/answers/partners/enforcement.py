"""Community protection cases: how far they went, and how many were settled early."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Final

from cdp_metrics.answers.places import places
from cdp_metrics.answers.plan.printed import printed
from cdp_metrics.answers.returned.rows import Crosstab, Returned, Row, Shown, returned
from cdp_metrics.answers.returned.shares import (
    Share,
    Span,
    change_of,
    shares_by,
    spans,
)
from cdp_metrics.periods import MONTHS_IN_YEAR
from cdp_metrics.stats import LEAST_SHOWN, ProportionChange
from cdp_metrics.warehouse.db import Store

__all__ = ["OPEN_AT_MOST", "STAGES", "Cohort", "Enforcement", "Stage", "enforcement"]

STAGES: Final = {
    "1 ask": "Ask",
    "2 warn": "Warn",
    "3 initial enforcement": "Initial enforcement",
    "4 substantive enforcement": "Substantive enforcement",
    "5 breach": "Breach",
}
"""The five stages, in order, as the return and as the page names them."""
EARLY_STAGES: Final = tuple(STAGES)[:2]
EARLY, LATER, OPEN = "early", "later", "open"
QUARTER: Final = 3
# Assumption: with more than this share still open, those closed so far are mostly the
# quick ones, and the share settled early would look too high.
OPEN_AT_MOST: Final = 0.10


@dataclass(frozen=True)
class Cohort:
    """Cases opened in one span.

    Parameters
    ----------
    span
        When they were opened.
    share
        Closed at Ask or Warn, of all that are closed.
    still_open
        How many are open.
    ripe
        Whether so few are open that the share can be compared.
    """

    span: Span
    share: Share
    still_open: Shown
    ripe: bool


@dataclass(frozen=True)
class Stage:
    """A stage of the five.

    Parameters
    ----------
    name
        What it is called.
    reached
        Cases closed there or later, of all that are closed.
    highest
        Cases closed there.
    """

    name: str
    reached: Share
    highest: Shown


@dataclass(frozen=True)
class Enforcement:
    """Everything that is shown of the cases.

    Parameters
    ----------
    cohorts, years
        Quarters, and twelve months, in which cases were opened; they share none.
    year
        The latest twelve months of which few are open; None where there are none.
    stages
        How far the closed cases of that year went; none where that would tell a
        hidden count, nor of `direct`, `types` and `wards`.
    direct
        Those that began at stage 3, of all that are closed.
    types, wards
        Settled early by type of ASB and by area, of those closed.
    band
        Between which shares a paper puts it, %; None where none does.
    end
        Last day held.
    """

    cohorts: tuple[Cohort, ...]
    years: tuple[Cohort, ...]
    year: Cohort | None
    stages: tuple[Stage, ...]
    direct: Share | None
    types: tuple[Share, ...]
    wards: tuple[Share, ...]
    band: tuple[float, float] | None
    end: date

    @property
    def change(self) -> ProportionChange | None:
        """The latest year on the one before, of those with few open; or None."""
        ripe = tuple((each.span, each.share) for each in self.years if each.ripe)
        return change_of(ripe)


def enforcement(store: Store) -> Enforcement:
    """Return how far community protection cases went.

    Notes
    -----
    Shares and stages are of closed cases, so that all agree in their total.
    """
    held = returned(store, "enforcement_cases")
    short = spans(held, QUARTER)
    quarters, _ = _cohorts(held, short, ())
    ripe = [each for each in quarters if each.ripe]
    years: tuple[Cohort, ...] = ()
    if ripe:
        settled = held.within(held.periods[0][0], ripe[-1].span.last)
        # once more, so that a year shown beside its quarters tells none that is hidden
        quarters, years = _cohorts(held, short, spans(settled, MONTHS_IN_YEAR))
        years = tuple(
            replace(year, ripe=all(e.ripe for e in quarters if year.span.holds(e.span)))
            for year in years
        )
    year = next((each for each in reversed(years) if each.ripe), None)
    end, band = held.periods[-1][1], _band(store)
    if year is None:
        return Enforcement(quarters, years, None, (), None, (), (), band, end)
    closed = held.within(year.span.first, year.span.last).only(_is_closed)
    names = {each.code: each.name for each in places(store)}
    direct = _agreeing(closed.crosstab("cases", "direct_to_3", order=("yes",)), year)
    return Enforcement(
        quarters,
        years,
        year,
        _stages(closed, year),
        Share("Began at stage 3", direct.row("yes")[0], direct.total)
        if direct
        else None,
        _by(closed, year, lambda row: row.said["asb_type"]),
        _by(closed, year, lambda row: names.get(row.said["area"], row.said["area"])),
        band,
        end,
    )


def _agreeing(table: Crosstab, year: Cohort) -> Crosstab | None:
    """Return a table of a year's cases; None where a total of them is hidden.

    All tables of a year have the same totals: one that is hidden in one table, for what
    it would tell there, could be found in another.
    """
    totals = (year.share.part, year.share.whole, *table.cells[-1])
    return None if any(each.value is None for each in totals) else table


def _is_closed(row: Row) -> bool:
    return row.said["closed_stage"] != OPEN


def _when_settled(row: Row) -> str:
    return EARLY if row.said["closed_stage"] in EARLY_STAGES else LATER


def _cohorts(
    held: Returned, short: Sequence[Span], long: Sequence[Span]
) -> tuple[tuple[Cohort, ...], tuple[Cohort, ...]]:
    """Return the whole spans in which cases were opened, and the longer ones."""
    closed = held.only(_is_closed)
    early = closed.only(lambda row: _when_settled(row) == EARLY)
    later = closed.only(lambda row: _when_settled(row) == LATER)
    still = held.only(lambda row: not _is_closed(row))
    tabled = [partial(each.crosstab, "cases") for each in (early, later, closed, still)]
    shares = shares_by(short, long, *tabled[:3])
    opened = shares_by(short, long, tabled[3], tabled[3], tabled[3])
    first, second = (
        tuple(
            Cohort(span, share, left.whole, _few_open(left.whole, share.whole))
            for (span, share), (_, left) in zip(*pair, strict=True)
            if share.whole.value != 0
        )
        for pair in zip(shares, opened, strict=True)
    )
    return first, second


def _few_open(still: Shown, closed: Shown) -> bool:
    """Return whether few enough are open; the hidden are taken for 4."""
    if closed.value is None or still.state not in ("shown", "small"):
        return False
    left = LEAST_SHOWN - 1 if still.value is None else still.value
    return left <= OPEN_AT_MOST * (closed.value + left)


def _stages(closed: Returned, year: Cohort) -> tuple[Stage, ...]:
    """Return the five stages; none where they would tell a hidden count."""
    table = closed.crosstab("cases", "closed_stage", _when_settled, order=tuple(STAGES))
    if _agreeing(table, year) is None:
        return ()
    highest = [table.row(name)[-1] for name in STAGES]
    every = table.total
    return tuple(
        Stage(name, Share(name, _reached(highest, every, at), every), highest[at])
        for at, name in enumerate(STAGES.values())
    )


def _reached(highest: Sequence[Shown], every: Shown, at: int) -> Shown:
    """Return the cases that went at least to a stage, by what may be shown."""
    after, before = highest[at:], highest[:at]
    if all(each.value is not None for each in after):
        return Shown(sum(each.value or 0.0 for each in after))
    if len(after) == 1 or every.value is None or any(e.value is None for e in before):
        return next(each for each in after if each.value is None)
    return Shown(every.value - sum(each.value or 0.0 for each in before))


def _by(
    closed: Returned, year: Cohort, what: Callable[[Row], str]
) -> tuple[Share, ...]:
    """Return the share settled early by something, the highest first."""
    table = closed.crosstab("cases", what, _when_settled)
    if _agreeing(table, year) is None:
        return ()
    at = table.columns.index(EARLY) if EARLY in table.columns else None
    shares = [
        Share(name, Shown(0.0) if at is None else cells[at], cells[-1])
        for name, cells in zip(table.rows, table.cells, strict=False)
    ]

    def rank(each: Share) -> tuple[float, str]:
        share = each.proportion
        return (-(share.percent if share else -1.0), each.name)

    return tuple(sorted(shares, key=rank))


def _band(store: Store) -> tuple[float, float] | None:
    figures = printed(store)
    low = figures.get("cpo_stages.lowest")
    high = figures.get("cpo_stages.highest")
    if low is None or high is None or low.value is None or high.value is None:
        return None
    return float(low.value), float(high.value)
