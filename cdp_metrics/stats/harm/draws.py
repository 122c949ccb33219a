"""How far the harm index, its rank and its class could differ by chance."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cdp_metrics.stats.harm.reported import ReportedHarm, relative_to_average
from cdp_metrics.stats.rates import Floats

__all__ = ["HarmUncertainty", "harm_uncertainty"]

# Assumption: three classes, since ranks are too soft for more.
CLASS_CUTS = (75.0, 150.0)

# Assumption: an impact weight may be wrong by a factor of two either way.
WEIGHT_FACTOR = 2.0

# Assumptions: the range shown runs from 5% to 95%, and the top is one area in ten.
RANGE_SHOWN = (0.05, 0.95)
TOP_ONE_IN = 10

# Assumption: enough for the ends of the range of an area near the average to settle to
# about one point of the index.
DRAWS = 2000


@dataclass(frozen=True, eq=False)
class HarmUncertainty:
    """How far the index and the rank of n areas could differ; shapes are (n,).

    Where no variation between areas is detectable, any rank is possible and the rest
    is unknown: ranks are 1 to n, ranges and shares NaN.

    Attributes
    ----------
    index_lower, index_upper
        The index at 5% and 95% of the draws.
    rank_lower, rank_upper
        The rank at 5% and 95% of the draws, over all areas; 1 = most harm.
    p_top10
        Share of draws in which the area is in the top tenth, rounded up to whole
        areas.
    map_class
        Class of the index itself: 0 below the first cut, 1 from it to the second,
        2 above.
    class_certainty
        Share of draws in that class.
    """

    index_lower: Floats
    index_upper: Floats
    rank_lower: NDArray[np.int64]
    rank_upper: NDArray[np.int64]
    p_top10: Floats
    map_class: NDArray[np.int64]
    class_certainty: Floats


def harm_uncertainty(
    harm: ReportedHarm,
    draws: int = DRAWS,
    *,
    seed: int,
    vary_weights: bool = False,
    cuts: tuple[float, float] = CLASS_CUTS,
) -> HarmUncertainty:
    """Return the ranges of index and rank, from random draws of the true rates.

    Parameters
    ----------
    harm
        From `reported_harm`.
    draws
        How many draws.
    seed
        Of the random numbers; the same seed gives the same answer for the same order
        of areas.
    vary_weights
        Whether each weight varies too, by a factor of up to two either way.
    cuts
        Index values that part the three classes; each belongs to the middle one.

    Returns
    -------
    HarmUncertainty
        Ranges and probabilities for every area.

    Raises
    ------
    ValueError
        If no draw is asked for or the cuts do not rise.

    Notes
    -----
    The average is taken anew in each draw, so an index of 100 is always that draw's
    average, and the scale of a draw's weights does not matter. Tied areas share the
    mean of their ranks.
    """
    if draws < 1 or not cuts[0] < cuts[1]:
        raise ValueError("At least one draw and two rising cuts are needed.")
    map_class = _class(harm.index, cuts)
    if not harm.varies:
        return _no_variation(map_class)
    rng = np.random.default_rng(seed)
    impact = np.tile(harm.scaled_weights, (draws, 1))
    if vary_weights:
        spread = math.log(WEIGHT_FACTOR)
        impact = impact * np.exp(rng.uniform(-spread, spread, impact.shape))
    # One type at a time: all together would hold draws x areas x types in memory.
    drawn = np.zeros((draws, harm.index.size))
    for column, prior in zip(impact.T, harm.priors, strict=True):
        drawn += column[:, np.newaxis] * prior.draw(rng, draws)
    index, _ = relative_to_average(drawn, harm.residents, harm.usable)
    from scipy.stats import rankdata  # only a build ranks; pages start sooner

    rank = rankdata(-index, method="average", axis=1)
    low, high = np.quantile(index, RANGE_SHOWN, axis=0)
    first, last = np.quantile(rank, RANGE_SHOWN, axis=0)
    return HarmUncertainty(
        index_lower=low,
        index_upper=high,
        rank_lower=np.floor(first).astype(np.int64),
        rank_upper=np.ceil(last).astype(np.int64),
        p_top10=(rank <= math.ceil(harm.index.size / TOP_ONE_IN)).mean(axis=0),
        map_class=map_class,
        class_certainty=(_class(index, cuts) == map_class).mean(axis=0),
    )


def _no_variation(map_class: NDArray[np.int64]) -> HarmUncertainty:
    """Return that nothing is known of how areas differ."""
    unknown = np.full(map_class.shape, np.nan)
    return HarmUncertainty(
        index_lower=unknown,
        index_upper=unknown,
        rank_lower=np.ones_like(map_class),
        rank_upper=np.full_like(map_class, map_class.size),
        p_top10=unknown,
        map_class=map_class,
        class_certainty=unknown,
    )


def _class(index: Floats, cuts: tuple[float, float]) -> NDArray[np.int64]:
    """Return 0, 1 or 2; an index at a cut is in the middle class."""
    first, second = cuts
    return (index >= first).astype(np.int64) + (index > second)
