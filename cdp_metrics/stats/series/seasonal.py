"""What is due to the time of year, and a series without it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from cdp_metrics.stats.rates import Floats

__all__ = [
    "NotEnough",
    "Seasonality",
    "Split",
    "deseasonalise",
    "robust_split",
    "season_factors",
]

MONTHS_IN_YEAR = 12
YEARS_NEEDED = 3


@dataclass(frozen=True)
class NotEnough:
    """Why there is no answer.

    Attributes
    ----------
    reason
        What is missing, a sentence fit to show.
    have, need
        How many there are of what the sentence counts, and how many are needed.
    """

    reason: str
    have: int
    need: int


@dataclass(frozen=True, eq=False)
class Seasonality:
    """How each month or quarter of the year departs from the average one.

    Attributes
    ----------
    factors
        Daily rate over that of the average period, mean 1, shape (periods,). The
        first belongs to the period of the year that the series begins with.
    years
        Whole years that the factors are learnt from.
    """

    factors: Floats
    years: int

    def expected(self, days: ArrayLike) -> Floats:
        """Return what season and length make of each period, the average being 1.

        Parameters
        ----------
        days
            Length of each period of the series, and of later ones, shape (n,).

        Returns
        -------
        NDArray
            Factors around 1, shape (n,), to divide counts by or multiply limits with.
        """
        length = np.asarray(days, np.float64)
        season = np.resize(self.factors, length.shape)
        expected: Floats = season * length / length.mean()
        return expected


def season_factors(
    counts: ArrayLike,
    days: ArrayLike,
    periods: int = MONTHS_IN_YEAR,
    *,
    unusual: ArrayLike = False,
) -> Seasonality | NotEnough:
    """Return the factor of each month or quarter of the year.

    Parameters
    ----------
    counts
        A count a period in order, none left out, shape (n,); NaN = missing.
    days
        Length of each period, shape (n,).
    periods
        Periods in a year: 12 months or 4 quarters.
    unusual
        True for periods not to learn from, shape (n,); none by default.

    Returns
    -------
    Seasonality or NotEnough
        Factors; or why there are none: fewer than three whole usual years, or a
        period of the year in which nothing was ever counted.

    Raises
    ------
    ValueError
        If shapes differ, or a length is not above 0.

    Notes
    -----
    Ratio to mean: the daily rate over the mean of its own year, averaged over the
    years. A year that holds a missing or unusual period is left out whole, so that a
    change of level between years is no season. Years end with the same period as the
    series. A steep trend within years remains in the factors.
    """
    values, length = np.asarray(counts, np.float64), np.asarray(days, np.float64)
    odd = np.broadcast_to(np.asarray(unusual, np.bool_), values.shape)
    if values.ndim != 1 or values.shape != length.shape or not (length > 0).all():
        raise ValueError("Counts and days are one number a period, days above 0.")
    start = values.size % periods
    daily = np.where(odd, np.nan, values / length)[start:].reshape(-1, periods)
    # A year of nothing has no shape, and one below nothing would invert it.
    daily = daily[daily.sum(axis=1) > 0]
    years = len(daily)
    if years < YEARS_NEEDED:
        return NotEnough(
            f"{YEARS_NEEDED} whole years without gaps or unusual periods are needed "
            f"to learn the season, and there {'is' if years == 1 else 'are'} {years}.",
            years,
            YEARS_NEEDED,
        )
    ratios = (daily / daily.mean(axis=1, keepdims=True)).mean(axis=0)
    busy = int((ratios > 0).sum())
    if busy < periods:
        return NotEnough(
            "Too few events to learn the season: at some time of the year nothing "
            "was counted in any year.",
            busy,
            periods,
        )
    return Seasonality(np.roll(ratios / ratios.mean(), start), years)


def deseasonalise(counts: ArrayLike, expected: ArrayLike) -> Floats:
    """Return counts as they would be in an average period.

    Parameters
    ----------
    counts
        A count a period, shape (n,); NaN = missing.
    expected
        From `Seasonality.expected`, shape (n,).

    Returns
    -------
    NDArray
        Counts per period of average season and length, shape (n,).
    """
    return np.asarray(counts, np.float64) / np.asarray(expected, np.float64)


@dataclass(frozen=True, eq=False)
class Split:
    """A series in three parts that add up to it, shapes (n,).

    Attributes
    ----------
    trend, season, remainder
        In units of the series.
    """

    trend: Floats
    season: Floats
    remainder: Floats


def robust_split(values: ArrayLike, periods: int = MONTHS_IN_YEAR) -> Split | NotEnough:
    """Split a series into trend, season and the rest, to explain and not to forecast.

    Parameters
    ----------
    values
        A figure a period in order, shape (n,); NaN = missing.
    periods
        Periods in a year: 12 months or 4 quarters.

    Returns
    -------
    Split or NotEnough
        The three parts; or why not: a gap, or fewer than three years.

    Notes
    -----
    STL, robust to outliers, of Cleveland, R. B., Cleveland, W. S., McRae, J. E. and
    Terpenning, I. (1990), Journal of Official Statistics 6, 3-73.
    """
    series = np.asarray(values, np.float64)
    known, need = int(np.isfinite(series).sum()), YEARS_NEEDED * periods
    if known < series.size:
        return NotEnough(
            f"{series.size - known} of the {series.size} periods are missing, and "
            "trend and season can only be split without gaps.",
            known,
            series.size,
        )
    if known < need:
        return NotEnough(
            f"{need} periods are needed to split trend and season, and there are "
            f"{known}.",
            known,
            need,
        )
    # Imported here, because it takes a second that few pages need.
    from statsmodels.tsa.seasonal import STL  # type: ignore[import-untyped]

    parts = STL(series, period=periods, robust=True).fit()
    return Split(parts.trend, parts.seasonal, parts.resid)
