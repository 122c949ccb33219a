"""Services: what they did, and whether people come back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from cdp_metrics.answers.plan.printed import printed
from cdp_metrics.answers.returned.receipts import PERIODS, Sender, receipts
from cdp_metrics.answers.returned.rows import Row, Shown, returned
from cdp_metrics.answers.returned.shares import (
    Shares,
    Span,
    by_span,
    change_of,
    spans,
)
from cdp_metrics.catalogue.published import PublishedFigure
from cdp_metrics.periods import MONTHS_IN_YEAR, add_months, last_day
from cdp_metrics.stats import CountChange, ProportionChange, compare_counts
from cdp_metrics.warehouse.db import Store

__all__ = [
    "Families",
    "Marac",
    "Output",
    "Punctual",
    "families",
    "marac",
    "outputs",
    "punctual",
]

QUARTER: Final = 3
"""Months of closures in a cohort."""


@dataclass(frozen=True)
class Output:
    """A line of a service's outputs, by year.

    Parameters
    ----------
    name, counts_of, provider
        The line as it is reported, what it counts, and whose it is.
    definition
        What is counted, by the latest year; "" where it does not say.
    years
        First and last day and figure of each year held, oldest first.
    change
        The latest year on the one before; None where either is not shown, they do
        not follow each other or the definition changed.
    why
        Why there is no change; "" where there is one.
    """

    name: str
    counts_of: str
    provider: str
    definition: str
    years: tuple[tuple[date, date, Shown], ...]
    change: CountChange | None
    why: str = ""

    @property
    def latest(self) -> tuple[date, date, Shown]:
        """The last year that the line was sent for."""
        return self.years[-1]


def outputs(store: Store) -> tuple[Output, ...]:
    """Return the lines of domestic abuse services in the order of the latest file.

    Notes
    -----
    Lines overlap and are never added. Each is hidden by itself where it is small:
    without a total, none can be worked out from the others.
    """
    held = returned(store, "domestic_abuse_outputs")
    lines: dict[tuple[str, str, str], list[Row]] = {}
    for row in (*held.latest, *held.rows):
        said = row.provider, row.said["output"], row.said["counts_of"]
        lines.setdefault(said, [])
    for row in held.rows:
        lines[row.provider, row.said["output"], row.said["counts_of"]].append(row)
    return tuple(_output(said, rows) for said, rows in lines.items())


def _output(said: tuple[str, str, str], rows: Sequence[Row]) -> Output:
    provider, name, counted = said
    now = rows[-1]
    change, why = None, "no year before"
    if len(rows) > 1:
        then = rows[-2]
        new, old = now.figures["total"].value, then.figures["total"].value
        if add_months(then.start, MONTHS_IN_YEAR) != now.start:
            why = "the year before was not sent"
        elif now.said["definition"] != then.said["definition"]:
            why = "the definition changed"
        elif new is None or old is None:
            why = "one of the two years is not shown"
        else:
            change, why = compare_counts(new, old), ""
    return Output(
        name,
        counted,
        provider,
        now.said["definition"],
        tuple((row.start, row.end, row.figures["total"]) for row in rows),
        change,
        why,
    )


@dataclass(frozen=True)
class Marac:
    """High-risk domestic abuse cases heard, by twelve months that share none.

    Parameters
    ----------
    years
        Repeat cases of all cases, oldest first; whole years only.
    lacking
        Years that are not whole.
    end
        Last day held.
    """

    years: Shares
    lacking: tuple[Span, ...]
    end: date

    @property
    def change(self) -> ProportionChange | None:
        """The repeat share of the latest year on the one before; or None."""
        return change_of(self.years)


def marac(store: Store) -> Marac:
    """Return the cases heard and how many of them had been heard before."""
    held = returned(store, "marac")
    years = spans(held)
    return Marac(
        by_span(held, years, "repeats", "cases")[0],
        tuple(each for each in years if not each.whole),
        held.periods[-1][1],
    )


@dataclass(frozen=True)
class Families:
    """Families by when their case was closed, and who was referred again.

    Parameters
    ----------
    cohorts
        Families not referred again, by three months of closures, oldest first.
    ripe
        First days of the cohorts that were watched for twelve months.
    years
        Twelve months of closures, watched in full, that share none.
    printed
        The share not referred again that a paper prints, %; None where none does.
    end
        Last day held.
    """

    cohorts: Shares
    ripe: frozenset[date]
    years: Shares
    printed: PublishedFigure | None
    end: date

    @property
    def change(self) -> ProportionChange | None:
        """The latest year on the one before; or None."""
        return change_of(self.years)


def families(store: Store) -> Families:
    """Return the families whose case was closed, and how many came back."""
    held = returned(store, "priority_families")
    cohorts = spans(held, QUARTER)
    late = {
        row.start
        for row in held.rows
        if (row.day("watched_to") or date.min)
        < last_day(add_months(row.start, MONTHS_IN_YEAR))
    }

    def ripe(span: Span) -> bool:
        return not any(span.first <= each <= span.last for each in late)

    watched = [each for each in cohorts if each.whole and ripe(each)]
    years: tuple[Span, ...] = ()
    if watched:
        full = held.within(held.periods[0][0], watched[-1].last)
        years = tuple(each for each in spans(full) if ripe(each))
    back, back_years = by_span(held, cohorts, "re_referred", "closed", within=years)
    return Families(
        _stayed(back),
        frozenset(each.first for each in watched),
        _stayed(back_years),
        printed(store).get("families_2019.no_return"),
        held.periods[-1][1],
    )


def _stayed(back: Shares) -> Shares:
    return tuple((span, share.rest) for span, share in back)


@dataclass(frozen=True)
class Punctual:
    """How many of a sender's latest returns came in time.

    Parameters
    ----------
    sender
        The return and who sends it.
    in_time, due
        Those that came in time, and those that were due by today.
    """

    sender: Sender
    in_time: int
    due: int

    @property
    def percent(self) -> float:
        """Share that came in time, %."""
        return 100 * self.in_time / self.due


def punctual(store: Store, today: date) -> tuple[Punctual, ...]:
    """Return what every sender of a return has sent in time, the least first."""
    found = []
    for each in receipts(store, today):
        past = [period.state for period in each.periods if period.state != "due"]
        past = past[:PERIODS]
        if past:
            found.append(Punctual(each, past.count("received"), len(past)))
    return tuple(
        sorted(
            found, key=lambda e: (e.percent, e.sender.template.title, e.sender.provider)
        )
    )
