"""Which areas resemble their neighbours, and which stand out from them."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cdp_metrics.stats.areas.hot_spots import (
    Neighbours,
    is_flat,
    neighbour_pairs,
)
from cdp_metrics.stats.rates import Floats

__all__ = ["MORAN_PATTERNS", "LocalMoran", "local_moran"]

PERMUTATIONS: Final = 9_999

MORAN_PATTERNS: Final = ("high-high", "low-high", "low-low", "high-low")
"""The area's own value, then its neighbours', each against the mean."""


@dataclass(frozen=True, eq=False)
class LocalMoran:
    """How each area resembles its neighbours.

    Attributes
    ----------
    statistic
        Local Moran's I, shape (n,): above 0 where an area resembles its neighbours.
    p
        Two-sided p values against values dealt out at random, shape (n,).
    pattern
        One of `MORAN_PATTERNS` an area, shape (n,), whether beyond chance or not; ""
        where nothing can be said.
    """

    statistic: Floats
    p: Floats
    pattern: NDArray[np.str_]


def local_moran(
    values: ArrayLike,
    neighbours: Neighbours,
    *,
    seed: int,
    permutations: int = PERMUTATIONS,
) -> LocalMoran:
    """Return local Moran's I of every area.

    Parameters
    ----------
    values
        One value an area, shape (n,); rates that are smoothed, because the noise of
        small areas looks like a pattern. None may be missing.
    neighbours
        The positions of each area's neighbours, n of them, without itself.
    seed
        Of the permutations: the same gives the same p values.
    permutations
        How often the other areas' values are dealt out at random.

    Returns
    -------
    LocalMoran
        Statistic, p value and pattern. Statistic and p are NaN where nothing can be
        said: all values are equal, or the area has no neighbours.

    Raises
    ------
    ValueError
        As `gi_star`.

    Notes
    -----
    Anselin, L. (1995), Geographical Analysis 27, 93-115; conditional permutation and
    two-sided p values by esda, with every neighbour weighing the same.
    """
    x = np.asarray(values, np.float64)
    focal, _ = neighbour_pairs(x, neighbours)
    if is_flat(x) or not focal.size:
        nothing = np.full(x.size, np.nan)
        return LocalMoran(nothing, nothing.copy(), np.full(x.size, "", np.str_))
    from esda import Moran_Local  # both slow to import
    from esda.significance import calculate_significance
    from libpysal.weights import W

    lone = np.bincount(focal, minlength=x.size) == 0
    with warnings.catch_warnings():  # of its one-sided p values, which are not used
        warnings.simplefilter("ignore")
        weights = W(dict(enumerate(map(list, neighbours))), silence_warnings=True)
        found = Moran_Local(x, weights, permutations=permutations, seed=seed)
        p = calculate_significance(found.Is, found.rlisas, alternative="two-sided")
    return LocalMoran(
        statistic=np.where(lone, np.nan, found.Is),
        p=np.where(lone, np.nan, np.minimum(p, 1.0)),
        pattern=np.where(lone, "", np.array(MORAN_PATTERNS)[found.q - 1]),
    )
