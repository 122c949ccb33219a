"""Shares and spans of what partners sent: whole periods, no share of hidden counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from cdp_metrics.answers.returned.rows import Crosstab, Returned, Row, Shown
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

__all__ = [
    "Share",
    "Shares",
    "Span",
    "beside",
    "by_span",
    "change_of",
    "shares_by",
    "spans",
    "whole",
]


def beside(part: Shown, whole: Shown) -> Shown:
    """Return a part as it may be shown beside its whole: not where others are few."""
    if part.value is None or whole.value is None or part.bound or whole.bound:
        return part
    few = 0 < whole.value - part.value < LEAST_SHOWN
    return Shown(None, "secondary") if few else part


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
Tabled = Callable[[Callable[[Row], str], Callable[[Row], str]], Crosstab]
"""What sums a count by what tells rows and columns apart."""


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


def by_span(
    held: Returned,
    years: Sequence[Span],
    part: str,
    base: str,
    *,
    within: Sequence[Span] = (),
) -> tuple[Shares, Shares]:
    """Return the share of two figures a span, small counts hidden across all of them.

    Parameters
    ----------
    held
        Lines of the return.
    years
        Spans; those that are not whole are left out.
    part, base
        Columns of the counts.
    within
        Longer spans that are shown too, each made of some of the others.

    Returns
    -------
    tuple of Shares
        By the spans, and by the longer ones.
    """
    return shares_by(
        years,
        within,
        lambda rows, columns: held.crosstab(part, rows, columns),
        lambda rows, columns: held.crosstab(base, rows, columns, less=part),
        lambda rows, columns: held.crosstab(base, rows, columns),
    )


def shares_by(
    short: Sequence[Span],
    long: Sequence[Span],
    part: Tabled,
    others: Tabled,
    of: Tabled,
) -> tuple[Shares, Shares]:
    """Return shares by spans and by longer ones, small counts hidden across both.

    Parameters
    ----------
    short, long
        Spans, and longer ones each made of some of them; those not whole are left out.
    part, others, of
        What sums the part, the others and both by a row's long and short span.
    """

    def name(spans: Sequence[Span]) -> Callable[[Row], str]:
        # what lies in no span takes part, so that no total gives a hidden one away
        return lambda row: next((f"{e.first}" for e in spans if e.names(row)), "")

    tables = [table(name(long), name(short)) for table in (part, others, of)]

    def share(span: Span, row: str, column: str = "") -> Share:
        cells = [_cell(table, row, column) for table in tables]
        few = cells[1].state in ("small", "secondary")
        shown = Shown(None, "secondary") if few and cells[0].value else cells[0]
        return Share(span.name, shown, cells[2])

    def year_of(span: Span) -> str:
        return next((f"{each.first}" for each in long if each.holds(span)), "")

    return (
        tuple((e, share(e, year_of(e), f"{e.first}")) for e in short if e.whole),
        tuple((e, share(e, f"{e.first}")) for e in long if e.whole),
    )


def _cell(table: Crosstab, row: str, column: str) -> Shown:
    """Return a cell, or without a column the row's total; nought where none is."""
    if row not in table.rows or (column and column not in table.columns):
        return Shown(0.0)
    return table.row(row)[table.columns.index(column) if column else -1]


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
