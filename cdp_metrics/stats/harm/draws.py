"""How far the harm index, its rank and its class could differ by chance."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cdp_metrics.stats.harm.parameters import Cuts, Weights
from cdp_metrics.stats.harm.reported import ReportedHarm, relative_to_average
from cdp_metrics.stats.rates import Floats

if TYPE_CHECKING:
    from scipy.sparse import csr_array

__all__ = [
    "DRAWS",
    "AreaHarm",
    "HarmDraws",
    "HarmUncertainty",
    "blocks",
    "draw_harm",
    "harm_of_areas",
    "harm_uncertainty",
]


# Assumption: enough for the ends of a range to settle to about one point of the index.
DRAWS = 2000

# So many numbers are held at full precision at a time, whatever the country's size.
CELLS = 2_000_000


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


@dataclass(frozen=True, eq=False)
class HarmDraws:
    """Random indices that the counts allow, kept so that areas can be added up.

    Attributes
    ----------
    harm
        What was drawn from.
    index
        Shape (draws, n), in single precision; 100 is each draw's own average. No
        draws where the areas do not detectably vary.
    """

    harm: ReportedHarm
    index: NDArray[np.float32]

    def ranges(self, cuts: Cuts | None = None) -> HarmUncertainty:
        """Return the ranges of index and rank of every area.

        Parameters
        ----------
        cuts
            Classes, range shown and how many are the top.

        Returns
        -------
        HarmUncertainty
            Shapes (n,).
        """
        return _ranges(self.index, self.harm.index, cuts or Cuts())


@dataclass(frozen=True, eq=False)
class AreaHarm:
    """Harm of wards or other sums of areas; shapes are (m,).

    Attributes
    ----------
    residents
        People who live there.
    index
        Population-weighted mean of the index of the parts.
    visitor_share
        Share of the residents whose part is no fair base for a rate.
    ranges
        Of index and rank among these m, from the draws of the parts.
    """

    residents: Floats
    index: Floats
    visitor_share: Floats
    ranges: HarmUncertainty


def draw_harm(
    harm: ReportedHarm, draws: int = DRAWS, *, seed: int, weights: Weights | None = None
) -> HarmDraws:
    """Return random indices from random true rates and, if asked, random weights.

    Parameters
    ----------
    harm
        From `reported_harm`.
    draws
        How many.
    seed
        Of the random numbers; the same seed gives the same answer for the same order
        of areas.
    weights
        Those of `harm`, whose ranges are to be drawn from; by default none varies.

    Returns
    -------
    HarmDraws
        Indices of every draw.

    Raises
    ------
    ValueError
        If no draw is asked for, or the weights are of other types.

    Notes
    -----
    The average is taken anew in each draw, so an index of 100 is always that draw's
    average, and the scale of a draw's weights does not matter.
    """
    kinds, areas = harm.scaled_weights.size, harm.residents.size
    if draws < 1:
        raise ValueError("At least one draw is needed.")
    if weights is not None and len(weights.names) != kinds:
        raise ValueError(f"The index has {kinds} types, the weights another number.")
    if not harm.varies:
        return HarmDraws(harm, np.empty((0, areas), np.float32))
    rng = np.random.default_rng(seed)
    impact = np.tile(harm.scaled_weights, (draws, 1))
    if weights is not None:
        impact = impact * weights.draw(rng, draws)
    index = np.empty((draws, areas), np.float32)
    for part in blocks(draws, areas):
        # One type at a time: all together would hold draws x areas x types.
        drawn = np.zeros_like(index[part], np.float64)
        for column, prior in zip(impact[part].T, harm.priors, strict=True):
            drawn += column[:, np.newaxis] * prior.draw(rng, len(drawn))
        index[part] = relative_to_average(drawn, harm.residents, harm.usable)[0]
    return HarmDraws(harm, index)


def harm_uncertainty(
    harm: ReportedHarm,
    draws: int = DRAWS,
    *,
    seed: int,
    weights: Weights | None = None,
    cuts: Cuts | None = None,
) -> HarmUncertainty:
    """Return the ranges of index and rank, from random draws of the true rates.

    Parameters
    ----------
    harm, draws, seed, weights
        As `draw_harm`.
    cuts
        Classes, range shown and how many are the top.

    Returns
    -------
    HarmUncertainty
        Of every area. Tied areas share the mean of their ranks.

    Raises
    ------
    ValueError
        As `draw_harm`.
    """
    return draw_harm(harm, draws, seed=seed, weights=weights).ranges(cuts)


def harm_of_areas(
    drawn: HarmDraws, shares: ArrayLike | csr_array, cuts: Cuts | None = None
) -> AreaHarm:
    """Return the harm of wards or other areas, with their own ranges.

    Parameters
    ----------
    drawn
        From `draw_harm`.
    shares
        Share of each of the n parts' residents who live in each of m areas, shape
        (m, n); sparse where they are many, for nearly all are 0.
    cuts
        As `harm_uncertainty`.

    Returns
    -------
    AreaHarm
        Population-weighted: 100 is still the parts' average.

    Raises
    ------
    ValueError
        If a share is not between 0 and 1, or an area has no residents.
    """
    from scipy.sparse import csr_array, diags_array, issparse  # as for ranks

    part_of = csr_array(shares if issparse(shares) else np.atleast_2d(shares))
    harm = drawn.harm
    if part_of.shape[1:] != harm.residents.shape:
        raise ValueError("Shares are one row an area and one column a part.")
    if not ((part_of.data >= 0) & (part_of.data <= 1)).all():
        raise ValueError("Shares of residents lie between 0 and 1.")
    residents = part_of @ harm.residents
    if not (residents > 0).all():
        raise ValueError("The index needs residents in every area.")
    mean = diags_array(1 / residents) @ part_of @ diags_array(harm.residents)
    index = mean @ harm.index
    return AreaHarm(
        residents=residents,
        index=index,
        visitor_share=mean @ (~harm.usable).astype(np.float64),
        ranges=_ranges((mean.astype("f4") @ drawn.index.T).T, index, cuts or Cuts()),
    )


def blocks(rows: int, columns: int) -> list[slice]:
    """Return slices of rows that hold a bounded number of cells each."""
    step = max(1, CELLS // columns)
    return [slice(start, start + step) for start in range(0, rows, step)]


def _ranges(drawn: NDArray[np.float32], index: Floats, cuts: Cuts) -> HarmUncertainty:
    """Return what the draws say of each area."""
    from scipy.stats import rankdata  # only a build ranks; pages start sooner

    areas = index.size
    map_class = _class(index, cuts.classes)
    if not drawn.size:
        unknown = np.full(areas, np.nan)
        first, last = np.ones_like(map_class), np.full_like(map_class, areas)
        return HarmUncertainty(
            unknown, unknown, first, last, unknown, map_class, unknown
        )
    rank = np.empty_like(drawn)
    for part in blocks(len(drawn), areas):
        rank[part] = rankdata(-drawn[part], method="average", axis=1)
    top = math.ceil(areas / cuts.top_one_in)
    ends, places, shares = np.empty((3, 2, areas))
    for part in blocks(areas, len(drawn)):
        ends[:, part] = np.quantile(drawn[:, part], cuts.range_shown, axis=0)
        places[:, part] = np.quantile(rank[:, part], cuts.range_shown, axis=0)
        same = _class(drawn[:, part], cuts.classes) == map_class[part]
        shares[:, part] = (rank[:, part] <= top).mean(axis=0), same.mean(axis=0)
    return HarmUncertainty(
        index_lower=ends[0],
        index_upper=ends[1],
        rank_lower=np.floor(places[0]).astype(np.int64),
        rank_upper=np.ceil(places[1]).astype(np.int64),
        p_top10=shares[0],
        map_class=map_class,
        class_certainty=shares[1],
    )


def _class(
    index: Floats | NDArray[np.float32], cuts: tuple[float, float]
) -> NDArray[np.int64]:
    """Return 0, 1 or 2; an index at a cut is in the middle class."""
    first, second = cuts
    return (index >= first).astype(np.int64) + (index > second)
