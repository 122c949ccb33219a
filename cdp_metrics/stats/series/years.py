"""Whether the last year of a series differs from the one before by more than chance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from cdp_metrics.stats.change import CountChange, compare_counts
from cdp_metrics.stats.series.rolling import rolling_total

__all__ = ["Dispersion", "learnt_dispersion", "seasonal_dispersion", "year_on_year"]

MONTHS_IN_YEAR = 12


@dataclass(frozen=True)
class Dispersion:
    """How much more counts vary than Poisson counts, and how well that is known.

    Attributes
    ----------
    phi
        Variance over that of Poisson counts, at least 1.
    df
        Degrees of freedom that `phi` is estimated on; infinite where there are none
        to estimate it on and `phi` is that of Poisson counts.
    """

    phi: float
    df: float


def seasonal_dispersion(years: ArrayLike) -> Dispersion:
    """Return how much more counts vary about their season than Poisson counts.

    Parameters
    ----------
    years
        Counts, years by months or quarters, shape (n, m), n and m at least 2; none
        missing. Years need not follow each other.

    Returns
    -------
    Dispersion
        Estimate and its degrees of freedom. A year or a month of the year in which
        nothing was ever counted says nothing and adds none.

    Raises
    ------
    ValueError
        If there are fewer than two years or months, or a count is missing or
        negative.

    Notes
    -----
    Pearson's chi-squared over its degrees of freedom of a Poisson model with an
    effect for each year and each month of the year, which in a full table is the
    product of its margins. Source: McCullagh and Nelder, Generalized Linear Models,
    2nd edition, 1989, sections 4.5 and 6.3.
    """
    counts = np.asarray(years, np.float64)
    if counts.ndim != 2 or min(counts.shape) < 2:
        raise ValueError("At least two years of at least two months are needed.")
    if not (np.isfinite(counts) & (counts >= 0)).all():
        raise ValueError("Counts are numbers of 0 or more, none missing.")
    counts = counts[counts.any(axis=1)][:, counts.any(axis=0)]
    if min(counts.shape) < 2:
        return Dispersion(1.0, np.inf)
    df = (counts.shape[0] - 1) * (counts.shape[1] - 1)
    expected = np.outer(counts.sum(axis=1), counts.sum(axis=0)) / counts.sum()
    phi = ((counts - expected) ** 2 / expected).sum() / df
    return Dispersion(max(1.0, float(phi)), df)


def learnt_dispersion(
    counts: ArrayLike, periods: int = MONTHS_IN_YEAR, *, unusual: ArrayLike = False
) -> Dispersion:
    """Return the dispersion of a series, from every complete year to its end.

    Parameters
    ----------
    counts
        A count a period in order, none left out, shape (n,); NaN = missing. Negative
        where a publisher took some back, which counts as none.
    periods
        Periods in a year: 12 months or 4 quarters.
    unusual
        True for periods not to learn from, shape (n,); none by default. A year that
        holds one is left out, unless it is one of the last two.

    Returns
    -------
    Dispersion
        That of Poisson counts, known, where fewer than two years are complete.
    """
    values = np.asarray(counts, np.float64)
    odd = np.broadcast_to(np.asarray(unusual, np.bool_), values.shape)
    start = values.size % periods
    years, left_out = (each[start:].reshape(-1, periods) for each in (values, odd))
    usual = ~left_out.any(axis=-1) | (np.arange(len(years)) >= len(years) - 2)
    learnt = np.isfinite(years).all(axis=-1) & usual
    if learnt.sum() < 2:
        return Dispersion(1.0, np.inf)
    return seasonal_dispersion(np.maximum(years[learnt], 0))


def year_on_year(
    counts: ArrayLike,
    periods: int = MONTHS_IN_YEAR,
    *,
    unusual: ArrayLike = False,
    totals: ArrayLike | None = None,
) -> CountChange | None:
    """Compare the last year of a series with the year before it.

    Parameters
    ----------
    counts
        A count a period in order, none left out, shape (n,); NaN = missing. They may
        be parts of counts, and negative where a publisher took some back.
    periods
        Periods in a year: 12 months or 4 quarters.
    unusual
        True for periods not to learn dispersion from, shape (n,); none by default. A
        year that holds one is left out, unless it is one of the two compared.
    totals
        Sums of the year that ends with each period, shape (n,), where they are known
        though a period is not; those of `counts` by default.

    Returns
    -------
    CountChange or None
        The change, tested with the dispersion of every complete year that ends with
        the same period of the year as the last; None where one of the two years
        compared is not complete or comes to less than nothing.

    Notes
    -----
    Years before those compared are in the dispersion because two alone say little of
    it: 11 degrees of freedom by month and 3 by quarter.
    """
    values = np.asarray(counts, np.float64)
    sums = rolling_total(values, periods) if totals is None else totals
    # areas that are shares of others hold part counts; the tests want whole ones
    pair = np.round(np.asarray(sums, np.float64)[-1 - periods :: periods])
    if values.size < 2 * periods or not (pair >= 0).all():
        return None
    spread = learnt_dispersion(values, periods, unusual=unusual)
    return compare_counts(
        float(pair[1]), float(pair[0]), phi=spread.phi, phi_df=spread.df
    )
