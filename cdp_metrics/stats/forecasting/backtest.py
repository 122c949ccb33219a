"""How a forecast would have done, had it been made in the past."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cdp_metrics.stats.forecasting.forecast import DRAWS, Fan, forecast
from cdp_metrics.stats.forecasting.naive import seasonal_naive
from cdp_metrics.stats.rates import Floats
from cdp_metrics.stats.series.history import YEARS_NEEDED, History
from cdp_metrics.stats.series.seasonal import NotEnough

__all__ = ["BackTest", "Score", "back_test"]

ORIGINS = 12


@dataclass(frozen=True)
class Score:
    """How near a forecast came.

    Attributes
    ----------
    error
        Mean absolute error of the median, in events.
    within_80, within_95
        Share of what came that lay within the 80% and the 95% ranges.
    """

    error: float
    within_80: float
    within_95: float


@dataclass(frozen=True)
class BackTest:
    """How the regression and the seasonal naive forecast would have done.

    Attributes
    ----------
    origins
        Positions of the first period that each forecast did not know, in order.
    model, naive
        Scores of the regression and of the seasonal naive forecast, by period.
    model_total, naive_total
        Scores of the total of the year ahead. Neighbouring origins share most of that
        year, so these are few data.
    """

    origins: tuple[int, ...]
    model: Score
    naive: Score
    model_total: Score
    naive_total: Score

    @property
    def beats_naive(self) -> bool:
        """Whether the regression came nearer, period by period."""
        return self.model.error < self.naive.error


def back_test(
    history: History, *, seed: int, draws: int = DRAWS
) -> BackTest | NotEnough:
    """Forecast a year ahead from twelve past periods, and compare with what came.

    Parameters
    ----------
    history
        Counts; the periods ahead play no part.
    seed
        Of the random numbers; the same seed gives the same answer.
    draws
        How many paths are simulated from each origin.

    Returns
    -------
    BackTest or NotEnough
        Scores; or why there are none.

    Notes
    -----
    The latest twelve origins that have three usual years before them and a complete,
    usual year after. Each forecast knows only what came before its origin.
    """
    year, learnable = history.periods, history.learnable
    origins = [
        origin
        for origin in range(year, history.counts.size - year + 1)
        if learnable[:origin].sum() >= YEARS_NEEDED * year
        and learnable[origin : origin + year].all()
    ][-ORIGINS:]
    if len(origins) < ORIGINS:
        return NotEnough(
            f"{ORIGINS} past forecasts are needed to test the method, each with three "
            f"usual years before it and one after, and there are {len(origins)}.",
            len(origins),
            ORIGINS,
        )
    fans: list[tuple[Fan, Fan, Fan, Fan]] = []
    for origin in origins:
        past = history.until(origin, year)
        model = forecast(past, seed=seed, draws=draws)
        naive = seasonal_naive(past, seed=seed, draws=draws)
        if isinstance(model, NotEnough):
            return model
        if isinstance(naive, NotEnough):
            return naive
        fans.append((model.counts, naive.counts, model.total, naive.total))
    came = np.array([history.counts[origin : origin + year] for origin in origins])
    by_model, by_naive, total_by_model, total_by_naive = zip(*fans, strict=True)
    year_came = came.sum(axis=1, keepdims=True)
    return BackTest(
        origins=tuple(origins),
        model=_score(by_model, came),
        naive=_score(by_naive, came),
        model_total=_score(total_by_model, year_came),
        naive_total=_score(total_by_naive, year_came),
    )


def _score(fans: tuple[Fan, ...], came: Floats) -> Score:
    """Score ranges against what came, of which the last column is the last period."""
    columns = came.shape[1]

    def part(name: str) -> Floats:
        return np.array([getattr(fan, name)[-columns:] for fan in fans])

    return Score(
        error=float(np.abs(part("median") - came).mean()),
        within_80=_share(part("lower_80"), came, part("upper_80")),
        within_95=_share(part("lower_95"), came, part("upper_95")),
    )


def _share(lower: Floats, came: Floats, upper: Floats) -> float:
    return float(((lower <= came) & (came <= upper)).mean())
