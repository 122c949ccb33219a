"""Shares and spans of what partners sent: whole periods, no share of hidden counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cdp_metrics.answers.returned.rows import Returned, Row, Shown
from cdp_metrics.periods import (
    MONTHS_IN_YEAR,
    add_months,
    last_day,
    month_of,
    months_between,
    period_name,
)
from cdp_metrics.stats import (
    LEAST_SHOWN,
    Proportion,
    ProportionChange,
    compare_proportions,
)

__all__ = ["Share", "Shares", "Span", "by_span", "change_of", "spans", "whole"]


@dataclass(frozen=True)
class Share:
    """A count of a larger one.

    Parameters
    ----------
    name
        What it is of: a period, a type, a ward.
    part, whole
        The two counts, as they may be shown.
    """

    name: str
    part: Shown
    whole: Shown

    @property
    def why(self) -> str:
        """Why there is no share; "" where there is."""
        for each in (self.part, self.whole):
            if each.value is None:
                return each.words
        part, whole = self.part.value or 0.0, self.whole.value or 0.0
        if not whole:
            return "None in the period"
        if 0 < whole - part < LEAST_SHOWN:
            return "Not shown, so that no small count can be worked out"
        return ""

    @property
    def proportion(self) -> Proportion | None:
        """The share in % of the whole; None where a count behind it is not shown."""
        part, whole = self.part.value, self.whole.value
        if self.why or part is None or not whole:
            return None
        return Proportion(100 * part / whole, whole)

    @property
    def rest(self) -> Share:
        """The others of the whole, hidden where they are few."""
        part, whole = self.part, self.whole
        if part.value is None or whole.value is None:
            hidden = part if part.value is None else whole
            # few in one part does not make the others few
            said = "secondary" if hidden.state == "small" else hidden.state
            return Share(self.name, Shown(None, said), whole)
        others = whole.value - part.value
        small = 0 < others < LEAST_SHOWN
        rest = Shown(None, "small") if small else Shown(others)
        return Share(self.name, rest, whole)


@dataclass(frozen=True)
class Span:
    """Periods in a row that are taken together.

    Parameters
    ----------
    first, last
        First and last day.
    held, asked
        How many of its periods every sender sent, and how many there are.
    """

    first: date
    last: date
    held: int
    asked: int

    @property
    def whole(self) -> bool:
        """Whether all of it was sent."""
        return self.held == self.asked

    @property
    def name(self) -> str:
        """Its name: ``Year to Sep 2025``, ``Jan to Mar 2025``."""
        said = period_name(self.first, self.last)
        year = f" {self.last.year}"
        return said.replace(year, "", 1) if said.count(year) == 2 else said

    def holds(self, other: Span) -> bool:
        """Return whether another span lies within it."""
        return self.first <= other.first and other.last <= self.last

    def names(self, row: Row) -> bool:
        """Return whether a line lies within it."""
        return self.first <= row.start and row.end <= self.last


Shares = tuple[tuple[Span, Share], ...]


def whole(held: Returned) -> frozenset[date]:
    """Return the first days of the periods that every sender sent.

    Notes
    -----
    A sender is asked from its first period on, so that one who stopped sending leaves
    no period that looks whole and is smaller.
    """
    began: dict[str, date] = {}
    for row in held.rows:
        began[row.provider] = min(row.start, began.get(row.provider, row.start))
    sent = {(row.provider, row.start) for row in held.rows}
    return frozenset(
        start
        for start, _ in held.periods
        if all((who, start) in sent for who, first in began.items() if first <= start)
    )


def spans(held: Returned, months: int = MONTHS_IN_YEAR) -> tuple[Span, ...]:
    """Return spans of some months that share none, oldest first.

    Parameters
    ----------
    held
        Lines of one period at least.
    months
        Length: they are counted back from the end of the latest period.
    """
    sent, step = whole(held), held.template.months
    first, last = held.periods[0][0], held.periods[-1][0]
    end = add_months(last, step)
    found: list[Span] = []
    while months_between(first, start := add_months(end, -months)) >= 0:
        starts = [add_months(start, at) for at in range(0, months, step)]
        found.append(
            Span(
                start,
                last_day(add_months(end, -1)),
                sum(each in sent for each in starts),
                len(starts),
            )
        )
        end = start
    return tuple(reversed(found))


def by_span(held: Returned, years: Sequence[Span], part: str, base: str) -> Shares:
    """Return the share of two figures a span, small counts hidden across all of them.

    Parameters
    ----------
    held
        Lines of the return.
    years
        Spans; those that are not whole are left out.
    part, base
        Columns of the counts.
    """

    def name(row: Row) -> str:
        # what lies in no span takes part, so that no total gives a hidden one away
        return next((f"{each.first}" for each in years if each.names(row)), "")

    parts, bases = held.crosstab(part, name), held.crosstab(base, name)
    return tuple(
        (
            each,
            Share(
                each.name,
                parts.row(f"{each.first}")[0],
                bases.row(f"{each.first}")[0],
            ),
        )
        for each in years
        if each.whole
    )


def change_of(found: Shares) -> ProportionChange | None:
    """Return the latest span on the one before; None where they do not meet."""
    if len(found) < 2:
        return None
    (early, then), (late, now) = found[-2:]
    if add_months(month_of(early.last), 1) != late.first:
        return None
    if now.proportion is None or then.proportion is None:
        return None
    return compare_proportions(now.proportion, then.proportion)
