"""Months, quarters and years as the product counts and says them.

A month is the `datetime.date` of its first day, everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

__all__ = [
    "MONTHS_IN_YEAR",
    "add_months",
    "age_in_words",
    "day_name",
    "last_day",
    "month_name",
    "month_of",
    "month_range",
    "months_between",
    "parse_month",
    "period_inside",
    "period_name",
    "period_phrase",
    "short_month",
    "year_to",
]

MONTHS_IN_YEAR = 12
_MONTH = re.compile(r"([12][0-9]{3})-(0[1-9]|1[0-2])")
_NAMES = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def parse_month(text: str) -> date | None:
    """Return the month written as ``YYYY-MM``, or None where it is not one."""
    match = _MONTH.fullmatch(text.strip())
    return date(int(match[1]), int(match[2]), 1) if match else None


def month_of(day: date) -> date:
    """Return the month that holds a day."""
    return date(day.year, day.month, 1)


def add_months(month: date, count: int) -> date:
    """Return the month `count` months later (earlier where negative)."""
    years, index = divmod(month.year * MONTHS_IN_YEAR + month.month - 1 + count, 12)
    return date(years, index + 1, 1)


def months_between(first: date, last: date) -> int:
    """Return how many months `last` lies after `first`; 0 for the same month."""
    return (last.year - first.year) * MONTHS_IN_YEAR + last.month - first.month


def month_range(first: date, last: date) -> Iterator[date]:
    """Yield every month from `first` to `last`, both included."""
    for step in range(months_between(first, last) + 1):
        yield add_months(first, step)


def last_day(month: date) -> date:
    """Return the last day of a month."""
    return date.fromordinal(add_months(month, 1).toordinal() - 1)


def month_name(month: date) -> str:
    """Return a month in full: ``December 2025``."""
    return f"{_NAMES[month.month - 1]} {month.year}"


def short_month(month: date) -> str:
    """Return a month in short: ``Dec 2025``."""
    return f"{_NAMES[month.month - 1][:3]} {month.year}"


def day_name(day: date) -> str:
    """Return a day in full: ``20 January 2023``."""
    return f"{day.day} {month_name(day)}"


def year_to(month: date) -> str:
    """Return the name of the twelve months that end with a month."""
    return f"Year to {short_month(month)}"


def period_name(start: date, end: date) -> str:
    """Return the name of a period by its first and last day.

    A calendar year is ``2018``, a financial year ``2018/19``, other twelve months
    ``Year to Jun 2025``, several calendar years ``2016 to 2018``; a month is its name.
    """
    first, last = month_of(start), month_of(end)
    months = months_between(first, last) + 1
    if first.month == 1 and months % MONTHS_IN_YEAR == 0:
        return str(end.year) if months == 12 else f"{start.year} to {end.year}"
    if months == MONTHS_IN_YEAR:
        if first.month == 4:
            return f"{start.year}/{end.year % 100:02}"
        return year_to(last)
    if months == 1:
        return short_month(first)
    return f"{short_month(first)} to {short_month(last)}"


def period_phrase(name: str) -> str:
    """Return the name of a period inside a sentence: ``the year to Jun 2025``."""
    return f"the {name[:1].lower()}{name[1:]}" if name.startswith("Year") else name


def period_inside(name: str) -> str:
    """Return the name of a period after a comma: ``year to Jun 2025``."""
    return name.replace("Year to", "year to")


def age_in_words(end: date, today: date) -> str:
    """Say how long ago a period ended, in the unit a person would use.

    Parameters
    ----------
    end
        Last day of the period.
    today
        The day on which it is said.
    """
    days = (today - end).days
    if days < 0:
        return "period not yet ended"
    for unit, length, limit in (
        ("day", 1, 14),
        ("week", 7, 112),
        ("month", 30.4375, 731),
    ):
        if days < limit:
            n = int(days / length)
            return f"{n} {unit}{'' if n == 1 else 's'} old"
    return f"{int(days / 365.25)} years old"
