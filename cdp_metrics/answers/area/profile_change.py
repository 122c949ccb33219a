"""Which counts of an area changed by more than chance, among all that are looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from cdp_metrics.answers.figures.trend import Trend
from cdp_metrics.stats import (
    CountChange,
    benjamini_hochberg,
    compare,
    direction,
    learnt_dispersion,
    recent_figures,
)

__all__ = ["Changes", "Moved", "changes"]

RATE: Final = 0.05
"""Share of false findings among those called clear."""


@dataclass(frozen=True)
class Moved:
    """How one count moved.

    Parameters
    ----------
    indicator_id
        Which.
    year
        The latest twelve months against the twelve before; None where one is missing.
    recent
        The latest three months against the same a year earlier; None likewise.
    year_clear, recent_clear
        Whether each is beyond chance among all that are shown, and 1% at least.
    """

    indicator_id: str
    year: CountChange | None
    recent: CountChange | None
    year_clear: bool = False
    recent_clear: bool = False


@dataclass(frozen=True)
class Changes:
    """What moved.

    Parameters
    ----------
    rows
        A row a count.
    lacking
        What is not held of the two years compared, a sentence; "" where all is.
    """

    rows: tuple[Moved, ...]
    lacking: str = ""

    @property
    def held(self) -> bool:
        """Whether anything could be compared."""
        return any(each.year or each.recent for each in self.rows)

    @property
    def clear(self) -> tuple[Moved, ...]:
        """Those of which a clock moved clearly."""
        return tuple(e for e in self.rows if e.year_clear or e.recent_clear)


def changes(own: Mapping[str, Trend], end: date | None) -> Changes:
    """Return how every single count moved, tested as one family.

    Parameters
    ----------
    own
        Counts of an area by indicator; sums of several categories are left out, for
        their parts are in.
    end
        Last month looked at; None for nothing to look at.
    """
    single = [n for n, each in own.items() if len(each.indicator.categories) == 1]
    if end is None or not single:
        return Changes((), "no twelve months in a row are complete")
    pairs = [(own[name].change_to(end), _recent(own[name], end)) for name in single]
    tests = [each.p_value if each else np.nan for pair in pairs for each in pair]
    believed = benjamini_hochberg(np.array(tests, np.float64), RATE)
    rows = tuple(
        Moved(
            name,
            year,
            recent,
            _clear(year, bool(believed[2 * at])),
            _clear(recent, bool(believed[2 * at + 1])),
        )
        for at, (name, (year, recent)) in enumerate(zip(single, pairs, strict=True))
    )
    return Changes(rows, _lacking(own[single[0]], end))


def _recent(found: Trend, end: date) -> CountChange | None:
    """Return the latest three months against the same a year earlier."""
    held = found.between(None, end)
    counts = found.counts[held]
    spread = learnt_dispersion(counts, found.per_year, unusual=found.unusual[held])
    pair = recent_figures(counts, cadence="monthly", phi=spread.phi, phi_df=spread.df)
    moved = compare(*pair) if pair else None
    return moved if isinstance(moved, CountChange) else None


def _clear(change: CountChange | None, believed: bool) -> bool:
    """Return whether a change is to be called one: believed, and not tiny."""
    return bool(change and believed and direction(change) != "level")


def _lacking(found: Trend, end: date) -> str:
    """Return which of the twelve months before are not held."""
    held = found.between(None, end)
    months = [m for m, inside in zip(found.months, held, strict=True) if inside]
    before = months[-2 * found.per_year : -found.per_year]
    known = dict(zip(found.months, np.isfinite(found.counts), strict=True))
    gone = [month for month in before if not known[month]]
    if not gone:
        return "" if len(before) == found.per_year else "no year before is held"
    years = sorted({month.year for month in gone})
    if len(gone) == len(before) and len(years) == 1:
        return f"{years[0]} is not held"
    return f"{len(gone)} of the 12 months before are not held"
