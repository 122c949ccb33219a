"""What a benchmark found: lines against the budgets, tables behind them."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = [
    "Budget",
    "Part",
    "Table",
    "Unavailable",
    "decimals",
    "median",
    "percentile",
    "times",
]

KB = 1024


class Unavailable(Exception):
    """Something that a benchmark needs is absent; the message says what to do."""


@dataclass(frozen=True)
class Budget:
    """One line of the budgets.

    Parameters
    ----------
    what, limit
        What is measured, and what was promised of it.
    measured, ratio
        What was found, and what it is beside the floor of the same run.
    met
        Whether the promise is kept; None where that was not measured.
    """

    what: str
    limit: str
    measured: str = "not measured"
    ratio: str = ""
    met: bool | None = None

    @property
    def verdict(self) -> str:
        """The last column's word."""
        return {True: "met", False: "not met", None: ""}[self.met]


@dataclass(frozen=True)
class Table:
    """Figures behind the lines: a title, headings, rows of words."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Part:
    """Everything that one benchmark found.

    Parameters
    ----------
    budgets
        Lines of the summary.
    tables
        Figures behind them.
    notes
        What exactly was measured, a sentence each.
    """

    budgets: tuple[Budget, ...]
    tables: tuple[Table, ...]
    notes: tuple[str, ...]


def median(values: Sequence[float]) -> float:
    """Return the middle value, in the unit given."""
    return statistics.median(values)


def percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that at least a share of the values do not exceed.

    Parameters
    ----------
    values
        At least one, in any order.
    share
        Above 0, at most 1; 0.95 for p95.
    """
    ordered = sorted(values)
    place = -int(-share * len(ordered) // 1)  # rounded up
    return ordered[max(place, 1) - 1]


def decimals(value: float) -> str:
    """Return a figure with about three digits, thousands apart: 1,234, 87.1, 8.71."""
    places = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    return f"{value:,.{places}f}"


def times(value: float) -> str:
    """Return a ratio as words: 1.6x."""
    return f"{value:.1f}x" if value >= 10 else f"{value:.2f}x"
