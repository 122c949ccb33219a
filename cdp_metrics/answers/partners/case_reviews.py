"""ASB case reviews by year, with the four counts that the law asks to be published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from cdp_metrics.answers.returned.rows import Returned, Row, Shown, returned
from cdp_metrics.answers.returned.shares import Span, whole
from cdp_metrics.periods import MONTHS_IN_YEAR, add_months, last_day
from cdp_metrics.warehouse.db import Store

__all__ = ["COUNTS", "CaseReviews", "Year", "case_reviews"]

COUNTS: Final = {
    "applications": "Applications",
    "threshold_not_met": "Threshold not met",
    "reviews": "Reviews carried out",
    "with_recommendations": "Reviews with recommendations",
    "recommendations": "Recommendations made",
    "recommendations_accepted": "Of them accepted",
}
"""Columns of the return, the four of the law first, as the page names them."""

PARTS: Final = 3
"""Applications, and the two that they fall into."""


@dataclass(frozen=True)
class Year:
    """A financial year.

    Parameters
    ----------
    span
        Its first and last day, and how many of its quarters were sent.
    counts
        A figure for each of `COUNTS`.
    days
        Median days from application to review, a quarter that has them each.
    """

    span: Span
    counts: tuple[Shown, ...]
    days: tuple[float, ...]


@dataclass(frozen=True)
class CaseReviews:
    """Every financial year held, oldest first, and the last day held."""

    years: tuple[Year, ...]
    end: date

    @property
    def latest(self) -> Year | None:
        """The last year of which every quarter was sent."""
        return next((each for each in reversed(self.years) if each.span.whole), None)


def case_reviews(store: Store) -> CaseReviews:
    """Return ASB case reviews by financial year.

    Notes
    -----
    A year's median cannot be made of its quarters' medians, so these are kept.
    """
    held = returned(store, "case_reviews")
    sent, begins = whole(held), held.template.year_from

    def year(row: Row) -> date:
        return date(row.start.year - (row.start.month < begins), begins, 1)

    years = []
    for start in dict.fromkeys(year(row) for row in held.rows):
        quarters = [add_months(start, at) for at in range(0, MONTHS_IN_YEAR, 3)]
        last = last_day(add_months(start, MONTHS_IN_YEAR - 1))
        lines = held.within(start, last)
        days = (row.figures["days_to_review"].value for row in lines.rows)
        years.append(
            Year(
                Span(start, last, sum(each in sent for each in quarters), 4),
                _counts(lines),
                tuple(each for each in days if each is not None),
            )
        )
    return CaseReviews(tuple(years), held.periods[-1][1])


def _counts(lines: Returned) -> tuple[Shown, ...]:
    """Return a year's counts by themselves: no total of several years is shown.

    Applications are about those below the threshold and those reviewed, so that one
    hidden alone among the three could be guessed: another goes with it.
    """
    found = [lines.crosstab(name, lambda row: "").total for name in COUNTS]
    parts = range(PARTS)
    if sum(found[at].state == "small" for at in parts) == 1:
        shown = [at for at in parts if found[at].value]
        if shown:
            least = min(shown, key=lambda at: found[at].value or 0.0)
            found[least] = Shown(None, "secondary")
    return tuple(found)
