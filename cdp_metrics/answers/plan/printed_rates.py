"""Rates by offence that a paper printed for two places, as printed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from cdp_metrics.answers.plan.table import papers
from cdp_metrics.catalogue.papers import printed_in
from cdp_metrics.catalogue.published import not_itemised
from cdp_metrics.stats import Interval, rate_ratio
from cdp_metrics.warehouse.db import Store

__all__ = ["PrintedPair", "PrintedRates", "printed_rates"]

TABLE: Final = "rates_2011_12"
RESIDENTS: Final = "Residents"
PER: Final = 1000


@dataclass(frozen=True)
class PrintedPair:
    """One offence.

    Parameters
    ----------
    measure
        As printed; for a remainder, what it is.
    values
        Rates as printed, of the first and the second place.
    ratio
        How many times the second the first is; limits by chance alone, NaN where no
        number of residents is printed.
    remainder
        Whether it is what the printed total holds beyond the lines under it.
    """

    measure: str
    values: tuple[Decimal, Decimal]
    ratio: Interval[float]
    remainder: bool = False


@dataclass(frozen=True)
class PrintedRates:
    """A printed table of rates.

    Parameters
    ----------
    places, period, unit, document
        As printed.
    pairs
        The total first, then its lines and what they leave out, then the others.
    """

    places: tuple[str, str]
    period: str
    unit: str
    document: str
    pairs: tuple[PrintedPair, ...]


def printed_rates(store: Store) -> PrintedRates | None:
    """Return the rates of two places that the partnership's papers print.

    Returns
    -------
    PrintedRates or None
        None where the store's papers hold no such table.
    """
    figures = printed_in(papers(store))
    rows = [each for each in figures.values() if each.table == TABLE and each.value]
    areas = list(dict.fromkeys(each.area for each in rows))
    if len(areas) != 2:
        return None
    first, second = (
        {each.measure: each for each in rows if each.area == area} for area in areas
    )
    people = {
        each.area: float(each.value)
        for each in figures.values()
        if each.measure == RESIDENTS and each.value
    }
    held = [people.get(area, 0.0) for area in areas]
    pairs = []
    for measure in first:
        one, other = first[measure], second.get(measure)
        if other is None or one.value is None or other.value is None:
            continue
        pairs.append(_pair(measure, one.value, other.value, held))
    totals = [each.part_of for each in rows if each.part_of]
    if len(set(totals)) == 2:
        left = [not_itemised(figures, total) for total in dict.fromkeys(totals)]
        rest = _pair("Other, not listed", left[0], left[1], held, remainder=True)
        lines = sum(bool(first[pair.measure].part_of) for pair in pairs)
        pairs.insert(1 + lines, rest)
    return PrintedRates(
        places=(areas[0], areas[1]),
        period=rows[0].period,
        unit=rows[0].unit,
        document=rows[0].document,
        pairs=tuple(pairs),
    )


def _pair(
    measure: str,
    one: Decimal,
    other: Decimal,
    people: list[float],
    *,
    remainder: bool = False,
) -> PrintedPair:
    """Return one row with its ratio, on the residents that the paper prints."""
    first, second = float(one), float(other)
    nothing = float("nan")
    times = first / second if second else nothing
    ratio = Interval(times, nothing, nothing, 0.95, "as printed")
    if second and all(people):
        counts = round(first * people[0] / PER), round(second * people[1] / PER)
        found = rate_ratio(counts[0], people[0], counts[1], people[1])
        # Counts are whole and the ratio is of what was printed.
        fit = times / found.value
        ratio = replace(
            found, value=times, lower=found.lower * fit, upper=found.upper * fit
        )
    return PrintedPair(measure, (one, other), ratio, remainder)
