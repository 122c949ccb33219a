"""What services around treatment return: young people, courts, exchanges, custody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from cdp_metrics.answers.returned import Returned, Row, Shown, returned
from cdp_metrics.periods import add_months, last_day
from cdp_metrics.stats import (
    LEAST_SHOWN,
    CountChange,
    Proportion,
    ProportionChange,
    compare_counts,
    compare_proportions,
)
from cdp_metrics.warehouse.db import Store

__all__ = [
    "Changed",
    "Period",
    "Step",
    "Young",
    "change_of",
    "counts_by",
    "custody_tests",
    "exchanges",
    "orders",
    "reoffending",
    "share_of",
    "young_people",
]

Period = tuple[date, date]


def share_of(part: Shown, of: Shown) -> Proportion | None:
    """Return one count as a share of another; None where either is not shown.

    Nor where the two would give away a count of people under 5.
    """
    if part.value is None or not of.value or part.bound or of.bound:
        return None
    others = of.value - part.value
    if others < 0 or 0 < others < LEAST_SHOWN:
        return None
    return Proportion(100 * part.value / of.value, of.value)


@dataclass(frozen=True)
class Step:
    """A step of the young people's service in one year.

    Parameters
    ----------
    name
        What it is.
    count
        How many, as it may be shown.
    share, of
        In % of the step before it, and that step's name; None where not known.
    said
        The share where only that was sent, which may be a bound; None else.
    """

    name: str
    count: Shown
    share: Proportion | None = None
    of: str = ""
    said: Shown | None = None


@dataclass(frozen=True)
class Young:
    """A year of the young people's service: its steps from referral to outcome."""

    start: date
    end: date
    provider: str
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Changed:
    """How a step moved from the year before.

    Parameters
    ----------
    name
        The step.
    counts
        Its count; None where one of the two is not shown.
    shares
        Its share of the step before; None where one is not known or is a bound.
    """

    name: str
    counts: CountChange | None
    shares: ProportionChange | None


def young_people(store: Store) -> tuple[Young, ...]:
    """Return every year of the young people's service, oldest first.

    Raises
    ------
    SourceMissing
        None was received.
    """
    return tuple(_young(row) for row in returned(store, "young_people").rows)


def _young(row: Row) -> Young:
    shown = row.figures
    referrals, begun, exits = (
        shown[name] for name in ("referrals", "new_presentations", "exits")
    )
    well, free = shown["successful_exits"], shown["drug_free"]
    return Young(
        row.start,
        row.end,
        row.provider,
        (
            Step("Referrals", referrals),
            Step("New presentations", begun, share_of(begun, referrals), "referrals"),
            Step("Exits", exits),
            Step(
                "Left successfully",
                well,
                share_of(well, exits),
                "exits",
                _sent(shown["successful_share"]),
            ),
            Step(
                "Left drug free",
                free,
                share_of(free, exits),
                "exits",
                _sent(shown["drug_free_share"]),
            ),
        ),
    )


def _sent(share: Shown) -> Shown | None:
    return share if share.value is not None else None


def change_of(now: Young, then: Young) -> tuple[Changed, ...]:
    """Return how each step moved from one year to another, with its significance.

    A share that is only a bound, or stands without its counts, is never compared.
    """
    return tuple(
        Changed(
            late.name,
            compare_counts(late.count.value, early.count.value)
            if late.count.value is not None and early.count.value is not None
            else None,
            compare_proportions(late.share, early.share)
            if late.share and early.share
            else None,
        )
        for late, early in zip(now.steps, then.steps, strict=True)
    )


@dataclass(frozen=True)
class Series:
    """Counts by period and by what tells rows of a period apart.

    Parameters
    ----------
    name
        Site, kind of order or group.
    periods
        First and last days, oldest first; every period of the return's calendar.
    figures
        A mapping by column would be long: one tuple a column, one figure a period.
    """

    name: str
    periods: tuple[Period, ...]
    figures: dict[str, tuple[Shown, ...]]
    said: tuple[str, ...]


def counts_by(
    sent: Returned, names: Sequence[str], by: str = "", said: str = ""
) -> tuple[Series, ...]:
    """Return figures of a return by period, a series a name.

    Parameters
    ----------
    sent
        The return.
    names
        Columns of figures.
    by
        Column that tells rows of a period apart; "" for none.
    said
        Column of a remark on the period; "" for none.
    """
    groups = tuple(dict.fromkeys(row.said[by] if by else "" for row in sent.rows))
    periods = _calendar(sent)
    absent = Shown(None, "missing")
    found = []
    for group in groups:
        rows = {row.start: row for row in sent.rows if not by or row.said[by] == group}
        first, last = min(rows), max(rows)
        own = tuple(each for each in periods if first <= each[0] <= last)
        found.append(
            Series(
                group,
                own,
                {
                    name: tuple(
                        rows[start].figures[name] if start in rows else absent
                        for start, _ in own
                    )
                    for name in names
                },
                tuple(
                    rows[start].said[said] if said and start in rows else ""
                    for start, _ in own
                ),
            )
        )
    return tuple(found)


def _calendar(sent: Returned) -> tuple[Period, ...]:
    """Return every period from the first held to the last, held or not."""
    months = sent.template.months
    start, last = sent.periods[0][0], sent.periods[-1][0]
    found = []
    while start <= last:
        found.append((start, last_day(add_months(start, months - 1))))
        start = found[-1][1] + timedelta(days=1)
    return tuple(found)


def orders(store: Store) -> tuple[Series, ...]:
    """Return court orders by quarter, a series a kind; raise SourceMissing."""
    names = ("imposed", "completed", "breached", "sentences")
    return counts_by(returned(store, "court_orders"), names, "order_type")


def exchanges(store: Store) -> tuple[Series, ...]:
    """Return needle exchange by month, a series a site; raise SourceMissing."""
    names = ("visits", "clients", "packs")
    sent = returned(store, "needle_exchange")
    return counts_by(sent, names, "site", "service_change")


def custody_tests(store: Store) -> Series:
    """Return drug tests on arrest by month; raise SourceMissing."""
    (found,) = counts_by(returned(store, "test_on_arrest"), ("tested", "positive"))
    return found


def reoffending(store: Store) -> tuple[Series, ...]:
    """Return groups of offenders by quarter, a series a group; raise SourceMissing."""
    names = ("offenders", "reoffenders", "reoffences")
    return counts_by(returned(store, "reoffending"), names, "cohort")
