"""The forecast that any other has to beat: as a year ago."""

from __future__ import annotations

import numpy as np

from cdp_metrics.stats.forecasting.forecast import DRAWS, Forecast, from_paths
from cdp_metrics.stats.rates import Floats
from cdp_metrics.stats.series.history import History, forecast_window
from cdp_metrics.stats.series.seasonal import NotEnough

__all__ = ["seasonal_naive"]


def seasonal_naive(
    history: History, *, seed: int, draws: int = DRAWS
) -> Forecast | NotEnough:
    """Forecast that each period will be as in the latest usual year.

    Parameters
    ----------
    history
        Counts and the periods ahead. Its known changes of level play no part.
    seed
        Of the random numbers; the same seed gives the same answer.
    draws
        How many paths are simulated.

    Returns
    -------
    Forecast or NotEnough
        Ranges by period and for the 12-month total; or why there are none.

    Notes
    -----
    Daily rates are carried forward. Ranges come from how periods differed from those
    a year before: normal errors with the mean square of these differences, of which
    the mean product of two within a year is shared by the whole year, for the periods
    of a year move together. Errors add up over the years since the period carried
    forward.
    """
    window = forecast_window(history)
    if isinstance(window, NotEnough):
        return window
    year, counted = history.periods, history.counts.size
    known = np.full(counted, np.nan)
    known[window] = history.counts[window]
    change = (
        known[year:]
        - known[:-year] * history.days[year:counted] / history.days[: counted - year]
    )
    found = int(np.isfinite(change).sum())
    if found < year:
        return NotEnough(
            f"{year} periods with a usual one a year before are needed to see how far "
            f"years differ, and there are {found}.",
            found,
            year,
        )
    shared, own = _variances(change, year)
    coming = np.arange(counted, history.days.size)
    base = np.array([window[window % year == at % year][-1] for at in coming])
    age = (coming - base) // year
    rng = np.random.default_rng(seed)
    years = int(age.max())
    together = rng.normal(0, np.sqrt(shared), (draws, years, 1))
    apart = rng.normal(0, np.sqrt(own), (draws, years, year))
    error = (together + apart).cumsum(axis=1)[:, age - 1, coming % year]
    middle = history.counts[base] * history.days[coming] / history.days[base]
    paths = np.rint(np.maximum(middle + error, 0))
    return from_paths("seasonal naive", history, paths, window.size)


def _variances(change: Floats, year: int) -> tuple[float, float]:
    """Return the variance that the periods of a year share, and that of each alone.

    The shared one gives the total of any year the variance that it had: each pair of
    changes weighs as often as a year holds two periods so far apart.
    """
    every = float(np.nanmean(change**2))
    products, weights = 0.0, 0.0
    for lag in range(1, year):
        pairs = change[lag:] * change[:-lag]
        products += (year - lag) * float(np.nansum(pairs))
        weights += (year - lag) * int(np.isfinite(pairs).sum())
    shared = min(max(products / max(weights, 1), 0.0), every)
    return shared, every - shared
