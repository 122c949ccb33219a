"""How well the index holds: against its own halves, the next period and others."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cdp_metrics.errors import NotEnoughData
from cdp_metrics.stats.harm.inputs import complete, residents_of
from cdp_metrics.stats.harm.parameters import Cuts
from cdp_metrics.stats.harm.reported import reported_harm
from cdp_metrics.stats.harm.stability import rank_correlation
from cdp_metrics.stats.rates import Floats, Interval

__all__ = [
    "Agreement",
    "Hits",
    "next_period",
    "order_agreement",
    "split_half",
]

RESAMPLES = 1000
CONFIDENCE = 0.95
METHOD = "bootstrap over areas"


@dataclass(frozen=True)
class Agreement:
    """Rank correlation of two orders, with how many areas it rests on."""

    spearman: Interval[float]
    areas: int


@dataclass(frozen=True)
class Hits:
    """How much of a period's reports fell in the areas that a map put on top.

    Attributes
    ----------
    hit_rate
        Share of the reports.
    pai
        Prediction accuracy index: that share over the areas' share of the extent; 1
        is no better than anywhere.
    gain
        Hit rate less that of plain volume, a difference of shares.
    """

    hit_rate: Interval[float]
    pai: Interval[float]
    gain: Interval[float]


def order_agreement(
    one: ArrayLike,
    other: ArrayLike,
    usable: NDArray[np.bool_],
    *,
    seed: int,
    resamples: int = RESAMPLES,
) -> Agreement:
    """Return how far two orders of the same areas agree.

    Parameters
    ----------
    one, other
        Two years of the index, or the index and any rate from elsewhere, shape (n,);
        NaN = missing, and left out.
    usable
        True for the areas to rank, shape (n,).
    seed
        Of the bootstrap.
    resamples
        How many times areas are drawn anew.

    Returns
    -------
    Agreement
        Spearman's correlation with a 95% interval.

    Raises
    ------
    ValueError
        If shapes differ.
    NotEnoughData
        If fewer than three areas have both.
    """
    a, b = np.asarray(one, np.float64), np.asarray(other, np.float64)
    used = np.asarray(usable, np.bool_)
    if not (a.ndim == 1 and a.shape == b.shape == used.shape):
        raise ValueError("Two orders are of the same areas.")
    known = used & np.isfinite(a) & np.isfinite(b)
    if known.sum() < 3:
        raise NotEnoughData("Fewer than three areas have both figures.")
    a, b = a[known], b[known]
    (spearman,) = _bootstrap(
        lambda rows: (rank_correlation(a[rows], b[rows]),), a.size, seed, resamples
    )
    return Agreement(spearman, a.size)


def split_half(
    first: ArrayLike,
    second: ArrayLike,
    population: ArrayLike,
    usable: NDArray[np.bool_],
    weights: ArrayLike | None = None,
    dispersion: float = 1.0,
    *,
    seed: int,
    resamples: int = RESAMPLES,
) -> Agreement:
    """Return how far two halves of the same months give the same order.

    Parameters
    ----------
    first, second
        Reports in every other month and in those between, shape (n, K): so both have
        all seasons.
    population, usable, weights, dispersion
        As `reported_harm`.
    seed, resamples
        Of the bootstrap.

    Returns
    -------
    Agreement
        Spearman's correlation of the two indices; of half the data each, so the whole
        holds better than this.

    Raises
    ------
    ValueError, NotEnoughData
        As `reported_harm`.
    """
    one, other = (
        reported_harm(half, population, usable, weights, dispersion).index
        for half in (first, second)
    )
    return order_agreement(one, other, usable, seed=seed, resamples=resamples)


def next_period(
    maps: Mapping[str, ArrayLike],
    volume: ArrayLike,
    reports: ArrayLike,
    extent: ArrayLike,
    usable: NDArray[np.bool_],
    *,
    seed: int,
    resamples: int = RESAMPLES,
    cuts: Cuts | None = None,
) -> dict[str, Hits]:
    """Return how well maps made before a period point to where its reports fell.

    Parameters
    ----------
    maps
        The index, a forecast and so on, each of shape (n,), by name.
    volume
        Plain reports of the last period, shape (n,): what each map is set against.
    reports
        Reports or weighted reports of the next period, shape (n,).
    extent
        Size of the areas, in km2 or residents, shape (n,).
    usable
        True for the areas that count, shape (n,).
    seed, resamples
        Of the bootstrap.
    cuts
        How many areas are the top: one in ten, rounded up.

    Returns
    -------
    dict
        By name, and "volume" itself; 95% intervals.

    Raises
    ------
    ValueError
        If shapes differ, a value is missing, or a map is called "volume".
    NotEnoughData
        If the usable areas have no reports in the next period.

    Notes
    -----
    Chainey, S., Tompson, L. and Uhlig, S. (2008), Security Journal 21, 4-28.
    """
    used = np.asarray(usable, np.bool_)
    after, size = complete(reports), residents_of(extent)
    if "volume" in maps:
        raise ValueError("Plain volume is given by itself.")
    scores = {name: np.asarray(x, np.float64) for name, x in maps.items()}
    scores["volume"] = complete(volume)
    for score in (after, size, *scores.values()):
        if score.shape != used.shape or not np.isfinite(score).all():
            raise ValueError("Each map and each count has a value for every area.")
    after, size = after[used], size[used]
    if not after.any():
        raise NotEnoughData("No reports fell in the next period.")
    places = math.ceil(after.size / (cuts or Cuts()).top_one_in)
    plain = scores["volume"][used]

    def hits(score: Floats, rows: NDArray[np.intp]) -> tuple[float, float, float]:
        rate, share = _top(score[rows], after[rows], size[rows], places)
        naive, _ = _top(plain[rows], after[rows], size[rows], places)
        return rate, rate / share, rate - naive

    found = {}
    for name, score in scores.items():
        figures = partial(hits, score[used])
        found[name] = Hits(*_bootstrap(figures, after.size, seed, resamples))
    return found


def _top(
    score: Floats, reports: Floats, extent: Floats, places: int
) -> tuple[float, float]:
    """Return the top areas' share of reports and of the extent."""
    top = np.argsort(-score, kind="stable")[:places]
    total = reports.sum()
    rate = float(reports[top].sum() / total) if total else math.nan
    return rate, float(extent[top].sum() / extent.sum())


def _bootstrap(
    figures: Callable[[NDArray[np.intp]], tuple[float, ...]],
    areas: int,
    seed: int,
    resamples: int,
) -> list[Interval[float]]:
    """Return figures of all areas, with their range over areas drawn anew."""
    rng = np.random.default_rng(seed)
    whole = figures(np.arange(areas))
    drawn = np.array([figures(rng.integers(0, areas, areas)) for _ in range(resamples)])
    tail = (1 - CONFIDENCE) / 2
    limits = np.full((2, drawn.shape[1]), np.nan)
    known = np.isfinite(drawn).any(axis=0)  # an order that does not vary has none
    limits[:, known] = np.nanquantile(drawn[:, known], [tail, 1 - tail], axis=0)
    low, high = limits.tolist()
    return [
        Interval(value, below, above, CONFIDENCE, METHOD)
        for value, below, above in zip(whole, low, high, strict=True)
    ]
